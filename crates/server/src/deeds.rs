//! What trainers and administrators do, by page or by API, the same way: each deed leaves an act on record.

use spyrales_core::store::{Deed, NewAct, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Puts on record what was done just now.
pub(crate) async fn record(
    state: &AppState,
    actor: &User,
    deed: Deed,
    subject: impl ToString,
    detail: impl ToString,
) -> Result<(), ApiError> {
    let act = NewAct {
        actor: actor.name.clone(),
        deed,
        subject: subject.to_string(),
        detail: detail.to_string(),
    };
    Ok({
        let mut tx = state.app.store.begin("record_act").await?;
        let done = tx.record_act(act, state.app.clock.now()).await?;
        tx.commit().await?;
        done
    })
}
