use super::reader::{Read, Reader};
use super::writer::Writer;

/// An object that stays in the submission's sandbox, named by a number that the sandbox gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    /// The number; it means something to the sandbox that made it only.
    pub id: u64,
    /// The name of the object's class, for messages: the submission chose it, nothing may depend on it.
    pub class: String,
}

impl Handle {
    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let id = reader.u64()?;
        let class = reader.text()?;
        Ok(Self { id, class })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u64(self.id);
        writer.str(&self.class);
    }
}
