//! Which passwords people may choose.

/// Shortest password, in characters: length is what makes one hard to guess (NIST SP 800-63B, section 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;

/// Longest password, in bytes.
pub const LONGEST_PASSWORD: usize = 1024;

/// The passwords that are tried first, in lower case, sorted by their bytes; `common-passwords.licence` says where they are from.
const COMMON: &str = include_str!("common-passwords.txt");

/// So many characters beside something that everybody guesses make no password: `password2026!`.
const LITTLE_MORE: usize = 6;

/// Why somebody may not choose a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It is shorter than [`SHORTEST_PASSWORD`] or longer than [`LONGEST_PASSWORD`].
    #[error("the password is too short or too long")]
    Length,
    /// It is one of those that are tried first, or little more than one, or follows a simple pattern.
    #[error("the password is one of those that are tried first")]
    Common,
    /// It is little more than the name of the account or of the service.
    #[error("the password is little more than a name")]
    Personal,
}

/// Refuses passwords that are guessed first (NIST SP 800-63B, section 3.1.1.2: commonly used ones, repetitions and sequences, and
/// the names of the service and of the person); no rule asks for kinds of characters.
///
/// # Errors
///
/// When it is one.
pub fn check_password(password: &str, names: &[&str]) -> Result<(), PasswordFault> {
    if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST_PASSWORD {
        return Err(PasswordFault::Length);
    }
    let password = password.to_lowercase();
    if is_named(&password, names) {
        return Err(PasswordFault::Personal);
    }
    if is_common(&password) || is_pattern(&password) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Whether it is made of names, with little around them.
fn is_named(password: &str, names: &[&str]) -> bool {
    let names = names.iter().map(|name| name.to_lowercase());
    // Two letters stand in many a good password.
    let names = names.filter(|name| name.chars().count() > 2);
    let rest = names.fold(password.to_owned(), |rest, name| rest.replace(&name, ""));
    rest.len() < password.len() && rest.chars().count() <= LITTLE_MORE
}

/// Whether everybody tries it: it is in the list, with little around it, or several times.
fn is_common(password: &str) -> bool {
    let word = password.trim_matches(|c: char| !c.is_alphabetic());
    let around = password.chars().count() - word.chars().count();
    is_listed(password)
        || (around <= LITTLE_MORE && (is_listed(word) || repeated(word).is_some_and(is_listed)))
        || repeated(password).is_some_and(is_listed)
}

fn is_listed(word: &str) -> bool {
    // `lines` can't be searched by halves, and 160 KB are read through in less time than a password takes to be hashed.
    !word.is_empty() && COMMON.lines().any(|common| common == word)
}

/// What a text is made of that says the same several times.
fn repeated(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(at, _)| at).skip(1);
    let mut units = ends
        .filter(|end| text.len().is_multiple_of(*end))
        .map(|end| &text[..end]);
    units.find(|unit| unit.repeat(text.len() / unit.len()) == text)
}

/// Whether it is a few runs of characters that are the same or follow each other, or a short text said again and again.
fn is_pattern(password: &str) -> bool {
    runs(password) * 4 <= password.chars().count()
        || repeated(password).is_some_and(|unit| unit.chars().count() <= LITTLE_MORE)
}

/// How many runs of characters a text has that are the same, or go up or down one by one.
fn runs(text: &str) -> usize {
    let (mut runs, mut last, mut step) = (0, None, None);
    for code in text.chars().map(|c| i64::from(u32::from(c))) {
        let next = last.map(|last| code - last);
        match (next, step) {
            (Some(next), Some(step)) if next == step => {}
            (Some(next @ -1..=1), None) => step = Some(next),
            _ => (runs, step) = (runs + 1, None),
        }
        last = Some(code);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["camille", "spyrales"];

    fn check(password: &str) -> Result<(), PasswordFault> {
        check_password(password, &NAMES)
    }

    #[test]
    fn a_password_has_a_length() {
        let long = |length: usize| -> String { "vélo-canal-".chars().cycle().take(length).collect() };
        assert_eq!(check("éàç!vuxqkzw"), Err(PasswordFault::Length));
        assert_eq!(check("éàç!vuxqkzwj"), Ok(()));
        let most = format!("{}x", long(900));
        assert!(most.len() < LONGEST_PASSWORD);
        assert_eq!(check(&most), Ok(()));
        assert_eq!(check(&long(LONGEST_PASSWORD)), Err(PasswordFault::Length));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for password in [
            "password1234",
            "Password2026!",
            "motdepasse123",
            "MotDePasseMotDePasse",
            "azertyazerty",
            "AZERTYUIOP12",
            "qwertyuiop123",
            "justinbieber",
            "123456789012",
            "111111111111",
            "aaaabbbbcccc",
            "abcdefghijkl",
            "1234abcd5678",
            "abcabcabcabc",
            "été!été!été!",
        ] {
            assert_eq!(check(password), Err(PasswordFault::Common), "{password}");
        }
    }

    #[test]
    fn names_with_little_around_them_are_refused() {
        for password in [
            "camille-2026",
            "spyrales-camille-1",
            "Camille.camille",
            "spyrales2026",
            "!!Spyrales!!",
        ] {
            assert_eq!(check(password), Err(PasswordFault::Personal), "{password}");
        }
    }

    #[test]
    fn what_nobody_tries_first_is_taken_whatever_it_is_made_of() {
        for password in [
            "vélo canal treize",
            "dragon-84-73-91-22",
            "kq7d-mwzp-3hxa-9trb",
            "camille aime les trombones",
            "xkcd936staple",
            "194872635081",
        ] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn the_list_is_as_it_was_published() {
        let lines: Vec<_> = COMMON.lines().collect();
        assert_eq!(lines.len(), 19_640);
        assert!(
            lines
                .windows(2)
                .all(|pair| pair[0].as_bytes() < pair[1].as_bytes())
        );
    }
}
