//! Drafts: two windows never overwrite each other unasked.

use crate::store::Draft;

/// What becomes of a draft that is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is kept, under this revision.
    As(u32),
    /// It was saved from elsewhere in the meantime: nothing changes.
    Conflict(Draft),
}

/// Decides on a draft that was begun on revision `base` (0: on none; `None`: whatever there is), beside the one that is kept.
#[must_use]
pub fn save(kept: Option<Draft>, base: Option<u32>, source: &str) -> Saving {
    match (kept, base) {
        (Some(kept), Some(base)) if base != kept.revision && kept.source != source => Saving::Conflict(kept),
        (kept, _) => Saving::As(kept.map_or(0, |draft| draft.revision) + 1),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn kept(revision: u32, source: &str) -> Option<Draft> {
        Some(Draft {
            revision,
            source: source.to_owned(),
            saved: Timestamp::UNIX_EPOCH,
        })
    }

    #[test]
    fn a_draft_is_kept_on_top_of_the_one_that_it_was_begun_on() {
        assert_eq!(save(None, Some(0), "a"), Saving::As(1));
        assert_eq!(save(kept(3, "a"), Some(3), "b"), Saving::As(4));
        assert_eq!(save(kept(3, "a"), None, "b"), Saving::As(4));
    }

    #[test]
    fn one_that_was_saved_elsewhere_since_is_not_replaced_unless_it_says_the_same() {
        assert_eq!(
            save(kept(3, "a"), Some(2), "b"),
            Saving::Conflict(kept(3, "a").unwrap())
        );
        assert_eq!(save(kept(3, "a"), Some(2), "a"), Saving::As(4));
    }
}
