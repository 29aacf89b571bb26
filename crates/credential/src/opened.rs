//! A file that was read once: its claims are looked up, and then it is verified.

use serde_json::{Map, Value};

use crate::bundle::{Bundle, MAX_BUNDLE};
use crate::canonical::CanonicalError;
use crate::claims::Claims;
use crate::container;
use crate::fuel::{Fuel, Stop};
use crate::report::{Reason, Report};
use crate::strict_json::{self, MAX_BYTES, StrictJsonError};
use crate::verify::{VerificationContext, verify_document};

/// A certificate file of any kind after the first and only reading of its bytes.
///
/// The fuel that reading took is missing from the verification's: a file costs [`MAX_FUEL`](crate::MAX_FUEL) at most, from
/// its first byte to its report.
#[derive(Debug)]
pub struct Opened {
    /// The certificate's members, or why there are none.
    document: Result<Map<String, Value>, Reason>,
    bundle: Option<Bundle>,
    fuel: Fuel,
}

impl Opened {
    /// Reads a file: JSON, a baked picture, a document with an attachment, or an offline bundle.
    ///
    /// Never fails: whatever is wrong with the file is in the report. A switch that is set ends the work at its next step;
    /// the report is worth nothing then.
    #[must_use]
    pub fn read(file: &[u8], stop: Stop) -> Self {
        let mut fuel = Fuel::until(stop);
        if container::kind(file).is_some() || file.len() > MAX_BUNDLE {
            return Self::certificate(file, fuel);
        }
        let value = json(MAX_BUNDLE, file, &mut fuel);
        let bundle = match &value {
            Ok(value) if Bundle::is_claimed_by(value) => Bundle::from_value(value.clone()).ok(),
            _ => None,
        };
        let document = match &bundle {
            Some(bundle) => document(&bundle.certificate(), &mut fuel),
            None if file.len() > MAX_BYTES => Err(StrictJsonError::TooLarge.into()),
            None => value.and_then(members),
        };
        Self {
            document,
            bundle,
            fuel,
        }
    }

    /// Reads a file that is no bundle.
    pub(crate) fn certificate(file: &[u8], mut fuel: Fuel) -> Self {
        let document = document(file, &mut fuel);
        Self {
            document,
            bundle: None,
            fuel,
        }
    }

    /// What the certificate claims of itself, unverified.
    #[must_use]
    pub fn claims(&self) -> Claims {
        self.document.as_ref().map(Claims::of_members).unwrap_or_default()
    }

    /// The bundle that the certificate came in.
    #[must_use]
    pub fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_ref()
    }

    /// Verifies the certificate.
    #[must_use]
    pub fn verify(self, context: &VerificationContext) -> Report {
        verify_document(self.document, context, self.fuel)
    }
}

impl Claims {
    /// Reads a certificate file of any kind; what isn't there, or isn't of its form, is left out.
    #[must_use]
    pub fn of(file: &[u8]) -> Self {
        Opened::certificate(file, Fuel::full()).claims()
    }
}

/// Verifies a certificate file, offline.
///
/// Never fails and never panics: whatever the bytes are, the answer is a [`Report`]. A step is checked only when those that
/// it stands on have passed, so that untrusted bytes reach the canonicaliser in the closed form of a certificate only.
#[must_use]
pub fn verify(bytes: &[u8], context: &VerificationContext) -> Report {
    Opened::certificate(bytes, Fuel::full()).verify(context)
}

fn document(file: &[u8], fuel: &mut Fuel) -> Result<Map<String, Value>, Reason> {
    let certificate = container::unwrap_with(file, fuel)?;
    json(MAX_BYTES, &certificate, fuel).and_then(members)
}

fn json(max_bytes: usize, bytes: &[u8], fuel: &mut Fuel) -> Result<Value, Reason> {
    // One that is too large is refused unread.
    if bytes.len() <= max_bytes {
        fuel.spend(bytes.len() as u64).map_err(CanonicalError::from)?;
    }
    Ok(strict_json::parse_up_to(max_bytes, bytes)?)
}

fn members(value: Value) -> Result<Map<String, Value>, Reason> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(Reason::NotAnObject),
    }
}
