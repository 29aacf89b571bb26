use super::super::reader::{Read, Reader};
use super::super::writer::Writer;
use super::super::{Closed, Column, Dtype, Invalid};
use crate::work::Work;

/// Intervals whose ends are two columns of one type.
#[derive(Debug, Clone)]
pub struct Intervals {
    closed: Closed,
    left: Column,
    right: Column,
}

impl Intervals {
    /// Takes the left ends and the right ends.
    ///
    /// # Errors
    /// If the columns differ in length or type, aren't numbers, dates or durations, an end is missing alone, or a
    /// left end is above its right end.
    pub fn new(closed: Closed, left: Column, right: Column) -> Result<Self, Invalid> {
        if left.len() != right.len() {
            return Err(Invalid("left and right ends that differ in number"));
        }
        let in_order: Box<dyn Fn(usize) -> bool> = match (&left, &right) {
            (Column::Numbers(left), Column::Numbers(right))
                if left.array().dtype() == right.array().dtype() =>
            {
                compare_numbers(left.array().dtype())?;
                Box::new(|row| {
                    let dtype = left.array().dtype();
                    let (left_nan, right_nan) = (left.is_nan(row), right.is_nan(row));
                    let ordered = is_at_most(dtype, left.array().item(row), right.array().item(row));
                    (left_nan && right_nan) || (!left_nan && !right_nan && ordered)
                })
            }
            (Column::DateTimes(left), Column::DateTimes(right))
                if (left.unit(), left.zone()) == (right.unit(), right.zone()) =>
            {
                Box::new(|row| counts_in_order(left.counts()[row], right.counts()[row]))
            }
            (Column::Durations(left), Column::Durations(right)) if left.unit() == right.unit() => {
                Box::new(|row| counts_in_order(left.counts()[row], right.counts()[row]))
            }
            _ => return Err(Invalid("left and right ends of types that make no interval")),
        };
        if !(0..left.len()).all(&in_order) {
            return Err(Invalid(
                "an interval whose left end is above its right end, or missing alone",
            ));
        }
        drop(in_order);
        Ok(Self { closed, left, right })
    }

    /// Which ends belong to the intervals.
    #[must_use]
    pub fn closed(&self) -> Closed {
        self.closed
    }

    /// The left ends.
    #[must_use]
    pub fn left(&self) -> &Column {
        &self.left
    }

    /// The right ends.
    #[must_use]
    pub fn right(&self) -> &Column {
        &self.right
    }

    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let closed = Closed::read(reader)?;
        let (left, right) = (Column::read(reader)?, Column::read(reader)?);
        reader.spend(Work::Item, left.len())?;
        reader.valid(start, Self::new(closed, left, right))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.closed.write(writer);
        self.left.write(writer);
        self.right.write(writer);
    }
}

fn counts_in_order(left: i64, right: i64) -> bool {
    (left == i64::MIN) == (right == i64::MIN) && left <= right
}

fn compare_numbers(dtype: Dtype) -> Result<(), Invalid> {
    match dtype {
        Dtype::Int(_) | Dtype::Uint(_) | Dtype::Float(4 | 8) => Ok(()),
        _ => Err(Invalid("left and right ends of types that make no interval")),
    }
}

/// Compares two items of 8 bytes or fewer, of a type that [`compare_numbers`] lets through.
fn is_at_most(dtype: Dtype, left: &[u8], right: &[u8]) -> bool {
    match dtype {
        Dtype::Float(4) => single(left) <= single(right),
        Dtype::Float(_) => f64::from_bits(unsigned(left)) <= f64::from_bits(unsigned(right)),
        Dtype::Int(size) => signed(left, size) <= signed(right, size),
        _ => unsigned(left) <= unsigned(right),
    }
}

fn unsigned(item: &[u8]) -> u64 {
    item.iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn signed(item: &[u8], size: u8) -> i64 {
    let unused = 64 - 8 * u32::from(size);
    (unsigned(item) << unused).cast_signed() >> unused
}

fn single(item: &[u8]) -> f32 {
    f32::from_le_bytes([item[0], item[1], item[2], item[3]])
}
