//! What a verification may cost, counted in steps rather than seconds, so that it is the same on every machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The fuel of one verification. A certificate with every list full and both status lists takes under half of it, even if
/// none of them could take the direct route to RDF.
///
/// One unit is about the work on one byte of JSON; `spyrales bench certificates` prints what it takes here, so that the
/// whole budget can be compared with the promise of 100 ms.
pub const MAX_FUEL: u64 = 6_000_000;

/// Expanding JSON-LD reads all contexts again.
pub(crate) const EXPANSION: u64 = 120_000;
/// For each byte of a document that is expanded.
pub(crate) const EXPANDED_BYTE: u64 = 8;
/// For each quad that is canonicalised.
pub(crate) const QUAD: u64 = 250;
/// For each step of the part of canonicalisation that can be exponential.
pub(crate) const PERMUTATION: u64 = 50;
/// For each Ed25519 signature.
pub(crate) const SIGNATURE: u64 = 6_000;
/// So many bytes of a picture or document are searched or summed up for one unit.
pub(crate) const SCANNED_BYTES: u64 = 16;
/// So many bytes of XML are split into tokens for one unit.
pub(crate) const XML_BYTES: u64 = 8;
/// For each token of XML, each attribute and each reference: names are looked up and kept.
pub(crate) const XML_TOKEN: u64 = 4;
/// For each chunk of a PNG picture and each stream of a PDF document.
pub(crate) const PART: u64 = 8;
/// For each compressed byte: a block that unpacks to nothing is the dearest there is.
pub(crate) const INFLATED_BYTE: u64 = 16;

/// Tells a verification that nobody waits for its report any more: all clones are one switch.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends the verification at its next step.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to end.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A tank that only empties.
#[derive(Debug)]
pub(crate) struct Fuel {
    left: u64,
    stop: Stop,
}

/// The tank is empty, or nobody waits any more: whatever was to be done isn't begun.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OutOfFuel;

impl Fuel {
    /// A full tank.
    pub(crate) fn full() -> Self {
        Self::until(Stop::default())
    }

    /// A full tank that a switch empties.
    pub(crate) fn until(stop: Stop) -> Self {
        Self { left: MAX_FUEL, stop }
    }

    /// Pays for work before it is done.
    pub(crate) fn spend(&mut self, units: u64) -> Result<(), OutOfFuel> {
        if self.stop.is_set() {
            return Err(OutOfFuel);
        }
        self.left = self.left.checked_sub(units).ok_or(OutOfFuel)?;
        Ok(())
    }

    /// What was spent.
    pub(crate) fn spent(&self) -> u64 {
        MAX_FUEL - self.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tank_gives_what_it_holds_and_nothing_once_it_is_stopped() {
        let stop = Stop::default();
        let mut fuel = Fuel::until(stop.clone());
        assert_eq!(fuel.spend(MAX_FUEL - 1), Ok(()));
        assert_eq!(fuel.spend(2), Err(OutOfFuel), "more than is left");
        assert_eq!(fuel.spent(), MAX_FUEL - 1, "what isn't begun isn't paid");
        stop.set();
        assert_eq!(fuel.spend(0), Err(OutOfFuel));
    }
}
