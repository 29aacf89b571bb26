//! How long a worker may be silent.

use std::time::Duration;

use spyrales_core::pack::Exercise;

use crate::examination::checker_fuel;
use crate::submission::total_fuel;

/// How long a worker may be silent before it is ended: fuel ends every guest well before, so it has been caught by a
/// fault of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Fuel that a core burns in a second at the least. Default: 1,000,000,000, a sixth of what one of today burns at the
    /// host's worst work, as `docs/en/security.md` has it: a worker may have a sixth of a core.
    pub fuel_per_second: u64,
    /// Silence beyond what the fuel can take. Default: 30 seconds.
    pub grace: Duration,
    /// Silence while a worker starts, or makes an exercise ready: code of ours and the pack's alone runs then, and at the
    /// first time on a machine it is compiled. Default: 600 seconds.
    pub preparing: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            fuel_per_second: 1_000_000_000,
            grace: Duration::from_secs(30),
            preparing: Duration::from_secs(600),
        }
    }
}

impl Patience {
    /// How long a grade or a run of an exercise may take without a word: all its fuel is left when it begins.
    pub(super) fn with(&self, exercise: &Exercise) -> Duration {
        let limits = &exercise.limits;
        let fuel = total_fuel(limits).saturating_add(checker_fuel(limits));
        self.grace
            .saturating_add(Duration::from_secs(fuel / self.fuel_per_second.max(1)))
    }
}
