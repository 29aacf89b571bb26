/// How much a guest may hand over in one value.
///
/// The defaults are those of `docs/internals/values.md`. A value over any of them is refused with
/// [`DecodeError::TooLarge`](super::DecodeError::TooLarge), whatever its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Encoded size, in bytes (64 MiB).
    pub bytes: usize,
    /// Values inside one another, the outermost included (64).
    pub depth: usize,
    /// Values in all: list items, keys and values of maps, columns, cells of object columns, items of arrays of strings
    /// (2,000,000).
    pub values: usize,
    /// Memory of the host's that the value takes, what it takes to check it included, in bytes (256 MiB).
    pub memory: usize,
    /// Dimensions of one array (32).
    pub dimensions: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 64,
            values: 2_000_000,
            memory: 256 << 20,
            dimensions: 32,
        }
    }
}
