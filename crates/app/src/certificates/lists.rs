//! The lists that tell which certificates are revoked or suspended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use spyrales_core::store::StatusChange;
use spyrales_credential::{StatusIndex, StatusList, StatusPurpose};

use super::{CertificateError, Certificates, IssueError};
use crate::blocking;

/// How long a signed list is given out before it is signed again; it holds for 24 hours.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// A list as it was signed.
#[derive(Clone)]
struct Published {
    version: u64,
    signed: Timestamp,
    document: Arc<str>,
}

/// Signed lists, kept until a status changes or an hour has passed.
#[derive(Default)]
pub(super) struct StatusLists(Mutex<HashMap<(&'static str, u32), Published>>);

impl StatusLists {
    fn kept(&self) -> MutexGuard<'_, HashMap<(&'static str, u32), Published>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Certificates {
    /// A signed list; nothing when there is none of this number.
    pub async fn status_list(
        &self,
        purpose: StatusPurpose,
        number: u32,
    ) -> Result<Option<Arc<str>>, CertificateError> {
        let mut reader = self.app.store.reader().await?;
        if number == 0 || number > reader.status_lists().await? {
            return Ok(None);
        }
        let now = self.app.clock.now();
        // The version is read first: a change that comes meanwhile makes another one.
        let version = reader.status_version().await?;
        let key = (purpose.as_str(), number);
        let kept = self.lists.kept().get(&key).cloned();
        if let Some(kept) = kept.filter(|kept| kept.version == version && now - kept.signed < RENEWED_AFTER) {
            return Ok(Some(kept.document));
        }
        let status = match purpose {
            StatusPurpose::Revocation => StatusChange::Revoked,
            StatusPurpose::Suspension => StatusChange::Suspended,
        };
        let positions = reader.status_positions(number, status).await?;
        drop(reader);
        let issuing = Arc::clone(&self.issuing);
        let signed = blocking::run(move || {
            let mut list = StatusList::new();
            for position in positions {
                list.set(StatusIndex::from(position), true);
            }
            issuing.publish(&list, purpose, number, now)
        });
        let document: Arc<str> = signed.await?.map_err(IssueError::from)?.into();
        let published = Published {
            version,
            signed: now,
            document: Arc::clone(&document),
        };
        self.lists.kept().insert(key, published);
        Ok(Some(document))
    }
}
