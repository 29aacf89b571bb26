//! What trainers and administrators do, by page or by API, the same way: each action leaves an act on record.

use spyrales_core::id::CredentialId;
use spyrales_core::store::{NewStatusEvent, StatusChange, StatusOutcome, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Revokes, suspends or reinstates a certificate; doing it again changes nothing.
pub(crate) async fn change_status(
    state: &AppState,
    actor: &User,
    id: CredentialId,
    change: StatusChange,
    reason: &str,
) -> Result<(), ApiError> {
    let reason = NewStatusEvent::reason(reason).ok_or_else(|| {
        ApiError::Malformed(format!(
            "reason: 1 to {} characters",
            NewStatusEvent::LONGEST_REASON
        ))
    })?;
    let event = NewStatusEvent {
        credential: id,
        change,
        reason,
        actor: actor.name.clone(),
    };
    match {
        let mut tx = state.app.store.begin("change_status").await?;
        let done = tx.change_status(event, state.app.clock.now()).await?;
        tx.commit().await?;
        done
    } {
        StatusOutcome::Changed(event) => {
            tracing::info!(certificate = %id, change = event.change.name(), "changed a certificate's status");
            Ok(())
        }
        StatusOutcome::Unchanged => Ok(()),
        StatusOutcome::RevokedForGood => Err(ApiError::RevokedForGood(id)),
        StatusOutcome::Unknown => Err(ApiError::UnknownCredential(id)),
    }
}
