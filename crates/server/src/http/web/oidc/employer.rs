//! Which organisation people who arrive belong to.

use spyrales_core::id::UserId;
use spyrales_core::siret::Siret;
use spyrales_oidc::Arrival;

use crate::http::edge::state::AppState;

/// Notes it, where the provider says it. Nobody is kept out because it can't be noted: it decides nothing.
pub(super) async fn note(state: &AppState, user: UserId, arrival: &Arrival) {
    let Some(stated) = &arrival.siret else { return };
    let siret: Siret = match stated.parse() {
        Ok(siret) => siret,
        Err(error) => {
            tracing::warn!(%user, %error, "the provider names no establishment");
            return;
        }
    };
    let label = arrival.organization_label.as_deref();
    if let Err(error) = state.app.place_arrival(user, &siret, label).await {
        tracing::error!(%user, %error, "failed to note who employs somebody");
    }
}
