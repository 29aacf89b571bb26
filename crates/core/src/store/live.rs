//! Whether an account lives: nothing is written for the person of one that doesn't.
//!
//! [`LiveUser`] and [`OpenUser`] are proofs. The methods of a [`Tx`](super::Tx) that write something for a person take one, and
//! a use case gets it from the account's row, read in the same transaction: an account that was erased or closed since the
//! request began gets no row.

use super::account::{AccountState, User};
use crate::id::UserId;

/// Nothing is written for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLive {
    /// There is none with this id, or it was erased.
    #[error("no account {0}")]
    Unknown(UserId),
    /// An administrator has closed it.
    #[error("account {0} is closed")]
    Closed(UserId),
}

/// An account that isn't erased: administrators may change it.
#[derive(Debug)]
pub struct LiveUser(User);

/// An account that is neither closed nor erased: its person may do something.
#[derive(Debug)]
pub struct OpenUser(LiveUser);

impl LiveUser {
    /// The account that was found under an id, if it isn't erased.
    pub fn of(found: Option<User>, id: UserId) -> Result<Self, NotLive> {
        found
            .filter(|user| user.state != AccountState::Erased)
            .map(Self)
            .ok_or(NotLive::Unknown(id))
    }

    /// Whose it is.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.0.id
    }

    /// The account, as it was read.
    #[must_use]
    pub fn user(&self) -> &User {
        &self.0
    }
}

impl OpenUser {
    /// The account that was found under an id, if it is open.
    pub fn of(found: Option<User>, id: UserId) -> Result<Self, NotLive> {
        let live = LiveUser::of(found, id)?;
        match live.0.state {
            AccountState::Open => Ok(Self(live)),
            AccountState::Closed | AccountState::Erased => Err(NotLive::Closed(id)),
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.0.id()
    }

    /// The same, for what closed accounts may have as well.
    #[must_use]
    pub fn live(&self) -> &LiveUser {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::super::account::Role;
    use super::*;

    #[test]
    fn a_person_writes_to_an_open_account_and_an_administrator_to_a_closed_one_too() {
        let id = UserId::from(Uuid::from_u128(1));
        let user = |state| {
            Some(User {
                id,
                name: "camille".to_owned(),
                display_name: "Camille".to_owned(),
                email: "camille@example.fr".to_owned(),
                role: Role::Agent,
                created: Timestamp::UNIX_EPOCH,
                state,
            })
        };
        let (unknown, closed) = (Some(NotLive::Unknown(id)), Some(NotLive::Closed(id)));
        for (found, live, open) in [
            (user(AccountState::Open), None, None),
            (user(AccountState::Closed), None, closed),
            (user(AccountState::Erased), unknown, unknown),
            (None, unknown, unknown),
        ] {
            assert_eq!(LiveUser::of(found.clone(), id).err(), live, "{found:?}");
            assert_eq!(OpenUser::of(found.clone(), id).err(), open, "{found:?}");
        }
    }
}
