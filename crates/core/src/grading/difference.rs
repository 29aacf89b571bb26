//! Where two records differ.

use std::fmt;

use serde_json::Value;

use super::record::GradingRecord;

/// The first place where two records differ, in the order of their canonical JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where (JSON Pointer, RFC 6901).
    pub path: String,
    /// What the first record has there; nothing if it has nothing.
    pub first: Option<Value>,
    /// What the second record has there.
    pub second: Option<Value>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |value: &Option<Value>| value.as_ref().map_or_else(|| "–".to_owned(), Value::to_string);
        write!(f, "{}: {} → {}", self.path, show(&self.first), show(&self.second))
    }
}

impl GradingRecord {
    /// The first difference to another record; nothing when they are the same.
    ///
    /// # Panics
    ///
    /// Never: a record holds nothing that JSON lacks.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        #[expect(
            clippy::expect_used,
            reason = "a record holds strings, integers and lists only"
        )]
        let [first, second] =
            [self, other].map(|record| serde_json::to_value(record).expect("a record is JSON"));
        between(String::new(), Some(&first), Some(&second))
    }
}

fn between(path: String, first: Option<&Value>, second: Option<&Value>) -> Option<Difference> {
    match (first, second) {
        (Some(Value::Object(first)), Some(Value::Object(second))) => {
            let mut names: Vec<_> = first.keys().chain(second.keys()).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().find_map(|name| {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                between(format!("{path}/{escaped}"), first.get(name), second.get(name))
            })
        }
        (Some(Value::Array(first)), Some(Value::Array(second))) => (0..first.len().max(second.len()))
            .find_map(|at| between(format!("{path}/{at}"), first.get(at), second.get(at))),
        _ => (first != second).then(|| Difference {
            path,
            first: first.cloned(),
            second: second.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        let first = json!({"a": [1, {"b/c": "x"}], "z": 1});
        let second = json!({"a": [1, {"b/c": "y"}], "z": 2});
        let difference = between(String::new(), Some(&first), Some(&second)).unwrap();
        assert_eq!(difference.to_string(), r#"/a/1/b~1c: "x" → "y""#);
        let shorter = json!({"a": [1], "z": 1});
        let difference = between(String::new(), Some(&first), Some(&shorter)).unwrap();
        assert_eq!((difference.path.as_str(), difference.second), ("/a/1", None));
        assert_eq!(between(String::new(), Some(&first), Some(&first)), None);
    }
}
