//! `/me`: how far one has come, what is missing for the next level, and the certificates that are one's own.

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use spyrales_core::id::{CredentialId, ShareLinkId};
use spyrales_core::level::Level;
use spyrales_core::score::{LevelScore, SegmentScore};
use spyrales_core::store::{ShareLink, StatusEvent, StoredCredential, User};

use super::describe;
use super::exercises::{Card, cards};
use super::frame::{Frame, SignedIn, page};
use super::regrade_notices::{self, Notice};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::edge::uri;
use crate::http::edge::wire::status_word;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/me", get(show))
        .route("/me/certificates", post(ask))
        .route("/me/certificates/{id}/name", post(show_name))
        .route("/me/certificates/{id}/links", post(share))
        .route("/me/certificates/{id}/links/{link}/withdraw", post(withdraw))
        .route("/me/regrades/{id}/read", post(regrade_notices::read))
        .route("/me/archive", get(archive))
}

/// A segment on the page.
struct SegmentRow {
    id: String,
    name: String,
    level: Option<Level>,
    levels: Vec<LevelCell>,
    next: Option<NextStep>,
}

/// How far one is on a level of a segment.
struct LevelCell {
    level: Level,
    /// What the solved exercises are worth.
    percent: String,
    /// What is earned, partial points included.
    points: String,
    /// Width of the chart's bar, out of 100.
    width: u16,
    threshold: u16,
    done: usize,
    total: usize,
    reached: bool,
    /// Whether a certificate was issued for it.
    certified: bool,
}

/// What is missing for the next level.
struct NextStep {
    level: Level,
    solved: usize,
    total: usize,
    points: String,
    exercises: Vec<(String, String)>,
}

/// A certificate on the page.
struct Certificate {
    id: CredentialId,
    name: String,
    level: Level,
    issued: Timestamp,
    status: &'static str,
    name_shown: bool,
    links: Vec<ShareLink>,
    linkedin: String,
}

#[derive(Template)]
#[template(path = "journey.html")]
struct JourneyPage<'a> {
    f: &'a Frame,
    user: &'a User,
    segments: Vec<SegmentRow>,
    begun: usize,
    certificates: Vec<Certificate>,
    notices: Vec<(StatusEvent, &'static str)>,
    /// What re-grades changed.
    regrades: Vec<Notice>,
    /// A link that was made just now; it is never shown again.
    new_link: Option<String>,
    /// What they said is wrong, and what was answered.
    reports: Vec<super::training::Row>,
}

impl JourneyPage<'_> {
    /// Whether something was told of that they have read.
    fn has_read(&self) -> bool {
        self.regrades.iter().any(|notice| notice.read)
    }
}

async fn show(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
) -> Result<Response, ApiError> {
    write(&state, &frame, &user, None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    user: &User,
    new_link: Option<String>,
) -> Result<Response, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let held = reader.credentials(user.id).await?;
    let notices = reader.status_events_of(user.id).await?;
    let reported = reader.reports_of(user.id).await?;
    drop(reader);
    let standing = state.app.standing(user.id).await?;
    let all = cards(state, f).await?;
    let segments: Vec<SegmentRow> = standing
        .scores()
        .iter()
        .filter(|score| score.levels.iter().any(|level| level.exercises_total > 0))
        .map(|score| SegmentRow::of(score, state, f, &all, &held))
        .collect();
    let mut reports = Vec::new();
    for report in reported {
        reports.push(super::training::report(state, f, report).await?);
    }
    let template = JourneyPage {
        f,
        user,
        begun: all.iter().filter(|card| card.is_begun()).count(),
        segments,
        certificates: certificates(state, f, user, held).await?,
        notices: notices
            .into_iter()
            .map(|event| {
                let change = event.change.name();
                (event, change)
            })
            .collect(),
        regrades: regrade_notices::notices(state, f, user).await?,
        new_link,
        reports,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], page(&template)?).into_response())
}

impl SegmentRow {
    fn of(
        score: &SegmentScore,
        state: &AppState,
        f: &Frame,
        all: &[Card],
        held: &[StoredCredential],
    ) -> Self {
        let name = state.app.framework.segment(&score.segment);
        let title = |address: &str| {
            let card = all.iter().find(|card| card.address == address);
            card.map_or_else(|| address.to_owned(), |card| card.title.clone())
        };
        Self {
            id: score.segment.clone(),
            name: name.map_or_else(String::new, |segment| segment.name.get(f.lang).to_owned()),
            level: score.level,
            levels: score
                .levels
                .iter()
                .filter(|level| level.exercises_total > 0)
                .map(|level| LevelCell::of(level, f, &score.segment, held))
                .collect(),
            next: score.next.as_ref().map(|next| NextStep {
                level: next.level,
                solved: next.solved as usize,
                total: next.total as usize,
                points: f.points(&next.points),
                exercises: next
                    .exercises
                    .iter()
                    .map(|exercise| {
                        let address = super::exercises::address(&exercise.pack, &exercise.exercise);
                        (title(&address), address)
                    })
                    .collect(),
            }),
        }
    }
}

impl LevelCell {
    fn of(score: &LevelScore, f: &Frame, segment: &str, held: &[StoredCredential]) -> Self {
        let percent = |tenths: u16| describe::decimal(&(f64::from(tenths) / 10.0), f.lang);
        Self {
            level: score.level,
            percent: percent(score.percent_tenths),
            points: percent(score.points_tenths),
            width: score.percent_tenths / 10,
            threshold: score.threshold_tenths / 10,
            done: score.exercises_done as usize,
            total: score.exercises_total as usize,
            reached: score.reached,
            certified: held
                .iter()
                .any(|certificate| certificate.segment == segment && certificate.level == score.level),
        }
    }
}

async fn certificates(
    state: &AppState,
    f: &Frame,
    user: &User,
    held: Vec<StoredCredential>,
) -> Result<Vec<Certificate>, ApiError> {
    let mut shown = Vec::new();
    let mut reader = state.app.store.reader().await?;
    for certificate in held {
        let segment = state.app.framework.segment(&certificate.segment);
        let name = segment.map_or_else(String::new, |segment| segment.name.get(f.lang).to_owned());
        let last = reader.status_events(certificate.id).await?.pop();
        shown.push(Certificate {
            id: certificate.id,
            level: certificate.level,
            issued: certificate.issued,
            status: status_word(last.as_ref()),
            name_shown: reader.name_is_shown(certificate.id).await?,
            links: reader.share_links(certificate.id, user.id).await?,
            linkedin: linkedin(state, f, &certificate, &name),
            name,
        });
    }
    Ok(shown)
}

/// `LinkedIn`'s own form for adding a certification to a profile, filled in.
fn linkedin(state: &AppState, f: &Frame, certificate: &StoredCredential, name: &str) -> String {
    let issued = certificate.issued.to_zoned_datetime(TimeZone::UTC);
    let title = f.two(
        "certificate-title",
        "segment",
        name.to_owned(),
        "level",
        certificate.level.to_string(),
    );
    let id = certificate.id.to_string();
    let issuing = &state.certificates.issuing;
    let url = issuing.page(certificate.id);
    let query = uri::query(&[
        ("startTask", "CERTIFICATION_NAME"),
        ("name", &title),
        ("organizationName", issuing.name().as_str()),
        ("issueYear", &issued.year().to_string()),
        ("issueMonth", &issued.month().to_string()),
        ("certUrl", &url),
        ("certId", &id),
    ]);
    format!("https://www.linkedin.com/profile/add?{query}")
}

#[derive(Deserialize)]
struct AwardForm {
    segment: String,
    level: u8,
}

async fn ask(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    Form(form): Form<AwardForm>,
) -> Result<Redirect, ApiError> {
    state.certificates.award(&user, &form.segment, form.level).await?;
    Ok(Redirect::to("/me#certificates"))
}

#[derive(Deserialize)]
struct NameChoice {
    shown: bool,
}

async fn show_name(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<CredentialId>,
    Form(choice): Form<NameChoice>,
) -> Result<Redirect, ApiError> {
    state.app.show_name(id, user.id, choice.shown).await?;
    Ok(Redirect::to("/me#certificates"))
}

#[derive(Deserialize)]
struct LinkForm {
    days: u32,
}

async fn share(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    InPath(id): InPath<CredentialId>,
    Form(form): Form<LinkForm>,
) -> Result<Response, ApiError> {
    let (_, url) = state.certificates.share(id, user.id, Some(form.days)).await?;
    write(&state, &frame, &user, Some(url)).await
}

async fn withdraw(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath((_, link)): InPath<(CredentialId, ShareLinkId)>,
) -> Result<Redirect, ApiError> {
    state.app.withdraw_share_link(link, user.id).await?;
    Ok(Redirect::to("/me#certificates"))
}

async fn archive(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
) -> Result<Response, ApiError> {
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"spyrales.zip\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, state.certificates.archive(&user).await?).into_response())
}
