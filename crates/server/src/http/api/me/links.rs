//! `/api/v1/me/certificates/{id}/links`: who else may see the name and the transcript.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use spyrales_core::id::{CredentialId, ShareLinkId};
use spyrales_core::store::ShareLink;
use utoipa::ToSchema;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InBody, InPath};
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// A link in a list; its secret was shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinkView {
    /// Its id.
    id: String,
    /// When it was made.
    created: String,
    /// Until when it shows something; null until it is withdrawn.
    expires: Option<String>,
    /// When it was withdrawn.
    withdrawn: Option<String>,
}

/// A link that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NewLinkView {
    /// Its id.
    id: String,
    /// Until when it shows something; null until it is withdrawn.
    expires: Option<String>,
    /// The link itself. It is never shown again.
    url: String,
}

/// How long a link is to show something.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = LinkWish)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkRequest {
    /// In days, 1 to 3650; null until it is withdrawn.
    #[schema(example = 30)]
    days: Option<u32>,
}

impl From<&ShareLink> for LinkView {
    fn from(link: &ShareLink) -> Self {
        Self {
            id: link.id.to_string(),
            created: link.created.to_string(),
            expires: link.expires.map(|at| at.to_string()),
            withdrawn: link.withdrawn.map(|at| at.to_string()),
        }
    }
}

/// List the links to a certificate
#[utoipa::path(
    get, path = "/api/v1/me/certificates/{id}/links", tag = "certificates", security(("token" = [])),
    params(("id" = String, Path, description = "The certificate's id.")),
    responses((status = OK, description = "The links, newest first.", body = Vec<LinkView>)),
)]
pub(super) async fn list_links(
    State(state): State<AppState>,
    Person(user): Person,
    InPath(id): InPath<CredentialId>,
) -> Result<Json<Vec<LinkView>>, ApiError> {
    let links = state.app.store.reader().await?.share_links(id, user.id).await?;
    Ok(Json(links.iter().map(LinkView::from).collect()))
}

/// Make a link to a certificate
///
/// Whoever has it sees your name on the certificate's page and can fetch the transcript, until it expires or you withdraw it.
#[utoipa::path(
    post, path = "/api/v1/me/certificates/{id}/links", tag = "certificates", security(("token" = [])),
    params(("id" = String, Path, description = "The certificate's id.")),
    request_body = LinkRequest,
    responses(
        (status = CREATED, description = "The link, shown this once.", body = NewLinkView),
        (status = NOT_FOUND, description = "You have no such certificate.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn make_link(
    State(state): State<AppState>,
    Person(user): Person,
    InPath(id): InPath<CredentialId>,
    InBody(request): InBody<LinkRequest>,
) -> Result<(StatusCode, Json<NewLinkView>), ApiError> {
    let (made, url) = state.certificates.share(id, user.id, request.days).await?;
    let view = NewLinkView {
        id: made.id.to_string(),
        expires: made.expires.map(|at| at.to_string()),
        url,
    };
    Ok((StatusCode::CREATED, Json(view)))
}

/// Withdraw a link
///
/// It shows nothing more from now on.
#[utoipa::path(
    delete, path = "/api/v1/me/certificates/{id}/links/{link}", tag = "certificates", security(("token" = [])),
    params(
        ("id" = String, Path, description = "The certificate's id."),
        ("link" = String, Path, description = "The link's id."),
    ),
    responses(
        (status = NO_CONTENT, description = "Done."),
        (status = NOT_FOUND, description = "You have no such link.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn withdraw_link(
    State(state): State<AppState>,
    Person(user): Person,
    path: InPath<(CredentialId, ShareLinkId)>,
) -> Result<StatusCode, ApiError> {
    let InPath((_, link)) = path;
    state.app.withdraw_share_link(link, user.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
