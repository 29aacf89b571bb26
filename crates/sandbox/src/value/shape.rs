//! The axes of an array.

use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Excess, Invalid};

/// The longest an axis may be, and the most bytes that the non-empty axes may span: what a 32-bit guest can address.
pub(super) const ADDRESSABLE: u64 = i32::MAX as u64;

pub(super) fn read_shape(reader: &mut Reader<'_>) -> Read<Vec<usize>> {
    let dimensions = usize::from(reader.u8()?);
    if dimensions > reader.caps().dimensions {
        return reader.too_large(Excess::Dimensions, reader.caps().dimensions);
    }
    (0..dimensions)
        .map(|_| {
            let start = reader.offset();
            let length = reader.u64()?;
            let length = usize::try_from(length).map_err(|_| Invalid("an axis that no guest can address"));
            reader.valid(start, length)
        })
        .collect()
}

pub(super) fn write_shape(shape: &[usize], writer: &mut Writer) {
    // Unwrap safety: a shape is read under the cap on dimensions, and the caps' own limit is a byte.
    writer.u8(u8::try_from(shape.len()).expect("under 256 dimensions"));
    for length in shape {
        writer.u64(*length as u64);
    }
}

/// The bytes that an array of this shape takes.
///
/// An empty axis empties the array, but not the other axes: these must stay addressable all the same.
pub(super) fn span(shape: &[usize], size: usize) -> Result<usize, Invalid> {
    const ERROR: Invalid = Invalid("an array that no guest can address");
    let mut span = size as u64;
    for length in shape.iter().filter(|length| **length > 0) {
        span = span
            .checked_mul(*length as u64)
            .filter(|span| *span <= ADDRESSABLE)
            .ok_or(ERROR)?;
    }
    if shape.contains(&0) {
        return Ok(0);
    }
    usize::try_from(span).map_err(|_| ERROR)
}
