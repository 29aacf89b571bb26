//! Whatever calls a guest makes, with whatever paths: the file system keeps its promises.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| spyrales_fuzz::file_system::play(bytes));
