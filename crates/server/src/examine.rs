//! Verifying a certificate with all that this installation knows: its keys, both lists, its log and its achievements.

use std::sync::Arc;

use spyrales_core::digest::Digest;
use spyrales_core::id::CredentialId;
use spyrales_credential::{
    Achievement, Claims, Email, EvidenceDigest, Opened, Report, StatusListAnswer, StatusPurpose, Url,
    VerificationContext,
};

use crate::error::ApiError;
use crate::issue::proof;
use crate::state::AppState;
use crate::verification::Permit;

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
    let mut context = with_claims(state, &claims).await?;
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

async fn with_claims(state: &AppState, claims: &Claims) -> Result<VerificationContext, ApiError> {
    let mut context = state.issuing.context(state.app.clock.now());
    let origin = state.issuing.origin();
    for url in &claims.status_lists {
        // Only lists of our own: nobody makes this server fetch anything.
        let Some(path) = url.as_str().strip_prefix(origin.as_str()) else {
            continue;
        };
        let answer = list(state, path).await?;
        context = context.with_status_list(url.clone(), answer);
    }
    if let Some(published) = achievement(state, claims.achievement.as_ref()).await? {
        context = context.with_achievement(published);
    }
    if let Some(id) = claims.uuid().map(CredentialId::from) {
        let found = state.app.store.reader().await?.transcript(id).await?;
        if let Some(transcript) = found {
            context = context.with_evidence(EvidenceDigest::of(&transcript));
        }
        if let Some(proof) = proof(state, id).await? {
            context = context.with_log_proof(proof);
        }
    }
    Ok(context)
}

async fn list(state: &AppState, path: &str) -> Result<StatusListAnswer, ApiError> {
    let [revocation, suspension] = [StatusPurpose::Revocation, StatusPurpose::Suspension];
    let found = [revocation, suspension].into_iter().find_map(|purpose| {
        let number = path.strip_prefix(&format!("/status/{}/", purpose.as_str()))?;
        Some((purpose, number.parse().ok()?))
    });
    let Some((purpose, number)) = found else {
        return Ok(StatusListAnswer::Unreachable);
    };
    let desk = Arc::clone(&state.status);
    let document = desk.list(state, purpose, number).await?;
    Ok(document.map_or(StatusListAnswer::Unreachable, |document| {
        StatusListAnswer::Document(document.as_bytes().to_vec())
    }))
}

/// The published achievement that an address under our origin names.
async fn achievement(state: &AppState, url: Option<&Url>) -> Result<Option<Achievement>, ApiError> {
    let path = url.and_then(|url| url.as_str().strip_prefix(state.issuing.origin().as_str()));
    let parts = path.and_then(|path| path.strip_prefix("/achievements/")?.split_once("/v"));
    let Some((slug, Ok(version))) = parts.map(|(slug, version)| (slug, version.parse())) else {
        return Ok(None);
    };
    let Some(document) = state.app.store.reader().await?.achievement(slug, version).await? else {
        return Ok(None);
    };
    serde_json::from_slice(&document)
        .map(Some)
        .map_err(|error| ApiError::Internal(error.to_string()))
}
