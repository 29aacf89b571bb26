//! `/admin/users`: accounts, their roles, their organisations and their passwords.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_app::accounts::{AccountRequest, DrawnPassword, MadeAccount, MakeAccountError};
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::store::{
    Identity, Membership, NotLive, Organisation, Reader, Role, StoredCredential, StoredIdentity, StoredToken,
    User, UserSearch,
};

use super::organisations::{self, Fault, Refusal};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::uri;
use crate::http::web::account;
use crate::http::web::frame::{AdministratorPage, Frame, private};

/// Accounts on a page.
const LISTED: u32 = 50;

const ROLES: [Role; 3] = [Role::Agent, Role::Trainer, Role::Administrator];

#[derive(Default, Deserialize)]
pub(super) struct UsersQuery {
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
    form: AccountForm,
    /// What was wrong with it, as the end of a key.
    error: Option<&'static str>,
    made: Option<Made>,
    roles: [Role; 3],
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(query): InQuery<UsersQuery>,
) -> Result<Response, ApiError> {
    write(&state, &frame, query, AccountForm::default(), None, None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    query: UsersQuery,
    form: AccountForm,
    error: Option<&'static str>,
    made: Option<Made>,
) -> Result<Response, ApiError> {
    let q = query.q.trim();
    let mut reader = state.app.store.reader().await?;
    let organisation = match query.organisation {
        None => None,
        Some(id) => {
            let found = reader.organisation(id).await?;
            Some(found.ok_or(ApiError::UnknownAddress)?)
        }
    };
    let search = UserSearch {
        text: q,
        organisation: query.organisation,
        after: query.after.as_deref(),
        limit: LISTED,
    };
    let users = reader.find_users(search).await?;
    drop(reader);
    let more = match users.last() {
        Some(last) if users.len() == LISTED as usize => {
            let mut pairs = vec![("q", q), ("after", &last.name)];
            let id = query.organisation.map(|id| id.to_string());
            pairs.extend(id.as_deref().map(|id| ("organisation", id)));
            Some(format!("/admin/users?{}", uri::query(&pairs)))
        }
        _ => None,
    };
    let page = UsersPage {
        f,
        q,
        organisation,
        users,
        more,
        form,
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

/// An account that is to be made, as it was written.
#[derive(Default, Deserialize)]
pub(super) struct AccountForm {
    name: String,
    display_name: String,
    email: String,
    role: String,
}

pub(super) async fn add(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    Form(form): Form<AccountForm>,
) -> Result<Response, ApiError> {
    let request = AccountRequest {
        name: form.name.trim().to_lowercase(),
        display_name: form.display_name.trim().to_owned(),
        email: form.email.trim().to_owned(),
        role: form.role.parse().map_err(|_| ApiError::UnknownAddress)?,
        password: true,
        token: None,
    };
    let error = match state.app.make_account(&user.name, request).await {
        Ok(made) => return show_made(&state, &frame, made).await,
        Err(MakeAccountError::Name(_)) => "name",
        Err(MakeAccountError::DisplayName(_)) => "display-name",
        Err(MakeAccountError::Email(_)) => "email",
        Err(MakeAccountError::NameTaken(_)) => "taken",
        Err(MakeAccountError::NotLive(error)) => return Err(error.into()),
        Err(MakeAccountError::Hash(error)) => return Err(error.into()),
        Err(MakeAccountError::Store(error)) => return Err(error.into()),
    };
    write(&state, &frame, UsersQuery::default(), form, Some(error), None).await
}

async fn show_made(state: &AppState, f: &Frame, made: MadeAccount) -> Result<Response, ApiError> {
    let query = UsersQuery {
        q: made.user.name.clone(),
        ..UsersQuery::default()
    };
    let made = made.password.map(|password| Made {
        name: made.user.name,
        password: password.reveal().to_owned(),
    });
    write(state, f, query, AccountForm::default(), None, made).await
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
    tokens: Vec<StoredToken>,
    has_password: bool,
    /// Whether its erasure was asked for without its name.
    is_unconfirmed: bool,
    new_password: Option<String>,
    roles: [Role; 3],
}

impl UserPage<'_> {
    /// What a token is called.
    fn name_of(&self, token: &StoredToken) -> String {
        account::name_of(token)
    }

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
    write_one(&state, &frame, &user, id, Shown::default()).await
}

/// What else the page of an account shows.
#[derive(Default)]
pub(super) struct Shown {
    /// A password that was made just now.
    new_password: Option<DrawnPassword>,
    /// What was wrong with the name of an organisation.
    fault: Option<Fault>,
    /// Whether its erasure was asked for without its name.
    is_unconfirmed: bool,
}

impl Shown {
    /// That its erasure was asked for without its name.
    pub(super) fn unconfirmed() -> Self {
        Self {
            is_unconfirmed: true,
            ..Self::default()
        }
    }
}

pub(super) async fn write_one(
    state: &AppState,
    f: &Frame,
    administrator: &User,
    id: UserId,
    shown: Shown,
) -> Result<Response, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let user = find(&mut *reader, id).await?;
    let status = if shown.is_unconfirmed {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        organisations::status(shown.fault.as_ref())
    };
    let page = UserPage {
        f,
        is_own: user.id == administrator.id,
        membership: reader.membership(id).await?,
        organisations: organisations::suggested(&mut *reader).await?,
        fault: shown.fault,
        is_unconfirmed: shown.is_unconfirmed,
        tokens: reader.tokens(id).await?,
        certificates: reader.credentials(id).await?,
        identities: reader.identities(id).await?,
        has_password: reader.password(id).await?.is_some(),
        user: &user,
        new_password: shown.new_password.map(|password| password.reveal().to_owned()),
        roles: ROLES,
    };
    drop(reader);
    private(status, &page)
}

async fn find(reader: &mut dyn Reader, id: UserId) -> Result<User, ApiError> {
    let user = reader.user(id).await?;
    Ok(user.ok_or(NotLive::Unknown(id))?)
}

#[derive(Deserialize)]
pub(super) struct RoleForm {
    role: String,
}

pub(super) async fn change_role(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(form): Form<RoleForm>,
) -> Result<Response, ApiError> {
    let role: Role = form.role.parse().map_err(|_| ApiError::UnknownAddress)?;
    state.app.change_role(&user, id, role).await?;
    Ok(Redirect::to(&format!("/admin/users/{id}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct PlaceForm {
    /// The name of an organisation, or a number of its; empty for none.
    organisation: String,
}

pub(super) async fn place(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(PlaceForm { organisation }): Form<PlaceForm>,
) -> Result<Response, ApiError> {
    let organisation = match organisations::named(&state, &organisation).await {
        Ok(organisation) => organisation,
        Err(Refusal::Fault(fault)) => {
            let shown = Shown {
                fault: Some(fault),
                ..Shown::default()
            };
            return write_one(&state, &frame, &user, id, shown).await;
        }
        Err(Refusal::Failed(error)) => return Err(error),
    };
    state.app.place_member(&user.name, id, organisation).await?;
    Ok(Redirect::to(&format!("/admin/users/{id}#organisation")).into_response())
}

/// The person is signed out everywhere, and signs in with what this page says once.
pub(super) async fn new_password(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    let password = state.app.reset_password(&user.name, id).await?;
    let shown = Shown {
        new_password: Some(password),
        ..Shown::default()
    };
    write_one(&state, &frame, &user, id, shown).await
}

#[derive(Deserialize)]
pub(super) struct UnlinkForm {
    issuer: String,
    subject: String,
}

pub(super) async fn unlink(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(UnlinkForm { issuer, subject }): Form<UnlinkForm>,
) -> Result<Response, ApiError> {
    let identity = Identity { issuer, subject };
    // Somebody else may have been faster: the page shows what is left.
    state.app.unlink_identity(&user.name, id, &identity).await?;
    Ok(Redirect::to(&format!("/admin/users/{id}#identities")).into_response())
}
