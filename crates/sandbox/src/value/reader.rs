use super::{Caps, DecodeError, Excess, Invalid};
use crate::work::{Meter, OutOfFuel, Work};

/// A cursor over bytes that a guest wrote: every length is checked against what is left before it is believed, and all
/// work and memory is counted before it is taken.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    caps: Caps,
    depth: usize,
    values: usize,
    /// Bytes of the host's memory taken so far.
    memory: usize,
    meter: &'a mut Meter,
}

/// Bytes that an allocation takes beyond what was asked for.
const ALLOCATION: usize = 32;

pub(super) type Read<T> = Result<T, DecodeError>;

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], caps: &Caps, meter: &'a mut Meter) -> Read<Self> {
        if bytes.len() > caps.bytes {
            return Err(DecodeError::TooLarge {
                what: Excess::Bytes,
                limit: caps.bytes,
                offset: caps.bytes,
            });
        }
        let mut reader = Self {
            bytes,
            at: 0,
            caps: *caps,
            depth: 0,
            values: 0,
            memory: 0,
            meter,
        };
        reader.spend(Work::DecodedByte, bytes.len())?;
        Ok(reader)
    }

    pub(super) fn caps(&self) -> &Caps {
        &self.caps
    }

    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// The bytes read since `start`.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start..self.at]
    }

    pub(super) fn remaining(&self) -> usize {
        self.bytes.len() - self.at
    }

    pub(super) fn malformed<T>(&self, reason: &'static str) -> Read<T> {
        Err(DecodeError::Malformed {
            offset: self.at,
            reason,
        })
    }

    pub(super) fn too_large<T>(&self, what: Excess, limit: usize) -> Read<T> {
        Err(DecodeError::TooLarge {
            what,
            limit,
            offset: self.at,
        })
    }

    /// Turns a broken rule into an error at `start`, where the part that breaks it begins.
    pub(super) fn valid<T>(&self, start: usize, made: Result<T, Invalid>) -> Read<T> {
        made.map_err(|Invalid(reason)| DecodeError::Malformed {
            offset: start,
            reason,
        })
    }

    /// Goes one value deeper; [`leave`](Self::leave) comes back.
    pub(super) fn enter(&mut self) -> Read<()> {
        if self.depth == self.caps.depth {
            return self.too_large(Excess::Depth, self.caps.depth);
        }
        if self.values == self.caps.values {
            return self.too_large(Excess::Values, self.caps.values);
        }
        self.spend(Work::Value, 1)?;
        self.depth += 1;
        self.values += 1;
        Ok(())
    }

    /// Pays for work.
    pub(super) fn spend(&mut self, work: Work, count: usize) -> Read<()> {
        let offset = self.at;
        self.meter
            .spend(work, count)
            .map_err(|OutOfFuel| DecodeError::OutOfFuel { offset })
    }

    /// Counts memory that is about to be taken.
    pub(super) fn hold(&mut self, count: usize, size: usize) -> Read<()> {
        if count == 0 {
            return Ok(());
        }
        let taken = count.saturating_mul(size).saturating_add(ALLOCATION);
        self.memory = self.memory.saturating_add(taken);
        if self.memory > self.caps.memory {
            return self.too_large(Excess::Memory, self.caps.memory);
        }
        Ok(())
    }

    /// Counts values that lie beside one another, without a tag each.
    pub(super) fn untagged(&mut self, count: usize) -> Read<()> {
        self.has_room_for(count)?;
        self.spend(Work::Value, count)?;
        self.values += count;
        Ok(())
    }

    fn has_room_for(&self, values: usize) -> Read<()> {
        if values > self.caps.values - self.values {
            return self.too_large(Excess::Values, self.caps.values);
        }
        Ok(())
    }

    /// Counts what it takes to see that the items of a column, read since `start`, are distinct: they are sorted.
    pub(super) fn sort(&mut self, items: usize, start: usize) -> Read<()> {
        let bytes = self.at - start;
        let rounds = 1 + items.max(1).ilog2() as usize;
        self.hold(items, size_of::<(usize, usize)>())?;
        self.hold(bytes, 2)?;
        self.spend(Work::Item, items.saturating_mul(rounds))?;
        self.spend(Work::Byte, bytes.saturating_mul(rounds))
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn finish(self) -> Read<()> {
        if self.remaining() > 0 {
            return self.malformed("bytes after the value");
        }
        Ok(())
    }

    pub(super) fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        match self.bytes[self.at..].get(..count) {
            Some(taken) => {
                self.at += count;
                Ok(taken)
            }
            None => self.malformed("fewer bytes than announced"),
        }
    }

    fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    pub(super) fn u8(&mut self) -> Read<u8> {
        Ok(self.fixed::<1>()?[0])
    }

    pub(super) fn u32(&mut self) -> Read<u32> {
        self.fixed().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Read<u64> {
        self.fixed().map(u64::from_le_bytes)
    }

    pub(super) fn i32(&mut self) -> Read<i32> {
        self.fixed().map(i32::from_le_bytes)
    }

    pub(super) fn i64(&mut self) -> Read<i64> {
        self.fixed().map(i64::from_le_bytes)
    }

    /// A float whose NaN, if it is one, is the canonical NaN.
    pub(super) fn f64(&mut self) -> Read<f64> {
        let start = self.at;
        let float = f64::from_bits(self.u64()?);
        if float.is_nan() && float.to_bits() != super::number::CANONICAL_NAN {
            return self.valid(start, Err(Invalid("a NaN other than 7ff8000000000000")));
        }
        Ok(float)
    }

    pub(super) fn flag(&mut self, reason: &'static str) -> Read<bool> {
        let start = self.at;
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => self.valid(start, Err(Invalid(reason))),
        }
    }

    /// A count of things that take at least `least` bytes each, believed only if that many bytes are left.
    pub(super) fn count(&mut self, least: usize) -> Read<usize> {
        let start = self.at;
        let count = self.u32()? as usize;
        match count.checked_mul(least) {
            Some(bytes) if bytes <= self.remaining() => Ok(count),
            _ => self.valid(start, Err(Invalid("a count that the remaining bytes can't hold"))),
        }
    }

    /// An empty list with room for `count` items of `values` values each.
    pub(super) fn room<T>(&mut self, count: usize, values: usize) -> Read<Vec<T>> {
        self.has_room_for(count.saturating_mul(values))?;
        self.hold(count, size_of::<T>())?;
        Ok(Vec::with_capacity(count))
    }

    /// A `u32` length, then that many bytes.
    pub(super) fn bytes(&mut self) -> Read<&'a [u8]> {
        let length = self.count(1)?;
        self.take(length)
    }

    pub(super) fn str(&mut self) -> Read<&'a str> {
        let start = self.at;
        let bytes = self.bytes()?;
        let text = std::str::from_utf8(bytes).map_err(|_| Invalid("text that isn't UTF-8"));
        self.valid(start, text)
    }

    /// A text to keep.
    pub(super) fn text(&mut self) -> Read<String> {
        let text = self.str()?;
        self.hold(text.len(), 1)?;
        Ok(text.to_owned())
    }

    /// Bytes to keep.
    pub(super) fn blob(&mut self) -> Read<Vec<u8>> {
        let bytes = self.bytes()?;
        self.hold(bytes.len(), 1)?;
        Ok(bytes.to_vec())
    }

    /// As many bytes, to keep.
    pub(super) fn blob_of(&mut self, count: usize) -> Read<Vec<u8>> {
        let bytes = self.take(count)?;
        self.hold(count, 1)?;
        Ok(bytes.to_vec())
    }

    /// A `u32` count, then an `i64` each, to be checked one by one.
    pub(super) fn i64s(&mut self) -> Read<Vec<i64>> {
        let count = self.count(8)?;
        self.spend(Work::Item, count)?;
        self.hold(count, 8)?;
        let (words, _) = self.take(count * 8)?.as_chunks::<8>();
        Ok(words.iter().map(|word| i64::from_le_bytes(*word)).collect())
    }

    /// A `u32` count, then an `i32` each, to be checked one by one.
    pub(super) fn i32s(&mut self) -> Read<Vec<i32>> {
        let count = self.count(4)?;
        self.spend(Work::Item, count)?;
        self.hold(count, 4)?;
        let (words, _) = self.take(count * 4)?.as_chunks::<4>();
        Ok(words.iter().map(|word| i32::from_le_bytes(*word)).collect())
    }
}
