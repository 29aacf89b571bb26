//! Verifying a certificate with all that this installation knows: its keys, both lists, its log and its achievements.

use spyrales_credential::{Email, Opened, Report, VerificationContext};

use crate::http::edge::client::Client;
use crate::http::edge::error::ApiError;
use crate::http::edge::limits::Key;
use crate::http::edge::state::AppState;
use crate::http::edge::verification::Permit;

/// An e-mail address that is compared with a certificate's, and whoever asks.
pub(crate) struct EmailCheck {
    pub(crate) email: Email,
    pub(crate) client: Client,
}

/// Verifies a certificate file of any kind: JSON, PNG, SVG, PDF, or an offline bundle.
pub(crate) async fn examine(
    state: &AppState,
    file: Vec<u8>,
    check: Option<EmailCheck>,
) -> Result<Report, ApiError> {
    let seat = state.verification.enter().await?;
    // A bundle's parts are ours to know better; only the certificate in it is looked at.
    let opened = seat.run(move |permit| open(&file, permit)).await?;
    let claims = opened.claims();
    let mut context = state.certificates.context_of(&claims).await?;
    // Counted by what the address is compared with, which every spelling of the certificate has in common.
    let compared = claims.identity.clone().unwrap_or_default();
    let counted = check.as_ref().map(|check| {
        let place = check.client.place();
        Key::of(&[compared.as_bytes(), &place])
    });
    if let Some(check) = check {
        context = context.with_recipient(check.email);
    }
    let report = seat.run(move |permit| verify(opened, &context, permit)).await?;
    // Whatever anybody makes up holds no address of anybody's: a genuine certificate does, and whether the address is its own is
    // told so often.
    if let Some(key) = counted.filter(|_| report.credential().is_some()) {
        let told = state.limits.email_checks.count(key);
        told.map_err(ApiError::TooManyGuesses)?;
    }
    tracing::info!(outcome = report.outcome().as_str(), "verified a certificate");
    Ok(report)
}

/// Reads untrusted bytes, once.
fn open(file: &[u8], permit: &Permit) -> Opened {
    Opened::read(file, permit.stop())
}

/// Canonicalises what they hold and checks it, with the fuel and the switch that it was read with.
fn verify(opened: Opened, context: &VerificationContext, _permit: &Permit) -> Report {
    opened.verify(context)
}
