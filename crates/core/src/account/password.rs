//! Which passwords people may choose.

/// Shortest password, in characters: length is what makes one hard to guess (NIST SP 800-63B, section 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;

/// Longest password, in bytes.
pub const LONGEST_PASSWORD: usize = 1024;

/// Whether somebody may choose this password.
#[must_use]
pub fn is_acceptable(password: &str) -> bool {
    password.chars().count() >= SHORTEST_PASSWORD && password.len() <= LONGEST_PASSWORD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_alone_is_asked_for() {
        for (password, acceptable) in [
            ("é".repeat(11), false),
            ("é".repeat(12), true),
            ("x".repeat(1024), true),
            ("x".repeat(1025), false),
        ] {
            assert_eq!(is_acceptable(&password), acceptable, "{}", password.len());
        }
    }
}
