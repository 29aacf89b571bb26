//! How many submissions a person may have waiting, and how many they may make to an exercise in a day.

use jiff::{SignedDuration, Timestamp};

/// For how long a submission counts against an exercise's daily attempts.
pub const ATTEMPTS_WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many of their submissions may wait or be graded at the same time.
    pub waiting: u32,
    /// How many submissions to the exercise they may make within [`ATTEMPTS_WINDOW`]; one at least.
    pub daily_attempts: u32,
}

/// Whether a submission is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is.
    Admitted,
    /// The person has as many submissions waiting as they may.
    QueueFull {
        /// How many wait.
        waiting: u32,
    },
    /// The person has submitted to this exercise as often as they may for now.
    AttemptsUsedUp {
        /// When they may again.
        again: Timestamp,
    },
}

/// Decides on a submission at a time, from how many of the person's wait and when those to the same exercise came that count
/// as attempts, in any order.
#[must_use]
pub fn admit(quota: Quota, waiting: u32, attempts: &[Timestamp], now: Timestamp) -> Admission {
    if waiting >= quota.waiting {
        return Admission::QueueFull { waiting };
    }
    let mut counted = counted(attempts, now);
    counted.sort_unstable();
    let allowed = quota.daily_attempts.max(1) as usize;
    // There is room for one more as soon as all but the latest `allowed - 1` have left the window.
    match counted.len().checked_sub(allowed) {
        None => Admission::Admitted,
        Some(last) => Admission::AttemptsUsedUp {
            again: counted[last]
                .checked_add(ATTEMPTS_WINDOW)
                .unwrap_or(Timestamp::MAX),
        },
    }
}

/// How many more submissions to an exercise are taken for now, from those that count as attempts.
#[must_use]
pub fn attempts_left(daily_attempts: u32, attempts: &[Timestamp], now: Timestamp) -> usize {
    (daily_attempts.max(1) as usize).saturating_sub(counted(attempts, now).len())
}

/// Submissions that came at this time or before count as attempts no longer.
#[must_use]
pub fn attempts_since(now: Timestamp) -> Timestamp {
    now.checked_sub(ATTEMPTS_WINDOW).unwrap_or(Timestamp::MIN)
}

fn counted(attempts: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
    let since = attempts_since(now);
    let counted = attempts.iter().copied();
    counted.filter(|submitted| *submitted > since).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two days in seconds: some attempts count, some don't.
    const SPAN: i64 = 2 * 86_400;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn quota(waiting: u32, daily_attempts: u32) -> Quota {
        Quota {
            waiting,
            daily_attempts,
        }
    }

    proptest! {
        #[test]
        fn a_person_never_has_more_than_their_quota(
            limit in 0..6_u32, waiting in 0..8_u32, daily in 1..5_u32,
            seconds in prop::collection::vec(0..SPAN, 0..8),
        ) {
            let attempts: Vec<_> = seconds.iter().copied().map(at).collect();
            let now = at(SPAN);
            let recent = seconds.iter().filter(|second| **second > SPAN - 86_400).count();
            let admission = admit(quota(limit, daily), waiting, &attempts, now);
            let admitted = waiting < limit && recent < daily as usize;
            prop_assert_eq!(admission == Admission::Admitted, admitted);
            prop_assert_eq!(attempts_left(daily, &attempts, now), (daily as usize).saturating_sub(recent));
        }

        #[test]
        fn the_time_that_is_told_is_the_first_at_which_a_submission_is_taken(
            daily in 1..5_u32, seconds in prop::collection::vec(0..SPAN, 0..12),
        ) {
            let attempts: Vec<_> = seconds.into_iter().map(at).collect();
            let on = |now| admit(quota(1, daily), 0, &attempts, now);
            if let Admission::AttemptsUsedUp { again } = on(at(SPAN)) {
                prop_assert!(again > at(SPAN));
                prop_assert_eq!(on(again), Admission::Admitted);
                let before = again - SignedDuration::from_micros(1);
                prop_assert_eq!(on(before), Admission::AttemptsUsedUp { again });
            }
        }
    }

    #[test]
    fn the_queue_is_looked_at_first() {
        let full = admit(quota(2, 1), 2, &[at(0)], at(1));
        assert_eq!(full, Admission::QueueFull { waiting: 2 });
    }
}
