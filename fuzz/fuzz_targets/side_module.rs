//! Whatever bytes are given as a side module: they are refused, or say what they need.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|module: &[u8]| spyrales_fuzz::side_module(module));
