//! Plain values: all that may cross from one sandbox to another.
//!
//! A guest writes a value in the encoding of `docs/internals/values.md`; [`Value::decode`] rebuilds it from those bytes under
//! [`Caps`], and [`Value::encode`] writes it again for the other guest. No byte that one guest wrote reaches the
//! other unread, and whatever decodes is safe to rebuild: its lengths agree, its indices are in bounds.

mod access;
mod array;
mod caps;
mod codec;
mod collection;
mod column;
mod dtype;
mod error;
mod figure;
mod frame;
mod handle;
mod index;
mod interval;
mod number;
mod object_array;
mod period;
mod reader;
mod shape;
mod sparse;
mod summary;
#[cfg(test)]
mod tests;
mod texts;
mod time;
mod writer;
mod zone;

pub use array::{Array, Order};
pub use caps::Caps;
pub use collection::{Map, Set};
pub use column::{
    Categories, Column, DateTimes, Durations, Intervals, Missing, Nullable, Numbers, Periods, StringDtype,
    Strings,
};
pub use dtype::{Dtype, Unit};
pub use error::{DecodeError, Excess, Invalid};
pub use figure::Figure;
pub use frame::{Frame, Series};
pub use handle::Handle;
pub use index::{CodedLevel, Index, Level, Levels, Range};
pub use interval::{Closed, Interval};
pub use number::{BigInt, Decimal};
pub use object_array::{ObjectArray, ObjectKind};
pub use period::{Frequency, Period};
pub use sparse::{Sparse, SparseFormat};
pub use summary::Summary;
pub use time::{Date, DateTime, Duration, Time};
pub use zone::Zone;

/// A plain value.
///
/// Two values are equal when their encodings are: NaN equals NaN, `0.0` differs from `-0.0`, and `1`, `1.0` and
/// `true` are three values.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Value {
    /// Nothing: Python's `None`, R's `NULL`.
    Null,
    /// Not available: `pandas.NA`, R's logical `NA`.
    Na,
    /// A missing date, time or duration.
    Nat,
    /// True or false.
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// An integer beyond 64 bits.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// A complex number: its real and imaginary parts.
    Complex(f64, f64),
    /// A decimal number.
    Decimal(Decimal),
    /// A string.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and a time of day.
    DateTime(DateTime),
    /// A duration.
    Duration(Duration),
    /// An interval.
    Interval(Box<Interval>),
    /// A month, a quarter, or another stretch of the calendar.
    Period(Period),
    /// pandas' own date and time, the same in all but its methods.
    Timestamp(DateTime),
    /// pandas' own duration, the same in all but its methods.
    Timedelta(Duration),
    /// A list.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A set.
    Set(Set),
    /// A map.
    Map(Map),
    /// An array of numbers.
    Array(Box<Array>),
    /// An array of anything else.
    ObjectArray(Box<ObjectArray>),
    /// A labelled column.
    Series(Box<Series>),
    /// A data frame.
    Frame(Box<Frame>),
    /// A sparse matrix.
    Sparse(Box<Sparse>),
    /// A figure.
    Figure(Box<Figure>),
    /// A column without labels: an array of pandas' own types, R's factor.
    Column(Box<Column>),
    /// Labels by themselves.
    Index(Box<Index>),
    /// An object that stays where it is.
    Handle(Handle),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.encode() == other.encode()
    }
}

impl Eq for Value {}
