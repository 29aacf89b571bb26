//! The number by which France knows an establishment: a ministry's office, a town hall, a hospital.

use std::fmt;
use std::str::FromStr;

/// The digits of a SIRET.
const DIGITS: usize = 14;
/// The SIREN of La Poste, whose establishments outnumber what the usual check digit leaves room for.
const LA_POSTE: &str = "356000000";

/// A SIRET: the nine digits of a legal unit (SIREN), four of its own and a check digit.
///
/// The check digit is Luhn's over all fourteen (ISO/IEC 7812-1, annex B); the establishments of La Poste have instead digits
/// whose sum is a multiple of five (French Wikipedia, "Système d'identification du répertoire des établissements").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret(String);

/// A text that is no SIRET.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiretError {
    /// Not so many digits, or something else.
    #[error("{0:?} is no SIRET; hint: a SIRET has 14 digits, as 130 025 265 00013")]
    Form(String),
    /// A digit was mistyped, or two were swapped.
    #[error(
        "the check digit of the SIRET {0:?} is wrong; hint: compare it with annuaire-entreprises.data.gouv.fr"
    )]
    CheckDigit(String),
}

impl Siret {
    /// Its fourteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn checks(&self) -> bool {
        let digits = || self.0.bytes().map(|digit| u32::from(digit - b'0'));
        let luhn = |(place, digit): (usize, u32)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => digit,
        };
        digits().enumerate().map(luhn).sum::<u32>().is_multiple_of(10)
            || self.0.starts_with(LA_POSTE) && digits().sum::<u32>().is_multiple_of(5)
    }
}

/// As it is read: in groups of three, three, three and five digits.
impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = &self.0;
        write!(
            f,
            "{} {} {} {}",
            &digits[..3],
            &digits[3..6],
            &digits[6..9],
            &digits[9..]
        )
    }
}

impl FromStr for Siret {
    type Err = SiretError;

    /// With or without blanks between the digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SiretError::Form(text.to_owned()));
        }
        let siret = Self(digits);
        if siret.checks() {
            Ok(siret)
        } else {
            Err(SiretError::CheckDigit(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last has La Poste's SIREN: its Luhn sum is wrong, and that of its digits a multiple of five.
    #[test]
    fn real_ones_are_read_with_and_without_blanks() {
        for (text, read) in [
            ("13002526500013", "130 025 265 00013"),
            ("120 027 016 00563", "120 027 016 00563"),
            ("356\u{a0}000\u{a0}000\u{a0}00048", "356 000 000 00048"),
            ("35600000049837", "356 000 000 49837"),
        ] {
            assert_eq!(text.parse::<Siret>().unwrap().to_string(), read);
        }
    }

    #[test]
    fn what_is_none_is_told_from_what_was_mistyped() {
        for text in [
            "",
            "1300252650001",
            "130025265000130",
            "1300252650001x",
            "１３００２５２６５０００１３",
        ] {
            assert_eq!(text.parse::<Siret>(), Err(SiretError::Form(text.to_owned())));
        }
        for text in ["13002526500014", "31002526500013", "35600000049838"] {
            assert_eq!(
                text.parse::<Siret>(),
                Err(SiretError::CheckDigit(text.to_owned()))
            );
        }
    }
}
