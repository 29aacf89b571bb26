//! How the domain's types stand in columns.

use std::fmt::Display;

use super::{Db, Row, dialect};
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Points, Share};
use spyrales_core::store::StoreError;
use sqlx::{Decode, Row as _, Type};
use uuid::Uuid;

/// The database failed, or ended a transaction that met another one.
pub(crate) fn database(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    let error = error.into();
    match error.downcast_ref() {
        Some(error) if dialect::is_conflict(error) => StoreError::Conflict,
        _ => StoreError::Database(error),
    }
}

/// The stored value can't be the one that was written.
pub(crate) fn corrupt(what: &str, why: impl Display) -> StoreError {
    StoreError::Corrupt(format!("{what}: {why}"))
}

/// A digest as it is bound.
pub(crate) fn blob(digest: &Digest) -> &[u8] {
    digest.as_bytes()
}

/// A number as it is bound.
pub(crate) fn integer(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(database)
}

/// Reads a row's columns by name.
pub(crate) struct Columns<'r>(pub(crate) &'r Row);

impl<'r> Columns<'r> {
    /// A value of a type that SQLite knows.
    pub(crate) fn get<T: Decode<'r, Db> + Type<Db>>(&self, column: &str) -> Result<T, StoreError> {
        self.0.try_get(column).map_err(|error| corrupt(column, error))
    }

    /// An id.
    pub(crate) fn id<T: From<Uuid>>(&self, column: &str) -> Result<T, StoreError> {
        self.get::<Uuid>(column).map(T::from)
    }

    /// A number that is never negative.
    pub(crate) fn natural<T: TryFrom<i64, Error: Display>>(&self, column: &str) -> Result<T, StoreError> {
        T::try_from(self.get::<i64>(column)?).map_err(|error| corrupt(column, error))
    }

    /// Points.
    pub(crate) fn points(&self, column: &str) -> Result<Points, StoreError> {
        self.natural(column).map(Points::thousandths)
    }

    /// What was earned of what could be, in two columns whose names begin alike.
    pub(crate) fn share(&self, prefix: &str) -> Result<Share, StoreError> {
        Ok(Share {
            earned: self.points(&format!("{prefix}earned"))?,
            possible: self.points(&format!("{prefix}possible"))?,
        })
    }

    /// A time.
    pub(crate) fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        Timestamp::from_microsecond(self.get(column)?).map_err(|error| corrupt(column, error))
    }

    /// A time that may be missing.
    pub(crate) fn optional_time(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> = self.get(column)?;
        at.map(|at| Timestamp::from_microsecond(at).map_err(|error| corrupt(column, error)))
            .transpose()
    }

    /// A digest.
    pub(crate) fn digest(&self, column: &str) -> Result<Digest, StoreError> {
        <[u8; 32]>::try_from(self.get::<&[u8]>(column)?)
            .map(Digest::from)
            .map_err(|error| corrupt(column, error))
    }

    /// An exercise's full name.
    pub(crate) fn exercise(&self) -> Result<ExerciseRef, StoreError> {
        Ok(ExerciseRef {
            pack: self.get("pack_id")?,
            exercise: self.get("exercise_id")?,
        })
    }
}
