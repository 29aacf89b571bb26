//! The limits that a grade was made under; they are part of its record.

use serde::{Deserialize, Serialize};

use crate::text::Bilingual;

/// What a submission may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingLimits {
    /// Fuel for loading the submission, and again for each call of it. Default: 400,000,000,000.
    ///
    /// A second of a desk's native Python takes 18 to 30 G with pandas and scikit-learn, 45 G in loops of its own, 70 G and
    /// more in NumPy's vectorised code: the default lets some twenty seconds of ordinary work through. A loop without end
    /// has used it up after half a minute, and its owner may cancel it before.
    pub fuel: u64,
    /// Memory, in MiB, that of the interpreter and its libraries included. Default: 512.
    pub memory_mib: u32,
    /// Output kept of each stream, in KiB. Default: 64.
    pub output_kib: u32,
    /// What may be written to files, in MiB. Default: 16.
    pub files_mib: u32,
}

impl Default for GradingLimits {
    fn default() -> Self {
        Self {
            fuel: 400_000_000_000,
            memory_mib: 512,
            output_kib: 64,
            files_mib: 16,
        }
    }
}

/// A number of operations, as a sentence says it: "400 milliards d'opérations".
#[must_use]
pub fn operations(fuel: u64) -> Bilingual {
    let scales = [
        (1_000_000_000, "milliard", "billion"),
        (1_000_000, "million", "million"),
    ];
    for (scale, fr, en) in scales {
        if fuel >= scale {
            let count = fuel / scale;
            let plural = if count > 1 { "s" } else { "" };
            return Bilingual::new(
                format!("{count} {fr}{plural} d'opérations"),
                format!("{count} {en} operations"),
            );
        }
    }
    Bilingual::new(format!("{fuel} opérations"), format!("{fuel} operations"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_said_in_round_numbers() {
        assert_eq!(operations(400_000_000_000).fr, "400 milliards d'opérations");
        assert_eq!(operations(1_900_000_000).fr, "1 milliard d'opérations");
        assert_eq!(operations(40_000_000).en, "40 million operations");
        assert_eq!(operations(7).en, "7 operations");
    }
}
