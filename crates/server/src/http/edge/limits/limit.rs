//! One limit: a rate for each key.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{self, Clock as _};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::{Quota, RateLimiter};
use jiff::Timestamp;
use spyrales_core::clock::Clock;
use spyrales_core::digest::Digest;

use super::Rate;
use super::counts::Counts;

/// What something is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 16]);

impl Key {
    /// A key of several parts. Names and addresses aren't kept, but digests of them.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut whole = Vec::new();
        for part in parts {
            whole.extend_from_slice(&part.len().to_be_bytes());
            whole.extend_from_slice(part);
        }
        let digest = Digest::of(&whole);
        let mut key = [0; 16];
        key.copy_from_slice(&digest.as_bytes()[..16]);
        Self(key)
    }

    pub(super) fn spread(self) -> usize {
        usize::from(self.0[0])
    }
}

/// Too many tries: how long to wait for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait(Duration);

impl Wait {
    /// In whole seconds, at least one.
    pub(crate) fn seconds(self) -> u64 {
        self.0.as_secs() + 1
    }
}

/// The service's clock, as the limiter reads it: time since the epoch.
#[derive(Clone)]
struct Time(Arc<dyn Clock>);

impl clock::Clock for Time {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let since = self.0.now().duration_since(Timestamp::UNIX_EPOCH);
        Nanos::from(u64::try_from(since.as_nanos()).unwrap_or_default())
    }
}

/// So many tries per key and window; they come back one by one, evenly over the window.
pub(crate) struct Limit {
    limiter: RateLimiter<Key, Counts, Time, NoOpMiddleware<Nanos>>,
    counts: Counts,
    /// The time in which one try comes back.
    worth: Duration,
}

impl Limit {
    pub(super) fn new(Rate { tries, window }: Rate, clock: Arc<dyn Clock>) -> Self {
        let burst = NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN);
        let worth = window / burst.get();
        let counts = Counts::new();
        // Unwrap safety: no window of ours is empty.
        let quota = Quota::with_period(worth).expect("a window").allow_burst(burst);
        Self {
            limiter: RateLimiter::new(quota, counts.clone(), Time(clock)),
            counts,
            worth,
        }
    }

    /// Counts a try, if there was one left.
    pub(crate) fn count(&self, key: Key) -> Result<(), Wait> {
        self.limiter.check_key(&key).map_err(|until| {
            let now = self.limiter.clock().now();
            Wait(until.wait_time_from(now))
        })
    }

    /// Takes a try back that turned out well.
    pub(crate) fn forgive(&self, key: Key) {
        self.counts.take_back(key, Nanos::from(self.worth));
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use spyrales_core::clock::ManualClock;

    use super::super::{EMAIL_CHECKS, PASSWORDS_FROM_A_PLACE, VERIFICATIONS};
    use super::*;

    struct Counted {
        limit: Limit,
        clock: Arc<ManualClock>,
    }

    fn counted(rate: Rate) -> Counted {
        let start = Timestamp::from_second(1_800_000_000).unwrap();
        let clock = Arc::new(ManualClock::new(start));
        Counted {
            limit: Limit::new(rate, Arc::clone(&clock) as _),
            clock,
        }
    }

    impl Counted {
        fn tries(&self, times: usize, key: Key) -> usize {
            (0..times).filter(|_| self.limit.count(key).is_ok()).count()
        }

        fn pass(&self, minutes: i64) {
            self.clock
                .set(self.clock.now() + SignedDuration::from_mins(minutes));
        }
    }

    #[test]
    fn a_certificate_takes_ten_guesses_and_another_one_every_six_minutes() {
        let guesses = counted(EMAIL_CHECKS);
        let (one, another) = (Key::of(&[b"one"]), Key::of(&[b"another"]));
        assert_eq!(guesses.tries(12, one), 10);
        assert_eq!(guesses.tries(1, another), 1, "another certificate");
        let Err(wait) = guesses.limit.count(one) else {
            panic!()
        };
        assert_eq!(wait.seconds(), 361);
        guesses.pass(6);
        assert_eq!(guesses.tries(2, one), 1);
        guesses.pass(60);
        assert_eq!(guesses.tries(12, one), 10);
    }

    #[test]
    fn what_turned_out_well_is_no_guess() {
        let tries = counted(PASSWORDS_FROM_A_PLACE);
        let key = Key::of(&[b"camille"]);
        for _ in 0..100 {
            assert_eq!(tries.tries(1, key), 1);
            tries.limit.forgive(key);
        }
        assert_eq!(tries.tries(12, key), 10, "no more are given back than were taken");
        tries.limit.forgive(Key::of(&[b"nobody"]));
    }

    #[test]
    fn whoever_comes_with_many_keys_bars_nobody_and_fills_nothing() {
        let tries = counted(VERIFICATIONS);
        let refused = (0..3 * Counts::MOST as u64)
            .filter(|n| tries.limit.count(Key::of(&[&n.to_be_bytes()])).is_err())
            .count();
        assert_eq!(refused, 0);
        assert!(tries.limit.counts.len() <= Counts::MOST);
        assert_eq!(tries.tries(1, Key::of(&[b"somebody new"])), 1);
    }

    #[test]
    fn parts_of_a_key_are_told_apart() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
    }
}
