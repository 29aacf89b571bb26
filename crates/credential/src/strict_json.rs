//! Parsing of untrusted JSON: bounded size and depth, and no key twice.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use thiserror::Error;

/// The most bytes a credential, DID document or status list may have (64 KiB).
pub const MAX_BYTES: usize = 64 * 1024;

/// The deepest nesting of arrays and objects; a certificate needs five.
pub const MAX_DEPTH: usize = 12;

/// Why bytes were refused as JSON.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum StrictJsonError {
    /// More than [`MAX_BYTES`].
    #[error("the document is larger than 64 KiB")]
    TooLarge,
    /// Not UTF-8, or a byte order mark first.
    #[error("the document isn't UTF-8 text")]
    NotUtf8,
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("the document is nested more than {MAX_DEPTH} levels deep")]
    TooDeep,
    /// An object has the same key twice, which parsers resolve differently.
    #[error("an object of the document has the same key twice")]
    DuplicateKey,
    /// Not JSON (RFC 8259).
    #[error("the document isn't JSON (line {line}, column {column})")]
    Syntax {
        /// The line of the error, from 1.
        line: usize,
        /// The column of the error, from 1.
        column: usize,
    },
}

/// Parses one JSON value and nothing after it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, StrictJsonError> {
    parse_up_to(MAX_BYTES, bytes)
}

/// The same for what may be larger than one document.
pub(crate) fn parse_up_to(max_bytes: usize, bytes: &[u8]) -> Result<Value, StrictJsonError> {
    if bytes.len() > max_bytes {
        return Err(StrictJsonError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| StrictJsonError::NotUtf8)?;
    if text.starts_with('\u{feff}') {
        return Err(StrictJsonError::NotUtf8);
    }
    let refusal = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Bounded {
        depth: 0,
        refusal: &refusal,
    };
    seed.deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            refusal.get().unwrap_or(StrictJsonError::Syntax {
                line: error.line(),
                column: error.column(),
            })
        })
}

/// Builds a [`Value`] while it counts the depth and compares the keys.
///
/// serde can only carry a message out of a visitor; the cell carries the reason itself.
#[derive(Clone, Copy)]
struct Bounded<'a> {
    depth: usize,
    refusal: &'a Cell<Option<StrictJsonError>>,
}

impl Bounded<'_> {
    fn refuse<E: serde::de::Error>(self, why: StrictJsonError) -> E {
        self.refusal.set(Some(why));
        E::custom(why)
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(StrictJsonError::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(self.refuse(StrictJsonError::DuplicateKey));
            }
            let value = entries.next_value_seed(inner)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_json_is_read_as_serde_json_reads_it() {
        let text = r#"{"a":[1,-2,0.5,"é\u00e9",null,true,{}]}"#;
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()), Ok(expected));
    }

    #[test]
    fn a_key_given_twice_is_refused_even_when_spelt_with_escapes() {
        assert_eq!(parse(br#"{"a":1,"a":1}"#), Err(StrictJsonError::DuplicateKey));
        assert_eq!(
            parse(br#"[{"x":{"a":1,"\u0061":2}}]"#),
            Err(StrictJsonError::DuplicateKey)
        );
    }

    #[test]
    fn nesting_is_bounded_before_the_stack_is() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n)).into_bytes();
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(parse(&nested(MAX_DEPTH + 1)), Err(StrictJsonError::TooDeep));
        assert_eq!(
            parse("[".repeat(MAX_BYTES).as_bytes()),
            Err(StrictJsonError::TooDeep)
        );
    }

    #[test]
    fn size_and_encoding_are_checked_first() {
        let mut exact = vec![b' '; MAX_BYTES];
        exact[0] = b'1';
        assert!(parse(&exact).is_ok());
        exact.push(b' ');
        assert_eq!(parse(&exact), Err(StrictJsonError::TooLarge));
        assert_eq!(parse(b"\"\xff\""), Err(StrictJsonError::NotUtf8));
        assert_eq!(parse("\u{feff}{}".as_bytes()), Err(StrictJsonError::NotUtf8));
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        assert_eq!(
            parse(b"{}\n{}"),
            Err(StrictJsonError::Syntax { line: 2, column: 1 })
        );
        for text in ["", "{", "{'a':1}", "[1,]", "\"\\ud800\"", "NaN", "01"] {
            assert!(
                matches!(parse(text.as_bytes()), Err(StrictJsonError::Syntax { .. })),
                "{text}"
            );
        }
    }
}
