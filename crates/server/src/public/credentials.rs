//! `/credentials/{id}` in every form, `/offline-bundle/{id}` and `/evidence/{id}`.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use spyrales_core::digest::Digest;
use spyrales_core::id::CredentialId;
use spyrales_core::store::{StoredCredential, User};
use spyrales_credential::{Bundle, StatusPurpose};
use spyrales_document::Sheet;

use super::achievements;
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::{InPath, InQuery};
use crate::issue::proof;
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/credentials/{file}", get(read_credential))
        .route("/offline-bundle/{id}", get(read_bundle))
        .route("/evidence/{id}", get(read_evidence))
}

/// The secret of a share link, in an address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ShareQuery {
    share: Option<String>,
}

/// A form that a certificate comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Pdf,
    Png,
    Svg,
}

impl Form {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Json, Self::Pdf, Self::Png, Self::Svg];

    /// The end of a file's name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/vc",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

async fn read_credential(
    State(state): State<AppState>,
    Visitor(visitor): Visitor,
    InPath(file): InPath<String>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<Response, ApiError> {
    let (id, extension) = file.split_once('.').unwrap_or((&file, "json"));
    let form = Form::ALL.into_iter().find(|form| form.extension() == extension);
    let (Ok(id), Some(form)) = (id.parse(), form) else {
        return Err(ApiError::UnknownAddress);
    };
    let certificate = find(&state, id).await?;
    if form == Form::Json {
        return Ok(document(&state, certificate).into_response());
    }
    let holder = holder_of(&state, &certificate, visitor.as_ref(), &share).await?;
    let bytes = draw(&state, &certificate, form, holder.name()).await?;
    let headers = [
        (header::CONTENT_TYPE, form.media_type().to_owned()),
        // The name may be shown today and hidden tomorrow.
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"spyrales-{id}.{extension}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// A certificate that is there, in full.
pub(crate) async fn find(state: &AppState, id: CredentialId) -> Result<StoredCredential, ApiError> {
    let found = state
        .app
        .store
        .reader()
        .await?
        .credential(id)
        .await?
        .ok_or(ApiError::UnknownCredential(id))?;
    if found.is_erased() {
        return Err(ApiError::ErasedCredential(id));
    }
    Ok(found)
}

/// A certificate's file.
pub(crate) fn document(state: &AppState, credential: StoredCredential) -> impl IntoResponse + use<> {
    let headers = [
        (header::CONTENT_TYPE, "application/vc".to_owned()),
        (header::CONTENT_LOCATION, state.issuing.address(credential.id)),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"spyrales-{}.json\"", credential.id),
        ),
    ];
    (headers, credential.document)
}

/// A certificate as something to look at.
pub(crate) async fn draw(
    state: &AppState,
    certificate: &StoredCredential,
    form: Form,
    holder: Option<&str>,
) -> Result<Vec<u8>, ApiError> {
    let json = String::from_utf8(certificate.document.clone())
        .map_err(|error| ApiError::Internal(error.to_string()))?;
    let (issuer, holder) = (state.issuing.name().to_string(), holder.map(str::to_owned));
    let verify_url = format!("{}/verify/{}", state.issuing.origin().as_str(), certificate.id);
    let drawn = state
        .blocking(move || {
            let sheet = Sheet::new(json, issuer, holder, verify_url)?;
            match form {
                Form::Json => Ok(sheet.json().as_bytes().to_vec()),
                Form::Pdf => sheet.pdf(),
                Form::Png => sheet.png(),
                Form::Svg => sheet.svg().map(String::into_bytes),
            }
        })
        .await?;
    drawn.map_err(|error| ApiError::Internal(error.to_string()))
}

/// What somebody may see of a certificate's holder.
pub(crate) enum Holder {
    /// Nothing.
    Hidden,
    /// The name, which the holder shows to everybody.
    Named(String),
    /// The name and the transcript: it is the holder, or somebody with a link of theirs.
    Trusted(String),
}

impl Holder {
    /// The name, if it may be seen.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Hidden => None,
            Self::Named(name) | Self::Trusted(name) => Some(name),
        }
    }
}

pub(crate) async fn holder_of(
    state: &AppState,
    certificate: &StoredCredential,
    visitor: Option<&User>,
    share: &ShareQuery,
) -> Result<Holder, ApiError> {
    let name = async || {
        let user = state.app.store.reader().await?.user(certificate.user).await?;
        Ok::<_, ApiError>(user.map(|user| user.display_name).unwrap_or_default())
    };
    if visitor.is_some_and(|visitor| visitor.id == certificate.user) {
        return Ok(Holder::Trusted(name().await?));
    }
    if let Some(secret) = &share.share {
        let shown = state
            .app
            .store
            .reader()
            .await?
            .shared_credential(Digest::of(secret.as_bytes()), state.app.clock.now())
            .await?;
        if shown == Some(certificate.id) {
            return Ok(Holder::Trusted(name().await?));
        }
        return Err(ApiError::LinkWithdrawn);
    }
    if state
        .app
        .store
        .reader()
        .await?
        .name_is_shown(certificate.id)
        .await?
    {
        return Ok(Holder::Named(name().await?));
    }
    Ok(Holder::Hidden)
}

async fn read_bundle(
    State(state): State<AppState>,
    InPath(id): InPath<CredentialId>,
) -> Result<impl IntoResponse, ApiError> {
    let certificate = find(&state, id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"spyrales-{id}.bundle.json\""),
        ),
    ];
    Ok((headers, bundle(&state, &certificate).await?.to_json()))
}

/// A certificate with all that it takes to verify it.
pub(crate) async fn bundle(state: &AppState, certificate: &StoredCredential) -> Result<Bundle, ApiError> {
    let broken = |error: serde_json::Error| ApiError::Internal(error.to_string());
    let credential: serde_json::Value = serde_json::from_slice(&certificate.document).map_err(broken)?;
    let mut status_lists = Vec::new();
    for (at, purpose) in [StatusPurpose::Revocation, StatusPurpose::Suspension]
        .into_iter()
        .enumerate()
    {
        let url = credential.pointer(&format!("/credentialStatus/{at}/statusListCredential"));
        let number = url.and_then(|url| url.as_str()?.rsplit('/').next()?.parse().ok());
        if let Some(number) = number
            && let Some(list) = state.status.list(state, purpose, number).await?
        {
            status_lists.push(serde_json::from_str(&list).map_err(broken)?);
        }
    }
    let keys = state.issuing.keys().did_document();
    let keys = keys.map_err(|error| ApiError::Internal(error.to_string()))?;
    let slug = format!("{}-{}", certificate.segment, certificate.level);
    let achievement = state
        .app
        .store
        .reader()
        .await?
        .achievement(&slug, certificate.achievement_version)
        .await?;
    Ok(Bundle {
        credential,
        did_document: serde_json::from_str(&keys).map_err(broken)?,
        status_lists,
        log_proof: proof(state, certificate.id).await?,
        achievement: achievement
            .map(|published| achievements::read(&published))
            .transpose()?,
    })
}

/// What the digest in a certificate is of, for its holder and for whoever has a link of theirs.
async fn read_evidence(
    State(state): State<AppState>,
    Visitor(visitor): Visitor,
    InPath(id): InPath<CredentialId>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let certificate = find(&state, id).await?;
    match holder_of(&state, &certificate, visitor.as_ref(), &share).await? {
        Holder::Trusted(_) => {}
        Holder::Hidden | Holder::Named(_) => return Err(ApiError::EvidenceNotShown(id)),
    }
    let transcript = state
        .app
        .store
        .reader()
        .await?
        .transcript(id)
        .await?
        .ok_or(ApiError::UnknownCredential(id))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], transcript))
}
