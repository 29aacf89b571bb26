//! Accounts: made, opened, changed and erased.

mod admit;
mod erase;
mod link;
mod make;
mod password;
mod role;
mod session;
mod token;

use spyrales_core::id::UserId;

pub use admit::{AdmitError, Arrival};
pub use erase::EraseAccountError;
pub use link::{LinkIdentityError, UnlinkIdentityError};
pub use make::{AccountRequest, MadeAccount, MakeAccountError, TokenRequest};
pub use password::{
    ChangePasswordError, CheckPasswordError, DrawnPassword, HashError, Hashing, ResetPasswordError,
};
pub use role::ChangeRoleError;
pub use session::{OpenSessionError, SessionSecret};
pub use token::{MakeTokenError, Token};

/// There is no such account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no account {0}")]
pub struct UnknownAccount(pub UserId);
