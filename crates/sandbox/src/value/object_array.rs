use super::reader::{Read, Reader};
use super::shape::{read_shape, span, write_shape};
use super::writer::Writer;
use super::{Invalid, Value, texts};

/// What the items of an [`ObjectArray`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// Any values.
    Object,
    /// Strings, every one present.
    Str,
    /// Bytes, every one present.
    Bytes,
}

/// An array of values that aren't numbers, in C order.
#[derive(Debug, Clone)]
pub struct ObjectArray {
    kind: ObjectKind,
    shape: Vec<usize>,
    items: Vec<Value>,
}

impl ObjectArray {
    /// Takes the items in C order.
    ///
    /// # Errors
    /// If the items don't fill the shape exactly, or one isn't of the kind.
    pub fn new(kind: ObjectKind, shape: Vec<usize>, items: Vec<Value>) -> Result<Self, Invalid> {
        if span(&shape, 1)? != items.len() {
            return Err(Invalid("an array whose values don't fill its shape"));
        }
        let of_kind = |item: &Value| match kind {
            ObjectKind::Object => true,
            ObjectKind::Str => item.as_str().is_some(),
            ObjectKind::Bytes => item.as_bytes().is_some(),
        };
        if !items.iter().all(of_kind) {
            return Err(Invalid("an array of strings or bytes that holds something else"));
        }
        Ok(Self { kind, shape, items })
    }

    /// What the items are.
    #[must_use]
    pub fn kind(&self) -> ObjectKind {
        self.kind
    }

    /// The length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The items, in C order.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let kind = match reader.u8()? {
            0 => ObjectKind::Object,
            1 => ObjectKind::Str,
            2 => ObjectKind::Bytes,
            _ => return reader.valid(start, Err(Invalid("an unknown kind of array of values"))),
        };
        let shape = read_shape(reader)?;
        let count = reader.valid(start, span(&shape, 1))?;
        if count > reader.remaining() {
            return reader.malformed("more values than bytes");
        }
        let mut items = reader.room(count, 1)?;
        if kind == ObjectKind::Str {
            reader.untagged(count)?;
            let (ends, text) = texts::read(reader, count)?;
            let mut start = 0;
            for end in ends {
                reader.hold(end as usize - start, 1)?;
                items.push(Value::str(&text[start..end as usize]));
                start = end as usize;
            }
        } else {
            for _ in 0..count {
                items.push(Value::read(reader)?);
            }
        }
        reader.valid(start, Self::new(kind, shape, items))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u8(match self.kind {
            ObjectKind::Object => 0,
            ObjectKind::Str => 1,
            ObjectKind::Bytes => 2,
        });
        write_shape(&self.shape, writer);
        if self.kind == ObjectKind::Str {
            let mut all = String::new();
            let mut ends = Vec::with_capacity(self.items.len());
            for text in self.items.iter().filter_map(Value::as_str) {
                all.push_str(text);
                ends.push(all.len());
            }
            texts::write(writer, ends.into_iter(), &all);
        } else {
            for item in &self.items {
                item.write(writer);
            }
        }
    }
}
