use super::collection::{read_all, write_all};
use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{
    Array, BigInt, Caps, Column, Date, DateTime, Decimal, DecodeError, Duration, Figure, Frame, Handle,
    Index, Interval, Invalid, Map, ObjectArray, Period, Series, Set, Sparse, Time, Value,
};
use crate::work::Meter;

impl Value {
    /// Rebuilds the value that `bytes` encode, paid from the meter of the guest that wrote them.
    ///
    /// # Errors
    /// If the value is over a cap, the meter runs empty, or the bytes aren't the encoding of one value and nothing else.
    pub fn decode(bytes: &[u8], caps: &Caps, meter: &mut Meter) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, caps, meter)?;
        let value = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// Writes the value in its one encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(&mut writer);
        writer.finish()
    }

    /// Whether the value may be a map's key or a set's member: it never changes, in Python as elsewhere.
    #[must_use]
    pub fn is_key(&self) -> bool {
        match self {
            Self::Tuple(items) => items.iter().all(Self::is_key),
            Self::List(_)
            | Self::Map(_)
            | Self::Array(_)
            | Self::ObjectArray(_)
            | Self::Series(_)
            | Self::Frame(_)
            | Self::Sparse(_)
            | Self::Figure(_)
            | Self::Column(_)
            | Self::Index(_)
            | Self::Handle(_) => false,
            Self::Null
            | Self::Na
            | Self::Nat
            | Self::Bool(_)
            | Self::Int(_)
            | Self::BigInt(_)
            | Self::Float(_)
            | Self::Complex(..)
            | Self::Decimal(_)
            | Self::Str(_)
            | Self::Bytes(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Duration(_)
            | Self::Interval(_)
            | Self::Period(_)
            | Self::Timestamp(_)
            | Self::Timedelta(_)
            | Self::Set(_) => true,
        }
    }

    /// Reads one value; the depth of nesting is capped, so the recursion is too.
    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        reader.enter()?;
        let start = reader.offset();
        let value = match reader.u8()? {
            0x00 => Self::Null,
            0x01 => Self::Na,
            0x02 => Self::Nat,
            0x03 => Self::Bool(false),
            0x04 => Self::Bool(true),
            0x05 => Self::Int(reader.i64()?),
            0x06 => Self::BigInt(BigInt::read(reader)?),
            0x07 => Self::Float(reader.f64()?),
            0x08 => Self::Complex(reader.f64()?, reader.f64()?),
            0x09 => Self::Str(reader.text()?),
            0x0a => Self::Bytes(reader.blob()?),
            0x0b => Self::Date(Date::read(reader)?),
            0x0c => Self::Time(Time::read(reader)?),
            0x0d => Self::DateTime(DateTime::read(reader)?),
            0x0e => Self::Duration(Duration::read(reader)?),
            0x0f => Self::Interval(Box::new(Interval::read(reader)?)),
            0x10 => Self::List(read_all(reader)?),
            0x11 => Self::Tuple(read_all(reader)?),
            0x12 => Self::Set(Set::read(reader)?),
            0x13 => Self::Map(Map::read(reader)?),
            0x14 => Self::Decimal(Decimal::read(reader)?),
            0x15 => Self::Period(Period::read(reader)?),
            0x16 => Self::Timestamp(DateTime::read(reader)?),
            0x17 => Self::Timedelta(Duration::read(reader)?),
            0x20 => Self::Array(Box::new(Array::read(reader)?)),
            0x21 => Self::ObjectArray(Box::new(ObjectArray::read(reader)?)),
            0x22 => Self::Series(Box::new(Series::read(reader)?)),
            0x23 => Self::Frame(Box::new(Frame::read(reader)?)),
            0x24 => Self::Sparse(Box::new(Sparse::read(reader)?)),
            0x25 => Self::Figure(Box::new(Figure::read(reader)?)),
            0x27 => Self::Column(Box::new(Column::read(reader)?)),
            0x28 => Self::Index(Box::new(Index::read(reader)?)),
            0x26 => Self::Handle(Handle::read(reader)?),
            _ => return reader.valid(start, Err(Invalid("a tag that names no kind of value"))),
        };
        reader.leave();
        Ok(value)
    }

    pub(super) fn read_key(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let value = Self::read(reader)?;
        if !value.is_key() {
            return reader.valid(start, Err(Invalid("a key or set member that can change")));
        }
        Ok(value)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.u8(0x00),
            Self::Na => writer.u8(0x01),
            Self::Nat => writer.u8(0x02),
            Self::Bool(false) => writer.u8(0x03),
            Self::Bool(true) => writer.u8(0x04),
            Self::Int(value) => {
                writer.u8(0x05);
                writer.i64(*value);
            }
            Self::BigInt(value) => {
                writer.u8(0x06);
                value.write(writer);
            }
            Self::Float(value) => {
                writer.u8(0x07);
                writer.f64(*value);
            }
            Self::Complex(real, imaginary) => {
                writer.u8(0x08);
                writer.f64(*real);
                writer.f64(*imaginary);
            }
            Self::Str(text) => {
                writer.u8(0x09);
                writer.str(text);
            }
            Self::Bytes(bytes) => {
                writer.u8(0x0a);
                writer.bytes(bytes);
            }
            Self::List(items) => {
                writer.u8(0x10);
                write_all(items, writer);
            }
            Self::Tuple(items) => {
                writer.u8(0x11);
                write_all(items, writer);
            }
            Self::Set(set) => {
                writer.u8(0x12);
                set.write(writer);
            }
            Self::Map(map) => {
                writer.u8(0x13);
                map.write(writer);
            }
            Self::Decimal(decimal) => {
                writer.u8(0x14);
                decimal.write(writer);
            }
            Self::Date(date) => {
                writer.u8(0x0b);
                date.write(writer);
            }
            Self::Time(time) => {
                writer.u8(0x0c);
                time.write(writer);
            }
            Self::DateTime(datetime) => {
                writer.u8(0x0d);
                datetime.write(writer);
            }
            Self::Duration(duration) => {
                writer.u8(0x0e);
                duration.write(writer);
            }
            Self::Interval(interval) => {
                writer.u8(0x0f);
                interval.write(writer);
            }
            Self::Period(period) => {
                writer.u8(0x15);
                period.write(writer);
            }
            Self::Timestamp(moment) => {
                writer.u8(0x16);
                moment.write(writer);
            }
            Self::Timedelta(duration) => {
                writer.u8(0x17);
                duration.write(writer);
            }
            Self::Array(array) => {
                writer.u8(0x20);
                array.write(writer);
            }
            Self::ObjectArray(objectarray) => {
                writer.u8(0x21);
                objectarray.write(writer);
            }
            Self::Series(series) => {
                writer.u8(0x22);
                series.write(writer);
            }
            Self::Frame(frame) => {
                writer.u8(0x23);
                frame.write(writer);
            }
            Self::Sparse(sparse) => {
                writer.u8(0x24);
                sparse.write(writer);
            }
            Self::Figure(figure) => {
                writer.u8(0x25);
                figure.write(writer);
            }
            Self::Column(column) => {
                writer.u8(0x27);
                column.write(writer);
            }
            Self::Index(index) => {
                writer.u8(0x28);
                index.write(writer);
            }
            Self::Handle(handle) => {
                writer.u8(0x26);
                handle.write(writer);
            }
        }
    }
}
