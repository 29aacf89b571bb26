use thiserror::Error;

/// Why bytes that a guest wrote were refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// The value is over one of the [`Caps`](super::Caps).
    #[error("over the cap of {limit} {what} at byte {offset}")]
    TooLarge {
        /// What there is too much of.
        what: Excess,
        /// The cap.
        limit: usize,
        /// Where in the encoding, in bytes from its start.
        offset: usize,
    },
    /// The guest has no fuel left to pay for it.
    #[error("no fuel left at byte {offset}")]
    OutOfFuel {
        /// Where in the encoding, in bytes from its start.
        offset: usize,
    },
    /// The bytes aren't the encoding of a value.
    #[error("not an encoded value at byte {offset}: {reason}")]
    Malformed {
        /// Where in the encoding, in bytes from its start.
        offset: usize,
        /// What is wrong there, as a lowercase fragment.
        reason: &'static str,
    },
}

impl DecodeError {
    /// Where in the encoding the error was found, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> usize {
        match self {
            Self::TooLarge { offset, .. } | Self::OutOfFuel { offset } | Self::Malformed { offset, .. } => {
                *offset
            }
        }
    }

    /// Whether the value was refused for its size alone.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self, Self::TooLarge { .. })
    }
}

/// What a value has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// Bytes of encoding.
    Bytes,
    /// Levels of nesting.
    Depth,
    /// Values in all.
    Values,
    /// Dimensions of an array.
    Dimensions,
    /// Bytes of the host's memory.
    Memory,
}

impl std::fmt::Display for Excess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::Depth => "levels of nesting",
            Self::Values => "values",
            Self::Dimensions => "dimensions",
            Self::Memory => "bytes of memory",
        })
    }
}

/// A rule of the value model that the parts handed to a constructor break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Invalid(pub(super) &'static str);

impl Invalid {
    /// The rule, as a lowercase fragment.
    #[must_use]
    pub fn reason(self) -> &'static str {
        self.0
    }
}
