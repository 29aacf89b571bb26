//! `/admin/organisations`: who employs people, and how many of theirs do something.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use serde::Deserialize;
use spyrales_core::id::OrganisationId;
use spyrales_core::siret::{Siret, SiretError};
use spyrales_core::store::{
    Headcount, NewOrganisation, Organisation, OrganisationRemoved, OrganisationSaved,
};

use crate::error::ApiError;
use crate::extract::{InPath, InQuery};
use crate::state::AppState;
use crate::web::describe;
use crate::web::frame::{AdministratorPage, Frame, private};

/// Organisations on a page.
const LISTED: u32 = 50;
/// Organisations that a form suggests, at most.
const SUGGESTED: u32 = 1000;
/// How long ago somebody may have handed something in to be called active, in days.
const LATELY: u32 = 30;

/// What a form for an organisation's name suggests; any other may be named as well.
pub(super) async fn suggested(state: &AppState) -> Result<Vec<Organisation>, ApiError> {
    let found = state
        .app
        .store
        .reader()
        .await?
        .find_organisations("", None, SUGGESTED)
        .await?;
    Ok(found.into_iter().map(|(organisation, _)| organisation).collect())
}

/// The organisation that a form names, by its name or a number of its; none where nothing is written.
pub(super) async fn named(
    state: &AppState,
    text: &str,
) -> Result<Result<Option<OrganisationId>, Fault>, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Ok(None));
    }
    let found = state.app.store.reader().await?.organisation_called(text).await?;
    Ok(match found {
        Some(organisation) => Ok(Some(organisation.id)),
        None => Err(Fault::new("unknown", text.to_owned())),
    })
}

#[derive(Default, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// What an organisation is to be, as it was written.
#[derive(Default, Deserialize)]
pub(super) struct Wish {
    name: String,
    /// Numbers, one on a line.
    sirets: String,
}

impl Wish {
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

    /// Nothing is stored of a wish that is wrong in one place.
    fn read(&self, id: OrganisationId) -> Result<NewOrganisation, Fault> {
        let name = self.name.trim().to_owned();
        if !NewOrganisation::is_name(&name) {
            return Err(Fault::new("name", name));
        }
        let lines = self.sirets.split(['\n', ',', ';']).map(str::trim);
        let sirets = lines.filter(|line| !line.is_empty()).map(|line| {
            line.parse().map_err(|error| match error {
                SiretError::Form(text) => Fault::new("siret", text),
                SiretError::CheckDigit(text) => Fault::new("check-digit", text),
            })
        });
        Ok(NewOrganisation {
            id,
            name,
            sirets: sirets.collect::<Result<_, _>>()?,
        })
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

/// The organisation, or why it isn't as was wished.
fn outcome(saved: OrganisationSaved) -> Result<Result<Organisation, Fault>, ApiError> {
    Ok(match saved {
        OrganisationSaved::Saved(organisation) => Ok(organisation),
        OrganisationSaved::NameTaken(other) => Err(Fault::taken("name-taken", other.name.clone(), other)),
        OrganisationSaved::SiretTaken(siret, other) => {
            Err(Fault::taken("siret-taken", siret.to_string(), other))
        }
        OrganisationSaved::Unknown => return Err(ApiError::UnknownAddress),
    })
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
    wish: Wish,
    fault: Option<Fault>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(search): InQuery<Search>,
) -> Result<Response, ApiError> {
    write(&state, &frame, search, Wish::default(), None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    search: Search,
    wish: Wish,
    fault: Option<Fault>,
) -> Result<Response, ApiError> {
    let q = search.q.trim();
    let after = search.after.as_deref();
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
            describe::query(&[("q", q), ("after", &last.name)])
        )),
        _ => None,
    };
    let status = status(fault.as_ref());
    let page = OrganisationsPage {
        f,
        q,
        found,
        more,
        wish,
        fault,
    };
    private(status, &page)
}

pub(super) async fn add(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    Form(wish): Form<Wish>,
) -> Result<Response, ApiError> {
    let now = state.app.clock.now();
    let id = state.app.rng.with(|rng| OrganisationId::new(now, rng));
    let made = match wish.read(id) {
        Ok(new) => outcome({
            let mut tx = state.app.store.begin("add_organisation").await?;
            let done = tx.add_organisation(new, &user.name, now).await?;
            tx.commit().await?;
            done
        })?,
        Err(fault) => Err(fault),
    };
    match made {
        Ok(made) => Ok(Redirect::to(&format!("/admin/organisations/{}", made.id)).into_response()),
        Err(fault) => write(&state, &frame, Search::default(), wish, Some(fault)).await,
    }
}

#[derive(Template)]
#[template(path = "admin/organisation.html")]
struct OrganisationPage<'a> {
    f: &'a Frame,
    organisation: &'a Organisation,
    headcount: Headcount,
    lately: usize,
    wish: Wish,
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
    wish: Option<Wish>,
    fault: Option<Fault>,
    into: &str,
) -> Result<Response, ApiError> {
    let organisation = state.app.store.reader().await?.organisation(id).await?;
    let organisation = organisation.ok_or(ApiError::UnknownAddress)?;
    let since = state.app.clock.now() - SignedDuration::from_hours(24 * i64::from(LATELY));
    let mut organisations = suggested(state).await?;
    organisations.retain(|other| other.id != id);
    let status = status(fault.as_ref());
    let page = OrganisationPage {
        f,
        headcount: state.app.store.reader().await?.headcount(id, since).await?,
        lately: LATELY as usize,
        wish: wish.unwrap_or_else(|| Wish::of(&organisation)),
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
    Form(wish): Form<Wish>,
) -> Result<Response, ApiError> {
    let now = state.app.clock.now();
    let changed = match wish.read(id) {
        Ok(new) => outcome({
            let mut tx = state.app.store.begin("change_organisation").await?;
            let done = tx.change_organisation(new, &user.name, now).await?;
            tx.commit().await?;
            done
        })?,
        Err(fault) => Err(fault),
    };
    match changed {
        Ok(_) => Ok(Redirect::to(&format!("/admin/organisations/{id}")).into_response()),
        Err(fault) => write_one(&state, &frame, id, Some(wish), Some(fault), "").await,
    }
}

#[derive(Deserialize)]
pub(super) struct Removal {
    /// The name of the one that it becomes part of, or a number of its; empty for none.
    into: String,
}

pub(super) async fn remove(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<OrganisationId>,
    Form(Removal { into }): Form<Removal>,
) -> Result<Response, ApiError> {
    let refuse = async |fault| write_one(&state, &frame, id, None, Some(fault), &into).await;
    let heir = match named(&state, &into).await? {
        Ok(heir) if heir == Some(id) => return refuse(Fault::new("itself", into.clone())).await,
        Ok(heir) => heir,
        Err(fault) => return refuse(fault).await,
    };
    let now = state.app.clock.now();
    match {
        let mut tx = state.app.store.begin("remove_organisation").await?;
        let done = tx.remove_organisation(id, heir, &user.name, now).await?;
        tx.commit().await?;
        done
    } {
        OrganisationRemoved::Removed => {
            let next = heir.map_or_else(String::new, |heir| format!("/{heir}"));
            Ok(Redirect::to(&format!("/admin/organisations{next}")).into_response())
        }
        OrganisationRemoved::HasMembers(members) => {
            refuse(Fault::new("has-members", members.to_string())).await
        }
        OrganisationRemoved::Unknown => Err(ApiError::UnknownAddress),
    }
}
