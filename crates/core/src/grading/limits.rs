//! The limits that a grade was made under; they are part of its record.

use serde::{Deserialize, Serialize};

/// What a submission may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingLimits {
    /// Fuel for loading the submission, and again for each call of it. Default: 10,000,000,000, some seconds
    /// of computing.
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
            fuel: 10_000_000_000,
            memory_mib: 512,
            output_kib: 64,
            files_mib: 16,
        }
    }
}
