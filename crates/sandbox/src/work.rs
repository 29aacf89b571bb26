//! The host's work for a guest: what it costs, and the meter that counts it before it is done.
//!
//! A unit of fuel is about one instruction of the guest's, a fifth of a nanosecond on a machine of today. The prices
//! are set so that no work of the host's takes longer for its fuel than the guest's own instructions do, by more than
//! a small factor (`docs/en/security.md` has the measurements). They are part of a record's runtime: whoever changes one
//! changes `engine::SEMANTICS`.
//!
//! Invariant: what is charged depends on the guest's inputs alone, never on how long something took.

/// A piece of the host's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Work {
    /// Entering the host.
    Call,
    /// A byte copied, cleared or compared.
    Byte,
    /// A byte of randomness made.
    RandomByte,
    /// A byte looked at by itself.
    ReadByte,
    /// A component of a path taken apart and looked up; those of a symbolic link's target count each time.
    Component,
    /// A node of a tree of files made or visited.
    Node,
    /// An entry of a directory listed or passed over.
    Entry,
    /// A value rebuilt.
    Value,
    /// A byte of an encoding, read and copied into a value.
    DecodedByte,
    /// An item of a column, an index or a sparse matrix checked, or one comparison of two of them.
    Item,
    /// A byte of a value's encoding written.
    EncodedByte,
    /// A name looked up in a module.
    Symbol,
    /// A slot of the function table read or written.
    Slot,
    /// A page of memory asked for.
    Page,
    /// A module put in place.
    Module,
}

impl Work {
    /// Units of fuel for one piece.
    #[must_use]
    pub const fn fuel(self) -> u64 {
        match self {
            Self::Byte => 1,
            Self::RandomByte | Self::DecodedByte => 4,
            Self::ReadByte | Self::EncodedByte => 8,
            Self::Slot => 100,
            Self::Item => 40,
            Self::Entry => 150,
            Self::Call | Self::Page => 200,
            Self::Node => 250,
            Self::Value => 300,
            Self::Component => 600,
            Self::Symbol => 1_000,
            Self::Module => 5_000_000,
        }
    }

    /// Units of fuel for so many pieces.
    #[must_use]
    pub(crate) const fn times(self, count: u64) -> u64 {
        self.fuel().saturating_mul(count)
    }
}

/// The fuel that is left for the host's work in one call of a guest's.
///
/// Code that works for a guest is handed one, and [spends](Self::spend) before doing it. A meter that was asked for
/// more than it has stays empty: the call ends the guest, whatever its result.
#[derive(Debug)]
pub struct Meter {
    left: u64,
    exhausted: bool,
}

/// There isn't enough fuel left for a piece of work, which was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fuel is used up")]
pub struct OutOfFuel;

impl Meter {
    /// A meter with so much fuel.
    #[must_use]
    pub fn new(fuel: u64) -> Self {
        Self {
            left: fuel,
            exhausted: false,
        }
    }

    /// Pays for so many pieces of work.
    ///
    /// # Errors
    ///
    /// When that is more than is left; nothing is left then.
    pub fn spend(&mut self, work: Work, count: usize) -> Result<(), OutOfFuel> {
        match self.left.checked_sub(work.times(count as u64)) {
            Some(left) if !self.exhausted => {
                self.left = left;
                Ok(())
            }
            _ => {
                (self.left, self.exhausted) = (0, true);
                Err(OutOfFuel)
            }
        }
    }

    /// Units of fuel that are left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Whether more was asked for than there was.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_that_was_asked_for_too_much_stays_empty() {
        let mut meter = Meter::new(1_000);
        assert_eq!(meter.spend(Work::Byte, 400), Ok(()));
        assert_eq!(meter.left(), 600);
        assert_eq!(meter.spend(Work::Byte, 601), Err(OutOfFuel));
        assert_eq!(meter.spend(Work::Byte, 1), Err(OutOfFuel));
        assert_eq!((meter.left(), meter.is_exhausted()), (0, true));
    }

    #[test]
    fn no_count_is_too_large_to_be_refused() {
        assert_eq!(
            Meter::new(u64::MAX - 1).spend(Work::Value, usize::MAX),
            Err(OutOfFuel)
        );
    }
}
