//! Accounts: made, opened, changed and erased.

mod admit;
mod close;
mod confirm;
mod erase;
mod link;
mod live;
mod make;
mod password;
mod role;
mod session;
mod token;

pub use admit::{AdmitError, Arrival};
pub use close::{CloseAccountError, EndSessionsError, ReopenAccountError};
pub use confirm::{ConfirmError, Confirmed};
pub use erase::EraseAccountError;
pub use link::{LinkIdentityError, UnlinkIdentityError};
pub(crate) use live::{live, open};
pub use make::{AccountRequest, MadeAccount, MakeAccountError, TokenRequest};
pub use password::{
    ChangePasswordError, CheckPasswordError, DrawnPassword, HashError, Hashing, ResetPasswordError,
};
pub use role::ChangeRoleError;
pub use session::{OpenSessionError, SessionSecret};
pub use token::{MakeTokenError, Token};
