//! `/verify` and `/verify/{id}`: the page that a certificate's QR code leads to, and that takes a file.

use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use spyrales_app::certificates::{Holder, ReadCertificateError};
use spyrales_core::id::CredentialId;
use spyrales_core::text::Lang;
use spyrales_credential::{Outcome, Report};

use super::counted::Counted;
use super::credentials::ShareQuery;
use crate::http::edge::auth::Visitor;
use crate::http::edge::body;
use crate::http::edge::client::VerifyingClient;
use crate::http::edge::error::ApiError;
use crate::http::edge::examine::{EmailCheck, examine};
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::web::{Frame, Viewer, page};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/verify", get(show_form).post(verify_upload))
        .route("/verify/{id}", get(verify_stored).post(verify_upload))
        .layer(middleware::from_fn(body::file))
}

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage<'a> {
    f: &'a Frame,
    now: Timestamp,
    /// What is wrong with what was asked: a class and a text.
    told: Option<(&'static str, String)>,
    report: Option<Shown>,
    /// The certificate's id, when it was asked for by it.
    id: Option<CredentialId>,
    holder: Option<String>,
    link_withdrawn: bool,
    /// What was done to earn it, for whoever may see that.
    counted: Vec<Counted>,
}

/// A report as the page shows it.
struct Shown {
    outcome: &'static str,
    class: &'static str,
    message: String,
    /// Why, in the words of the step that decided.
    why: Option<String>,
    steps: Vec<Step>,
    /// Nothing of a certificate whose signatures aren't good is repeated.
    certificate: Option<Certificate>,
    issuer_name: Option<String>,
}

/// One of the answers.
struct Step {
    /// The end of the key of the question that it answers.
    id: &'static str,
    name: String,
    kind: &'static str,
    why: Option<String>,
}

struct Certificate {
    title: String,
    description: String,
    criteria: String,
    score: String,
    awarded: String,
    issued: String,
    until: Option<String>,
    did: String,
}

impl<'a> VerifyPage<'a> {
    fn new(state: &AppState, f: &'a Frame) -> Self {
        Self {
            f,
            now: state.app.clock.now(),
            told: None,
            report: None,
            id: None,
            holder: None,
            link_withdrawn: false,
            counted: Vec::new(),
        }
    }

    fn answer(&self, status: StatusCode) -> Result<Response, ApiError> {
        Ok((status, page(self)?).into_response())
    }

    /// The form alone, with what is wrong.
    fn refuse(mut self, status: StatusCode, class: &'static str, text: String) -> Result<Response, ApiError> {
        self.told = Some((class, text));
        self.answer(status)
    }
}

async fn show_form(State(state): State<AppState>, Viewer(f): Viewer) -> Result<Response, ApiError> {
    VerifyPage::new(&state, &f).answer(StatusCode::OK)
}

/// A certificate that was issued here, by its id alone.
async fn verify_stored(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    Visitor(visitor): Visitor,
    InPath(id): InPath<String>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<Response, ApiError> {
    let mut page = VerifyPage::new(&state, &f);
    let stored = match id.parse::<CredentialId>() {
        Ok(id) => state.app.store.reader().await?.credential(id).await?,
        Err(_) => None,
    };
    let Some(stored) = stored else {
        return page.refuse(StatusCode::NOT_FOUND, "wrong", f.a("verify-unknown", "id", id));
    };
    if stored.is_erased() {
        return page.refuse(StatusCode::GONE, "", f.t("verify-erased"));
    }
    // The cookie tells who is signed in, the token which program asks.
    let visitor = visitor.or_else(|| f.user.clone());
    let visitor = visitor.map(|visitor| visitor.id);
    let holder = match state.app.holder_of(&stored, visitor, share.secret()).await {
        Ok(holder) => holder,
        Err(ReadCertificateError::LinkWithdrawn) => {
            page.link_withdrawn = true;
            Holder::Hidden
        }
        Err(error) => return Err(error.into()),
    };
    page.holder = holder.name().map(str::to_owned);
    page.id = Some(stored.id);
    if let Holder::Trusted(_) = holder {
        let counted = state.app.counted_exercises(&stored).await?.into_iter();
        page.counted = counted.map(|one| Counted::of(one, f.lang)).collect();
    }
    let report = examine(&state, stored.document, None).await?;
    page.report = Some(Shown::of(&report, &f));
    page.answer(StatusCode::OK)
}

/// A file that somebody has: JSON, PNG, SVG, PDF or bundle. Nothing of it is kept.
async fn verify_upload(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    VerifyingClient(client): VerifyingClient,
    mut form: Multipart,
) -> Result<Response, ApiError> {
    let (mut file, mut email) = (Bytes::new(), String::new());
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("file") => file = field.bytes().await?,
            Some("email") => email = field.text().await?,
            _ => {}
        }
    }
    let mut page = VerifyPage::new(&state, &f);
    if file.is_empty() {
        return page.refuse(StatusCode::BAD_REQUEST, "wrong", f.t("verify-no-file"));
    }
    let email = match email.trim() {
        "" => None,
        text => match text.parse() {
            Ok(email) => Some(EmailCheck { email, client }),
            Err(_) => return page.refuse(StatusCode::BAD_REQUEST, "wrong", f.t("verify-bad-email")),
        },
    };
    let report = examine(&state, file.to_vec(), email).await?;
    page.report = Some(Shown::of(&report, &f));
    page.answer(StatusCode::OK)
}

impl Shown {
    fn of(report: &Report, f: &Frame) -> Self {
        let outcome = report.outcome();
        let french = f.lang == Lang::Fr;
        let steps = report.answers().map(|(step, answer)| Step {
            id: step.as_str(),
            name: if french {
                step.french().to_owned()
            } else {
                step.to_string()
            },
            kind: answer.as_str(),
            why: answer
                .explanation()
                .map(|(_, en, fr)| if french { fr } else { en }),
        });
        let certificate = report.credential().map(|credential| Certificate {
            title: credential.name().as_str().to_owned(),
            description: credential.achievement().description().as_str().to_owned(),
            criteria: credential.achievement().id().as_str().to_owned(),
            score: credential.score().to_string(),
            awarded: f.time(&credential.awarded().timestamp()),
            issued: f.time(&credential.valid_from().timestamp()),
            until: credential.valid_until().map(|until| f.time(&until.timestamp())),
            did: credential.issuer().as_str().to_owned(),
        });
        let decisive = match outcome {
            Outcome::Valid => None,
            Outcome::Invalid(step) | Outcome::Incomplete(step) => Some(step),
        };
        Self {
            outcome: outcome.as_str(),
            class: match outcome {
                Outcome::Valid => "right",
                Outcome::Invalid(_) => "wrong",
                Outcome::Incomplete(_) => "",
            },
            message: if french {
                outcome.french()
            } else {
                outcome.to_string()
            },
            why: decisive.and_then(|decisive| {
                let (_, answer) = report.answers().find(|(step, _)| *step == decisive)?;
                let (_, en, fr) = answer.explanation()?;
                Some(if french { fr } else { en })
            }),
            steps: steps.collect(),
            certificate,
            issuer_name: report.issuer_name().map(|name| name.as_str().to_owned()),
        }
    }
}
