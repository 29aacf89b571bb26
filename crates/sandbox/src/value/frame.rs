use super::index::check_name;
use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Column, Index, Invalid, Value};

/// Labelled values.
#[derive(Debug, Clone)]
pub struct Series {
    name: Value,
    index: Index,
    values: Column,
}

impl Series {
    /// Takes the name, null if it has none, the labels and the values.
    ///
    /// # Errors
    /// If labels and values differ in number, or the name is a value that can change.
    pub fn new(name: Value, index: Index, values: Column) -> Result<Self, Invalid> {
        check_name(&name)?;
        if index.len() != values.len() {
            return Err(Invalid("a series whose labels and values differ in number"));
        }
        Ok(Self { name, index, values })
    }

    /// The name, null if it has none.
    #[must_use]
    pub fn name(&self) -> &Value {
        &self.name
    }

    /// The labels.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &Column {
        &self.values
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let name = Value::read_key(reader)?;
        let (index, values) = (Index::read(reader)?, Column::read(reader)?);
        reader.valid(start, Self::new(name, index, values))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.name.write(writer);
        self.index.write(writer);
        self.values.write(writer);
    }
}

/// A data frame.
#[derive(Debug, Clone)]
pub struct Frame {
    names: Index,
    index: Index,
    columns: Vec<Column>,
}

impl Frame {
    /// Takes the labels of the columns, those of the rows, and the columns.
    ///
    /// # Errors
    /// If labels and columns differ in number, or labels and rows.
    pub fn new(names: Index, index: Index, columns: Vec<Column>) -> Result<Self, Invalid> {
        if names.len() != columns.len() {
            return Err(Invalid("a frame whose columns and their labels differ in number"));
        }
        if columns.iter().any(|column| column.len() != index.len()) {
            return Err(Invalid("a frame whose rows and their labels differ in number"));
        }
        Ok(Self {
            names,
            index,
            columns,
        })
    }

    /// The labels of the columns.
    #[must_use]
    pub fn names(&self) -> &Index {
        &self.names
    }

    /// The labels of the rows.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let rows = reader.u64()?;
        // A column takes five bytes at least: its kind and a count.
        let count = reader.count(5)?;
        let (names, index) = (Index::read(reader)?, Index::read(reader)?);
        if index.len() as u64 != rows {
            return reader.valid(
                start,
                Err(Invalid("a frame whose rows and their labels differ in number")),
            );
        }
        let mut columns = reader.room(count, 1)?;
        for _ in 0..count {
            columns.push(Column::read(reader)?);
        }
        reader.valid(start, Self::new(names, index, columns))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u64(self.index.len() as u64);
        writer.count(self.columns.len());
        self.names.write(writer);
        self.index.write(writer);
        for column in &self.columns {
            column.write(writer);
        }
    }
}
