use super::column::check_codes;
use super::reader::{Read, Reader};
use super::shape::ADDRESSABLE;
use super::writer::Writer;
use super::{Column, Invalid, Value};

/// The labels of rows or columns.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Index {
    /// Integers at equal steps.
    Range(Range),
    /// One label each.
    Flat(Level),
    /// Several labels each.
    Multi(Levels),
}

impl Index {
    /// The index that a frame of so many rows has by default: 0, 1, 2 …
    ///
    /// # Errors
    /// If no guest could address the rows.
    pub fn default_of(rows: usize) -> Result<Self, Invalid> {
        let stop = i64::try_from(rows).map_err(|_| Invalid("a range that no guest can address"))?;
        Range::new(Value::Null, 0, stop, 1).map(Self::Range)
    }

    /// How many rows or columns it labels.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Range(range) => range.len(),
            Self::Flat(level) => level.labels.len(),
            Self::Multi(levels) => levels.0[0].codes.len(),
        }
    }

    /// Whether it labels nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        match reader.u8()? {
            0 => {
                let name = Value::read_key(reader)?;
                let (from, to, step) = (reader.i64()?, reader.i64()?, reader.i64()?);
                reader
                    .valid(start, Range::new(name, from, to, step))
                    .map(Self::Range)
            }
            1 => Level::read(reader).map(Self::Flat),
            2 => {
                let count = reader.count(2)?;
                let mut levels = reader.room(count, 1)?;
                for _ in 0..count {
                    let start = reader.offset();
                    let level = Level::read(reader)?;
                    reader.sort(level.labels.len(), start)?;
                    let codes = reader.i32s()?;
                    levels.push(reader.valid(start, CodedLevel::new(level, codes))?);
                }
                reader.valid(start, Levels::new(levels)).map(Self::Multi)
            }
            _ => reader.valid(start, Err(Invalid("an unknown kind of index"))),
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Range(range) => {
                writer.u8(0);
                range.name.write(writer);
                writer.i64(range.start);
                writer.i64(range.stop);
                writer.i64(range.step);
            }
            Self::Flat(level) => {
                writer.u8(1);
                level.write(writer);
            }
            Self::Multi(levels) => {
                writer.u8(2);
                writer.count(levels.0.len());
                for CodedLevel { level, codes } in &levels.0 {
                    level.write(writer);
                    writer.i32s(codes);
                }
            }
        }
    }
}

/// The integers from `start` to below `stop` (above it, where the step is negative).
#[derive(Debug, Clone)]
pub struct Range {
    name: Value,
    start: i64,
    stop: i64,
    step: i64,
}

impl Range {
    /// Takes the bounds and the step.
    ///
    /// # Errors
    /// If the step is 0, no guest could address so many rows, or the name is a value that can change.
    pub fn new(name: Value, start: i64, stop: i64, step: i64) -> Result<Self, Invalid> {
        check_name(&name)?;
        if step == 0 {
            return Err(Invalid("a range that makes no steps"));
        }
        let range = Self {
            name,
            start,
            stop,
            step,
        };
        if range.count() > u128::from(ADDRESSABLE) {
            return Err(Invalid("a range that no guest can address"));
        }
        Ok(range)
    }

    /// The name of the index, null if it has none.
    #[must_use]
    pub fn name(&self) -> &Value {
        &self.name
    }

    /// The first integer, the one not to reach, and the step.
    #[must_use]
    pub fn bounds(&self) -> (i64, i64, i64) {
        (self.start, self.stop, self.step)
    }

    fn len(&self) -> usize {
        // Unwrap safety: `new` lets at most 2³¹ through.
        usize::try_from(self.count()).expect("an addressable count")
    }

    fn count(&self) -> u128 {
        let distance = i128::from(self.stop) - i128::from(self.start);
        if distance.signum() == i128::from(self.step.signum()) {
            distance
                .unsigned_abs()
                .div_ceil(u128::from(self.step.unsigned_abs()))
        } else {
            0
        }
    }
}

/// Labels with a name.
#[derive(Debug, Clone)]
pub struct Level {
    name: Value,
    labels: Column,
}

impl Level {
    /// Takes the name, null if it has none, and the labels.
    ///
    /// # Errors
    /// If the name or a label is a value that can change, or the labels are of a type that pandas can't index.
    pub fn new(name: Value, labels: Column) -> Result<Self, Invalid> {
        check_name(&name)?;
        labels.check_labels()?;
        Ok(Self { name, labels })
    }

    /// The name, null if it has none.
    #[must_use]
    pub fn name(&self) -> &Value {
        &self.name
    }

    /// The labels.
    #[must_use]
    pub fn labels(&self) -> &Column {
        &self.labels
    }

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let name = Value::read_key(reader)?;
        let labels = Column::read(reader)?;
        reader.valid(start, Self::new(name, labels))
    }

    fn write(&self, writer: &mut Writer) {
        self.name.write(writer);
        self.labels.write(writer);
    }
}

/// One level of several: the labels it has, and which of them each row bears.
#[derive(Debug, Clone)]
pub struct CodedLevel {
    level: Level,
    codes: Vec<i32>,
}

impl CodedLevel {
    /// Takes the labels, and for each row the place of its label or -1 where that is missing.
    ///
    /// # Errors
    /// If a label is missing or comes twice, or a code names none.
    pub fn new(level: Level, codes: Vec<i32>) -> Result<Self, Invalid> {
        check_codes(&level.labels, &codes)?;
        Ok(Self { level, codes })
    }

    /// The name and the labels.
    #[must_use]
    pub fn level(&self) -> &Level {
        &self.level
    }

    /// The place of each row's label, -1 where it is missing.
    #[must_use]
    pub fn codes(&self) -> &[i32] {
        &self.codes
    }
}

/// One level or more, all of the same length.
#[derive(Debug, Clone)]
pub struct Levels(Vec<CodedLevel>);

impl Levels {
    /// Takes the levels, outermost first.
    ///
    /// # Errors
    /// If there are none, or their lengths differ.
    pub fn new(levels: Vec<CodedLevel>) -> Result<Self, Invalid> {
        let Some(first) = levels.first() else {
            return Err(Invalid("an index without levels"));
        };
        if levels.iter().any(|level| level.codes.len() != first.codes.len()) {
            return Err(Invalid("levels of an index that differ in length"));
        }
        Ok(Self(levels))
    }

    /// The levels, outermost first.
    #[must_use]
    pub fn as_slice(&self) -> &[CodedLevel] {
        &self.0
    }
}

pub(super) fn check_name(name: &Value) -> Result<(), Invalid> {
    if name.is_key() {
        Ok(())
    } else {
        Err(Invalid("a name that can change"))
    }
}
