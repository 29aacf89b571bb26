use std::collections::HashSet;

use super::reader::{Read, Reader};
use super::writer::Writer;
use super::{Invalid, Value};
use crate::work::Work;

/// Values of which no two are equal, ascending by their encoded bytes.
#[derive(Debug, Clone, Default)]
pub struct Set(Vec<Value>);

impl Set {
    /// Puts values in order and drops repeated ones.
    ///
    /// # Errors
    /// If a value can't be the member of a set (a list, a frame …).
    pub fn new(values: impl IntoIterator<Item = Value>) -> Result<Self, Invalid> {
        let mut keyed: Vec<(Vec<u8>, Value)> = Vec::new();
        for value in values {
            if !value.is_key() {
                return Err(Invalid("a set member that can change"));
            }
            keyed.push((value.encode(), value));
        }
        keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
        keyed.dedup_by(|(left, _), (right, _)| left == right);
        Ok(Self(keyed.into_iter().map(|(_, value)| value).collect()))
    }

    /// The members.
    #[must_use]
    pub fn as_slice(&self) -> &[Value] {
        &self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let count = reader.count(1)?;
        let mut values = reader.room(count, 1)?;
        let mut previous: &[u8] = &[];
        for _ in 0..count {
            let start = reader.offset();
            let value = Value::read_key(reader)?;
            let encoded = reader.since(start);
            if encoded <= previous {
                return reader.valid(start, Err(Invalid("set members out of order")));
            }
            reader.spend(Work::Byte, encoded.len())?;
            previous = encoded;
            values.push(value);
        }
        Ok(Self(values))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        write_all(&self.0, writer);
    }
}

/// Entries in the order they were made, no two keys equal.
#[derive(Debug, Clone, Default)]
pub struct Map(Vec<(Value, Value)>);

impl Map {
    /// Takes entries in order; a key that comes again replaces the value of the first.
    ///
    /// # Errors
    /// If a key can't be one (a list, a frame …).
    pub fn new(entries: impl IntoIterator<Item = (Value, Value)>) -> Result<Self, Invalid> {
        let mut places = std::collections::HashMap::new();
        let mut kept: Vec<(Value, Value)> = Vec::new();
        for (key, value) in entries {
            if !key.is_key() {
                return Err(Invalid("a map key that can change"));
            }
            let place = *places.entry(key.encode()).or_insert(kept.len());
            match kept.get_mut(place) {
                Some((_, old)) => *old = value,
                None => kept.push((key, value)),
            }
        }
        Ok(Self(kept))
    }

    /// The value under a string key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(candidate, _)| candidate.as_str() == Some(key))
            .map(|(_, value)| value)
    }

    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[(Value, Value)] {
        &self.0
    }

    /// The entries by value, in order.
    #[must_use]
    pub fn into_entries(self) -> Vec<(Value, Value)> {
        self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let count = reader.count(2)?;
        let mut entries = reader.room(count, 2)?;
        reader.hold(count, 2 * size_of::<&[u8]>())?;
        let mut seen = HashSet::new();
        for _ in 0..count {
            let start = reader.offset();
            let key = Value::read_key(reader)?;
            let encoded = reader.since(start);
            reader.spend(Work::ReadByte, encoded.len())?;
            if !seen.insert(encoded) {
                return reader.valid(start, Err(Invalid("a map key that comes twice")));
            }
            entries.push((key, Value::read(reader)?));
        }
        Ok(Self(entries))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len());
        for (key, value) in &self.0 {
            key.write(writer);
            value.write(writer);
        }
    }
}

/// A count, then values.
pub(super) fn read_all(reader: &mut Reader<'_>) -> Read<Vec<Value>> {
    let count = reader.count(1)?;
    let mut values = reader.room(count, 1)?;
    for _ in 0..count {
        values.push(Value::read(reader)?);
    }
    Ok(values)
}

/// A count, then values.
pub(super) fn write_all(values: &[Value], writer: &mut Writer) {
    writer.count(values.len());
    for value in values {
        value.write(writer);
    }
}
