//! Whose account may be closed.

use super::role::is_last_administrator;
use crate::id::UserId;
use crate::store::{AccountState, User};

/// What becomes of an account that somebody may close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// It is closed now.
    Close,
    /// It was closed before.
    Unchanged,
}

/// Why an account stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClosingRefused {
    /// Nobody closes their own account.
    #[error("nobody closes their own account")]
    Own,
    /// Nobody else runs the service.
    #[error("nobody else runs the service")]
    LastAdministrator,
}

/// Decides whether a person's account is closed, for `by`, while `administrators` run the service.
pub fn close(by: Option<UserId>, user: &User, administrators: &[UserId]) -> Result<Closing, ClosingRefused> {
    if by == Some(user.id) {
        return Err(ClosingRefused::Own);
    }
    if user.state == AccountState::Closed {
        return Ok(Closing::Unchanged);
    }
    if is_last_administrator(user.id, administrators) {
        return Err(ClosingRefused::LastAdministrator);
    }
    Ok(Closing::Close)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::store::Role;

    #[test]
    fn anybody_elses_account_is_closed_but_the_last_administrators() {
        let id = |number| UserId::from(Uuid::from_u128(number));
        let user = |state| User {
            id: id(1),
            name: "camille".to_owned(),
            display_name: "Camille".to_owned(),
            email: "camille@example.fr".to_owned(),
            role: Role::Administrator,
            created: Timestamp::UNIX_EPOCH,
            state,
        };
        let open = user(AccountState::Open);
        let (one, two) = ([id(1)], [id(1), id(2)]);
        for (by, user, administrators, expected) in [
            (Some(id(1)), &open, &two[..], Err(ClosingRefused::Own)),
            (Some(id(2)), &open, &two[..], Ok(Closing::Close)),
            (
                Some(id(2)),
                &open,
                &one[..],
                Err(ClosingRefused::LastAdministrator),
            ),
            (None, &open, &one[..], Err(ClosingRefused::LastAdministrator)),
            (None, &open, &two[..], Ok(Closing::Close)),
            (
                None,
                &user(AccountState::Closed),
                &two[..],
                Ok(Closing::Unchanged),
            ),
        ] {
            assert_eq!(
                close(by, user, administrators),
                expected,
                "{by:?} {administrators:?}"
            );
        }
    }
}
