use super::Invalid;

/// The type of the items of an array of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dtype {
    /// One byte, 0 or 1.
    Bool,
    /// Signed, of so many bytes (1, 2, 4, 8).
    Int(u8),
    /// Unsigned, of so many bytes (1, 2, 4, 8).
    Uint(u8),
    /// IEEE 754, of so many bytes (2, 4, 8).
    Float(u8),
    /// Two floats that make so many bytes together (8, 16).
    Complex(u8),
    /// An `i64` count of units since 1970-01-01; `i64::MIN` is missing.
    DateTime(Unit),
    /// An `i64` count of units; `i64::MIN` is missing.
    Duration(Unit),
}

/// What a date, time or duration is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Calendar years.
    Year,
    /// Calendar months.
    Month,
    /// Weeks.
    Week,
    /// Days.
    Day,
    /// Hours.
    Hour,
    /// Minutes.
    Minute,
    /// Seconds.
    Second,
    /// 10⁻³ s.
    Milli,
    /// 10⁻⁶ s.
    Micro,
    /// 10⁻⁹ s.
    Nano,
}

const NUMBERS: [(Dtype, &str); 14] = [
    (Dtype::Bool, "bool"),
    (Dtype::Int(1), "int8"),
    (Dtype::Int(2), "int16"),
    (Dtype::Int(4), "int32"),
    (Dtype::Int(8), "int64"),
    (Dtype::Uint(1), "uint8"),
    (Dtype::Uint(2), "uint16"),
    (Dtype::Uint(4), "uint32"),
    (Dtype::Uint(8), "uint64"),
    (Dtype::Float(2), "float16"),
    (Dtype::Float(4), "float32"),
    (Dtype::Float(8), "float64"),
    (Dtype::Complex(8), "complex64"),
    (Dtype::Complex(16), "complex128"),
];

const UNITS: [(Unit, &str); 10] = [
    (Unit::Year, "Y"),
    (Unit::Month, "M"),
    (Unit::Week, "W"),
    (Unit::Day, "D"),
    (Unit::Hour, "h"),
    (Unit::Minute, "m"),
    (Unit::Second, "s"),
    (Unit::Milli, "ms"),
    (Unit::Micro, "us"),
    (Unit::Nano, "ns"),
];

impl Dtype {
    /// The type of this name, as NumPy spells it.
    ///
    /// # Errors
    /// If no type is named so.
    pub fn from_name(name: &str) -> Result<Self, Invalid> {
        let in_units = |prefix: &str| {
            name.strip_prefix(prefix)?
                .strip_suffix(']')
                .and_then(|unit| Unit::from_name(unit).ok())
        };
        let number = NUMBERS
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(dtype, _)| *dtype);
        number
            .or_else(|| in_units("datetime64[").map(Self::DateTime))
            .or_else(|| in_units("timedelta64[").map(Self::Duration))
            .ok_or(Invalid("an unknown type of array"))
    }

    /// The name, as NumPy spells it.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::DateTime(unit) => format!("datetime64[{}]", unit.name()),
            Self::Duration(unit) => format!("timedelta64[{}]", unit.name()),
            number => NUMBERS
                .iter()
                .find(|(known, _)| *known == number)
                .map_or("", |(_, name)| name)
                .to_owned(),
        }
    }

    /// Bytes per item.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Bool => 1,
            Self::Int(size) | Self::Uint(size) | Self::Float(size) | Self::Complex(size) => usize::from(size),
            Self::DateTime(_) | Self::Duration(_) => 8,
        }
    }
}

impl Unit {
    /// The unit of this name, as NumPy spells it.
    ///
    /// # Errors
    /// If no unit is named so.
    pub fn from_name(name: &str) -> Result<Self, Invalid> {
        let unit = UNITS
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(unit, _)| *unit);
        unit.ok_or(Invalid("an unknown unit of time"))
    }

    /// The name, as NumPy spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        UNITS
            .iter()
            .find(|(known, _)| *known == self)
            .map_or("", |(_, name)| name)
    }

    /// How many make a second, for the units that columns are counted in.
    pub(super) fn per_second(self) -> Result<i64, Invalid> {
        match self {
            Self::Second => Ok(1),
            Self::Milli => Ok(1_000),
            Self::Micro => Ok(1_000_000),
            Self::Nano => Ok(1_000_000_000),
            _ => Err(Invalid("a column counted in a unit other than s, ms, us or ns")),
        }
    }
}
