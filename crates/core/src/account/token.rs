//! Which API tokens people may make.

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};

/// Longest that a token which its person makes is valid, in days.
pub const LONGEST_TOKEN_DAYS: u32 = 366;

/// Characters of a token's label, at most.
pub const LONGEST_TOKEN_LABEL: usize = 100;

/// How long a token of this label is valid that is asked for so many days; nothing when a person may not make it.
#[must_use]
pub fn lifetime(label: &str, days: u32) -> Option<SignedDuration> {
    let may_be = (1..=LONGEST_TOKEN_DAYS).contains(&days) && label.chars().count() <= LONGEST_TOKEN_LABEL;
    may_be.then(|| SignedDuration::from_hours(24 * i64::from(days)))
}

/// The hour to be noted as a token's last use, where it isn't yet: once an hour at most, so that using a token writes nothing as a
/// rule, and so that nobody's work is followed by the minute.
#[must_use]
pub fn use_to_note(noted: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let hour = hour_of(now);
    noted.is_none_or(|noted| noted < hour).then_some(hour)
}

/// The beginning of a time's hour (UTC).
fn hour_of(time: Timestamp) -> Timestamp {
    let down = TimestampRound::new().smallest(Unit::Hour).mode(RoundMode::Floor);
    time.round(down).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_use_of_a_token_is_noted_once_an_hour_and_to_the_hour() {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        for (noted, now, expected) in [
            (None, 61, Some(60)),
            (Some(60), 61, None),
            (Some(60), 119, None),
            (Some(60), 120, Some(120)),
            // A clock that was put back notes nothing.
            (Some(60), 59, None),
        ] {
            assert_eq!(
                use_to_note(noted.map(at), at(now)),
                expected.map(at),
                "{noted:?} {now}"
            );
        }
    }

    #[test]
    fn a_token_is_valid_for_a_day_at_least_and_a_year_at_most() {
        let long = "é".repeat(LONGEST_TOKEN_LABEL + 1);
        for (label, days, hours) in [
            ("", 0, None),
            ("", 1, Some(24)),
            ("notebook", 366, Some(24 * 366)),
            ("notebook", 367, None),
            (&long, 1, None),
            (&long[2..], 1, Some(24)),
        ] {
            let expected = hours.map(SignedDuration::from_hours);
            assert_eq!(lifetime(label, days), expected, "{label} {days}");
        }
    }
}
