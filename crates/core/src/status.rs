//! Statuses of certificates: what may follow what, and where a status is published.

use crate::store::{StatusChange, StatusListUse};

/// What becomes of a change that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusDecision {
    /// It is made.
    Change,
    /// The certificate has that status already.
    Unchanged,
    /// The certificate is revoked, and nothing comes after that.
    RevokedForGood,
}

/// Decides on a change, beside the last one that was made.
#[must_use]
pub fn change(last: Option<StatusChange>, asked: StatusChange) -> StatusDecision {
    // A certificate that nothing was done to is as one that was reinstated.
    let last = last.unwrap_or(StatusChange::Reinstated);
    if last == asked {
        StatusDecision::Unchanged
    } else if last == StatusChange::Revoked {
        StatusDecision::RevokedForGood
    } else {
        StatusDecision::Change
    }
}

/// The list that the next certificate gets its place in: another one when half of the last is taken, so that draws keep
/// being free. `capacity` is how many places a list has.
#[must_use]
pub fn next_list(last: Option<StatusListUse>, capacity: u32) -> u32 {
    last.map_or(1, |last| last.list + u32::from(last.taken >= capacity / 2))
}

#[cfg(test)]
mod tests {
    use super::StatusChange::{Reinstated, Revoked, Suspended};
    use super::*;

    #[test]
    fn nothing_comes_after_revocation_and_doing_it_again_changes_nothing() {
        for (last, asked, decision) in [
            (None, Reinstated, StatusDecision::Unchanged),
            (None, Suspended, StatusDecision::Change),
            (None, Revoked, StatusDecision::Change),
            (Some(Suspended), Suspended, StatusDecision::Unchanged),
            (Some(Suspended), Reinstated, StatusDecision::Change),
            (Some(Suspended), Revoked, StatusDecision::Change),
            (Some(Reinstated), Reinstated, StatusDecision::Unchanged),
            (Some(Reinstated), Suspended, StatusDecision::Change),
            (Some(Reinstated), Revoked, StatusDecision::Change),
            (Some(Revoked), Revoked, StatusDecision::Unchanged),
            (Some(Revoked), Suspended, StatusDecision::RevokedForGood),
            (Some(Revoked), Reinstated, StatusDecision::RevokedForGood),
        ] {
            assert_eq!(change(last, asked), decision, "{asked:?} after {last:?}");
        }
    }

    #[test]
    fn another_list_is_opened_when_half_of_the_last_is_taken() {
        let after = |taken| next_list(Some(StatusListUse { list: 3, taken }), 8);
        assert_eq!(next_list(None, 8), 1);
        assert_eq!((after(3), after(4), after(8)), (3, 4, 4));
    }
}
