//! Bytes that a guest might forge: each is refused at a known place, with a reason.

use super::super::{
    Array, BigInt, Caps, Decimal, DecodeError, Dtype, Excess, Order, Sparse, SparseFormat, Value, Zone,
};
use super::{decode, decode_under};
use crate::work::{Meter, Work};

fn nested(depth: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = [0x10, 1, 0, 0, 0].repeat(depth - 1);
    bytes.push(0x00);
    bytes
}

fn int64s(items: &[i64]) -> Array {
    let bytes = items.iter().flat_map(|item| item.to_le_bytes()).collect();
    Array::new(Dtype::Int(8), Order::C, vec![items.len()], bytes).unwrap()
}

#[test]
fn what_is_over_a_cap_is_too_large() {
    assert!(decode(&nested(64)).is_ok());
    let too_deep = decode(&nested(65)).unwrap_err();
    assert_eq!(
        too_deep,
        DecodeError::TooLarge {
            what: Excess::Depth,
            limit: 64,
            offset: 320
        }
    );

    let caps = Caps {
        bytes: 100,
        values: 3,
        ..Caps::default()
    };
    let two = Value::list([Value::Null, Value::Null]).encode();
    let three = Value::list([Value::Null, Value::Null, Value::Null]).encode();
    assert!(decode_under(&two, &caps).is_ok());
    assert!(matches!(
        decode_under(&three, &caps),
        Err(DecodeError::TooLarge {
            what: Excess::Values,
            limit: 3,
            ..
        })
    ));
    assert!(
        decode_under(&Value::bytes([0; 96]).encode(), &caps)
            .unwrap_err()
            .is_too_large()
    );

    let mut array = vec![0x20, 4, 0, 0, 0];
    array.extend(b"int8\x00\x21");
    assert!(matches!(
        decode(&array),
        Err(DecodeError::TooLarge {
            what: Excess::Dimensions,
            limit: 32,
            ..
        })
    ));
}

/// An encoding in which each of so many strings of an array is empty.
fn empty_strings(count: usize) -> Vec<u8> {
    let mut bytes = vec![0x21, 1, 1];
    bytes.extend((count as u64).to_le_bytes());
    bytes.resize(bytes.len() + 4 * count + 4, 0);
    bytes
}

#[test]
fn strings_without_text_count_as_values() {
    assert!(decode(&empty_strings(1_999_999)).is_ok());
    assert!(matches!(
        decode(&empty_strings(15_000_000)),
        Err(DecodeError::TooLarge {
            what: Excess::Values,
            limit: 2_000_000,
            ..
        })
    ));
}

#[test]
fn what_takes_more_memory_than_the_cap_is_too_large() {
    let caps = |memory| Caps {
        memory,
        ..Caps::default()
    };
    let texts = Value::list(std::iter::repeat_n(Value::str("x"), 1_000)).encode();
    let needed = 1_000 * (size_of::<Value>() + 33) + 32;
    assert!(decode_under(&texts, &caps(needed)).is_ok());
    assert!(matches!(
        decode_under(&texts, &caps(needed - 1)),
        Err(DecodeError::TooLarge {
            what: Excess::Memory,
            ..
        })
    ));
    // Each list says that it is as long as the rest of the bytes, and none is: room is made for no more than the cap.
    let mut nested = Vec::new();
    for _ in 0..60 {
        nested.push(0x10);
        nested.extend(1_900_000_u32.to_le_bytes());
    }
    nested.resize(nested.len() + 1_900_000, 0);
    assert!(matches!(
        decode(&nested),
        Err(DecodeError::TooLarge {
            what: Excess::Memory,
            ..
        })
    ));
}

#[test]
fn a_guest_without_fuel_has_nothing_rebuilt() {
    let nulls = Value::list(std::iter::repeat_n(Value::Null, 1_000)).encode();
    let cost = Work::Value.times(1_001) + Work::DecodedByte.times(nulls.len() as u64);
    let decoded = |fuel| Value::decode(&nulls, &Caps::default(), &mut Meter::new(fuel));
    assert!(decoded(cost).is_ok());
    assert!(matches!(decoded(cost - 1), Err(DecodeError::OutOfFuel { .. })));
}

#[test]
fn a_count_is_believed_only_if_the_bytes_are_there() {
    let counted: [&[u8]; 8] = [
        &[0x06],
        &[0x09],
        &[0x0a],
        &[0x10],
        &[0x11],
        &[0x12],
        &[0x13],
        &[0x27, 0x06],
    ];
    for start in counted {
        let bytes = [start, &[0xff; 4], &[0; 64]].concat();
        let error = decode(&bytes).unwrap_err();
        assert!(
            matches!(error, DecodeError::Malformed { .. }),
            "{start:02x?}: {error}"
        );
        assert_eq!(error.offset(), start.len(), "{start:02x?}");
    }
}

#[test]
fn a_value_has_one_encoding() {
    let refused: [(&[u8], &str); 9] = [
        (
            &[0x07, 1, 0, 0, 0, 0, 0, 0xf8, 0x7f],
            "a NaN other than 7ff8000000000000",
        ),
        (
            &[0x06, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            "a big integer that fits 64 bits",
        ),
        (
            &[0x06, 10, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0],
            "a big integer with bytes too many",
        ),
        (&[0x12, 2, 0, 0, 0, 0x04, 0x03], "set members out of order"),
        (&[0x12, 2, 0, 0, 0, 0x03, 0x03], "set members out of order"),
        (
            &[0x13, 2, 0, 0, 0, 0x03, 0x00, 0x03, 0x01],
            "a map key that comes twice",
        ),
        (
            &[0x13, 1, 0, 0, 0, 0x10, 0, 0, 0, 0, 0x00],
            "a key or set member that can change",
        ),
        (&[0x00, 0x00], "bytes after the value"),
        (&[0x09, 1, 0, 0, 0, 0xff], "text that isn't UTF-8"),
    ];
    for (bytes, expected) in refused {
        match decode(bytes).unwrap_err() {
            DecodeError::Malformed { reason, .. } => assert_eq!(reason, expected, "{bytes:02x?}"),
            error @ (DecodeError::TooLarge { .. } | DecodeError::OutOfFuel { .. }) => panic!("{error}"),
        }
    }
}

#[test]
fn nan_in_arrays_are_made_canonical() {
    for (dtype, bits) in [
        (Dtype::Float(2), vec![0x01, 0xfe]),
        (Dtype::Float(4), vec![1, 0, 0xc0, 0xff]),
        (Dtype::Float(8), vec![1, 0, 0, 0, 0, 0, 0xf8, 0xff]),
    ] {
        let array = Array::new(dtype, Order::C, vec![1], bits.clone()).unwrap();
        assert_ne!(array.as_bytes(), bits);
        let again = Array::new(dtype, Order::C, vec![1], array.as_bytes().to_vec()).unwrap();
        assert_eq!(again.as_bytes(), array.as_bytes());
    }
}

#[test]
fn shapes_no_guest_can_address_are_refused() {
    for shape in [
        vec![0, 1 << 40],
        vec![1 << 20, 1 << 20, 0],
        vec![usize::MAX, usize::MAX],
    ] {
        assert!(Array::new(Dtype::Int(8), Order::C, shape, Vec::new()).is_err());
    }
    assert!(Array::new(Dtype::Int(8), Order::C, vec![0, 3], Vec::new()).is_ok());
    assert!(Array::new(Dtype::Bool, Order::C, vec![1], vec![2]).is_err());
}

#[test]
fn places_outside_a_sparse_matrix_are_refused() {
    let csr = |indices: &[i64], starts: &[i64]| {
        let parts = [int64s(&[7, 8]), int64s(indices), int64s(starts)];
        Sparse::new(SparseFormat::Csr, false, (2, 3), parts)
    };
    assert!(csr(&[0, 2], &[0, 1, 2]).is_ok());
    for (indices, starts) in [
        ([0, 3], [0, 1, 2]),
        ([-1, 0], [0, 1, 2]),
        ([0, 1], [0, 3, 2]),
        ([0, 1], [1, 1, 2]),
        ([0, 1], [0, 1, 1]),
    ] {
        assert!(csr(&indices, &starts).is_err(), "{indices:?} {starts:?}");
    }
}

#[test]
fn zones_are_names_or_offsets_but_never_paths() {
    for zone in [
        "UTC",
        "Europe/Paris",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+3",
        "+02:00",
        "-03:30:15",
    ] {
        assert!(Zone::new(zone).is_ok(), "{zone}");
    }
    for zone in [
        "",
        "/etc/passwd",
        "../x",
        "Europe/../x",
        "Europe/",
        "+2:00",
        "+24:00",
        "+02:60",
        "+02",
        "é",
    ] {
        assert!(Zone::new(zone).is_err(), "{zone}");
    }
}

#[test]
fn decimals_stay_small_enough_to_expand() {
    for number in ["0", "-12.50", "1E+9", "1.5E-9999", "NaN", "-Infinity"] {
        assert!(Decimal::new(number).is_ok(), "{number}");
    }
    for number in ["", "-", ".5", "1.", "1E9", "1E+10000", "-NaN", "0x1", "1 ", "１"] {
        assert!(Decimal::new(number).is_err(), "{number}");
    }
    assert!(Decimal::new("1".repeat(1001)).is_err());
}

#[test]
fn big_integers_know_their_sign() {
    let positive = BigInt::new(vec![0, 0, 0, 0, 0, 0, 0, 0x80, 0]).unwrap();
    let negative = BigInt::new(vec![0, 0, 0, 0, 0, 0, 0, 0, 0x80]).unwrap();
    assert!(!positive.is_negative() && negative.is_negative());
}
