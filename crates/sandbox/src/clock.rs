//! The clock of a sandbox: it moves with the work done, so the same run always reads the same times.

use crate::fs::EPOCH_NS;

/// Units of fuel in one nanosecond of the virtual clock; about what a real processor burns, so
/// that a program that times itself sees plausible figures.
const FUEL_PER_NS: u64 = 4;

/// A virtual clock: starts at a fixed date, advances with fuel, and jumps over sleeps.
#[derive(Clone, Debug)]
pub(crate) struct VirtualClock {
    start_ns: u64,
    slept_ns: u64,
    /// Fuel burned in earlier turns.
    burned: u64,
    /// Fuel given for the turn that runs now.
    budget: u64,
}

impl VirtualClock {
    /// A clock at 2026-01-01T00:00:00Z plus a delay, in seconds.
    pub(crate) fn starting_after(seconds: u64) -> Self {
        Self {
            start_ns: EPOCH_NS + seconds * 1_000_000_000,
            slept_ns: 0,
            burned: 0,
            budget: 0,
        }
    }

    /// A turn begins with so much fuel.
    pub(crate) fn begin_turn(&mut self, budget: u64) {
        self.budget = budget;
    }

    /// A turn ended with so much fuel left.
    pub(crate) fn end_turn(&mut self, left: u64) {
        self.burned += self.budget.saturating_sub(left);
        self.budget = 0;
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub(crate) fn realtime(&self, fuel_left: u64) -> u64 {
        self.start_ns.saturating_add(self.monotonic(fuel_left))
    }

    /// Nanoseconds since the sandbox started.
    pub(crate) fn monotonic(&self, fuel_left: u64) -> u64 {
        let burned = self.burned + self.budget.saturating_sub(fuel_left);
        self.slept_ns.saturating_add(burned / FUEL_PER_NS)
    }

    /// Sleeping costs nothing: the clock jumps.
    pub(crate) fn sleep(&mut self, ns: u64) {
        self.slept_ns = self.slept_ns.saturating_add(ns);
    }
}
