//! Points, counted in thousandths so that no float is ever digested or compared.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// A number of points, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(u64);

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);

    /// So many whole points.
    #[must_use]
    pub const fn whole(points: u32) -> Self {
        Self(points as u64 * 1000)
    }

    /// So many thousandths of a point.
    #[must_use]
    pub const fn thousandths(thousandths: u64) -> Self {
        Self(thousandths)
    }

    /// From a number of points as a trainer writes it, to the nearest thousandth; `None` unless it lies between
    /// 0 and a million.
    #[must_use]
    pub fn from_number(points: f64) -> Option<Self> {
        // In range, so the cast only drops what rounding left.
        (0.0..=1e6)
            .contains(&points)
            .then(|| Self((points * 1000.0).round() as u64))
    }

    /// The number of thousandths.
    #[must_use]
    pub const fn as_thousandths(self) -> u64 {
        self.0
    }

    /// The same, less a thousandth; none of none.
    #[must_use]
    pub(super) const fn less_one(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The share of these points that a credit earns, rounded down.
    #[must_use]
    pub fn earn(self, credit: Credit) -> Self {
        let earned = u128::from(self.0) * u128::from(credit.0) / 1000;
        Self(u64::try_from(earned).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Points {
    /// `3`, `2.5`, `0.333`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let rest = format!("{rest:03}");
        write!(f, "{whole}.{}", rest.trim_end_matches('0'))
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::ZERO, Add::add)
    }
}

/// What was earned of what could be earned. Shares are compared, not points: an exercise may change its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// What was earned.
    pub earned: Points,
    /// What could be earned.
    pub possible: Points,
}

impl Share {
    /// Whether it is smaller than, as large as, or larger than another. Of nothing, nothing is earned.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        // By cross-multiplication: of u64s, so exact in u128.
        let fraction = |share: Self| match share.possible.0 {
            0 => (0, 1),
            possible => (u128::from(share.earned.0), u128::from(possible)),
        };
        let ((a, of_a), (b, of_b)) = (fraction(self), fraction(other));
        (a * of_b).cmp(&(b * of_a))
    }

    /// Whether all of it is earned.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.earned >= self.possible
    }
}

/// How much of a check is passed, in thousandths: 0 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit(u16);

impl Credit {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const FULL: Self = Self(1000);

    /// From a fraction; what lies outside 0 to 1, and NaN, becomes none or all.
    #[must_use]
    pub fn from_fraction(fraction: f64) -> Self {
        if fraction.is_nan() {
            return Self::NONE;
        }
        // In range after the clamp; rounding down keeps "almost all" from being all.
        Self((fraction.clamp(0.0, 1.0) * 1000.0) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(earned: u32, possible: u32) -> Share {
        Share {
            earned: Points::whole(earned),
            possible: Points::whole(possible),
        }
    }

    #[test]
    fn shares_are_compared_not_points() {
        assert_eq!(share(2, 2).compare(share(3, 4)), Ordering::Greater);
        assert_eq!(share(3, 4).compare(share(2, 2)), Ordering::Less);
        assert_eq!(share(2, 4).compare(share(1, 2)), Ordering::Equal);
    }

    #[test]
    fn a_result_out_of_nothing_is_beaten_by_any_point() {
        assert_eq!(share(1, 4).compare(share(0, 0)), Ordering::Greater);
        assert_eq!(share(0, 0).compare(share(0, 4)), Ordering::Equal);
    }

    #[test]
    fn points_are_shown_without_needless_zeros() {
        assert_eq!(Points::whole(3).to_string(), "3");
        assert_eq!(Points::thousandths(2500).to_string(), "2.5");
        assert_eq!(Points::thousandths(40).to_string(), "0.04");
    }

    #[test]
    fn points_are_counted_to_the_thousandth_and_bounded() {
        assert_eq!(Points::from_number(0.3), Some(Points::thousandths(300)));
        for wrong in [-0.001, 1e7, f64::NAN, f64::INFINITY] {
            assert_eq!(Points::from_number(wrong), None);
        }
        let most = Points::thousandths(u64::MAX);
        assert_eq!((most + most, most.earn(Credit::FULL)), (most, most));
    }

    #[test]
    fn partial_credit_never_earns_everything() {
        assert_eq!(
            Points::whole(2).earn(Credit::from_fraction(0.9999)),
            Points::thousandths(1998)
        );
        assert_eq!(
            Points::whole(2).earn(Credit::from_fraction(7.0)),
            Points::whole(2)
        );
        assert_eq!(
            Points::whole(2).earn(Credit::from_fraction(f64::NAN)),
            Points::ZERO
        );
        assert_eq!(Points::whole(2).earn(Credit::from_fraction(-1.0)), Points::ZERO);
    }
}
