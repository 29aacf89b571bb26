//! Stories over HTTP, told to the real binary with its real database and sandboxes.
//!
//! They stand beside the binary's own package because only there cargo says where the binary is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod accounts;
mod browser;
mod cancelled;
mod certificates;
mod cluster;
mod demo;
mod doors;
mod earning;
mod elsewhere;
mod killed;
mod libraries;
mod logging;
mod regrades;
mod sandbox;
mod service;
mod staff;
mod story;
mod story_in_r;
mod vc_api;
mod verifying;
