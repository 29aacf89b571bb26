//! Problem reports: how long their texts are, and how many wait.

use crate::store::Report;

/// Reports of one person that may wait for an answer.
pub const OPEN_LIMIT: u32 = 20;

/// A report's or a reply's text without the blanks around it; nothing when it is empty or too long.
#[must_use]
pub fn text(text: &str) -> Option<&str> {
    let text = text.trim();
    (1..=Report::LONGEST)
        .contains(&text.chars().count())
        .then_some(text)
}

/// Whether a person with so many reports that wait for an answer may make another.
#[must_use]
pub fn may_report(open: u32) -> bool {
    open < OPEN_LIMIT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_characters_beside_blanks_and_no_more_than_fit() {
        assert_eq!(text(" é \n"), Some("é"));
        assert_eq!(text(" \n"), None);
        assert!(
            text(&"é".repeat(Report::LONGEST)).is_some(),
            "characters, not bytes"
        );
        assert!(text(&"é".repeat(Report::LONGEST + 1)).is_none());
    }

    #[test]
    fn a_person_has_so_many_reports_waiting_and_no_more() {
        assert!(may_report(OPEN_LIMIT - 1));
        assert!(!may_report(OPEN_LIMIT));
    }
}
