use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Invalid, Value};

/// Which ends belong to an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Neither end.
    Neither,
    /// The left end only.
    Left,
    /// The right end only.
    Right,
    /// Both ends.
    Both,
}

impl Closed {
    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        match reader.u8()? {
            0 => Ok(Self::Neither),
            1 => Ok(Self::Left),
            2 => Ok(Self::Right),
            3 => Ok(Self::Both),
            _ => reader.valid(start, Err(Invalid("an unknown kind of interval"))),
        }
    }

    pub(super) fn write(self, writer: &mut Writer) {
        writer.u8(match self {
            Self::Neither => 0,
            Self::Left => 1,
            Self::Right => 2,
            Self::Both => 3,
        });
    }
}

/// All that lies between two numbers, or two of pandas' own dates or durations.
#[derive(Debug, Clone)]
pub struct Interval {
    closed: Closed,
    left: Value,
    right: Value,
}

impl Interval {
    /// Takes the two ends.
    ///
    /// # Errors
    /// If the ends aren't numbers, timestamps with the same zone, or timedeltas; or the left one is above the right one.
    pub fn new(closed: Closed, left: Value, right: Value) -> Result<Self, Invalid> {
        let in_order = match (&left, &right) {
            (Value::Int(left), Value::Int(right)) => left <= right,
            (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) => {
                left.as_f64() <= right.as_f64()
            }
            (Value::Timestamp(left), Value::Timestamp(right)) if left.zone == right.zone => {
                (left.seconds(), left.nanos()) <= (right.seconds(), right.nanos())
            }
            (Value::Timedelta(left), Value::Timedelta(right)) => {
                (left.seconds(), left.nanos()) <= (right.seconds(), right.nanos())
            }
            _ => return Err(Invalid("an interval between things that have no order")),
        };
        let is_nan = [&left, &right]
            .iter()
            .any(|end| end.as_f64().is_some_and(f64::is_nan));
        if !in_order || is_nan {
            return Err(Invalid("an interval whose left end is above its right end"));
        }
        Ok(Self { closed, left, right })
    }

    /// Which ends belong to it.
    #[must_use]
    pub fn closed(&self) -> Closed {
        self.closed
    }

    /// The left end.
    #[must_use]
    pub fn left(&self) -> &Value {
        &self.left
    }

    /// The right end.
    #[must_use]
    pub fn right(&self) -> &Value {
        &self.right
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let closed = Closed::read(reader)?;
        let (left, right) = (Value::read(reader)?, Value::read(reader)?);
        reader.valid(start, Self::new(closed, left, right))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.closed.write(writer);
        self.left.write(writer);
        self.right.write(writer);
    }
}
