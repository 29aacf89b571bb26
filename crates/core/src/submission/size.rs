//! How large code may be.

/// Largest source that is taken and run, in bytes. Code of people has some kilobytes; a notebook with figures in it has more.
pub const MAX_SOURCE_BYTES: usize = 256 << 10;

/// Code is larger than [`MAX_SOURCE_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("code of {bytes} bytes, more than {MAX_SOURCE_BYTES}")]
pub struct SourceTooLarge {
    /// Its size.
    pub bytes: usize,
}

/// Refuses code that is larger than is taken.
///
/// # Errors
///
/// When it is.
pub fn check_size(source: &[u8]) -> Result<(), SourceTooLarge> {
    match source.len() {
        0..=MAX_SOURCE_BYTES => Ok(()),
        bytes => Err(SourceTooLarge { bytes }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_a_mebibyte_is_taken_and_a_byte_more_is_not() {
        assert_eq!(check_size(&vec![b'x'; MAX_SOURCE_BYTES]), Ok(()));
        let bytes = MAX_SOURCE_BYTES + 1;
        assert_eq!(check_size(&vec![b'x'; bytes]), Err(SourceTooLarge { bytes }));
    }
}
