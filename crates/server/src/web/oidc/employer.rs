//! Which organisation who arrives belongs to.

use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::siret::Siret;
use spyrales_core::store::{NewOrganisation, StoreError};
use spyrales_oidc::Arrival;

use crate::state::AppState;

/// Notes it, where the provider says it. Nobody is kept out because it can't be: it decides nothing.
pub(super) async fn note(state: &AppState, user: UserId, arrival: &Arrival) {
    let Some(stated) = &arrival.siret else { return };
    let siret: Siret = match stated.parse() {
        Ok(siret) => siret,
        Err(error) => {
            tracing::warn!(%user, %error, "the provider names no establishment");
            return;
        }
    };
    let now = state.app.clock.now();
    let new = NewOrganisation {
        id: state.app.rng.with(|rng| OrganisationId::new(now, rng)),
        name: name(arrival.organization_label.as_deref(), &siret),
        sirets: Vec::new(),
    };
    if let Err(error) = async {
        let mut tx = state.app.store.begin("place_arrival").await?;
        let done = tx.place_arrival(user, &siret, new, now).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(done)
    }
    .await
    {
        tracing::error!(%user, %error, "failed to note who employs somebody");
    }
}

/// What an organisation is called that nobody has named here.
fn name(label: Option<&str>, siret: &Siret) -> String {
    let label: String = label
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(NewOrganisation::LONGEST_NAME)
        .collect();
    let label = label.trim();
    if NewOrganisation::is_name(label) {
        label.to_owned()
    } else {
        format!("SIRET {siret}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_provider_says_becomes_a_name_that_can_be_stored() {
        let siret = "13002526500013".parse().unwrap();
        for (label, expected) in [
            (Some(" DINUM\u{0}\n "), "DINUM"),
            (Some(" \n "), "SIRET 130 025 265 00013"),
            (None, "SIRET 130 025 265 00013"),
        ] {
            assert_eq!(name(label, &siret), expected);
        }
        let long = "é ".repeat(NewOrganisation::LONGEST_NAME);
        assert!(NewOrganisation::is_name(&name(Some(&long), &siret)));
    }
}
