//! Being forgotten.

use spyrales_core::store::{Erased, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Erases a person's account.
pub(crate) async fn erase(state: &AppState, user: &User) -> Result<(), ApiError> {
    match {
        let mut tx = state.app.store.begin("erase_user").await?;
        let done = tx.erase_user(user.id, state.app.clock.now()).await?;
        tx.commit().await?;
        done
    } {
        Erased::Done => {
            tracing::info!(user = %user.id, "erased an account");
            Ok(())
        }
        Erased::LastAdministrator => Err(ApiError::LastAdministrator),
        Erased::Unknown => Err(ApiError::UnknownAccount(user.name.clone())),
    }
}
