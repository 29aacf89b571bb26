//! Starting a re-grade.

use std::collections::BTreeMap;

use spyrales_core::id::RegradeId;
use spyrales_core::regrade::{Treatment, possible};
use spyrales_core::store::{AuditAction, NewRegrade, StoreError, StoredPack, VersionRef};

use super::audit_event;
use super::versions::FindVersionError;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// A re-grade that a trainer asks for.
pub struct RegradeRequest {
    /// The pack.
    pub pack: String,
    /// The version whose checks were wrong.
    pub version: String,
    /// The corrected version.
    pub to: Option<String>,
    /// The treatment of each exercise; an impossible one is left out.
    pub exercises: BTreeMap<String, Treatment>,
    /// Why, for those concerned.
    pub reason: String,
    /// Who asks: an account's name.
    pub by: String,
}

/// What starting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegradeStarted {
    /// It is open, and what it grades is queued.
    Started(RegradeId),
    /// Another one of the same version is open: nothing was written.
    Open(RegradeId),
}

/// A re-grade is not started.
#[derive(Debug, thiserror::Error)]
pub enum StartRegradeError {
    /// A version isn't published.
    #[error(transparent)]
    Version(FindVersionError),
    /// Nothing that can be done is to be done.
    #[error("no exercise is concerned")]
    NoExercise,
    /// The reason is empty or too long.
    #[error("the reason has 1 to {} characters", NewRegrade::LONGEST_REASON)]
    Reason,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(StartRegradeError);

impl From<FindVersionError> for StartRegradeError {
    fn from(error: FindVersionError) -> Self {
        match error {
            FindVersionError::Store(error) => Self::Store(error),
            unknown @ FindVersionError::Unknown { .. } => Self::Version(unknown),
        }
    }
}

impl App {
    /// Starts the re-grade that a trainer asks for.
    pub async fn request_regrade(
        &self,
        request: RegradeRequest,
    ) -> Result<RegradeStarted, StartRegradeError> {
        let new = self.plan_regrade(request).await?;
        self.start_regrade(&new).await
    }

    /// What of a request can be done.
    async fn plan_regrade(&self, request: RegradeRequest) -> Result<NewRegrade, StartRegradeError> {
        let versions = self.correctable_version(&request.pack, &request.version).await?;
        let to = request.to.as_deref().and_then(|to| versions.corrected(Some(to)));
        let corrected = match to {
            Some(to) => self.catalog.pack(to.digest).await?,
            None => None,
        };
        let exercises = possible(&versions.old, corrected.as_deref(), &request.exercises);
        if exercises.is_empty() {
            return Err(StartRegradeError::NoExercise);
        }
        let grades = exercises.values().any(|treatment| *treatment == Treatment::Grade);
        let version = |pack: &StoredPack| VersionRef {
            version: pack.version.clone(),
            digest: pack.digest,
        };
        let now = self.clock.now();
        Ok(NewRegrade {
            id: self.rng.with(|rng| RegradeId::new(now, rng)),
            pack: request.pack,
            from: version(&versions.from),
            to: to.filter(|_| grades).map(version),
            exercises,
            reason: NewRegrade::reason(&request.reason).ok_or(StartRegradeError::Reason)?,
            by: request.by,
        })
    }

    /// Opens a re-grade, on record, and queues what it grades: all that was submitted under its version and graded.
    pub async fn start_regrade(&self, new: &NewRegrade) -> Result<RegradeStarted, StartRegradeError> {
        let now = self.clock.now();
        let started = transaction!(self.store, "start_regrade", StartRegradeError, |tx| {
            let published = tx.pack_versions().await?;
            for version in [Some(&new.from), new.to.as_ref()].into_iter().flatten() {
                let is_published = published.iter().any(|known| {
                    (&known.pack.id, &known.pack.version, known.pack.digest)
                        == (&new.pack, &version.version, version.digest)
                });
                if !is_published {
                    return Err(StartRegradeError::Version(FindVersionError::Unknown {
                        pack: new.pack.clone(),
                        version: version.version.clone(),
                    }));
                }
            }
            if let Some(open) = tx.open_regrade(new.from.digest).await? {
                return Ok(RegradeStarted::Open(open));
            }
            tx.insert_regrade(new, now).await?;
            if new.to.is_some() {
                tx.enqueue_regrade(new.id).await?;
            }
            let named = (new.pack.as_str(), &new.from, new.to.as_ref());
            let event = audit_event(&new.by, AuditAction::RegradeStarted, named, &new.reason);
            tx.record_event(&event, now).await?;
            Ok(RegradeStarted::Started(new.id))
        })?;
        if let RegradeStarted::Started(regrade) = started {
            tracing::info!(%regrade, "started a re-grade");
            self.notices.arrived();
        }
        Ok(started)
    }
}
