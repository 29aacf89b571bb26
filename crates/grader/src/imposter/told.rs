//! What a failed check tells of what it expected: the message and the table of differences that a learner sees.

use spyrales_core::grading::CheckOutcome;

/// An expression for what a visible check says that it should have been; nothing when it doesn't say.
pub(super) fn constant(check: &CheckOutcome) -> Option<String> {
    by_key(check).or_else(|| lacking(check)).or_else(|| in_words(check))
}

/// Of a dictionary: each key that differs, and what it should hold.
fn by_key(check: &CheckOutcome) -> Option<String> {
    let cells = check.difference.as_ref()?.get("cells")?.as_array()?;
    let pairs: Vec<_> = cells
        .iter()
        .map(|cell| {
            let key = cell.get("row")?.get("en")?.as_str()?.strip_prefix("key ")?;
            Some(format!("{key}: {}", cell.get("expected")?.as_str()?))
        })
        .collect::<Option<_>>()?;
    (!pairs.is_empty()).then(|| format!("{{{}}}", pairs.join(", ")))
}

/// Of a dictionary without some keys: the keys, each with a number that is nowhere right.
fn lacking(check: &CheckOutcome) -> Option<String> {
    let said = &check.message.as_ref()?.en;
    let (_, keys) = said.split_once("Missing: ")?;
    let keys: Vec<_> = keys.split(['.', '\n']).next()?.split(", ").collect();
    let pairs: Vec<_> = keys.iter().map(|key| format!("{key}: -0.123")).collect();
    Some(format!("{{{}}}", pairs.join(", ")))
}

/// Of a single value: "it should be 3, and is 4", "expected 3, got 4".
fn in_words(check: &CheckOutcome) -> Option<String> {
    let said = &check.message.as_ref()?.en;
    let between = |before: &str, after: &[&str]| {
        let (_, rest) = said.split_once(before)?;
        let ends = after.iter().filter_map(|after| rest.find(after));
        Some(rest[..ends.min()?].trim().to_owned())
    };
    between("it should be ", &[", and is", ", and are"])
        .or_else(|| between("expected ", &[", a ", ", an ", "; got", ", got"]))
        .filter(|constant| !constant.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use spyrales_core::grading::{CheckStatus, Points};
    use spyrales_core::text::Bilingual;

    use super::*;

    fn told(message: &str, difference: Option<serde_json::Value>) -> Option<String> {
        constant(&CheckOutcome {
            id: "a".to_owned(),
            title: Bilingual::default(),
            status: CheckStatus::Failed,
            points: Points::whole(1),
            earned: Points::ZERO,
            group: None,
            hidden: false,
            message: Some(Bilingual::new("", message)),
            hint: None,
            difference,
        })
    }

    #[test]
    fn a_constant_is_read_where_a_message_tells_one() {
        assert_eq!(told("The result isn't right: expected 4.5, got None.", None).unwrap(), "4.5");
        assert_eq!(told("Expected, expected 3, an integer; got nothing.", None).unwrap(), "3");
        assert_eq!(told("the mean: it should be c(1, 2), and is 0.", None).unwrap(), "c(1, 2)");
        let missing = told("The keys aren't those expected. Missing: 'a', 'b'.", None);
        assert_eq!(missing.unwrap(), "{'a': -0.123, 'b': -0.123}");
        let cells = json!({"cells": [{"row": {"fr": "clé 'a'", "en": "key 'a'"}, "expected": "1", "got": "2"}]});
        assert_eq!(told("", Some(cells)).unwrap(), "{'a': 1}");
        assert_eq!(told("A condition of this check isn't met.", None), None);
    }
}
