//! The account of who comes for the first time.

use spyrales_core::id::UserId;
use spyrales_core::store::{NewUser, Role};
use spyrales_oidc::Arrival;

/// Longest name of an account.
const LONGEST: usize = 64;

/// Their account, with the first name to try, or the second and so on.
pub(super) fn newcomer(id: UserId, arrival: &Arrival, email: &str, nth: u32) -> NewUser {
    let name = account_name(email, nth);
    NewUser {
        id,
        display_name: arrival.full_name().unwrap_or_else(|| name.clone()),
        name,
        email: email.to_owned(),
        role: Role::Agent,
    }
}

/// An account's name, made from what stands before the `@`: `camille.martin`, then `camille.martin-2`.
fn account_name(email: &str, nth: u32) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let mut name: String = local
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
        .collect();
    if name.is_empty() {
        "agent".clone_into(&mut name);
    }
    let end = if nth > 1 { format!("-{nth}") } else { String::new() };
    name.truncate(LONGEST - end.len());
    name + &end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_accounts_may_be_called() {
        for (email, name) in [
            ("Camille.Martin@example.gouv.fr", "camille.martin"),
            ("zoé+test@example.fr", "zotest"),
            ("é@example.fr", "agent"),
        ] {
            assert_eq!(account_name(email, 1), name);
            assert_eq!(account_name(email, 12), format!("{name}-12"));
        }
        let long = "x".repeat(100);
        assert_eq!(account_name(&long, 1).len(), 64);
        assert!(account_name(&long, 12).ends_with("x-12"));
        assert_eq!(account_name(&long, 12).len(), 64);
    }
}
