//! The encoding, from the host's side: what comes back, what is refused and where.

mod any;
mod refusals;

use proptest::prelude::*;

use super::{Caps, Map, Set, Value};
use crate::work::Meter;

fn decode(bytes: &[u8]) -> Result<Value, super::DecodeError> {
    decode_under(bytes, &Caps::default())
}

fn decode_under(bytes: &[u8], caps: &Caps) -> Result<Value, super::DecodeError> {
    Value::decode(bytes, caps, &mut Meter::new(1 << 40))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_encoded_decodes_to_the_same(value in any::value()) {
        let bytes = value.encode();
        let back = decode(&bytes).unwrap();
        prop_assert_eq!(back.encode(), bytes);
    }

    #[test]
    fn no_prefix_of_an_encoding_is_one(value in any::value(), cut in any::<prop::sample::Index>()) {
        let bytes = value.encode();
        let error = decode(&bytes[..cut.index(bytes.len())]).unwrap_err();
        prop_assert!(error.offset() < bytes.len());
    }

    #[test]
    fn damaged_bytes_are_refused_or_decode_to_a_value(
        value in any::value(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = value.encode();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(value) = decode(&bytes) {
            let canonical = value.encode();
            prop_assert_eq!(canonical.len(), bytes.len());
            prop_assert_eq!(decode(&canonical).unwrap().encode(), canonical);
        }
    }

    #[test]
    fn any_bytes_are_refused_or_decode_to_a_value(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = decode(&bytes) {
            prop_assert_eq!(value.encode().len(), bytes.len());
        }
    }

    #[test]
    fn summaries_stay_short(value in any::value()) {
        let summary = value.summary();
        prop_assert!(summary.fr.chars().count() < 400 && summary.en.chars().count() < 400);
    }
}

#[test]
fn messages_are_made_and_read_by_name() {
    let message = Value::list([
        "call".into(),
        "moyenne".into(),
        Value::list([1.into(), 2.5.into()]),
    ]);
    let message = decode(&message.encode()).unwrap();
    let [verb, name, arguments] = message.as_list().unwrap() else {
        panic!("three items")
    };
    assert_eq!((verb.as_str(), name.as_str()), (Some("call"), Some("moyenne")));
    assert_eq!(arguments.as_list().unwrap()[0].as_i64(), Some(1));
    assert_eq!(arguments.as_list().unwrap()[1].as_f64(), Some(2.5));

    let job = Value::map([
        ("seed", Value::Int(7)),
        ("parameters", Value::Null),
        ("seed", Value::Int(8)),
    ]);
    assert_eq!(job.get("seed").and_then(Value::as_i64), Some(8));
    assert!(job.get("parameters").is_some_and(Value::is_null));
    assert_eq!(job.get("absent"), None);
    assert_eq!(job.as_map().map(|map| map.entries().len()), Some(2));
}

#[test]
fn equality_tells_apart_what_python_would_not() {
    assert_eq!(Value::Float(f64::NAN), Value::Float(-f64::NAN));
    assert_ne!(Value::Float(0.0), Value::Float(-0.0));
    assert_ne!(Value::Int(1), Value::Float(1.0));
    assert_ne!(Value::Int(1), Value::Bool(true));
    assert_ne!(Value::Null, Value::Na);
}

#[test]
fn sets_and_maps_hold_what_never_changes() {
    let members = [Value::Int(2), Value::Int(1), Value::Int(2)];
    assert_eq!(
        Set::new(members).unwrap().as_slice(),
        [Value::Int(1), Value::Int(2)]
    );
    assert!(Set::new([Value::list([])]).is_err());
    assert!(Map::new([(Value::Tuple(vec![Value::list([])]), Value::Null)]).is_err());
}
