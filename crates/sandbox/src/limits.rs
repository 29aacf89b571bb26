//! What one sandbox may use, and what it used.

use serde::{Deserialize, Serialize};

use crate::fs::Quota;

/// The limits of one sandbox. How long it runs is for the fuel of each turn to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Linear memory, in bytes, the snapshot's included. Default: 1 GiB.
    pub memory_bytes: usize,
    /// Bytes kept of standard output, and of standard error; what comes after is counted and dropped.
    /// Default: 64 KiB.
    pub output_bytes: usize,
    /// What may be written to the file system.
    pub files: Quota,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 1 << 30,
            output_bytes: 64 << 10,
            files: Quota::default(),
        }
    }
}

/// What a sandbox has used since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Fuel burned: about one unit per WebAssembly instruction, plus the host's work on the guest's behalf.
    pub fuel: u64,
    /// Largest linear memory, in bytes, the snapshot's included.
    pub memory_peak_bytes: u64,
    /// Bytes written to standard output and standard error, dropped ones included.
    pub output_bytes: u64,
}
