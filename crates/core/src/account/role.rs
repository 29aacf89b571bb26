//! Who may change whose role.

use crate::id::UserId;
use crate::store::{Role, User};

/// What becomes of a role that somebody may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleChange {
    /// The person gets it.
    Changed,
    /// They have it already.
    Unchanged,
}

/// Why a role stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleKept {
    /// Nobody changes their own role.
    #[error("nobody changes their own role")]
    Own,
    /// Nobody else runs the service.
    #[error("nobody else runs the service")]
    LastAdministrator,
}

/// Decides on a person's new role, for `by`, while `administrators` run the service.
pub fn change_role(
    by: UserId,
    user: &User,
    role: Role,
    administrators: &[UserId],
) -> Result<RoleChange, RoleKept> {
    if user.id == by {
        return Err(RoleKept::Own);
    }
    if user.role == role {
        return Ok(RoleChange::Unchanged);
    }
    if is_last_administrator(user.id, administrators) {
        return Err(RoleKept::LastAdministrator);
    }
    Ok(RoleChange::Changed)
}

/// Whether a person runs the service, and nobody else does: they keep their account and their role.
#[must_use]
pub fn is_last_administrator(user: UserId, administrators: &[UserId]) -> bool {
    administrators == [user]
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::store::AccountState;

    const ROLES: [Role; 3] = [Role::Agent, Role::Trainer, Role::Administrator];

    fn id(number: u128) -> UserId {
        Uuid::from_u128(number).into()
    }

    fn user(number: u128, role: Role) -> User {
        User {
            id: id(number),
            name: "camille".to_owned(),
            display_name: "Camille".to_owned(),
            email: "camille@example.fr".to_owned(),
            role,
            created: Timestamp::UNIX_EPOCH,
            state: AccountState::Open,
        }
    }

    #[test]
    fn nobody_changes_their_own_role() {
        for role in ROLES {
            let own = change_role(id(1), &user(1, Role::Administrator), role, &[id(1), id(2)]);
            assert_eq!(own, Err(RoleKept::Own));
        }
    }

    #[test]
    fn a_role_that_somebody_has_changes_nothing() {
        let (by, last) = (id(1), user(2, Role::Administrator));
        let same = change_role(by, &last, Role::Administrator, &[id(2)]);
        assert_eq!(same, Ok(RoleChange::Unchanged));
    }

    #[test]
    fn the_last_administrator_stays() {
        let last = user(2, Role::Administrator);
        let refused = change_role(id(1), &last, Role::Agent, &[id(2)]);
        assert_eq!(refused, Err(RoleKept::LastAdministrator));
        let changed = change_role(id(1), &last, Role::Agent, &[id(1), id(2)]);
        assert_eq!(changed, Ok(RoleChange::Changed));
    }

    proptest! {
        /// Whatever administrators do to each other, somebody runs the service.
        #[test]
        fn somebody_always_runs_the_service(changes in prop::collection::vec((0usize..4, 0usize..4, 0usize..3), 0..40)) {
            let mut people: Vec<User> = (0..4).map(|number| user(number, Role::Administrator)).collect();
            for (by, of, role) in changes {
                let administrators: Vec<UserId> = people
                    .iter()
                    .filter(|user| user.role == Role::Administrator)
                    .map(|user| user.id)
                    .collect();
                let by = people[by].id;
                if change_role(by, &people[of], ROLES[role], &administrators) == Ok(RoleChange::Changed) {
                    people[of].role = ROLES[role];
                }
                prop_assert!(people.iter().any(|user| user.role == Role::Administrator));
            }
        }
    }
}
