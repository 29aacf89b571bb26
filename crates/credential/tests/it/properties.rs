//! What holds for every certificate, and for every change to one.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use spyrales_credential::*;

use crate::fixture::*;

static FILE: LazyLock<String> = LazyLock::new(|| signed().json().to_owned());

/// Every place in a JSON value, as a JSON pointer.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                places(
                    value,
                    &format!("{here}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                places(value, &format!("{here}/{i}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn refused(bytes: &[u8]) -> bool {
    matches!(verify(bytes, &employer()).outcome(), Outcome::Invalid(_))
}

#[test]
fn removing_or_replacing_any_part_is_refused() {
    let certificate = signed_json();
    let mut all = Vec::new();
    places(&certificate, "", &mut all);
    assert!(all.len() > 100);
    for place in &all[1..] {
        let (parent, last) = place.rsplit_once('/').unwrap();
        let mut without = certificate.clone();
        match without.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.remove(last)),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => unreachable!("only these have parts"),
        }
        // Every part is signed, so nothing can be left out, optional or not.
        assert!(refused(without.to_string().as_bytes()), "without {place}");
        for other in [
            Value::Null,
            Value::from("x"),
            Value::from(1),
            Value::from(true),
            Value::Array(vec![]),
            Value::Object(Default::default()),
        ] {
            let mut replaced = certificate.clone();
            let part = replaced.pointer_mut(place).unwrap();
            if *part == other {
                continue;
            }
            *part = other.clone();
            assert!(
                refused(replaced.to_string().as_bytes()),
                "{place} replaced by {other}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn changing_any_byte_is_refused(at in 0..FILE.len(), to in any::<u8>()) {
        let mut bytes = FILE.clone().into_bytes();
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert!(refused(&bytes), "byte {at} to {to:#04x}");
    }

    #[test]
    fn removing_or_inserting_any_byte_is_refused(at in 0..FILE.len(), insert in proptest::option::of(any::<u8>())) {
        let mut bytes = FILE.clone().into_bytes();
        match insert {
            // White space between tokens changes no document.
            Some(byte) => { prop_assume!(!byte.is_ascii_whitespace()); bytes.insert(at, byte) }
            None => { bytes.remove(at); }
        }
        prop_assert!(refused(&bytes), "at {at}");
    }

    #[test]
    fn any_bytes_get_a_report(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(refused(&bytes));
    }

    #[test]
    fn spliced_certificates_get_a_report(from in 0..FILE.len(), length in 0..400_usize, to in 0..FILE.len()) {
        let end = (from + length).min(FILE.len());
        let mut bytes = FILE.clone().into_bytes();
        let piece = bytes[from..end].to_vec();
        bytes.splice(to..to, piece);
        let report = verify(&bytes, &employer());
        prop_assert!(bytes == FILE.as_bytes() || matches!(report.outcome(), Outcome::Invalid(_)));
    }

    #[test]
    fn whatever_is_signed_verifies(
        title in "\\PC{1,60}",
        criteria in "[^\\p{C}]{1,200}",
        tags in proptest::collection::btree_set("[a-zà-ÿ +#.]{1,20}", 0..6),
        score in 0..=10_000_u16,
        version in 1..=u32::MAX,
        seed in any::<u64>(),
    ) {
        let mut request = request();
        request.title = title;
        request.achievement.criteria = criteria;
        request.achievement.tags = tags.into_iter().collect();
        request.achievement.version = Version::new(version).unwrap();
        request.score = Percent::from_hundredths(score).unwrap();
        let rng = &mut <rand_chacha::ChaCha20Rng as rand::SeedableRng>::seed_from_u64(seed);
        let Ok(credential) = request.into_credential(&issuer(), issued(), rng) else {
            return Err(TestCaseError::reject("a text that certificates don't take"));
        };
        let signed = credential.sign(&key(1), issued()).unwrap();
        let report = verify(signed.json().as_bytes(), &employer());
        prop_assert_eq!(report.outcome(), Outcome::Valid);
        prop_assert_eq!(report.credential(), Some(signed.credential()));
        // Another JSON writer's spacing and key order are the same certificate.
        let value: Value = serde_json::from_str(signed.json()).unwrap();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(verify(pretty.as_bytes(), &employer()).outcome(), Outcome::Valid);
    }
}
