use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Invalid, Unit, Zone};

/// Seconds from 1970-01-01 back to 0001-01-01T00:00:00.
const FIRST_SECOND: i64 = -62_135_596_800;
/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;
const DAY: i64 = 86_400;
const NANOS: u32 = 1_000_000_000;
/// A billion days less one: the longest duration that Python has.
const LONGEST_DAYS: i64 = 999_999_999;

/// A date from the year 1 to the year 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(i32);

impl Date {
    /// Takes days since 1970-01-01.
    ///
    /// # Errors
    /// If the year isn't one of 1 to 9999.
    pub fn new(days: i32) -> Result<Self, Invalid> {
        check_second(i64::from(days) * DAY)?;
        Ok(Self(days))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let days = reader.i32()?;
        reader.valid(start, Self::new(days))
    }

    pub(super) fn write(self, writer: &mut Writer) {
        writer.i32(self.0);
    }
}

/// A time of day, with a zone or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    nanos: u64,
    /// The zone, if it has one.
    pub zone: Option<Zone>,
}

impl Time {
    /// Takes nanoseconds since midnight.
    ///
    /// # Errors
    /// If these make a day or more.
    pub fn new(nanos: u64, zone: Option<Zone>) -> Result<Self, Invalid> {
        if nanos >= DAY.unsigned_abs() * u64::from(NANOS) {
            return Err(Invalid("a time of day past midnight"));
        }
        Ok(Self { nanos, zone })
    }

    /// Nanoseconds since midnight.
    #[must_use]
    pub fn nanos(&self) -> u64 {
        self.nanos
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let nanos = reader.u64()?;
        let zone = Zone::read(reader)?;
        reader.valid(start, Self::new(nanos, zone))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u64(self.nanos);
        Zone::write(self.zone.as_ref(), writer);
    }
}

/// A date and a time of day: an instant where it has a zone, what a calendar and a clock show where it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime {
    seconds: i64,
    nanos: u32,
    /// The zone, if it has one.
    pub zone: Option<Zone>,
}

impl DateTime {
    /// Takes seconds since 1970-01-01T00:00:00 (UTC with a zone, local without) and nanoseconds below a second.
    ///
    /// # Errors
    /// If the year isn't one of 1 to 9999, or the nanoseconds make a second.
    pub fn new(seconds: i64, nanos: u32, zone: Option<Zone>) -> Result<Self, Invalid> {
        check_second(seconds)?;
        check_nanos(nanos)?;
        Ok(Self { seconds, nanos, zone })
    }

    /// Seconds since 1970-01-01T00:00:00.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Nanoseconds below a second.
    #[must_use]
    pub fn nanos(&self) -> u32 {
        self.nanos
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let (seconds, nanos) = (reader.i64()?, reader.u32()?);
        let zone = Zone::read(reader)?;
        reader.valid(start, Self::new(seconds, nanos, zone))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.i64(self.seconds);
        writer.u32(self.nanos);
        Zone::write(self.zone.as_ref(), writer);
    }
}

/// A duration, of either sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    seconds: i64,
    nanos: u32,
}

impl Duration {
    /// Takes seconds and the nanoseconds to add to these.
    ///
    /// # Errors
    /// If it is longer than a billion days, or the nanoseconds make a second.
    pub fn new(seconds: i64, nanos: u32) -> Result<Self, Invalid> {
        check_nanos(nanos)?;
        if !(-LONGEST_DAYS..=LONGEST_DAYS).contains(&seconds.div_euclid(DAY)) {
            return Err(Invalid("a duration of over a billion days"));
        }
        Ok(Self { seconds, nanos })
    }

    /// Seconds, rounded down.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds to add to the seconds.
    #[must_use]
    pub fn nanos(self) -> u32 {
        self.nanos
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let (seconds, nanos) = (reader.i64()?, reader.u32()?);
        reader.valid(start, Self::new(seconds, nanos))
    }

    pub(super) fn write(self, writer: &mut Writer) {
        writer.i64(self.seconds);
        writer.u32(self.nanos);
    }
}

/// Checks that each present count of units since 1970 is a second of the years 1 to 9999.
pub(super) fn check_counts(unit: Unit, counts: &[i64]) -> Result<(), Invalid> {
    let per_second = unit.per_second()?;
    let mut present = counts.iter().filter(|count| **count != i64::MIN);
    present.try_for_each(|count| check_second(count.div_euclid(per_second)))
}

fn check_second(second: i64) -> Result<(), Invalid> {
    if (FIRST_SECOND..=LAST_SECOND).contains(&second) {
        Ok(())
    } else {
        Err(Invalid("a date outside the years 1 to 9999"))
    }
}

fn check_nanos(nanos: u32) -> Result<(), Invalid> {
    if nanos < NANOS {
        Ok(())
    } else {
        Err(Invalid("nanoseconds that make a second"))
    }
}
