use super::super::reader::Reader;
use super::super::writer::Writer;
use super::super::{DecodeError, Invalid, texts};

/// The type of a column of strings, which is how pandas treats what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringDtype {
    /// pandas' `str`: NaN where missing.
    Str,
    /// pandas' `string`: NA where missing.
    String,
    /// pandas' `object`: null, NaN or NA where missing.
    Object,
}

/// What stands for a string that isn't there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Null.
    Null,
    /// The float NaN.
    NaN,
    /// Not available.
    Na,
}

/// Strings, kept end to end.
#[derive(Debug, Clone)]
pub struct Strings {
    dtype: StringDtype,
    /// 0 present, 1 null, 2 NaN, 3 NA.
    flags: Vec<u8>,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    text: String,
}

impl Strings {
    /// Takes strings, or what stands for them where they are missing.
    ///
    /// # Errors
    /// If a missing one isn't what `dtype` has for it, or the strings together make 4 GiB.
    pub fn new<'a>(
        dtype: StringDtype,
        items: impl IntoIterator<Item = Result<&'a str, Missing>>,
    ) -> Result<Self, Invalid> {
        let mut strings = Self {
            dtype,
            flags: Vec::new(),
            ends: Vec::new(),
            text: String::new(),
        };
        for item in items {
            strings.text.push_str(item.unwrap_or_default());
            strings.flags.push(match item {
                Ok(_) => 0,
                Err(Missing::Null) => 1,
                Err(Missing::NaN) => 2,
                Err(Missing::Na) => 3,
            });
            let end = u32::try_from(strings.text.len()).map_err(|_| Invalid("strings of over 4 GiB"))?;
            strings.ends.push(end);
        }
        strings.check_flags()?;
        Ok(strings)
    }

    /// The type of the column.
    #[must_use]
    pub fn dtype(&self) -> StringDtype {
        self.dtype
    }

    /// How many strings, the missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.flags.len()
    }

    /// Whether there are no items at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty()
    }

    /// The string at `row`, or what stands for it.
    ///
    /// # Errors
    /// If the string is missing.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn get(&self, row: usize) -> Result<&str, Missing> {
        match self.flags[row] {
            0 => Ok(&self.text[self.start(row)..self.ends[row] as usize]),
            1 => Err(Missing::Null),
            2 => Err(Missing::NaN),
            _ => Err(Missing::Na),
        }
    }

    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    fn check_flags(&self) -> Result<(), Invalid> {
        let allowed: &[u8] = match self.dtype {
            StringDtype::Str => &[0, 2],
            StringDtype::String => &[0, 3],
            StringDtype::Object => &[0, 1, 2, 3],
        };
        if !self.flags.iter().all(|flag| allowed.contains(flag)) {
            return Err(Invalid("a missing string of a kind that its column doesn't have"));
        }
        let long = |(row, flag): (usize, &u8)| *flag != 0 && self.start(row) != self.ends[row] as usize;
        if self.flags.iter().enumerate().any(long) {
            return Err(Invalid("a missing string that has a length"));
        }
        Ok(())
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let start = reader.offset();
        let dtype = match reader.str()? {
            "str" => StringDtype::Str,
            "string" => StringDtype::String,
            "object" => StringDtype::Object,
            _ => return reader.valid(start, Err(Invalid("an unknown type of strings"))),
        };
        let count = reader.count(5)?;
        let flags = reader.blob_of(count)?;
        let (ends, text) = texts::read(reader, count)?;
        reader.hold(text.len(), 1)?;
        let strings = Self {
            dtype,
            flags,
            ends,
            text: text.to_owned(),
        };
        reader.valid(start, strings.check_flags())?;
        Ok(strings)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.str(match self.dtype {
            StringDtype::Str => "str",
            StringDtype::String => "string",
            StringDtype::Object => "object",
        });
        writer.bytes(&self.flags);
        texts::write(writer, self.ends.iter().map(|end| *end as usize), &self.text);
    }
}
