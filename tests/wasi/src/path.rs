//! Paths as a guest may write them, which need not be text.

use std::fmt;

/// A path in bytes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<u8>);

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > 80 {
            write!(f, "[{} bytes]", self.0.len())
        } else {
            write!(f, "\"{}\"", self.0.escape_ascii())
        }
    }
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl Path {
    pub(crate) fn is_absolute(&self) -> bool {
        self.0.starts_with(b"/")
    }

    /// Whether its end asks for a directory.
    pub(crate) fn asks_for_directory(&self) -> bool {
        self.0.ends_with(b"/") || self.0.ends_with(b"/.")
    }

    /// Its components, without `.` and the empty ones.
    pub(crate) fn components(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.0
            .split(|&byte| byte == b'/')
            .filter(|part| !part.is_empty() && *part != b".")
    }
}
