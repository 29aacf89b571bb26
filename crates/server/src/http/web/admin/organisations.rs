//! `/admin/organisations`: who employs people, and how many of theirs do something.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use serde::Deserialize;
use spyrales_app::organisations::{RemoveOrganisationError, SaveOrganisationError};
use spyrales_core::id::OrganisationId;
use spyrales_core::organisation::{Kept, Taken};
use spyrales_core::siret::{Siret, SiretError};
use spyrales_core::store::{Headcount, Organisation, Reader, StoreError};

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::uri;
use crate::http::web::frame::{AdministratorPage, Frame, private};

/// Organisations on a page.
const LISTED: u32 = 50;
/// Organisations that a form suggests, at most.
const SUGGESTED: u32 = 1000;
/// How long ago somebody may have submitted something to be called active, in days.
const LATELY: u32 = 30;

/// What a form for an organisation's name suggests; any other may be named as well.
pub(super) async fn suggested(reader: &mut dyn Reader) -> Result<Vec<Organisation>, ApiError> {
    let found = reader.find_organisations("", None, SUGGESTED).await?;
    Ok(found.into_iter().map(|(organisation, _)| organisation).collect())
}

/// The organisation that a form names, by its name or a number of its; none where nothing is written.
pub(super) async fn named(state: &AppState, text: &str) -> Result<Option<OrganisationId>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match state.app.organisation_called(text).await? {
        Some(organisation) => Ok(Some(organisation.id)),
        None => Err(Fault::new("unknown", text.to_owned()).into()),
    }
}

#[derive(Default, Deserialize)]
pub(super) struct OrganisationsQuery {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// What an organisation is to be, as it was written.
#[derive(Default, Deserialize)]
pub(super) struct OrganisationForm {
    name: String,
    /// Numbers, one on a line.
    sirets: String,
}

impl OrganisationForm {
    fn of(organisation: &Organisation) -> Self {
        let sirets: Vec<String> = organisation.sirets.iter().map(Siret::to_string).collect();
        Self {
            name: organisation.name.clone(),
            sirets: sirets.join("\n"),
        }
    }

    /// How many lines the numbers take, and one more for another; at most what fits on a screen.
    fn rows(&self) -> usize {
        (self.sirets.lines().count() + 1).clamp(3, 12)
    }

    /// The numbers; none where one of them is wrong.
    fn sirets(&self) -> Result<Vec<Siret>, Fault> {
        let lines = self.sirets.split(['\n', ',', ';']).map(str::trim);
        let sirets = lines.filter(|line| !line.is_empty()).map(|line| {
            line.parse().map_err(|error| match error {
                SiretError::Form(text) => Fault::new("siret", text),
                SiretError::CheckDigit(text) => Fault::new("check-digit", text),
            })
        });
        sirets.collect()
    }
}

/// What was wrong with a form.
pub(super) struct Fault {
    /// The end of a key.
    pub(super) key: &'static str,
    /// What was written.
    pub(super) text: String,
    /// Who has it.
    pub(super) other: Option<Organisation>,
}

impl Fault {
    fn new(key: &'static str, text: String) -> Self {
        Self {
            key,
            text,
            other: None,
        }
    }

    fn taken(key: &'static str, text: String, other: Organisation) -> Self {
        Self {
            other: Some(other),
            ..Self::new(key, text)
        }
    }
}

/// Why a form isn't done.
pub(super) enum Refusal {
    /// It is shown again, with what was wrong.
    Fault(Fault),
    /// Another problem.
    Failed(ApiError),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<SaveOrganisationError> for Refusal {
    fn from(error: SaveOrganisationError) -> Self {
        match error {
            SaveOrganisationError::Name(name) => Fault::new("name", name).into(),
            SaveOrganisationError::Taken(Taken::Name(other)) => {
                Fault::taken("name-taken", other.name.clone(), other).into()
            }
            SaveOrganisationError::Taken(Taken::Siret(siret, other)) => {
                Fault::taken("siret-taken", siret.to_string(), other).into()
            }
            SaveOrganisationError::Unknown(error) => Self::Failed(error.into()),
            SaveOrganisationError::Store(error) => error.into(),
        }
    }
}

pub(super) fn status(fault: Option<&Fault>) -> StatusCode {
    fault.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY)
}

#[derive(Template)]
#[template(path = "admin/organisations.html")]
struct OrganisationsPage<'a> {
    f: &'a Frame,
    q: &'a str,
    /// Each with the number of its members.
    found: Vec<(Organisation, u64)>,
    /// The address of the next ones, if there may be some.
    more: Option<String>,
    /// What the form begins with.
    form: OrganisationForm,
    fault: Option<Fault>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(query): InQuery<OrganisationsQuery>,
) -> Result<Response, ApiError> {
    write(&state, &frame, query, OrganisationForm::default(), None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    query: OrganisationsQuery,
    form: OrganisationForm,
    fault: Option<Fault>,
) -> Result<Response, ApiError> {
    let q = query.q.trim();
    let after = query.after.as_deref();
    let found = state
        .app
        .store
        .reader()
        .await?
        .find_organisations(q, after, LISTED)
        .await?;
    let more = match found.last() {
        Some((last, _)) if found.len() == LISTED as usize => Some(format!(
            "/admin/organisations?{}",
            uri::query(&[("q", q), ("after", &last.name)])
        )),
        _ => None,
    };
    let status = status(fault.as_ref());
    let page = OrganisationsPage {
        f,
        q,
        found,
        more,
        form,
        fault,
    };
    private(status, &page)
}

pub(super) async fn add(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    Form(form): Form<OrganisationForm>,
) -> Result<Response, ApiError> {
    let add = async || -> Result<Organisation, Refusal> {
        let (name, sirets) = (form.name.trim(), form.sirets()?);
        Ok(state.app.add_organisation(&user.name, name, sirets).await?)
    };
    match add().await {
        Ok(made) => Ok(Redirect::to(&format!("/admin/organisations/{}", made.id)).into_response()),
        Err(Refusal::Fault(fault)) => {
            write(&state, &frame, OrganisationsQuery::default(), form, Some(fault)).await
        }
        Err(Refusal::Failed(error)) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "admin/organisation.html")]
struct OrganisationPage<'a> {
    f: &'a Frame,
    organisation: &'a Organisation,
    headcount: Headcount,
    lately: usize,
    form: OrganisationForm,
    fault: Option<Fault>,
    /// What was written for the one that it becomes part of.
    into: &'a str,
    /// Those that it may become part of.
    organisations: Vec<Organisation>,
}

impl OrganisationPage<'_> {
    /// A number, unless it's so small that it would tell of somebody.
    fn told(&self, number: &u64) -> String {
        match Headcount::told(*number) {
            Some(number) => number.to_string(),
            None => self.f.n("organisation-few", Headcount::SMALLEST_TOLD as usize),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InPath(id): InPath<OrganisationId>,
) -> Result<Response, ApiError> {
    write_one(&state, &frame, id, None, None, "").await
}

async fn write_one(
    state: &AppState,
    f: &Frame,
    id: OrganisationId,
    form: Option<OrganisationForm>,
    fault: Option<Fault>,
    into: &str,
) -> Result<Response, ApiError> {
    let since = state.app.clock.now() - SignedDuration::from_hours(24 * i64::from(LATELY));
    let mut reader = state.app.store.reader().await?;
    let organisation = reader.organisation(id).await?;
    let organisation = organisation.ok_or(ApiError::UnknownAddress)?;
    let headcount = reader.headcount(id, since).await?;
    let mut organisations = suggested(&mut *reader).await?;
    drop(reader);
    organisations.retain(|other| other.id != id);
    let status = status(fault.as_ref());
    let page = OrganisationPage {
        f,
        headcount,
        lately: LATELY as usize,
        form: form.unwrap_or_else(|| OrganisationForm::of(&organisation)),
        organisation: &organisation,
        fault,
        into,
        organisations,
    };
    private(status, &page)
}

pub(super) async fn change(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<OrganisationId>,
    Form(form): Form<OrganisationForm>,
) -> Result<Response, ApiError> {
    let change = async || -> Result<Organisation, Refusal> {
        let (name, sirets) = (form.name.trim(), form.sirets()?);
        let changed = state.app.change_organisation(&user.name, id, name, sirets);
        Ok(changed.await?)
    };
    match change().await {
        Ok(_) => Ok(Redirect::to(&format!("/admin/organisations/{id}")).into_response()),
        Err(Refusal::Fault(fault)) => write_one(&state, &frame, id, Some(form), Some(fault), "").await,
        Err(Refusal::Failed(error)) => Err(error),
    }
}

#[derive(Deserialize)]
pub(super) struct RemovalForm {
    /// The name of the one that it becomes part of, or a number of its; empty for none.
    into: String,
}

pub(super) async fn remove(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<OrganisationId>,
    Form(RemovalForm { into }): Form<RemovalForm>,
) -> Result<Response, ApiError> {
    let remove = async || -> Result<Option<OrganisationId>, Refusal> {
        let heir = named(&state, &into).await?;
        match state.app.remove_organisation(&user.name, id, heir).await {
            Ok(()) => Ok(heir),
            Err(RemoveOrganisationError::Kept(Kept::Itself)) => {
                Err(Fault::new("itself", into.clone()).into())
            }
            Err(RemoveOrganisationError::Kept(Kept::HasMembers(members))) => {
                Err(Fault::new("has-members", members.to_string()).into())
            }
            Err(RemoveOrganisationError::Unknown(error)) => Err(Refusal::Failed(error.into())),
            Err(RemoveOrganisationError::Store(error)) => Err(error.into()),
        }
    };
    match remove().await {
        Ok(heir) => {
            let next = heir.map_or_else(String::new, |heir| format!("/{heir}"));
            Ok(Redirect::to(&format!("/admin/organisations{next}")).into_response())
        }
        Err(Refusal::Fault(fault)) => write_one(&state, &frame, id, None, Some(fault), &into).await,
        Err(Refusal::Failed(error)) => Err(error),
    }
}
