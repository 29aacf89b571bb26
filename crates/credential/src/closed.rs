//! Reading closed types: exactly the fields that are declared, in exactly the form they are written in.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

/// Where and why a document isn't of its closed type.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub struct ShapeError {
    path: String,
    problem: String,
}

/// The most characters of a problem that are kept: it quotes the document.
const MAX_PROBLEM: usize = 160;

impl ShapeError {
    pub(crate) fn new(path: impl Into<String>, problem: &str) -> Self {
        // Line breaks and escape sequences of the document mustn't reach a terminal or a log.
        let clean = |text: &str| {
            text.chars()
                .filter(|c| !c.is_control())
                .take(MAX_PROBLEM)
                .collect()
        };
        Self {
            path: clean(&path.into()),
            problem: clean(problem),
        }
    }

    /// The place in the document (`credentialSubject.achievement.version`), or `.` for all of it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same error of a part, seen from the whole.
    pub(crate) fn within(self, parent: &str) -> Self {
        let path = if self.path == "." {
            parent.to_owned()
        } else {
            format!("{parent}.{}", self.path)
        };
        Self { path, ..self }
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.path, self.problem)
    }
}

/// Reads a value of a closed type, and makes sure that writing it again gives the same JSON.
///
/// serde takes an array for an object, and `null` for an absent field; comparing what was written back closes these
/// and any other leniency at once.
pub(crate) fn read<T: DeserializeOwned + Serialize>(value: &Value) -> Result<T, ShapeError> {
    // Only a refusal needs to know its place.
    let typed = match T::deserialize(value) {
        Ok(typed) => typed,
        Err(_) => serde_path_to_error::deserialize(value)
            .map_err(|error| ShapeError::new(error.path().to_string(), &error.inner().to_string()))?,
    };
    match serde_json::to_value(&typed) {
        Ok(written) if written == *value => Ok(typed),
        _ => Err(ShapeError::new(
            ".",
            "a field is null, or an object is written as an array",
        )),
    }
}
