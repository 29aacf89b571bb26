use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Invalid, Map, Value};

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A figure: what it shows, as data, and its picture.
#[derive(Debug, Clone)]
pub struct Figure {
    description: Map,
    png: Vec<u8>,
}

impl Figure {
    /// Takes the description (`docs/values.md` says what it holds) and the picture, empty where none was drawn.
    ///
    /// # Errors
    /// If the picture isn't a PNG file.
    pub fn new(description: Map, png: Vec<u8>) -> Result<Self, Invalid> {
        if !png.is_empty() && !png.starts_with(PNG_SIGNATURE) {
            return Err(Invalid("a picture that isn't a PNG"));
        }
        Ok(Self { description, png })
    }

    /// What the figure shows.
    #[must_use]
    pub fn description(&self) -> &Map {
        &self.description
    }

    /// The picture as a PNG file, empty where none was drawn.
    ///
    /// The submission wrote it: only its first bytes were looked at, a browser is to decode it.
    #[must_use]
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let Value::Map(description) = Value::read(reader)? else {
            return reader.valid(
                start,
                Err(Invalid("a figure described by something other than a map")),
            );
        };
        let png = reader.bytes()?.to_vec();
        reader.valid(start, Self::new(description, png))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u8(0x13);
        self.description.write(writer);
        writer.bytes(&self.png);
    }
}
