//! Why a file operation was refused, with the numbers that WASI preview 1 and Emscripten share.

use crate::work::OutOfFuel;

/// An error number as the guest's C library knows it (WASI preview 1, `errno`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Errno {
    Access = 2,
    BadDescriptor = 8,
    Busy = 10,
    Exists = 20,
    Fault = 21,
    FileTooBig = 22,
    IllegalSequence = 25,
    Invalid = 28,
    IsDirectory = 31,
    TooManyLinks = 32,
    TooManyOpen = 33,
    NameTooLong = 37,
    NotFound = 44,
    NoMemory = 48,
    NoSpace = 51,
    NotSupported = 52,
    NotDirectory = 54,
    NotEmpty = 55,
    NotSocket = 57,
    NotTerminal = 59,
    NotPermitted = 63,
    Range = 68,
    ReadOnly = 69,
    IllegalSeek = 70,
    CrossDevice = 75,
    NotCapable = 76,
    /// The call's meter ran empty. No guest is told: the call ends it.
    OutOfFuel = u16::MAX,
}

impl From<OutOfFuel> for Errno {
    fn from(OutOfFuel: OutOfFuel) -> Self {
        Self::OutOfFuel
    }
}
