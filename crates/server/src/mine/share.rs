//! Links by which a holder shows a certificate.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rand::Rng as _;
use spyrales_core::digest::Digest;
use spyrales_core::id::{CredentialId, ShareLinkId};
use spyrales_core::store::{NewShareLink, ShareLink, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Longest that a link may show something, in days.
const LONGEST: u32 = 3650;

/// Makes a link to a person's certificate that lasts so many days, or until it is withdrawn; its address is told this once.
pub(crate) async fn share(
    state: &AppState,
    user: &User,
    id: CredentialId,
    days: Option<u32>,
) -> Result<(ShareLink, String), ApiError> {
    if days.is_some_and(|days| !(1..=LONGEST).contains(&days)) {
        return Err(ApiError::Malformed(format!("days: 1 to {LONGEST}, or null")));
    }
    let now = state.app.clock.now();
    let expires = days.map(|days| now + SignedDuration::from_hours(24 * i64::from(days)));
    let (link, secret) = state.app.rng.with(|rng| {
        let mut secret = [0; 32];
        rng.fill_bytes(&mut secret);
        (ShareLinkId::new(now, rng), URL_SAFE_NO_PAD.encode(secret))
    });
    let new = NewShareLink {
        id: link,
        credential: id,
        digest: Digest::of(secret.as_bytes()),
        expires,
    };
    let made = {
        let mut tx = state.app.store.begin("add_share_link").await?;
        let done = tx.add_share_link(new, user.id, now).await?;
        tx.commit().await?;
        done
    };
    let made = made.ok_or(ApiError::UnknownCredential(id))?;
    let url = format!("{}/verify/{id}?share={secret}", state.issuing.origin().as_str());
    Ok((made, url))
}
