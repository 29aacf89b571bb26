//! Beginning a re-grade: which corrected version, and what is done with which exercise.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_core::id::RegradeId;
use spyrales_core::pack::Pack;
use spyrales_core::regrade::{Comparison, Treatment, compare};
use spyrales_core::store::{NewRegrade, RegradeStarted, StoredPack, VersionRef};

use super::address;
use crate::error::ApiError;
use crate::extract::{InPath, InQuery};
use crate::state::AppState;
use crate::web::describe::in_path;
use crate::web::frame::{Frame, TrainerPage, private};

/// What begins the name of the field that says what is done with an exercise.
const FIELD: &str = "do-";

/// A version, and those that may correct it.
struct Versions {
    from: StoredPack,
    old: Arc<Pack>,
    /// Later published versions, the highest first.
    later: Vec<StoredPack>,
    address: String,
}

impl Versions {
    async fn find(state: &AppState, id: &str, version: &str) -> Result<Self, ApiError> {
        let unknown = || ApiError::UnknownPack(format!("{id} {version}"));
        let mut versions: Vec<StoredPack> = state
            .app
            .store
            .reader()
            .await?
            .pack_versions()
            .await?
            .into_iter()
            .map(|version| version.pack)
            .filter(|pack| pack.id == id)
            .collect();
        // The highest stands first.
        let at = versions.iter().position(|pack| pack.version == version);
        let mut rest = versions.split_off(at.ok_or_else(unknown)?);
        let from = rest.swap_remove(0);
        Ok(Self {
            old: state.app.catalog.pack(from.digest).await?.ok_or_else(unknown)?,
            address: format!("/training/packs/{}/{}/regrade", in_path(id), in_path(version)),
            later: versions,
            from,
        })
    }

    /// The version with a number; the highest later one when none is named.
    fn corrected(&self, version: Option<&str>) -> Option<&StoredPack> {
        match version {
            Some(version) => self.later.iter().find(|pack| pack.version == version),
            None => self.later.first(),
        }
    }
}

/// An exercise on the form.
struct Row {
    id: String,
    title: String,
    submissions: usize,
    people: usize,
    /// What the corrected version changes, if there is one: the end of a key.
    changed: &'static str,
    /// Whether it can be graded by that version.
    gradable: bool,
    choice: &'static str,
}

#[derive(Template)]
#[template(path = "training/regrade_form.html")]
struct FormPage<'a> {
    f: &'a Frame,
    versions: &'a Versions,
    title: &'a str,
    to: Option<&'a StoredPack>,
    rows: Vec<Row>,
    reason: &'a str,
    longest: usize,
    /// What was wrong with what was sent, as the end of a key.
    error: Option<&'static str>,
    /// A re-grade of this version that is open.
    open: Option<String>,
}

#[derive(Deserialize)]
pub(in crate::web::training) struct Wish {
    to: Option<String>,
}

pub(in crate::web::training) async fn form(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
    InQuery(wish): InQuery<Wish>,
) -> Result<Response, ApiError> {
    let versions = Versions::find(&state, &pack, &version).await?;
    let to = versions.corrected(wish.to.as_deref());
    write(&state, &frame, &versions, to, &HashMap::new(), None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    versions: &Versions,
    to: Option<&StoredPack>,
    sent: &HashMap<String, String>,
    error: Option<&'static str>,
) -> Result<Response, ApiError> {
    let new = match to {
        Some(to) => state.app.catalog.pack(to.digest).await?,
        None => None,
    };
    let mut rows = Vec::new();
    for one in state
        .app
        .store
        .reader()
        .await?
        .handed_in(versions.from.digest)
        .await?
    {
        let Some(old) = versions.old.exercise(&one.exercise) else {
            continue;
        };
        let comparison = new.as_ref().map(|new| compare(old, new.exercise(&old.id)));
        let chosen = sent
            .get(&format!("{FIELD}{}", old.id))
            .and_then(|name| Treatment::named(name));
        let proposed =
            (sent.is_empty() && comparison == Some(Comparison::Checks)).then_some(Treatment::Grade);
        rows.push(Row {
            id: old.id.clone(),
            title: old.title.get(f.lang).to_owned(),
            submissions: usize::try_from(one.submissions).unwrap_or(usize::MAX),
            people: usize::try_from(one.people).unwrap_or(usize::MAX),
            changed: comparison.map_or("same", word),
            gradable: comparison.is_some_and(|comparison| comparison != Comparison::Gone),
            choice: chosen.or(proposed).map_or("nothing", Treatment::name),
        });
    }
    let regrades = state
        .app
        .store
        .reader()
        .await?
        .regrades(&versions.from.id)
        .await?;
    let open = regrades
        .iter()
        .find(|regrade| regrade.end.is_none() && regrade.from.digest == versions.from.digest);
    let page = FormPage {
        f,
        title: versions.old.title.get(f.lang),
        versions,
        to,
        rows,
        reason: sent.get("reason").map_or("", String::as_str),
        longest: NewRegrade::LONGEST_REASON,
        error,
        open: open.map(|regrade| address(regrade.id)),
    };
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(status, &page)
}

/// What a corrected version changes, as the end of a key.
fn word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Same => "same",
        Comparison::Checks => "checks",
        Comparison::Task => "task",
        Comparison::Gone => "gone",
    }
}

pub(in crate::web::training) async fn start(
    State(state): State<AppState>,
    TrainerPage { frame, user }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response, ApiError> {
    let versions = Versions::find(&state, &pack, &version).await?;
    let to = sent.get("to").and_then(|to| versions.corrected(Some(to)));
    let exercises = exercises(&state, &versions, to, &sent).await?;
    if exercises.is_empty() {
        return write(&state, &frame, &versions, to, &sent, Some("exercises")).await;
    }
    let reason = sent.get("reason").and_then(|reason| NewRegrade::reason(reason));
    let Some(reason) = reason else {
        return write(&state, &frame, &versions, to, &sent, Some("reason")).await;
    };
    let now = state.app.clock.now();
    let id = state.app.rng.with(|rng| RegradeId::new(now, rng));
    let version = |pack: &StoredPack| VersionRef {
        version: pack.version.clone(),
        digest: pack.digest,
    };
    let grades = exercises.values().any(|treatment| *treatment == Treatment::Grade);
    let new = NewRegrade {
        id,
        pack,
        from: version(&versions.from),
        to: to.filter(|_| grades).map(version),
        exercises,
        reason,
        by: user.name,
    };
    let id = match {
        let mut tx = state.app.store.begin("start_regrade").await?;
        let done = tx.start_regrade(new, now).await?;
        tx.commit().await?;
        done
    } {
        RegradeStarted::Started => {
            tracing::info!(regrade = %id, "started a re-grade");
            state.app.notices.arrived();
            id
        }
        // Somebody was faster: this is what they see.
        RegradeStarted::Open(open) => open,
    };
    Ok(Redirect::to(&address(id)).into_response())
}

/// What was chosen, without what can't be done.
async fn exercises(
    state: &AppState,
    versions: &Versions,
    to: Option<&StoredPack>,
    sent: &HashMap<String, String>,
) -> Result<BTreeMap<String, Treatment>, ApiError> {
    let new = match to {
        Some(to) => state.app.catalog.pack(to.digest).await?,
        None => None,
    };
    let chosen = sent.iter().filter_map(|(field, choice)| {
        let old = versions.old.exercise(field.strip_prefix(FIELD)?)?;
        let treatment = Treatment::named(choice)?;
        let possible = match treatment {
            Treatment::Neutralise => true,
            Treatment::Grade => new
                .as_ref()
                .is_some_and(|new| compare(old, new.exercise(&old.id)) != Comparison::Gone),
        };
        possible.then(|| (old.id.clone(), treatment))
    });
    Ok(chosen.collect())
}
