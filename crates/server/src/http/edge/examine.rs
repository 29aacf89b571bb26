//! Verifying a certificate with all that this installation knows: its keys, both lists, its log and its achievements.

use spyrales_core::digest::Digest;
use spyrales_credential::{Email, Opened, Report, VerificationContext};

use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;
use crate::http::edge::verification::Permit;

/// Verifies a certificate file of any kind: JSON, PNG, SVG, PDF, or an offline bundle.
pub(crate) async fn examine(
    state: &AppState,
    file: Vec<u8>,
    email: Option<Email>,
) -> Result<Report, ApiError> {
    let seat = state.verification.enter().await?;
    // A bundle's parts are ours to know better; only the certificate in it is looked at.
    let opened = seat.run(move |permit| open(&file, permit)).await?;
    let claims = opened.claims();
    let mut context = state.certificates.context_of(&claims).await?;
    if let Some(email) = email {
        // Counted by what the address is compared with, which every spelling of the certificate has in common.
        let compared = Digest::of(claims.identity.clone().unwrap_or_default().as_bytes());
        if !state
            .limits
            .email_guesses
            .allow(*compared.as_bytes(), state.app.clock.now())
        {
            return Err(ApiError::TooManyGuesses);
        }
        context = context.with_recipient(email);
    }
    let report = seat.run(move |permit| verify(opened, &context, permit)).await?;
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
