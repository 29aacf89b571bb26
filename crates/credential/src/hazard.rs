//! What a document can hold to make JSON-LD mean something else or take for ever; refused before it is expanded.

use std::collections::HashSet;

use serde_json::Value;
use thiserror::Error;

/// The most entries of an array.
const MAX_ARRAY: usize = 64;

/// A dangerous part of a document.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Hazard {
    /// A JSON-LD keyword other than `@context` (`@graph`, `@included`, `@reverse`, `@id`…).
    #[error("the document uses a JSON-LD keyword other than @context")]
    Keyword,
    /// A text that starts with `_:`, which JSON-LD takes for an anonymous node.
    #[error("the document names an anonymous node (`_:`)")]
    BlankNode,
    /// Two equal objects side by side, which canonicalisation can't tell apart.
    #[error("the document has the same anonymous object twice")]
    Twins,
    /// An array with more than 64 entries.
    #[error("a list of the document has more than 64 entries")]
    LongArray,
}

/// Finds the first hazard of a document.
pub(crate) fn find(document: &Value) -> Option<Hazard> {
    match document {
        Value::Object(object) => object.iter().find_map(|(key, value)| {
            if key.starts_with('@') && key != "@context" {
                Some(Hazard::Keyword)
            } else if key.starts_with("_:") {
                Some(Hazard::BlankNode)
            } else {
                find(value)
            }
        }),
        Value::Array(items) => {
            if items.len() > MAX_ARRAY {
                return Some(Hazard::LongArray);
            }
            let mut anonymous = HashSet::new();
            items.iter().find_map(|item| {
                let twin = item
                    .as_object()
                    .is_some_and(|object| !object.contains_key("id") && !anonymous.insert(item.to_string()));
                if twin { Some(Hazard::Twins) } else { find(item) }
            })
        }
        Value::String(text) => text.starts_with("_:").then_some(Hazard::BlankNode),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hazards_are_found_at_any_depth() {
        assert_eq!(
            find(&json!({"@context": [], "a": [{"b": "x_:"}, {"b": "y"}, "s", "s"]})),
            None
        );
        assert_eq!(find(&json!({"a": [{"@graph": []}]})), Some(Hazard::Keyword));
        assert_eq!(find(&json!({"a": {"id": "_:b0"}})), Some(Hazard::BlankNode));
        assert_eq!(find(&json!({"_:p": 1})), Some(Hazard::BlankNode));
        assert_eq!(
            find(&json!({"a": [{"b": 1, "c": 2}, {"c": 2, "b": 1}]})),
            Some(Hazard::Twins)
        );
        assert_eq!(find(&json!({"a": [{"id": "x"}, {"id": "x"}]})), None);
        assert_eq!(find(&json!([vec![1; 65]])), Some(Hazard::LongArray));
    }
}
