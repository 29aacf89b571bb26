//! Drafts: two windows never overwrite each other unasked, and nobody fills the store with them.

use crate::store::{Draft, DraftUse};

/// The most drafts that one account keeps: more than an installation has exercises.
pub const MOST_DRAFTS: u32 = 500;

/// The most bytes that all drafts of one account may have together.
pub const MOST_DRAFT_BYTES: u64 = 8 << 20;

/// What becomes of a draft that is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is kept, under this revision.
    As(u32),
    /// It was saved from elsewhere in the meantime: nothing changes.
    Conflict(Draft),
    /// The account has as many drafts, or as large ones, as it may: nothing changes.
    OverQuota,
}

/// Decides on a draft that was begun on revision `base` (0: on none; `None`: whatever there is), beside the one that is kept and
/// what the account's other drafts take up.
#[must_use]
pub fn save(kept: Option<Draft>, base: Option<u32>, source: &str, others: DraftUse) -> Saving {
    match (kept, base) {
        (Some(kept), Some(base)) if base != kept.revision && kept.source != source => Saving::Conflict(kept),
        _ if others.drafts >= MOST_DRAFTS || others.bytes + source.len() as u64 > MOST_DRAFT_BYTES => {
            Saving::OverQuota
        }
        (kept, _) => Saving::As(kept.map_or(0, |draft| draft.revision) + 1),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    const NONE: DraftUse = DraftUse { drafts: 0, bytes: 0 };

    fn kept(revision: u32, source: &str) -> Option<Draft> {
        Some(Draft {
            revision,
            source: source.to_owned(),
            saved: Timestamp::UNIX_EPOCH,
        })
    }

    #[test]
    fn a_draft_is_kept_on_top_of_the_one_that_it_was_begun_on() {
        assert_eq!(save(None, Some(0), "a", NONE), Saving::As(1));
        assert_eq!(save(kept(3, "a"), Some(3), "b", NONE), Saving::As(4));
        assert_eq!(save(kept(3, "a"), None, "b", NONE), Saving::As(4));
    }

    #[test]
    fn one_that_was_saved_elsewhere_since_is_not_replaced_unless_it_says_the_same() {
        assert_eq!(
            save(kept(3, "a"), Some(2), "b", NONE),
            Saving::Conflict(kept(3, "a").unwrap())
        );
        assert_eq!(save(kept(3, "a"), Some(2), "a", NONE), Saving::As(4));
    }

    #[test]
    fn an_account_has_so_many_drafts_and_so_many_bytes_of_them() {
        let saved = |drafts, bytes| save(None, None, "four", DraftUse { drafts, bytes });
        assert_eq!(saved(MOST_DRAFTS - 1, MOST_DRAFT_BYTES - 4), Saving::As(1));
        assert_eq!(saved(MOST_DRAFTS, 0), Saving::OverQuota);
        assert_eq!(saved(0, MOST_DRAFT_BYTES - 3), Saving::OverQuota);
    }
}
