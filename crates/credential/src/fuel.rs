//! What a verification may cost, counted in steps rather than seconds, so that it is the same on every machine.

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

/// A tank that only empties.
#[derive(Debug)]
pub(crate) struct Fuel {
    left: u64,
}

/// The tank is empty: whatever was to be done isn't begun.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OutOfFuel;

impl Fuel {
    /// A full tank.
    pub(crate) fn full() -> Self {
        Self { left: MAX_FUEL }
    }

    /// Pays for work before it is done.
    pub(crate) fn spend(&mut self, units: u64) -> Result<(), OutOfFuel> {
        self.left = self.left.checked_sub(units).ok_or(OutOfFuel)?;
        Ok(())
    }

    /// What was spent.
    pub(crate) fn spent(&self) -> u64 {
        MAX_FUEL - self.left
    }
}
