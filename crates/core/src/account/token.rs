//! Which API tokens people may make.

use jiff::SignedDuration;

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

#[cfg(test)]
mod tests {
    use super::*;

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
