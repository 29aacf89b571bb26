//! `/admin/users`: accounts, their roles, their organisations and their passwords.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::store::{
    AuditAction, Identity, Membership, NewUser, Organisation, Placed, Role, RoleChange, StoreError,
    StoredCredential, StoredIdentity, User, UserSearch,
};
use spyrales_credential::Email;

use super::organisations::{self, Fault};
use crate::deeds;
use crate::error::ApiError;
use crate::extract::{InPath, InQuery};
use crate::state::AppState;
use crate::web::describe;
use crate::web::frame::{AdministratorPage, Frame, private};
use crate::web::session::NewPassword;
use spyrales_app::rng;

/// Accounts on a page.
const LISTED: u32 = 50;
/// Characters of a name, at most.
const LONGEST_NAME: usize = 200;

const ROLES: [Role; 3] = [Role::Agent, Role::Trainer, Role::Administrator];

#[derive(Default, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
    /// Only who belongs to it.
    organisation: Option<OrganisationId>,
    after: Option<String>,
}

/// A password that was made just now; it is never shown again.
struct Made {
    name: String,
    password: String,
}

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage<'a> {
    f: &'a Frame,
    q: &'a str,
    /// The one whose people are listed; everybody's where `None`.
    organisation: Option<Organisation>,
    users: Vec<User>,
    /// The address of the next accounts, if there may be some.
    more: Option<String>,
    /// What the form begins with.
    wish: Wish,
    /// What was wrong with it, as the end of a key.
    error: Option<&'static str>,
    made: Option<Made>,
    roles: [Role; 3],
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(search): InQuery<Search>,
) -> Result<Response, ApiError> {
    write(&state, &frame, search, Wish::default(), None, None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    search: Search,
    wish: Wish,
    error: Option<&'static str>,
    made: Option<Made>,
) -> Result<Response, ApiError> {
    let q = search.q.trim();
    let organisation = match search.organisation {
        None => None,
        Some(id) => Some(
            state
                .app
                .store
                .reader()
                .await?
                .organisation(id)
                .await?
                .ok_or(ApiError::UnknownAddress)?,
        ),
    };
    let filter = UserSearch {
        text: q,
        organisation: search.organisation,
        after: search.after.as_deref(),
        limit: LISTED,
    };
    let users = state.app.store.reader().await?.find_users(filter).await?;
    let more = match users.last() {
        Some(last) if users.len() == LISTED as usize => {
            let mut pairs = vec![("q", q), ("after", &last.name)];
            let id = search.organisation.map(|id| id.to_string());
            pairs.extend(id.as_deref().map(|id| ("organisation", id)));
            Some(format!("/admin/users?{}", describe::query(&pairs)))
        }
        _ => None,
    };
    let page = UsersPage {
        f,
        q,
        organisation,
        users,
        more,
        wish,
        error,
        made,
        roles: ROLES,
    };
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    private(status, &page)
}

/// An account that is to be made.
#[derive(Default, Deserialize)]
pub(super) struct Wish {
    name: String,
    display_name: String,
    email: String,
    role: String,
}

pub(super) async fn add(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    Form(wish): Form<Wish>,
) -> Result<Response, ApiError> {
    let refuse = async |wish, error| write(&state, &frame, Search::default(), wish, Some(error), None).await;
    let name = wish.name.trim().to_lowercase();
    let display_name = wish.display_name.trim().to_owned();
    let email = wish.email.trim().to_owned();
    let role: Role = wish.role.parse().map_err(|_| ApiError::UnknownAddress)?;
    if !NewUser::is_name(&name) {
        return refuse(wish, "name").await;
    }
    if !(1..=LONGEST_NAME).contains(&display_name.chars().count()) {
        return refuse(wish, "display-name").await;
    }
    if email.parse::<Email>().is_err() {
        return refuse(wish, "email").await;
    }
    let now = state.app.clock.now();
    let new = NewUser {
        id: state.app.rng.with(|rng| UserId::new(now, rng)),
        name,
        display_name,
        email,
        role,
    };
    let password = draw(&state).await?;
    let made = match async {
        let mut tx = state.app.store.begin("add_user").await?;
        let done = tx.add_user(new, now).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(done)
    }
    .await
    {
        Ok(made) => made,
        Err(StoreError::Taken { .. }) => return refuse(wish, "taken").await,
        Err(error) => return Err(error.into()),
    };
    deeds::record(&state, &user, AuditAction::AccountMade, made.id, role.name()).await?;
    {
        let mut tx = state.app.store.begin("set_password").await?;
        let done = tx.set_password(made.id, &password.hash).await?;
        tx.commit().await?;
        done
    };
    let made = Made {
        name: made.name,
        password: password.text,
    };
    let search = Search {
        q: made.name.clone(),
        ..Search::default()
    };
    write(&state, &frame, search, Wish::default(), None, Some(made)).await
}

/// Drawn and hashed where it holds up nobody.
async fn draw(state: &AppState) -> Result<NewPassword, ApiError> {
    let mut rng = state.app.rng.with(rng::fork);
    let password = state.blocking(move || NewPassword::draw(&mut rng)).await?;
    password.map_err(|error| ApiError::Internal(error.to_string()))
}

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage<'a> {
    f: &'a Frame,
    user: &'a User,
    /// Whether it is the account of who looks.
    is_own: bool,
    membership: Option<Membership>,
    /// Those that they may be put into.
    organisations: Vec<Organisation>,
    /// What was wrong with the name of one.
    fault: Option<Fault>,
    certificates: Vec<StoredCredential>,
    identities: Vec<StoredIdentity>,
    has_password: bool,
    new_password: Option<String>,
    roles: [Role; 3],
}

impl UserPage<'_> {
    /// What the form for an organisation begins with.
    fn organisation(&self) -> &str {
        match (&self.fault, &self.membership) {
            (Some(fault), _) => &fault.text,
            (None, Some(membership)) => &membership.organisation.name,
            (None, None) => "",
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    write_one(&state, &frame, &user, id, None, None).await
}

async fn write_one(
    state: &AppState,
    f: &Frame,
    administrator: &User,
    id: UserId,
    new_password: Option<String>,
    fault: Option<Fault>,
) -> Result<Response, ApiError> {
    let user = find(state, id).await?;
    let status = organisations::status(fault.as_ref());
    let page = UserPage {
        f,
        is_own: user.id == administrator.id,
        membership: state.app.store.reader().await?.membership(id).await?,
        organisations: organisations::suggested(state).await?,
        fault,
        certificates: state.app.store.reader().await?.credentials(id).await?,
        identities: state.app.store.reader().await?.identities(id).await?,
        has_password: state.app.store.reader().await?.password(id).await?.is_some(),
        user: &user,
        new_password,
        roles: ROLES,
    };
    private(status, &page)
}

async fn find(state: &AppState, id: UserId) -> Result<User, ApiError> {
    let user = state.app.store.reader().await?.user(id).await?;
    user.ok_or_else(|| ApiError::UnknownAccount(id.to_string()))
}

#[derive(Deserialize)]
pub(super) struct RoleWish {
    role: String,
}

pub(super) async fn change_role(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(wish): Form<RoleWish>,
) -> Result<Response, ApiError> {
    let role: Role = wish.role.parse().map_err(|_| ApiError::UnknownAddress)?;
    if id == user.id {
        return Err(ApiError::RoleKept);
    }
    match {
        let mut tx = state.app.store.begin("set_role").await?;
        let done = tx.set_role(id, role, &user.name, state.app.clock.now()).await?;
        tx.commit().await?;
        done
    } {
        RoleChange::Changed | RoleChange::Unchanged => {
            Ok(Redirect::to(&format!("/admin/users/{id}")).into_response())
        }
        RoleChange::LastAdministrator => Err(ApiError::RoleKept),
        RoleChange::Unknown => Err(ApiError::UnknownAccount(id.to_string())),
    }
}

#[derive(Deserialize)]
pub(super) struct Place {
    /// The name of an organisation, or a number of its; empty for none.
    organisation: String,
}

pub(super) async fn place(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(Place { organisation }): Form<Place>,
) -> Result<Response, ApiError> {
    let organisation = match organisations::named(&state, &organisation).await? {
        Ok(organisation) => organisation,
        Err(fault) => return write_one(&state, &frame, &user, id, None, Some(fault)).await,
    };
    let now = state.app.clock.now();
    match {
        let mut tx = state.app.store.begin("place_member").await?;
        let done = tx.place_member(id, organisation, &user.name, now).await?;
        tx.commit().await?;
        done
    } {
        Placed::Placed | Placed::Unchanged => {
            Ok(Redirect::to(&format!("/admin/users/{id}#organisation")).into_response())
        }
        Placed::Unknown => Err(ApiError::UnknownAccount(id.to_string())),
    }
}

/// The person is signed out everywhere, and signs in with what this page says once.
pub(super) async fn new_password(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    find(&state, id).await?;
    let password = draw(&state).await?;
    deeds::record(&state, &user, AuditAction::PasswordReset, id, "").await?;
    {
        let mut tx = state.app.store.begin("set_password").await?;
        let done = tx.set_password(id, &password.hash).await?;
        tx.commit().await?;
        done
    };
    write_one(&state, &frame, &user, id, Some(password.text), None).await
}

#[derive(Deserialize)]
pub(super) struct Unlink {
    issuer: String,
    subject: String,
}

pub(super) async fn unlink(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(Unlink { issuer, subject }): Form<Unlink>,
) -> Result<Response, ApiError> {
    find(&state, id).await?;
    let identity = Identity { issuer, subject };
    let now = state.app.clock.now();
    // Somebody else may have been faster: the page shows what is left.
    {
        let mut tx = state.app.store.begin("unlink_identity").await?;
        let done = tx.unlink_identity(&identity, id, &user.name, now).await?;
        tx.commit().await?;
        done
    };
    Ok(Redirect::to(&format!("/admin/users/{id}#identities")).into_response())
}
