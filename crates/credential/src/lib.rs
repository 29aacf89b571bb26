#![doc = include_str!("../README.md")]

mod achievement;
mod bundle;
mod canonical;
mod claims;
mod closed;
mod container;
mod credential;
mod datetime;
mod did;
mod digest;
mod fuel;
mod hazard;
mod holder;
mod key;
#[cfg(unix)]
mod key_file;
mod literal;
pub mod log;
mod opened;
mod percent;
mod proof;
mod report;
mod request;
mod signed;
mod signer;
mod status_entry;
mod status_list;
mod strict_json;
mod text;
mod urn;
mod vcdm;
mod verify;
mod web;

pub use achievement::{
    Achievement, Alignment, Language, MAX_ITEMS, TargetType, TargetTypeError, Version, VersionError,
};
pub use bundle::{Bundle, BundleError, MAX_BUNDLE};
pub use canonical::{
    BundledContext, CERTIFICATE_CONTEXTS, CanonicalError, bundled_contexts, canonical_n_quads, jcs,
};
pub use claims::Claims;
pub use closed::ShapeError;
pub use container::{
    Container, ContainerError, MAX_CONTAINER, bake_png, bake_svg, unwrap as unwrap_container,
};
pub use credential::Credential;
pub use datetime::{DateTime, DateTimeError, MAX_CLOCK_SKEW};
pub use did::{Compromise, DidDocumentError, IssuerKey, IssuerKeys, KeyStanding, MAX_DID_DOCUMENT};
pub use digest::{EvidenceDigest, EvidenceDigestError};
pub use fuel::{MAX_FUEL, Stop};
pub use hazard::Hazard;
pub use holder::{Email, EmailError, HolderIdentity};
pub use key::{KeyError, ProofValue, PublicKey, VerificationMethod};
#[cfg(unix)]
pub use key_file::{KeyFile, KeyFileError};
pub use opened::{Opened, verify};
pub use percent::{Percent, PercentError};
pub use proof::{Cryptosuite, SignError};
pub use report::{Answer, NotChecked, Outcome, REPORT_VERSION, Reason, Report, Step, Unknown};
pub use request::{AchievementRequest, CertificateRequest, Issuer, RequestError, StatusSlots};
pub use signed::SignedCredential;
pub use signer::{SecretKey, Signer, SignerError};
pub use status_entry::{StatusEntry, StatusIndex, StatusIndexError, StatusPurpose, StatusSlot};
pub use status_list::{
    MAX_ENTRIES, MIN_ENTRIES, STATUS_LIST_LIFETIME, StatusList, StatusListAnswer, StatusListProblem,
};
pub use strict_json::{MAX_BYTES, MAX_DEPTH, StrictJsonError};
pub use text::{Line, Paragraph, Text, TextError};
pub use urn::{UuidUrn, UuidUrnError};
pub use vcdm::{VcError, issue_credential, verify_credential, verify_presentation};
pub use verify::VerificationContext;
pub use web::{Did, Origin, Url, WebError};
