//! Status lists: one bit per certificate, in a credential of the issuer's (Bitstring Status List v1.0).

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::canonical::CanonicalError;
use crate::closed;
use crate::datetime::{DateTime, MAX_CLOCK_SKEW};
use crate::did::{IssuerKeys, KeyStanding};
use crate::fuel::Fuel;
use crate::literal::{fixed_list, fixed_string};
use crate::proof::{ProofSet, SignError};
use crate::signed::sign_json;
use crate::signer::Signer;
use crate::status_entry::{StatusIndex, StatusPurpose};
use crate::strict_json;
use crate::web::{Did, Origin, Url};

/// The fewest entries of a list: a smaller one would tell whose certificate is looked up (specification, section 6.1).
pub const MIN_ENTRIES: u32 = 131_072;

/// The most entries of a list, so that the document stays under 64 KiB however full it is.
pub const MAX_ENTRIES: u32 = 262_144;

/// How long a published list may be relied on.
pub const STATUS_LIST_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

fixed_list! {
    /// The contexts of a status list.
    StatusListContexts = ["https://www.w3.org/ns/credentials/v2"]
}
fixed_list! {
    /// The classes of a status list.
    StatusListType = ["VerifiableCredential", "BitstringStatusListCredential"]
}
fixed_string! {
    /// The class of the list itself.
    BitstringType = "BitstringStatusList"
}

/// The bits of a list; the first entry is the leftmost bit of the first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    bits: Vec<u8>,
}

/// What fetching a list's address gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusListAnswer {
    /// The document.
    Document(Vec<u8>),
    /// Nothing: the status is unknown, never good.
    Unreachable,
}

/// Why a list says nothing of a certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum StatusListProblem {
    /// The address didn't answer.
    #[error("the status list couldn't be fetched")]
    Unreachable,
    /// Not a list of the form that issuers of this platform publish.
    #[error("the status list isn't well formed")]
    Malformed,
    /// The list of another address.
    #[error("the status list is another one than the certificate names")]
    OtherList,
    /// The list of another issuer.
    #[error("the status list is another issuer's")]
    OtherIssuer,
    /// A revocation list where a suspension list belongs, or the reverse.
    #[error("the status list has another purpose than the certificate says")]
    OtherPurpose,
    /// Its signatures or its key aren't good.
    #[error("the status list isn't signed by the issuer")]
    NotSigned,
    /// Dated in the future.
    #[error("the status list isn't valid yet")]
    NotYetValid,
    /// Too old to rely on.
    #[error("the status list has expired")]
    Expired,
    /// Shorter than the specification allows.
    #[error("the status list is too short")]
    TooShort,
    /// Longer than this verifier unpacks (a gzip bomb, perhaps).
    #[error("the status list is too long")]
    TooLong,
    /// The certificate's position is past the end.
    #[error("the certificate's position is past the end of the status list")]
    OutOfRange,
}

/// The unsigned document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Document {
    #[serde(rename = "@context")]
    context: StatusListContexts,
    id: Url,
    r#type: StatusListType,
    issuer: Did,
    valid_from: DateTime,
    valid_until: DateTime,
    credential_subject: Subject,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Subject {
    id: Url,
    r#type: BitstringType,
    status_purpose: StatusPurpose,
    encoded_list: String,
}

impl StatusList {
    /// A list of [`MIN_ENTRIES`] in which no bit is set.
    #[must_use]
    pub fn new() -> Self {
        Self {
            bits: vec![0; MIN_ENTRIES as usize / 8],
        }
    }

    /// The number of entries.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.bits.len() * 8
    }

    /// The bit of an entry; `None` past the end.
    #[must_use]
    pub fn get(&self, index: StatusIndex) -> Option<bool> {
        let (byte, mask) = place(index);
        self.bits.get(byte).map(|bits| bits & mask != 0)
    }

    /// Sets or clears the bit of an entry; false past the end.
    pub fn set(&mut self, index: StatusIndex, on: bool) -> bool {
        let (byte, mask) = place(index);
        let Some(bits) = self.bits.get_mut(byte) else {
            return false;
        };
        *bits = if on { *bits | mask } else { *bits & !mask };
        true
    }

    /// The list as `u`, base64url and gzip, which is what `encodedList` holds.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // Unwrap safety: writing to memory doesn't fail.
        gzip.write_all(&self.bits).expect("a vector takes all bytes");
        let packed = gzip.finish().expect("a vector takes all bytes");
        format!("u{}", URL_SAFE_NO_PAD.encode(packed))
    }

    /// Reads an `encodedList`, unpacking no more than [`MAX_ENTRIES`].
    pub fn decode(encoded: &str) -> Result<Self, StatusListProblem> {
        let packed = encoded
            .strip_prefix('u')
            .and_then(|digits| URL_SAFE_NO_PAD.decode(digits).ok())
            .ok_or(StatusListProblem::Malformed)?;
        let most = u64::from(MAX_ENTRIES / 8);
        let mut bits = Vec::new();
        GzDecoder::new(packed.as_slice())
            .take(most + 1)
            .read_to_end(&mut bits)
            .map_err(|_| StatusListProblem::Malformed)?;
        if bits.len() as u64 > most {
            Err(StatusListProblem::TooLong)
        } else if bits.len() < MIN_ENTRIES as usize / 8 {
            Err(StatusListProblem::TooShort)
        } else {
            Ok(Self { bits })
        }
    }

    /// Publishes the list: the signed document, valid from `now` for [`STATUS_LIST_LIFETIME`].
    pub fn sign(
        &self,
        origin: &Origin,
        purpose: StatusPurpose,
        number: u32,
        signer: &dyn Signer,
        now: Timestamp,
    ) -> Result<String, SignError> {
        let id = purpose.list_url(origin, number);
        let until = now.saturating_add(STATUS_LIST_LIFETIME).unwrap_or(Timestamp::MAX);
        let date = |at| DateTime::from_timestamp(at).ok_or(CanonicalError::Jcs);
        let document = Document {
            context: StatusListContexts,
            r#type: StatusListType,
            issuer: origin.did(),
            valid_from: date(now)?,
            valid_until: date(until)?,
            credential_subject: Subject {
                id: origin.url(&format!("/status/{}/{number}#list", purpose.as_str())),
                r#type: BitstringType,
                status_purpose: purpose,
                encoded_list: self.encode(),
            },
            id,
        };
        let json = serde_json::to_value(document).map_err(|_| CanonicalError::Jcs)?;
        sign_json(json, &origin.did(), signer, now)
    }

    /// Reads a published list, if it is that issuer's list of that address and purpose, signed and in force.
    pub fn read(
        bytes: &[u8],
        url: &Url,
        purpose: StatusPurpose,
        issuer: &IssuerKeys,
        now: Timestamp,
    ) -> Result<Self, StatusListProblem> {
        Self::read_with(bytes, url, purpose, issuer, now, &mut Fuel::full())
    }

    /// The same, paid for from the verification's fuel.
    pub(crate) fn read_with(
        bytes: &[u8],
        url: &Url,
        purpose: StatusPurpose,
        issuer: &IssuerKeys,
        now: Timestamp,
        fuel: &mut Fuel,
    ) -> Result<Self, StatusListProblem> {
        fuel.spend(bytes.len() as u64)
            .map_err(|_| StatusListProblem::Malformed)?;
        let Ok(Value::Object(mut json)) = strict_json::parse(bytes) else {
            return Err(StatusListProblem::Malformed);
        };
        let proof = json.remove("proof");
        let proofs = ProofSet::read(proof.as_ref(), json.get("@context"));
        let json = Value::Object(json);
        let document: Document = closed::read(&json).map_err(|_| StatusListProblem::Malformed)?;
        let subject = &document.credential_subject;
        if document.id != *url || subject.id.as_str() != format!("{url}#list") {
            return Err(StatusListProblem::OtherList);
        }
        if document.issuer != *issuer.did() {
            return Err(StatusListProblem::OtherIssuer);
        }
        if subject.status_purpose != purpose {
            return Err(StatusListProblem::OtherPurpose);
        }
        let proofs = proofs.map_err(|_| StatusListProblem::NotSigned)?;
        let signed = proofs.method().did() == issuer.did()
            && issuer.standing(proofs.method().key(), proofs.created()) == KeyStanding::InUse
            && proofs.bad_signatures(&json, fuel).is_ok_and(|bad| bad.is_empty());
        if !signed {
            return Err(StatusListProblem::NotSigned);
        }
        let latest = now.saturating_add(MAX_CLOCK_SKEW).unwrap_or(now);
        if document.valid_from.timestamp() > latest {
            return Err(StatusListProblem::NotYetValid);
        }
        if now >= document.valid_until.timestamp() {
            return Err(StatusListProblem::Expired);
        }
        Self::decode(&subject.encoded_list)
    }
}

impl Default for StatusList {
    fn default() -> Self {
        Self::new()
    }
}

/// The byte of an entry and the mask of its bit.
fn place(index: StatusIndex) -> (usize, u8) {
    (index.number() as usize / 8, 0x80 >> (index.number() % 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(number: u32) -> StatusIndex {
        number.to_string().parse().unwrap()
    }

    #[test]
    fn the_first_entry_is_the_leftmost_bit() {
        let mut list = StatusList::new();
        assert!(list.set(index(0), true) && list.set(index(15), true) && list.set(index(9), true));
        assert!(list.set(index(9), false));
        assert_eq!(list.bits[..3], [0x80, 0x01, 0]);
        assert_eq!(list.get(index(15)), Some(true));
        assert_eq!(list.get(index(MIN_ENTRIES - 1)), Some(false));
        assert_eq!(list.get(index(MIN_ENTRIES)), None);
        assert!(!list.set(index(u32::MAX), true));
        assert_eq!(StatusList::decode(&list.encode()), Ok(list));
    }

    #[test]
    fn a_fresh_list_is_the_one_of_the_specification() {
        // The encodedList of Bitstring Status List v1.0's examples: 131,072 zero bits, as another gzip packs them.
        let published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
        assert_eq!(StatusList::decode(published), Ok(StatusList::new()));
    }

    #[test]
    fn lists_that_are_too_short_too_long_or_not_gzip_are_told_apart() {
        let packed = |bytes: usize| StatusList { bits: vec![0; bytes] }.encode();
        assert_eq!(
            StatusList::decode(&packed(16_383)),
            Err(StatusListProblem::TooShort)
        );
        assert!(StatusList::decode(&packed(32_768)).is_ok());
        assert_eq!(
            StatusList::decode(&packed(32_769)),
            Err(StatusListProblem::TooLong)
        );
        let bomb = packed(40_000_000);
        assert!(bomb.len() < 60_000, "a bomb that fits into a document");
        assert_eq!(StatusList::decode(&bomb), Err(StatusListProblem::TooLong));
        for text in ["", "z111", "u", "u!!!", &packed(16_384)[1..], "uAAAA"] {
            assert_eq!(
                StatusList::decode(text),
                Err(StatusListProblem::Malformed),
                "{text}"
            );
        }
    }
}
