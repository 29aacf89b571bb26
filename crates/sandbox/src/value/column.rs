//! One column of a frame, the values of a series, or a vector by itself.

mod categories;
mod intervals;
mod nullable;
mod strings;

pub use categories::Categories;
pub(super) use categories::check_codes;
pub use intervals::Intervals;
pub use nullable::Nullable;
pub use strings::{Missing, StringDtype, Strings};

use super::collection::{read_all, write_all};
use super::reader::{Read, Reader};
use super::time::check_counts;
use super::writer::Writer;
use super::{Array, Dtype, Frequency, Invalid, Unit, Value, Zone};

/// A column: items of one kind, some of which may be missing.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Column {
    /// Numbers or booleans, none missing but for NaN.
    Numbers(Numbers),
    /// Numbers or booleans, some missing.
    Nullable(Nullable),
    /// Strings.
    Strings(Strings),
    /// One of a few categories each.
    Categories(Box<Categories>),
    /// Dates and times.
    DateTimes(DateTimes),
    /// Durations.
    Durations(Durations),
    /// Any values.
    Objects(Vec<Value>),
    /// Intervals between numbers, dates or durations.
    Intervals(Box<Intervals>),
    /// Periods of one frequency.
    Periods(Periods),
}

impl Column {
    /// How many items, the missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Nullable(numbers) => numbers.len(),
            Self::Strings(strings) => strings.len(),
            Self::Categories(categories) => categories.codes().len(),
            Self::DateTimes(dates) => dates.counts.len(),
            Self::Durations(durations) => durations.counts.len(),
            Self::Objects(values) => values.len(),
            Self::Intervals(intervals) => intervals.len(),
            Self::Periods(periods) => periods.ordinals.len(),
        }
    }

    /// Whether there are no items at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends what tells the item at `row` from others of the column; false if it is missing.
    fn identify(&self, row: usize, key: &mut Vec<u8>) -> bool {
        let mut count = |counts: &[i64]| {
            key.extend_from_slice(&counts[row].to_le_bytes());
            counts[row] != i64::MIN
        };
        match self {
            Self::Numbers(numbers) => {
                key.extend_from_slice(numbers.array.item(row));
                !numbers.is_nan(row)
            }
            Self::Nullable(numbers) => {
                key.extend_from_slice(numbers.values().item(row));
                !numbers.is_missing(row)
            }
            Self::Strings(strings) => {
                key.extend_from_slice(strings.get(row).unwrap_or_default().as_bytes());
                strings.get(row).is_ok()
            }
            Self::Categories(categories) => {
                key.extend_from_slice(&categories.codes()[row].to_le_bytes());
                categories.codes()[row] >= 0
            }
            Self::DateTimes(dates) => count(&dates.counts),
            Self::Durations(durations) => count(&durations.counts),
            Self::Periods(periods) => count(&periods.ordinals),
            Self::Objects(values) => {
                key.extend(values[row].encode());
                let nan = matches!(values[row], Value::Float(value) if value.is_nan());
                !nan && !matches!(values[row], Value::Null | Value::Na | Value::Nat)
            }
            Self::Intervals(intervals) => {
                intervals.left().identify(row, key) && intervals.right().identify(row, key)
            }
        }
    }

    /// Whether each item is there, and no two are equal.
    fn is_distinct(&self) -> bool {
        // Small numbers soon repeat: millions of them need no list of their own.
        if let Self::Numbers(Numbers { array }) = self
            && array.dtype().size() <= 2
            && self.len() > 1 << 16
        {
            return false;
        }
        let mut keys = Vec::new();
        let mut places = Vec::with_capacity(self.len());
        for row in 0..self.len() {
            let start = keys.len();
            if !self.identify(row, &mut keys) {
                return false;
            }
            places.push((start, keys.len()));
        }
        places.sort_unstable_by_key(|(start, end)| &keys[*start..*end]);
        places
            .windows(2)
            .all(|pair| keys[pair[0].0..pair[0].1] != keys[pair[1].0..pair[1].1])
    }

    /// Checks that the items may label rows or name categories: they never change, and pandas indexes their type.
    pub(super) fn check_labels(&self) -> Result<(), Invalid> {
        match self {
            Self::Numbers(numbers) if numbers.array.dtype() == Dtype::Float(2) => {
                Err(Invalid("labels of the type float16"))
            }
            Self::Objects(values) if !values.iter().all(Value::is_key) => {
                Err(Invalid("a label that can change"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        reader.enter()?;
        let start = reader.offset();
        let column = match reader.u8()? {
            0 => {
                let array = Array::read_tagged(reader)?;
                Self::Numbers(reader.valid(start, Numbers::new(array))?)
            }
            1 => Self::Nullable(Nullable::read(reader)?),
            2 => Self::Strings(Strings::read(reader)?),
            3 => Self::Categories(Box::new(Categories::read(reader)?)),
            4 => {
                let unit = read_unit(reader)?;
                let zone = Zone::read(reader)?;
                let counts = reader.i64s()?;
                Self::DateTimes(reader.valid(start, DateTimes::new(unit, zone, counts))?)
            }
            5 => {
                let unit = read_unit(reader)?;
                let counts = reader.i64s()?;
                Self::Durations(reader.valid(start, Durations::new(unit, counts))?)
            }
            6 => Self::Objects(read_all(reader)?),
            7 => Self::Intervals(Box::new(Intervals::read(reader)?)),
            8 => {
                let frequency = Frequency::read(reader)?;
                Self::Periods(Periods {
                    frequency,
                    ordinals: reader.i64s()?,
                })
            }
            _ => return reader.valid(start, Err(Invalid("an unknown kind of column"))),
        };
        reader.leave();
        Ok(column)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Numbers(numbers) => {
                writer.u8(0);
                numbers.array.write_tagged(writer);
            }
            Self::Nullable(numbers) => {
                writer.u8(1);
                numbers.write(writer);
            }
            Self::Strings(strings) => {
                writer.u8(2);
                strings.write(writer);
            }
            Self::Categories(categories) => {
                writer.u8(3);
                categories.write(writer);
            }
            Self::DateTimes(dates) => {
                writer.u8(4);
                writer.str(dates.unit.name());
                Zone::write(dates.zone.as_ref(), writer);
                writer.i64s(&dates.counts);
            }
            Self::Durations(durations) => {
                writer.u8(5);
                writer.str(durations.unit.name());
                writer.i64s(&durations.counts);
            }
            Self::Objects(values) => {
                writer.u8(6);
                write_all(values, writer);
            }
            Self::Intervals(intervals) => {
                writer.u8(7);
                intervals.write(writer);
            }
            Self::Periods(periods) => {
                writer.u8(8);
                periods.frequency.write(writer);
                writer.i64s(&periods.ordinals);
            }
        }
    }
}

fn read_unit(reader: &mut Reader<'_>) -> Read<Unit> {
    let start = reader.offset();
    let name = reader.str()?;
    reader.valid(start, Unit::from_name(name))
}

/// Numbers or booleans in one dimension.
#[derive(Debug, Clone)]
pub struct Numbers {
    array: Array,
}

impl Numbers {
    /// Takes the numbers as an array.
    ///
    /// # Errors
    /// If the array hasn't one dimension, or holds dates or durations, which have columns of their own.
    pub fn new(array: Array) -> Result<Self, Invalid> {
        array.length()?;
        if matches!(array.dtype(), Dtype::DateTime(_) | Dtype::Duration(_)) {
            return Err(Invalid("dates or durations in a column of numbers"));
        }
        Ok(Self { array })
    }

    /// The numbers.
    #[must_use]
    pub fn array(&self) -> &Array {
        &self.array
    }

    fn len(&self) -> usize {
        self.array.shape()[0]
    }

    /// Whether the item is the float NaN, which is written in one way only.
    fn is_nan(&self, row: usize) -> bool {
        match self.array.dtype() {
            Dtype::Float(4) => self.array.item(row) == 0x7fc0_0000_u32.to_le_bytes(),
            Dtype::Float(8) => self.array.item(row) == super::number::CANONICAL_NAN.to_le_bytes(),
            _ => false,
        }
    }
}

/// Dates and times, all with the same zone or all without.
#[derive(Debug, Clone)]
pub struct DateTimes {
    unit: Unit,
    zone: Option<Zone>,
    counts: Vec<i64>,
}

impl DateTimes {
    /// Takes counts of `unit` since 1970-01-01T00:00:00 (UTC with a zone, local without), `i64::MIN` where missing.
    ///
    /// # Errors
    /// If the unit isn't `s`, `ms`, `us` or `ns`, or a year isn't one of 1 to 9999.
    pub fn new(unit: Unit, zone: Option<Zone>, counts: Vec<i64>) -> Result<Self, Invalid> {
        check_counts(unit, &counts)?;
        Ok(Self { unit, zone, counts })
    }

    /// What the counts are counted in.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The zone, if they have one.
    #[must_use]
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// The counts, `i64::MIN` where missing.
    #[must_use]
    pub fn counts(&self) -> &[i64] {
        &self.counts
    }
}

/// Durations.
#[derive(Debug, Clone)]
pub struct Durations {
    unit: Unit,
    counts: Vec<i64>,
}

impl Durations {
    /// Takes counts of `unit`, `i64::MIN` where missing.
    ///
    /// # Errors
    /// If the unit isn't `s`, `ms`, `us` or `ns`.
    pub fn new(unit: Unit, counts: Vec<i64>) -> Result<Self, Invalid> {
        unit.per_second()?;
        Ok(Self { unit, counts })
    }

    /// What the counts are counted in.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The counts, `i64::MIN` where missing.
    #[must_use]
    pub fn counts(&self) -> &[i64] {
        &self.counts
    }
}

/// Periods of one frequency.
#[derive(Debug, Clone)]
pub struct Periods {
    /// The frequency.
    pub frequency: Frequency,
    /// The place of each among the periods of this frequency, `i64::MIN` where missing.
    pub ordinals: Vec<i64>,
}
