//! Keeps e-mail addresses from being guessed: so many tries per certificate and hour.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Tries per certificate in a window.
const TRIES: u32 = 10;
/// The window.
const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Certificates that are counted at the same time; beyond it, the windows that have passed are forgotten first.
const COUNTED: usize = 10_000;

/// Tries per certificate.
#[derive(Default)]
pub(crate) struct Guesses(Mutex<HashMap<[u8; 32], (Timestamp, u32)>>);

impl Guesses {
    /// Counts a try; false when there were too many.
    pub(crate) fn allow(&self, certificate: [u8; 32], now: Timestamp) -> bool {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = |since: Timestamp| now.duration_since(since) >= WINDOW;
        if counted.len() >= COUNTED {
            counted.retain(|_, (since, _)| !passed(*since));
        }
        if counted.len() >= COUNTED && !counted.contains_key(&certificate) {
            return false;
        }
        let (since, tries) = counted.entry(certificate).or_insert((now, 0));
        if passed(*since) {
            (*since, *tries) = (now, 0);
        }
        *tries += 1;
        *tries <= TRIES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_takes_ten_guesses_an_hour() {
        let guesses = Guesses::default();
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert!((0..10).all(|minute| guesses.allow([1; 32], at(minute))));
        assert!(!guesses.allow([1; 32], at(11)));
        assert!(guesses.allow([2; 32], at(11)), "another certificate");
        assert!(guesses.allow([1; 32], at(60)));
    }
}
