//! `/verify` and `/verify/{id}`: the page that a certificate's QR code leads to, and that takes a file.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use minijinja::{Value, context};
use spyrales_core::id::CredentialId;
use spyrales_core::text::Lang;
use spyrales_credential::{Answer, Outcome, Report};

use super::credentials::{Holder, ShareQuery, holder_of};
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::examine::examine;
use crate::extract::{InPath, InQuery};
use crate::language::Locale;
use crate::pages;
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/verify", get(show_form).post(verify_upload))
        .route("/verify/{id}", get(verify_stored).post(verify_upload))
}

async fn show_form(State(state): State<AppState>, Locale(lang): Locale) -> Result<Response, ApiError> {
    page(&state, lang, StatusCode::OK, context! {})
}

/// A certificate that was issued here, by its id alone.
async fn verify_stored(
    State(state): State<AppState>,
    Locale(lang): Locale,
    Visitor(visitor): Visitor,
    InPath(id): InPath<String>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<Response, ApiError> {
    let stored = match id.parse::<CredentialId>() {
        Ok(id) => state.store.credential(id).await?,
        Err(_) => None,
    };
    let Some(stored) = stored else {
        return page(&state, lang, StatusCode::NOT_FOUND, context! { unknown => id });
    };
    if stored.is_erased() {
        return page(&state, lang, StatusCode::GONE, context! { erased => true });
    }
    let (holder, link_withdrawn) = match holder_of(&state, &stored, visitor.as_ref(), &share).await {
        Ok(holder) => (holder, false),
        Err(ApiError::LinkWithdrawn) => (Holder::Hidden, true),
        Err(error) => return Err(error),
    };
    let report = examine(&state, stored.document, None).await?;
    let values = context! {
        report => shown(&report, lang), id => stored.id.to_string(), holder => holder.name(), link_withdrawn,
        trusted => matches!(holder, Holder::Trusted(_)),
    };
    page(&state, lang, StatusCode::OK, values)
}

/// A file that somebody has: JSON, PNG, SVG, PDF or bundle. Nothing of it is kept.
async fn verify_upload(
    State(state): State<AppState>,
    Locale(lang): Locale,
    mut form: Multipart,
) -> Result<Response, ApiError> {
    let unreadable = |error: axum::extract::multipart::MultipartError| ApiError::Malformed(error.body_text());
    let (mut file, mut email) = (Bytes::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("file") => file = field.bytes().await.map_err(unreadable)?,
            Some("email") => email = field.text().await.map_err(unreadable)?,
            _ => {}
        }
    }
    if file.is_empty() {
        return page(
            &state,
            lang,
            StatusCode::BAD_REQUEST,
            context! { no_file => true },
        );
    }
    let email = match email.trim() {
        "" => None,
        text => match text.parse() {
            Ok(email) => Some(email),
            Err(_) => {
                return page(
                    &state,
                    lang,
                    StatusCode::BAD_REQUEST,
                    context! { bad_email => true },
                );
            }
        },
    };
    let report = examine(&state, file.to_vec(), email).await?;
    page(
        &state,
        lang,
        StatusCode::OK,
        context! { report => shown(&report, lang), uploaded => true },
    )
}

fn page(state: &AppState, lang: Lang, status: StatusCode, values: Value) -> Result<Response, ApiError> {
    let base =
        context! { issuer => state.issuing.name().as_str(), origin => state.issuing.origin().as_str() };
    let page = pages::render(
        "verify.html",
        include_str!("verify.html"),
        lang,
        context! { ..base, ..values },
    )?;
    Ok((status, page).into_response())
}

/// A report as the page shows it.
fn shown(report: &Report, lang: Lang) -> Value {
    let outcome = report.outcome();
    let french = lang == Lang::Fr;
    let steps: Vec<Value> = report
        .answers()
        .map(|(step, answer)| {
            let why = answer
                .explanation()
                .map(|(_, en, fr)| if french { fr } else { en });
            context! {
                name => if french { step.french().to_owned() } else { step.to_string() },
                answer => word(answer, lang), kind => answer.as_str(), why,
            }
        })
        .collect();
    // Nothing of a certificate whose signatures aren't good is repeated.
    let certificate = report.credential().map(|credential| {
        context! {
            title => credential.name().as_str(),
            description => credential.achievement().description().as_str(),
            criteria => credential.achievement().id().as_str(),
            score => credential.score().to_string(),
            awarded => credential.awarded().to_string(),
            issued => credential.valid_from().to_string(),
            until => credential.valid_until().map(|until| until.to_string()),
            did => credential.issuer().as_str(),
        }
    });
    context! {
        outcome => outcome.as_str(),
        message => match (french, outcome) { (true, outcome) => outcome.french(), (false, outcome) => outcome.to_string() },
        valid => outcome == Outcome::Valid,
        steps, certificate,
        issuer_name => report.issuer_name().map(spyrales_credential::Text::as_str),
    }
}

fn word(answer: &Answer, lang: Lang) -> &'static str {
    match (answer, lang) {
        (Answer::Passed, Lang::Fr) => "vérifié",
        (Answer::Passed, Lang::En) => "passed",
        (Answer::Failed(_), Lang::Fr) => "refusé",
        (Answer::Failed(_), Lang::En) => "failed",
        (Answer::NotChecked(_), Lang::Fr) => "non contrôlé",
        (Answer::NotChecked(_), Lang::En) => "not checked",
        (Answer::Unknown(_), Lang::Fr) => "inconnu",
        (Answer::Unknown(_), Lang::En) => "unknown",
    }
}
