//! Scores as certificates write them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::literal::string_form;

/// A score from 0 to 100 with at most two decimals, written without trailing zeros (`88.5`).
///
/// Open Badges scores are strings; a number of hundredths keeps them exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u16);

/// The text or the number isn't a score from 0 to 100.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a score is a number from 0 to 100 with at most two decimals and no trailing zero")]
pub struct PercentError;

impl Percent {
    /// A score given in hundredths of a percent: 8850 is `88.5`.
    pub fn from_hundredths(hundredths: u16) -> Result<Self, PercentError> {
        if hundredths > 10_000 {
            Err(PercentError)
        } else {
            Ok(Self(hundredths))
        }
    }

    /// The score in hundredths of a percent.
    #[must_use]
    pub fn hundredths(self) -> u16 {
        self.0
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    fn from_str(text: &str) -> Result<Self, PercentError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if !(1..=3).contains(&whole.len())
            || fraction.len() > 2
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
        {
            return Err(PercentError);
        }
        let whole: u16 = whole.parse().map_err(|_| PercentError)?;
        let fraction: u16 = format!("{fraction:0<2}").parse().map_err(|_| PercentError)?;
        // Three digits times a hundred pass 65,535.
        let hundredths = whole
            .checked_mul(100)
            .and_then(|whole| whole.checked_add(fraction));
        let percent = Self::from_hundredths(hundredths.ok_or(PercentError)?)?;
        if percent.to_string() == text {
            Ok(percent)
        } else {
            Err(PercentError)
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenths) if tenths % 10 == 0 => write!(f, "{whole}.{}", tenths / 10),
            (whole, hundredths) => write!(f, "{whole}.{hundredths:02}"),
        }
    }
}

string_form!(Percent);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_score_has_one_spelling() {
        for hundredths in 0..=10_000 {
            let percent = Percent::from_hundredths(hundredths).unwrap();
            assert_eq!(percent.to_string().parse(), Ok(percent));
        }
        assert_eq!(Percent::from_hundredths(8850).unwrap().to_string(), "88.5");
        assert_eq!(Percent::from_hundredths(8805).unwrap().to_string(), "88.05");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "", "-1", "100.01", "101", "088", "88.50", "88.", ".5", "1e1", "88,5", "88.555", "+5", "999",
        ] {
            assert_eq!(text.parse::<Percent>(), Err(PercentError), "{text}");
        }
        assert_eq!(Percent::from_hundredths(10_001), Err(PercentError));
    }
}
