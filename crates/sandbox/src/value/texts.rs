//! Texts end to end: a length each, then all of them as one.

use super::Invalid;
use super::reader::{Read, Reader};
use super::writer::Writer;
use crate::work::Work;

/// Where each of `count` texts ends, and all of them.
pub(super) fn read<'a>(reader: &mut Reader<'a>, count: usize) -> Read<(Vec<u32>, &'a str)> {
    let start = reader.offset();
    let undivided = Invalid("lengths that don't divide the text");
    let size = count.checked_mul(4).filter(|size| *size <= reader.remaining());
    let Some(size) = size else {
        return reader.malformed("more texts than bytes");
    };
    let (lengths, _) = reader.take(size)?.as_chunks::<4>();
    let mut end = 0_u32;
    reader.spend(Work::Item, count)?;
    reader.hold(count, 4)?;
    let mut ends = Vec::with_capacity(count);
    for length in lengths {
        let Some(sum) = end.checked_add(u32::from_le_bytes(*length)) else {
            return reader.valid(start, Err(undivided));
        };
        end = sum;
        ends.push(end);
    }
    let text = reader.str()?;
    if end as usize != text.len() || !ends.iter().all(|end| text.is_char_boundary(*end as usize)) {
        return reader.valid(start, Err(undivided));
    }
    Ok((ends, text))
}

pub(super) fn write(writer: &mut Writer, ends: impl Iterator<Item = usize>, text: &str) {
    let mut start = 0;
    for end in ends {
        writer.count(end - start);
        start = end;
    }
    writer.str(text);
}
