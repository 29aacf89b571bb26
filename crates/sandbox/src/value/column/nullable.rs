use super::super::reader::{Read, Reader};
use super::super::writer::Writer;
use super::super::{Array, Dtype, Invalid};
use crate::work::Work;

/// Numbers or booleans of which some are missing.
#[derive(Debug, Clone)]
pub struct Nullable {
    values: Array,
    mask: Vec<u8>,
}

/// The types that may have missing items, as pandas spells them.
const NAMES: [(Dtype, &str); 11] = [
    (Dtype::Bool, "boolean"),
    (Dtype::Int(1), "Int8"),
    (Dtype::Int(2), "Int16"),
    (Dtype::Int(4), "Int32"),
    (Dtype::Int(8), "Int64"),
    (Dtype::Uint(1), "UInt8"),
    (Dtype::Uint(2), "UInt16"),
    (Dtype::Uint(4), "UInt32"),
    (Dtype::Uint(8), "UInt64"),
    (Dtype::Float(4), "Float32"),
    (Dtype::Float(8), "Float64"),
];

impl Nullable {
    /// Takes the items and a mask byte each: 1 where the item is missing (and its value 0), else 0.
    ///
    /// # Errors
    /// If the array isn't of one dimension and a type that pandas has a nullable form of, the lengths differ, or
    /// a missing item has a value.
    pub fn new(values: Array, mask: Vec<u8>) -> Result<Self, Invalid> {
        name(values.dtype())?;
        if values.length()? != mask.len() {
            return Err(Invalid("a mask whose length isn't that of its column"));
        }
        for (row, flag) in mask.iter().enumerate() {
            match flag {
                0 => {}
                1 if values.item(row).iter().all(|byte| *byte == 0) => {}
                1 => return Err(Invalid("a missing item that has a value")),
                _ => return Err(Invalid("a mask byte other than 0 and 1")),
            }
        }
        Ok(Self { values, mask })
    }

    /// The items, 0 where missing.
    #[must_use]
    pub fn values(&self) -> &Array {
        &self.values
    }

    /// How many items, the missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.mask.len()
    }

    /// Whether there are no items at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mask.is_empty()
    }

    /// Whether the item at `row` is missing.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn is_missing(&self, row: usize) -> bool {
        self.mask[row] == 1
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let announced = reader.str()?;
        let values = Array::read_tagged(reader)?;
        if reader.valid(start, name(values.dtype()))? != announced {
            return reader.valid(
                start,
                Err(Invalid("a nullable type that isn't the type of its values")),
            );
        }
        let mask = reader.blob()?;
        reader.spend(Work::Item, mask.len())?;
        reader.valid(start, Self::new(values, mask))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.str(name(self.values.dtype()).unwrap_or_default());
        self.values.write_tagged(writer);
        writer.bytes(&self.mask);
    }
}

fn name(dtype: Dtype) -> Result<&'static str, Invalid> {
    let known = NAMES
        .iter()
        .find(|(known, _)| *known == dtype)
        .map(|(_, name)| *name);
    known.ok_or(Invalid("a type that has no nullable form"))
}
