//! Who comes from a provider of identities, and whose account that is.

use crate::id::UserId;
use crate::store::User;

/// What becomes of a person who comes from a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Their identity opens this account.
    Known(User),
    /// Somebody has an account with their e-mail address: nothing is made or linked, for an address may have passed to
    /// somebody else.
    EmailKnown,
    /// They get an account.
    New,
}

/// Decides on a person whose identity opens the account of `owner`, if any, and whose e-mail address the accounts of
/// `namesakes` have.
#[must_use]
pub fn admit(owner: Option<User>, namesakes: &[User]) -> Admission {
    match owner {
        Some(owner) => Admission::Known(owner),
        None if namesakes.is_empty() => Admission::New,
        None => Admission::EmailKnown,
    }
}

/// What becomes of an identity that is to open an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It opens the account from now on.
    New,
    /// It opens the account already.
    Already,
    /// It opens another account: nothing changes.
    Elsewhere,
}

/// Decides on an identity that opens the account of `owner`, if any.
#[must_use]
pub fn link(owner: Option<UserId>, user: UserId) -> Link {
    match owner {
        None => Link::New,
        Some(owner) if owner == user => Link::Already,
        Some(_) => Link::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::store::AccountState;
    use crate::store::Role;

    fn user(number: u128) -> User {
        User {
            id: Uuid::from_u128(number).into(),
            name: "camille".to_owned(),
            display_name: "Camille".to_owned(),
            email: "camille@example.fr".to_owned(),
            role: Role::Agent,
            created: Timestamp::UNIX_EPOCH,
            state: AccountState::Open,
        }
    }

    #[test]
    fn an_identity_opens_its_account_whatever_addresses_say() {
        assert_eq!(admit(Some(user(1)), &[]), Admission::Known(user(1)));
        assert_eq!(admit(Some(user(1)), &[user(2)]), Admission::Known(user(1)));
    }

    #[test]
    fn an_address_opens_nothing() {
        assert_eq!(admit(None, &[user(2)]), Admission::EmailKnown);
        assert_eq!(admit(None, &[]), Admission::New);
    }

    #[test]
    fn an_identity_is_taken_from_nobody() {
        let [one, other] = [1, 2].map(|number| user(number).id);
        assert_eq!(link(None, one), Link::New);
        assert_eq!(link(Some(one), one), Link::Already);
        assert_eq!(link(Some(other), one), Link::Elsewhere);
    }
}
