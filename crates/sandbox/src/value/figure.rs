use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Invalid, Map, Value};

/// What a picture may begin with: a PNG file, or a PDF file, which is what R writes of a page.
const SIGNATURES: [&[u8]; 2] = [b"\x89PNG\r\n\x1a\n", b"%PDF-"];

/// A figure: what it shows, as data, and its picture.
#[derive(Debug, Clone)]
pub struct Figure {
    description: Map,
    picture: Vec<u8>,
}

impl Figure {
    /// Takes the description (`docs/internals/values.md` says what it holds) and the picture, empty where none was drawn.
    ///
    /// # Errors
    /// If the picture is neither a PNG file nor a PDF file.
    pub fn new(description: Map, picture: Vec<u8>) -> Result<Self, Invalid> {
        let known = SIGNATURES.iter().any(|signature| picture.starts_with(signature));
        if !picture.is_empty() && !known {
            return Err(Invalid("a picture that is neither a PNG nor a PDF"));
        }
        Ok(Self { description, picture })
    }

    /// What the figure shows.
    #[must_use]
    pub fn description(&self) -> &Map {
        &self.description
    }

    /// The picture as a PNG or a PDF file, empty where none was drawn.
    ///
    /// The submission wrote it: only its first bytes were looked at. A browser may be given a PNG file, and never the
    /// PDF file itself.
    #[must_use]
    pub fn picture(&self) -> &[u8] {
        &self.picture
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let Value::Map(description) = Value::read(reader)? else {
            return reader.valid(
                start,
                Err(Invalid("a figure described by something other than a map")),
            );
        };
        let picture = reader.blob()?;
        reader.valid(start, Self::new(description, picture))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u8(0x13);
        self.description.write(writer);
        writer.bytes(&self.picture);
    }
}
