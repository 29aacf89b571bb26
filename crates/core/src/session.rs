//! Sessions on the pages: how long they last, and how long it is known whose they were.

use jiff::{SignedDuration, Timestamp};

/// How long a session lasts: a working day. Then people sign in again, and find their drafts as they were.
pub const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// How long it is known whose a session was that has expired: over a weekend, and more.
pub const LAPSED_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long a sign-in is fresh: whoever asks for what outlasts their session meanwhile needs no password again.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Whether a session that was opened at a time is fresh; one of which that isn't known never is.
#[must_use]
pub fn is_fresh(opened: Option<Timestamp>, now: Timestamp) -> bool {
    opened.is_some_and(|opened| now < opened + FRESH)
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// It stands for its person.
    Open,
    /// It has expired: what its person wrote is still kept for them.
    Lapsed,
    /// It expired too long ago to tell anything.
    Forgotten,
}

/// How far a session has come that expires at a time.
#[must_use]
pub fn state(expires: Timestamp, now: Timestamp) -> SessionState {
    if expires > now {
        SessionState::Open
    } else if expires > forgotten_at(now) {
        SessionState::Lapsed
    } else {
        SessionState::Forgotten
    }
}

/// Sessions that expired at this time or before are forgotten.
#[must_use]
pub fn forgotten_at(now: Timestamp) -> Timestamp {
    now - LAPSED_KEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_is_fresh_for_ten_minutes() {
        let opened = Timestamp::from_second(1_800_000_000).unwrap();
        let second = SignedDuration::from_secs(1);
        assert!(is_fresh(Some(opened), opened + FRESH - second));
        assert!(!is_fresh(Some(opened), opened + FRESH));
        assert!(!is_fresh(None, opened));
    }

    #[test]
    fn a_session_is_open_until_it_expires_and_known_for_a_week() {
        let expires = Timestamp::from_second(1_800_000_000).unwrap();
        let second = SignedDuration::from_secs(1);
        for (now, expected) in [
            (expires - second, SessionState::Open),
            (expires, SessionState::Lapsed),
            (expires + LAPSED_KEPT - second, SessionState::Lapsed),
            (expires + LAPSED_KEPT, SessionState::Forgotten),
        ] {
            assert_eq!(state(expires, now), expected, "{now}");
        }
    }
}
