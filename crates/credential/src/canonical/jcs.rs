//! RFC 8785.

use serde_json::Value;

use super::CanonicalError;

/// The RFC 8785 (JCS) form of a JSON value.
pub fn jcs(document: &Value) -> Result<String, CanonicalError> {
    let mut out = Vec::with_capacity(4096);
    if write_plain(&mut out, document).is_some() {
        return String::from_utf8(out).map_err(|_| CanonicalError::Jcs);
    }
    serde_json_canonicalizer::to_string(document).map_err(|_| CanonicalError::Jcs)
}

/// Writes a value without numbers whose keys are ASCII and in order already, as those of all our documents are.
///
/// Only numbers and the order of keys set JCS apart from what `serde_json` writes; whatever has more to it is `None`.
fn write_plain(out: &mut Vec<u8>, value: &Value) -> Option<()> {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Bool(true) => out.extend(b"true"),
        Value::Bool(false) => out.extend(b"false"),
        Value::Number(_) => return None,
        Value::String(text) => write_text(out, text)?,
        Value::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write_plain(out, item)?;
            }
            out.push(b']');
        }
        Value::Object(object) => {
            out.push(b'{');
            let mut last: Option<&str> = None;
            for (key, value) in object {
                if !key.is_ascii() || last.is_some_and(|last| last >= key.as_str()) {
                    return None;
                }
                if last.is_some() {
                    out.push(b',');
                }
                write_text(out, key)?;
                out.push(b':');
                write_plain(out, value)?;
                last = Some(key);
            }
            out.push(b'}');
        }
    }
    Some(())
}

fn write_text(out: &mut Vec<u8>, text: &str) -> Option<()> {
    serde_json::to_writer(out, text).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            any::<String>(),
            "[\0-\u{20}\u{7f}-\u{9f}\"\\\\/\u{2028}\u{ffff}a]{0,8}"
        ];
        let leaf = prop_oneof![
            6 => text.clone().prop_map(Value::from),
            2 => any::<Option<bool>>().prop_map(|truth| truth.map_or(Value::Null, Value::from)),
            1 => any::<f64>().prop_map(Value::from),
        ];
        let key = prop_oneof![3 => "[ -~]{0,4}".boxed(), 1 => text.boxed()];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(key.clone(), inner, 0..6)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_writes_what_the_canonicalizer_writes(value in value()) {
            let mut out = Vec::new();
            if write_plain(&mut out, &value).is_some() {
                prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json_canonicalizer::to_string(&value).unwrap());
            }
        }
    }

    #[test]
    fn numbers_and_other_keys_take_the_long_way() {
        for value in [json!([1]), json!({"\u{e9}": "x"})] {
            assert!(write_plain(&mut Vec::new(), &value).is_none(), "{value}");
        }
        assert!(write_plain(&mut Vec::new(), &json!({"b": ["x", {}, true], "a": null})).is_some());
    }
}
