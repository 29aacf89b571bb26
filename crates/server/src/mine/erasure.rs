//! Being forgotten.

use spyrales_core::store::{Erased, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Erases a person's account.
pub(crate) async fn erase(state: &AppState, user: &User) -> Result<(), ApiError> {
    match state.store.erase_user(user.id, state.clock.now()).await? {
        Erased::Done => {
            tracing::info!(user = %user.id, "erased an account");
            Ok(())
        }
        Erased::LastAdministrator => Err(ApiError::LastAdministrator),
        Erased::Unknown => Err(ApiError::UnknownAccount(user.name.clone())),
    }
}
