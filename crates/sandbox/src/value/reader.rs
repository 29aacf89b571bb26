use super::{Caps, DecodeError, Excess, Invalid};

/// A cursor over bytes that a guest wrote: every length is checked against what is left before it is believed.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    caps: Caps,
    depth: usize,
    values: usize,
}

pub(super) type Read<T> = Result<T, DecodeError>;

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], caps: &Caps) -> Read<Self> {
        if bytes.len() > caps.bytes {
            return Err(DecodeError::TooLarge {
                what: Excess::Bytes,
                limit: caps.bytes,
                offset: caps.bytes,
            });
        }
        Ok(Self {
            bytes,
            at: 0,
            caps: *caps,
            depth: 0,
            values: 0,
        })
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
        self.depth += 1;
        self.values += 1;
        Ok(())
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

    /// An empty list with room for `count` items, or for the first of them.
    ///
    /// An item in memory is larger than the byte it may be read from, so room for the rest is made as they come.
    pub(super) fn room<T>(&self, count: usize) -> Vec<T> {
        Vec::with_capacity(count.min(1024))
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

    /// A `u32` count, then an `i64` each.
    pub(super) fn i64s(&mut self) -> Read<Vec<i64>> {
        let count = self.count(8)?;
        let (words, _) = self.take(count * 8)?.as_chunks::<8>();
        Ok(words.iter().map(|word| i64::from_le_bytes(*word)).collect())
    }

    /// A `u32` count, then an `i32` each.
    pub(super) fn i32s(&mut self) -> Read<Vec<i32>> {
        let count = self.count(4)?;
        let (words, _) = self.take(count * 4)?.as_chunks::<4>();
        Ok(words.iter().map(|word| i32::from_le_bytes(*word)).collect())
    }
}
