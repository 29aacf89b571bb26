use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{DecodeError, Invalid};

/// The one NaN that is written for every NaN.
pub(super) const CANONICAL_NAN: u64 = 0x7ff8_0000_0000_0000;

/// An integer that an `i64` is too small for: two's complement, little-endian, no byte too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigInt(Vec<u8>);

impl BigInt {
    /// Takes two's complement bytes, little-endian.
    ///
    /// # Errors
    /// If the number fits an `i64`, or in fewer bytes: a number has one encoding only.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Invalid> {
        let [.., before, last] = bytes[..] else {
            return Err(Invalid("a big integer that fits 64 bits"));
        };
        if bytes.len() <= 8 {
            return Err(Invalid("a big integer that fits 64 bits"));
        }
        let sign = if before & 0x80 == 0 { 0x00 } else { 0xff };
        if last == sign {
            return Err(Invalid("a big integer with bytes too many"));
        }
        Ok(Self(bytes))
    }

    /// Two's complement bytes, little-endian.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether the number is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.last().is_some_and(|last| last & 0x80 != 0)
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let start = reader.offset();
        let bytes = reader.blob()?;
        reader.valid(start, Self::new(bytes))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.bytes(&self.0);
    }
}

/// A decimal number as the text that names its digits and its exponent, such as `-12.50` or `1E+9`.
///
/// At most [`Decimal::DIGITS`] digits, and an exponent of at most four digits: beyond, turning one into an
/// integer would let a short text take all the memory of whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(String);

impl Decimal {
    /// The most digits that a decimal may have.
    pub const DIGITS: usize = 1_000;

    /// Takes `-`?, digits with or without a point among them, then `E` and a signed exponent if need be; or
    /// `NaN`, `Infinity`, `-Infinity`.
    ///
    /// # Errors
    /// If the text isn't one of these.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = text.into();
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let special = text == "NaN" || unsigned == "Infinity";
        if !special && !is_decimal(unsigned) {
            return Err(Invalid("text that isn't a decimal number"));
        }
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let text = reader.text()?;
        reader.valid(start, Self::new(text))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.str(&self.0);
    }
}

fn is_decimal(text: &str) -> bool {
    let (digits, exponent) = text
        .split_once('E')
        .map_or((text, None), |(digits, rest)| (digits, Some(rest)));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_is_small = exponent.is_none_or(|exponent| {
        exponent
            .strip_prefix(['+', '-'])
            .is_some_and(|digits| all_digits(digits) && digits.len() <= 4)
    });
    all_digits(whole) && all_digits(fraction) && digits.len() <= Decimal::DIGITS && exponent_is_small
}
