//! What a failed check tells of what it expected: its message and its table of differences, as a learner sees them.

use spyrales_core::grading::CheckOutcome;

/// What came and what should have come, in the words of a visible check.
pub(super) fn differences(check: &CheckOutcome) -> Vec<(String, String)> {
    let cells = check
        .difference
        .as_ref()
        .and_then(|difference| difference.get("cells")?.as_array());
    let in_cells = cells.into_iter().flatten().filter_map(|cell| {
        let text = |name: &str| Some(cell.get(name)?.as_str()?.to_owned());
        Some((text("got")?, text("expected")?))
    });
    in_cells.chain(in_words(check)).collect()
}

/// "it should be 3, and is 4", "expected 3, got 4".
fn in_words(check: &CheckOutcome) -> Option<(String, String)> {
    let said = &check.message.as_ref()?.en;
    let between = |before: &str, middle: &str| {
        let (_, rest) = said.split_once(before)?;
        let (expected, rest) = rest.split_once(middle)?;
        let got = rest.split([',', ';', '\n']).next()?.trim_end_matches('.');
        Some((got.to_owned(), expected.to_owned()))
    };
    between("it should be ", ", and is ").or_else(|| between("expected ", ", got "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use spyrales_core::grading::{CheckStatus, Points};
    use spyrales_core::text::Bilingual;

    use super::*;

    fn told(message: &str, difference: Option<serde_json::Value>) -> Vec<(String, String)> {
        differences(&CheckOutcome {
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
    fn what_came_and_what_should_have_come_is_read_from_a_message() {
        let pair = |got: &str, expected: &str| vec![(got.to_owned(), expected.to_owned())];
        assert_eq!(
            told("The result: expected 4.5, got -90001.5.", None),
            pair("-90001.5", "4.5")
        );
        assert_eq!(
            told("the mean: it should be 3, and is -90001.", None),
            pair("-90001", "3")
        );
        let cells =
            json!({"cells": [{"row": {"fr": "ligne 1", "en": "row 1"}, "expected": "1", "got": "2"}]});
        assert_eq!(told("", Some(cells)), pair("2", "1"));
        assert!(told("A condition of this check isn't met.", None).is_empty());
    }
}
