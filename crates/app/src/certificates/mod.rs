//! Certificates: awarded, published, shared, verified, suspended and revoked.
//!
//! Functions that need the issuer's keys are [`Certificates`]'s; the others, which the command line calls without them, are
//! [`App`]'s.

mod achievements;
mod archive;
mod award;
mod claims;
mod counted;
mod drawing;
mod examine;
mod issue;
mod issuing;
mod keys;
mod lists;
mod log;
mod log_audit;
mod reading;
mod request;
mod sharing;
mod status;
mod transcript;

use std::sync::Arc;

use spyrales_core::store::StoreError;
use spyrales_document::DrawError;

pub use archive::ArchiveError;
pub use award::{AwardError, NotReached};
pub use counted::CountedExercise;
pub use drawing::Form;
pub use issue::{Award, Delivery};
pub use issuing::{IssueError, Issuing, achievement_slug, achievement_version};
pub use keys::KeyChange;
pub use log::LogError;
pub use log_audit::{LogAudit, LogFault};
pub use reading::{Holder, ReadCertificateError};
pub use sharing::ShareError;
pub use status::{ChangeStatusError, StatusChanged};

use crate::App;
use crate::blocking::Interrupted;
use crate::transaction::use_case_errors;
use claims::Claims;
use lists::StatusLists;

/// The use cases that need the issuer; cheap to clone.
#[derive(Clone)]
pub struct Certificates {
    /// The use cases that don't.
    pub app: App,
    /// Who signs.
    pub issuing: Arc<Issuing>,
    lists: Arc<StatusLists>,
    claims: Arc<Claims>,
}

impl Certificates {
    /// The certificates of an issuer.
    #[must_use]
    pub fn new(app: App, issuing: Issuing) -> Self {
        Self {
            app,
            issuing: Arc::new(issuing),
            lists: Arc::default(),
            claims: Arc::default(),
        }
    }
}

/// A certificate, or something that goes with one, can't be made.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// It can't be written or signed.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The transparency log fails.
    #[error(transparent)]
    Log(#[from] LogError),
    /// It can't be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// A stored document can't be read.
    #[error("failed to read a stored document: {0}")]
    Document(#[from] serde_json::Error),
    /// A stored document is no text.
    #[error("failed to read a stored document: {0}")]
    Text(#[from] std::string::FromUtf8Error),
    /// Signing or drawing broke off.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(CertificateError);
