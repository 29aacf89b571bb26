use super::Invalid;
use super::reader::{Read, Reader};
use super::writer::Writer;

/// A stretch of the calendar, such as a month or a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    frequency: Frequency,
    /// How many such stretches lie between this one and the one that holds 1970-01-01.
    pub ordinal: i64,
}

impl Period {
    /// Takes a frequency and the place among its periods; `i64::MIN` is for missing ones, in columns only.
    ///
    /// # Errors
    /// If the ordinal is `i64::MIN`.
    pub fn new(frequency: Frequency, ordinal: i64) -> Result<Self, Invalid> {
        if ordinal == i64::MIN {
            return Err(Invalid("a missing period outside a column"));
        }
        Ok(Self { frequency, ordinal })
    }

    /// The frequency.
    #[must_use]
    pub fn frequency(&self) -> &Frequency {
        &self.frequency
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let frequency = Frequency::read(reader)?;
        let ordinal = reader.i64()?;
        reader.valid(start, Self::new(frequency, ordinal))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.frequency.write(writer);
        writer.i64(self.ordinal);
    }
}

/// What periods are counted in, as pandas spells it: `M`, `Q-DEC`, `2W-SUN`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency(String);

impl Frequency {
    /// Takes a frequency's name.
    ///
    /// # Errors
    /// If it can't be one.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = text.into();
        let unit = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let named = unit.starts_with(|first: char| first.is_ascii_alphabetic())
            && unit
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        if named && text.len() <= 16 {
            Ok(Self(text))
        } else {
            Err(Invalid("not the frequency of a period"))
        }
    }

    /// The name.
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
