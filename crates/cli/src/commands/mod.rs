//! One module per command.

pub(crate) mod bench;
pub(crate) mod certificate;
pub(crate) mod grade;
pub(crate) mod issuer;
pub(crate) mod log;
pub(crate) mod pack;
pub(crate) mod replay;
pub(crate) mod runtime;
pub(crate) mod sandbox;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod worker;
