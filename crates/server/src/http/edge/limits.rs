//! How often something may be tried: what can be guessed, and what costs us work.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Keys that one limit counts at the same time; beyond it, the windows that have passed are forgotten first.
const COUNTED: usize = 10_000;

/// All limits of a server. They are counted in its memory: several servers count each for itself.
pub(crate) struct Limits {
    /// E-mail addresses compared with a certificate's, per certificate: 10 an hour.
    pub(crate) email_guesses: Limit,
    /// Code run without being graded, per person: 30 a minute.
    pub(crate) runs: Limit,
    /// Files verified on the page or over the API, per address: 300 a minute, for many sit behind one.
    pub(crate) verifications: Limit,
    /// Passwords tried, per account: 10 in 15 minutes.
    pub(crate) sign_in_by_name: Limit,
    /// Passwords tried, per address: 30 in 15 minutes, for many sit behind one.
    pub(crate) sign_in_by_address: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            email_guesses: Limit::new(10, SignedDuration::from_hours(1)),
            runs: Limit::new(30, SignedDuration::from_mins(1)),
            verifications: Limit::new(300, SignedDuration::from_mins(1)),
            sign_in_by_name: Limit::new(10, SignedDuration::from_mins(15)),
            sign_in_by_address: Limit::new(30, SignedDuration::from_mins(15)),
        }
    }
}

/// So many tries per key and window.
pub(crate) struct Limit {
    tries: u32,
    window: SignedDuration,
    counted: Mutex<HashMap<[u8; 32], (Timestamp, u32)>>,
}

impl Limit {
    fn new(tries: u32, window: SignedDuration) -> Self {
        Self {
            tries,
            window,
            counted: Mutex::default(),
        }
    }

    /// Counts a try; false when there were too many.
    pub(crate) fn allow(&self, key: [u8; 32], now: Timestamp) -> bool {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = |since: Timestamp| now.duration_since(since) >= self.window;
        if counted.len() >= COUNTED {
            counted.retain(|_, (since, _)| !passed(*since));
        }
        if counted.len() >= COUNTED && !counted.contains_key(&key) {
            return false;
        }
        let (since, tries) = counted.entry(key).or_insert((now, 0));
        if passed(*since) {
            (*since, *tries) = (now, 0);
        }
        *tries += 1;
        *tries <= self.tries
    }

    /// Takes a try back that turned out well.
    pub(crate) fn forgive(&self, key: [u8; 32]) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tries)) = counted.get_mut(&key) {
            *tries = tries.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_takes_ten_guesses_an_hour() {
        let guesses = Limits::default().email_guesses;
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert!((0..10).all(|minute| guesses.allow([1; 32], at(minute))));
        assert!(!guesses.allow([1; 32], at(11)));
        assert!(guesses.allow([2; 32], at(11)), "another certificate");
        assert!(guesses.allow([1; 32], at(60)));
    }

    #[test]
    fn signing_in_is_no_guess() {
        let limit = Limits::default().sign_in_by_name;
        for _ in 0..100 {
            assert!(limit.allow([1; 32], Timestamp::UNIX_EPOCH));
            limit.forgive([1; 32]);
        }
    }
}
