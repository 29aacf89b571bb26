//! Dates as certificates write them.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::literal::string_form;

/// How far the issuer's clock may be ahead of the verifier's.
pub const MAX_CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(2);

/// An instant in whole seconds, always written `YYYY-MM-DDTHH:MM:SSZ`.
///
/// A profile of RFC 3339 and of `xsd:dateTimeStamp` with one spelling per instant: no offset, no fraction,
/// no leap second, no 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(Timestamp);

/// The text isn't a date of the form that certificates use.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("dates are written YYYY-MM-DDTHH:MM:SSZ")]
pub struct DateTimeError;

impl DateTime {
    /// The instant, with the fraction of a second dropped.
    ///
    /// Returns `None` outside the years 0000 to 9999, which the format can't write.
    #[must_use]
    pub fn from_timestamp(at: Timestamp) -> Option<Self> {
        let seconds = at
            .as_second()
            .checked_sub(i64::from(at.subsec_nanosecond() < 0))?;
        let whole = Self(Timestamp::from_second(seconds).ok()?);
        let text = whole.to_string();
        (text.parse() == Ok(whole)).then_some(whole)
    }

    /// The instant as a timestamp.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        const PATTERN: &[u8; 20] = b"dddd-dd-ddTdd:dd:ddZ";
        let fits = text.len() == PATTERN.len()
            && text.bytes().zip(PATTERN).all(|(byte, &pattern)| match pattern {
                b'd' => byte.is_ascii_digit(),
                fixed => byte == fixed,
            });
        // The second comparison rejects what the library forgives, such as a leap second.
        let at: Timestamp = fits.then(|| text.parse().ok()).flatten().ok_or(DateTimeError)?;
        let parsed = Self(at);
        if parsed.to_string() == text {
            Ok(parsed)
        } else {
            Err(DateTimeError)
        }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}", self.0)
    }
}

string_form!(DateTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_per_instant() {
        let text = "2026-11-24T03:18:35Z";
        assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
        let fraction: Timestamp = "2026-11-24T03:18:35.999Z".parse().unwrap();
        assert_eq!(DateTime::from_timestamp(fraction).unwrap().to_string(), text);
        let before_epoch: Timestamp = "1969-12-31T23:59:59.5Z".parse().unwrap();
        assert_eq!(
            DateTime::from_timestamp(before_epoch).unwrap().to_string(),
            "1969-12-31T23:59:59Z"
        );
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "2026-11-24T03:18:35",
            "2026-11-24T03:18:35+00:00",
            "2026-11-24T03:18:35.0Z",
            "2026-11-24 03:18:35Z",
            "2026-11-24t03:18:35z",
            "2026-11-24T24:00:00Z",
            "2026-06-30T23:59:60Z",
            "2026-02-30T00:00:00Z",
            "2026-11-24",
            "",
            "20261124T031835Z",
            "2026-11-24T03:18:35Z ",
            "２026-11-24T03:18:35Z",
        ] {
            assert_eq!(text.parse::<DateTime>(), Err(DateTimeError), "{text}");
        }
    }

    #[test]
    fn years_the_format_cannot_write_are_none() {
        assert_eq!(DateTime::from_timestamp(Timestamp::MIN), None);
        assert!(DateTime::from_timestamp(Timestamp::MAX).is_some());
    }
}
