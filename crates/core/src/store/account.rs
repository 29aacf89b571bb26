//! People and their API tokens.

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::live::{LiveUser, OpenUser};
use crate::digest::Digest;
use crate::id::{OrganisationId, TokenId, UserId};

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Submits exercises.
    Agent,
    /// Authors packs.
    Trainer,
    /// Runs the service.
    Administrator,
}

impl Role {
    /// Its name in the store and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Trainer => "trainer",
            Self::Administrator => "administrator",
        }
    }
}

/// A name that isn't a role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown role {0:?}; hint: agent, trainer or administrator")]
pub struct UnknownRole(String);

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Agent, Self::Trainer, Self::Administrator]
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Its person may sign in.
    Open,
    /// An administrator has closed it, until one opens it again: nobody signs in to it, and its tokens open nothing.
    Closed,
    /// Nothing of its person is left.
    Erased,
}

impl AccountState {
    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Erased => "erased",
        }
    }

    /// The state with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Open, Self::Closed, Self::Erased]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// The account's name, unique.
    pub name: String,
    /// What certificates call them.
    pub display_name: String,
    /// Where they are reached, and what their certificates are bound to.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub created: Timestamp,
    /// How the account stands.
    pub state: AccountState,
}

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Their id.
    pub id: UserId,
    /// The account's name: 1 to 64 of `a-z 0-9 . _ -`.
    pub name: String,
    /// What certificates call them.
    pub display_name: String,
    /// Where they are reached.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Reading.
    Read,
    /// Reading, and submitting code.
    Submit,
    /// All that its person may do.
    All,
}

impl Scope {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Submit, Self::All];

    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Submit => "submit",
            Self::All => "all",
        }
    }
}

/// A name that isn't a scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope {0:?}; hint: read, submit or all")]
pub struct UnknownScope(String);

impl std::str::FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.name() == text)
            .ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

impl NewUser {
    /// Characters of an account's name, at most.
    pub const LONGEST_NAME: usize = 64;
    /// Characters of a person's name, at most.
    pub const LONGEST_DISPLAY_NAME: usize = 200;

    /// Whether a text can be an account's name.
    #[must_use]
    pub fn is_name(text: &str) -> bool {
        (1..=Self::LONGEST_NAME).contains(&text.len())
            && text
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
    }

    /// Whether a text can be a person's name.
    #[must_use]
    pub fn is_display_name(text: &str) -> bool {
        (1..=Self::LONGEST_DISPLAY_NAME).contains(&text.chars().count())
    }
}

/// Which people are listed.
#[derive(Clone, Copy, Debug)]
pub struct UserSearch<'a> {
    /// Words: each is a part of their account's name, name or address, however its accents and case are typed.
    pub text: &'a str,
    /// Who employs them; anybody where `None`.
    pub organisation: Option<OrganisationId>,
    /// Only account names after this one.
    pub after: Option<&'a str>,
    /// At most so many.
    pub limit: u32,
}

/// A token to be added; only its digest is ever stored.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// Its id.
    pub id: TokenId,
    /// The digest of its text.
    pub digest: Digest,
    /// What its person calls it.
    pub label: String,
    /// What it may be used for.
    pub scope: Scope,
    /// Until when; `None` for ever.
    pub expires: Option<Timestamp>,
}

/// A token in a list: all but its text, which nobody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// Its id.
    pub id: TokenId,
    /// What its person calls it.
    pub label: String,
    /// What it may be used for.
    pub scope: Scope,
    /// Since when.
    pub created: Timestamp,
    /// Until when; `None` for ever.
    pub expires: Option<Timestamp>,
    /// When it was last used, to the hour; `None`: never.
    pub last_used: Option<Timestamp>,
}

/// What a valid token grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenGrant {
    /// The token.
    pub token: TokenId,
    /// What it may be used for.
    pub scope: Scope,
    /// The person it stands for.
    pub user: User,
    /// When it was last used, as far as it was noted.
    pub last_used: Option<Timestamp>,
}

/// Reading people and tokens.
#[async_trait]
pub trait ReadAccounts: Send {
    /// The person with an id.
    async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError>;

    /// The person with an account name.
    async fn user_named(&mut self, name: &str) -> Result<Option<User>, StoreError>;

    /// People with an e-mail address, without regard to case.
    async fn users_with_email(&mut self, email: &str) -> Result<Vec<User>, StoreError>;

    /// People, by account name; without those whose account was erased.
    async fn find_users(&mut self, search: UserSearch<'_>) -> Result<Vec<User>, StoreError>;

    /// Everybody who runs the service, in the order of their ids; without those whose account is closed or erased.
    async fn administrators(&mut self) -> Result<Vec<UserId>, StoreError>;

    /// A person's tokens, newest first, those that have expired included.
    async fn tokens(&mut self, user: UserId) -> Result<Vec<StoredToken>, StoreError>;

    /// What the token with this digest grants at a time; nothing when it is unknown or expired.
    async fn grant(&mut self, digest: Digest, now: Timestamp) -> Result<Option<TokenGrant>, StoreError>;
}

/// Writing people and tokens.
#[async_trait]
pub trait WriteAccounts: Send {
    /// Inserts a person; nothing is written or returned when the account's name is taken.
    async fn insert_user(&mut self, user: &NewUser, now: Timestamp) -> Result<Option<User>, StoreError>;

    /// Writes a person's role.
    async fn update_role(&mut self, user: &LiveUser, role: Role) -> Result<(), StoreError>;

    /// Writes how an account stands that isn't erased.
    async fn update_state(&mut self, user: &LiveUser, state: AccountState) -> Result<(), StoreError>;

    /// Inserts a token of a person's.
    async fn insert_token(
        &mut self,
        owner: &OpenUser,
        token: &NewToken,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Writes when a token was last used.
    async fn update_token_use(&mut self, id: TokenId, used: Timestamp) -> Result<(), StoreError>;

    /// Deletes all tokens of a person; how many there were.
    async fn delete_tokens(&mut self, user: UserId) -> Result<u64, StoreError>;

    /// Deletes a token; false when the person has no such token.
    async fn delete_token(&mut self, id: TokenId, user: UserId) -> Result<bool, StoreError>;
}
