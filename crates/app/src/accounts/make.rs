//! Making accounts.

use jiff::SignedDuration;
use spyrales_core::id::{TokenId, UserId};
use spyrales_core::store::{
    AuditAction, NewAuditEvent, NewToken, NewUser, NotLive, OpenUser, Role, Scope, StoreError, User,
};
use spyrales_credential::Email;

use super::password::{DrawnPassword, HashError};
use super::token::Token;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An account that is to be made.
#[derive(Clone, Debug)]
pub struct AccountRequest {
    /// The account's name.
    pub name: String,
    /// What certificates call its person.
    pub display_name: String,
    /// What certificates are bound to.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Whether a password is drawn for them.
    pub password: bool,
    /// The token that they get.
    pub token: Option<TokenRequest>,
}

/// A token that an account is made with: good for all that its person may do.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    /// What it is called.
    pub label: String,
    /// How long it is valid.
    pub lifetime: SignedDuration,
}

/// An account that was made.
#[derive(Debug)]
pub struct MadeAccount {
    /// Whose it is.
    pub user: User,
    /// The password that was drawn.
    pub password: Option<DrawnPassword>,
    /// The token that was made.
    pub token: Option<Token>,
}

/// No account is made.
#[derive(Debug, thiserror::Error)]
pub enum MakeAccountError {
    /// This can't be an account's name.
    #[error("{0:?} can't be an account's name; hint: 1 to 64 of a-z, 0-9, dot, hyphen, underscore")]
    Name(String),
    /// This can't be a person's name.
    #[error("{0:?} can't be a person's name; hint: 1 to {most} characters", most = NewUser::LONGEST_DISPLAY_NAME)]
    DisplayName(String),
    /// A certificate can't be bound to this.
    #[error("{0:?} is no e-mail address that a certificate could be bound to; hint: name@example.fr")]
    Email(String),
    /// An account has this name.
    #[error("user {0:?} exists already; hint: choose another name")]
    NameTaken(String),
    /// No password could be drawn.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// It isn't there any more.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(MakeAccountError);

/// All that is written of an account.
struct Drawn {
    user: NewUser,
    password: Option<DrawnPassword>,
    token: Option<(Token, NewToken)>,
}

impl App {
    /// Makes an account, on record.
    pub async fn make_account(
        &self,
        actor: &str,
        request: AccountRequest,
    ) -> Result<MadeAccount, MakeAccountError> {
        let [made] = self.make_accounts(actor, [request]).await?;
        Ok(made)
    }

    /// Makes several accounts, on record: all of them or none.
    pub async fn make_accounts<const N: usize>(
        &self,
        actor: &str,
        requests: [AccountRequest; N],
    ) -> Result<[MadeAccount; N], MakeAccountError> {
        let now = self.clock.now();
        let mut drawn = Vec::new();
        for request in requests {
            drawn.push(self.draw_account(request).await?);
        }
        let users = transaction!(self.store, "make_accounts", MakeAccountError, |tx| {
            let mut users = Vec::new();
            for Drawn {
                user,
                password,
                token,
            } in &drawn
            {
                let Some(made) = tx.insert_user(user, now).await? else {
                    return Err(MakeAccountError::NameTaken(user.name.clone()));
                };
                let owner = OpenUser::of(Some(made.clone()), made.id)?;
                if let Some(password) = password {
                    tx.put_password(owner.live(), password.hash()).await?;
                }
                if let Some((_, token)) = token {
                    tx.insert_token(&owner, token, now).await?;
                }
                let event = NewAuditEvent::new(actor, AuditAction::AccountMade, made.id, made.role.name());
                tx.record_event(&event, now).await?;
                users.push(made);
            }
            Ok(users)
        })?;
        let mut made = drawn.into_iter().zip(users);
        Ok(std::array::from_fn(|_| {
            // Unwrap safety: a request was drawn and written for each place of the array.
            let (drawn, user) = made.next().expect("as many accounts as requests");
            MadeAccount {
                user,
                password: drawn.password,
                token: drawn.token.map(|(token, _)| token),
            }
        }))
    }

    async fn draw_account(&self, request: AccountRequest) -> Result<Drawn, MakeAccountError> {
        if !NewUser::is_name(&request.name) {
            return Err(MakeAccountError::Name(request.name));
        }
        if !NewUser::is_display_name(&request.display_name) {
            return Err(MakeAccountError::DisplayName(request.display_name));
        }
        if request.email.parse::<Email>().is_err() {
            return Err(MakeAccountError::Email(request.email));
        }
        let now = self.clock.now();
        let user = NewUser {
            id: self.rng.with(|rng| UserId::new(now, rng)),
            name: request.name,
            display_name: request.display_name,
            email: request.email,
            role: request.role,
        };
        let password = match request.password {
            true => Some(self.draw_password().await?),
            false => None,
        };
        let token = request.token.map(|TokenRequest { label, lifetime }| {
            let (id, token) = self.rng.with(|rng| (TokenId::new(now, rng), Token::new(rng)));
            let stored = NewToken {
                id,
                digest: token.digest(),
                label,
                scope: Scope::All,
                expires: Some(now + lifetime),
            };
            (token, stored)
        });
        Ok(Drawn {
            user,
            password,
            token,
        })
    }
}
