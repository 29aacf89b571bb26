use super::super::reader::{Read, Reader};
use super::super::writer::Writer;
use super::super::{Column, Invalid};

/// Items that each are one of a few categories: pandas' categorical, R's factor.
#[derive(Debug, Clone)]
pub struct Categories {
    ordered: bool,
    categories: Column,
    codes: Vec<i32>,
}

impl Categories {
    /// Takes the categories, and for each item the place of its category or -1 where it is missing.
    ///
    /// # Errors
    /// If a category is missing or comes twice, the categories are themselves categorical, or a code names none.
    pub fn new(ordered: bool, categories: Column, codes: Vec<i32>) -> Result<Self, Invalid> {
        if matches!(categories, Column::Categories(_)) {
            return Err(Invalid("categories of categories"));
        }
        check_codes(&categories, &codes)?;
        Ok(Self {
            ordered,
            categories,
            codes,
        })
    }

    /// Whether the categories are in ascending order.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.ordered
    }

    /// The categories.
    #[must_use]
    pub fn categories(&self) -> &Column {
        &self.categories
    }

    /// The place of each item's category, -1 where it is missing.
    #[must_use]
    pub fn codes(&self) -> &[i32] {
        &self.codes
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let ordered = reader.flag("an order of categories other than 0 and 1")?;
        let categories = Column::read(reader)?;
        reader.sort(categories.len(), start)?;
        let codes = reader.i32s()?;
        reader.valid(start, Self::new(ordered, categories, codes))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u8(u8::from(self.ordered));
        self.categories.write(writer);
        writer.i32s(&self.codes);
    }
}

/// Checks that no label is missing or comes twice, and that each code names one or is -1.
pub(in super::super) fn check_codes(labels: &Column, codes: &[i32]) -> Result<(), Invalid> {
    labels.check_labels()?;
    if !labels.is_distinct() {
        return Err(Invalid(
            "a category or a level's label that is missing or comes twice",
        ));
    }
    let names_one = |code: &i32| *code == -1 || usize::try_from(*code).is_ok_and(|code| code < labels.len());
    if codes.iter().all(names_one) {
        Ok(())
    } else {
        Err(Invalid("a code that names nothing"))
    }
}
