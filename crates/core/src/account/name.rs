//! Names of accounts that nobody has chosen.

use crate::store::NewUser;

/// An account's name, made from what stands before the `@`: `camille.martin`, then `camille.martin-2` and so on.
#[must_use]
pub fn newcomer_name(email: &str, nth: u32) -> String {
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
    name.truncate(NewUser::LONGEST_NAME - end.len());
    name + &end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_what_stands_before_the_at_sign() {
        for (email, name) in [
            ("Camille.Martin@example.gouv.fr", "camille.martin"),
            ("zoé+test@example.fr", "zotest"),
            ("é@example.fr", "agent"),
        ] {
            assert_eq!(newcomer_name(email, 1), name);
            assert_eq!(newcomer_name(email, 12), format!("{name}-12"));
        }
        let long = "x".repeat(100);
        assert_eq!(newcomer_name(&long, 1).len(), 64);
        assert!(newcomer_name(&long, 12).ends_with("x-12"));
    }

    proptest! {
        #[test]
        fn every_address_makes_names_that_accounts_may_have(email in "\\PC*", nth in 1u32..100_000) {
            prop_assert!(NewUser::is_name(&newcomer_name(&email, nth)));
            prop_assert_ne!(newcomer_name(&email, nth), newcomer_name(&email, nth + 1));
        }
    }
}
