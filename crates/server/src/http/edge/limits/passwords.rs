//! Passwords tried at sign-in: whoever guesses is held up, and the right person isn't.

use super::{Key, Limit, Limits, Wait};
use crate::http::edge::client::Client;

/// A password that is tried: counted before it is checked, so that many at the same time are counted too.
pub(crate) struct Guess<'a>(Vec<(&'a Limit, Key)>);

impl Limits {
    /// Counts a password that is tried for an account's name, from a place, or from a browser in which that account was signed in
    /// before.
    pub(crate) fn guess(
        &self,
        name: &str,
        client: Client,
        known_browser: Option<&str>,
    ) -> Result<Guess<'_>, Wait> {
        let (name, place) = (name.as_bytes(), client.place());
        let mut guess = Guess(Vec::new());
        if let Some(browser) = known_browser {
            let key = Key::of(&[name, browser.as_bytes()]);
            guess.count(&self.passwords_from_a_known_browser, key)?;
            return Ok(guess);
        }
        guess.count(&self.passwords_from_a_place, Key::of(&[name, &place]))?;
        guess.count(&self.passwords_of_a_place, Key::of(&[&place]))?;
        guess.count(&self.passwords_of_an_account, Key::of(&[name]))?;
        Ok(guess)
    }
}

impl<'a> Guess<'a> {
    /// Counts it in one more limit; whoever is refused there isn't counted in the others.
    fn count(&mut self, limit: &'a Limit, key: Key) -> Result<(), Wait> {
        match limit.count(key) {
            Ok(()) => {
                self.0.push((limit, key));
                Ok(())
            }
            Err(wait) => {
                self.take_back();
                Err(wait)
            }
        }
    }

    fn take_back(&mut self) {
        for (limit, key) in self.0.drain(..) {
            limit.forgive(key);
        }
    }

    /// It was no guess: the password was right, or wasn't looked at.
    pub(crate) fn was_none(mut self) {
        self.take_back();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use spyrales_core::clock::{Clock, ManualClock};

    use super::*;

    fn limits() -> Limits {
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        Limits::new(&clock)
    }

    fn from(address: &str) -> Client {
        Client::at(address.parse().unwrap())
    }

    fn wrong(limits: &Limits, times: usize, name: &str, address: &str, browser: Option<&str>) -> usize {
        (0..times)
            .filter(|_| limits.guess(name, from(address), browser).is_ok())
            .count()
    }

    #[test]
    fn ten_wrong_passwords_bar_those_who_guess_and_not_the_person() {
        let limits = limits();
        assert_eq!(wrong(&limits, 20, "camille", "203.0.113.9", None), 10);
        let own = limits.guess("camille", from("192.0.2.1"), None);
        own.expect("the person signs in from elsewhere").was_none();
    }

    #[test]
    fn a_known_browser_is_let_in_while_many_places_guess() {
        let limits = limits();
        for place in 0..30 {
            wrong(&limits, 10, "camille", &format!("203.0.113.{place}"), None);
        }
        assert!(limits.guess("camille", from("192.0.2.1"), None).is_err());
        for address in ["192.0.2.1", "203.0.113.1"] {
            let known = limits.guess("camille", from(address), Some("hers"));
            known.expect("her own browser").was_none();
        }
        assert_eq!(wrong(&limits, 20, "camille", "192.0.2.1", Some("hers")), 10);
    }

    #[test]
    fn a_network_of_ipv6_is_one_place() {
        let limits = limits();
        let tries = (0..20).map(|n| wrong(&limits, 1, "camille", &format!("2001:db8:1:2::{n:x}"), None));
        assert_eq!(tries.sum::<usize>(), 10);
        assert_eq!(wrong(&limits, 1, "camille", "2001:db8:1:3::1", None), 1);
    }

    #[test]
    fn whoever_is_refused_for_an_account_is_not_counted_for_others() {
        let limits = limits();
        wrong(&limits, 1000, "camille", "203.0.113.9", None);
        assert_eq!(wrong(&limits, 1, "lea", "203.0.113.9", None), 1);
    }
}
