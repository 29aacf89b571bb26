use super::Invalid;
use super::reader::{Read, Reader};
use super::writer::Writer;

/// The name of a time zone (`Europe/Paris`, `UTC`) or an offset from UTC (`+02:00`, `-03:30:15`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(String);

impl Zone {
    /// Takes a name or an offset.
    ///
    /// # Errors
    /// If the text is neither. Whether a zone of that name exists is for its reader to know.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = text.into();
        let offset = text.strip_prefix(['+', '-']);
        if offset.map_or_else(|| is_zone_name(&text), is_offset) {
            Ok(Self(text))
        } else {
            Err(Invalid("not a time zone"))
        }
    }

    /// The name or the offset.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Null, or a string value.
    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Option<Self>> {
        let start = reader.offset();
        match reader.u8()? {
            0x00 => Ok(None),
            0x09 => {
                let text = reader.text()?;
                reader.valid(start, Self::new(text)).map(Some)
            }
            _ => reader.valid(start, Err(Invalid("a zone that is neither null nor a string"))),
        }
    }

    /// Null, or a string value.
    pub(super) fn write(zone: Option<&Self>, writer: &mut Writer) {
        match zone {
            None => writer.u8(0x00),
            Some(zone) => {
                writer.u8(0x09);
                writer.str(&zone.0);
            }
        }
    }
}

/// Parts separated by `/` that begin with a letter: nothing that a reader could take for another file's path.
fn is_zone_name(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    text.len() <= 64 && text.split('/').all(is_part)
}

fn is_offset(text: &str) -> bool {
    let mut limits = [24, 60, 60].into_iter();
    let in_limit = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits
            && limits
                .next()
                .is_some_and(|limit| part.parse::<u8>().is_ok_and(|number| number < limit))
    };
    text.len() >= 5 && text.split(':').all(in_limit)
}
