//! Whatever bytes a guest writes: they are refused, or decode to a value that has one encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use spyrales_fuzz::value::{Caps, Value};
use spyrales_fuzz::work::Meter;

/// More than any value under the caps takes.
const FUEL: u64 = 1 << 40;

fuzz_target!(|bytes: &[u8]| {
    let caps = Caps {
        bytes: 1 << 20,
        ..Caps::default()
    };
    let Ok(decoded) = Value::decode(bytes, &caps, &mut Meter::new(FUEL)) else {
        return;
    };
    let canonical = decoded.encode();
    assert_eq!(canonical.len(), bytes.len(), "an encoding with bytes to spare");
    let again = Value::decode(&canonical, &caps, &mut Meter::new(FUEL)).expect("what the host writes decodes");
    assert_eq!(again.encode(), canonical, "an encoding that isn't canonical");
    drop(decoded.summary());
});
