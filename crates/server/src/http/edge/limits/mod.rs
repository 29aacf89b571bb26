//! How often something may be tried: what can be guessed, and what costs us work.
//!
//! A limit is a rate for each key ([`Limit`]). Keys are made so that nobody fills another's: they name who asks, by account or by
//! where from ([`Client`](crate::http::edge::client::Client), where one household or office counts as one), beside what is asked
//! for. All are counted in memory: several servers count each for itself, and a restart forgets.

mod counts;
mod limit;
mod passwords;

use std::sync::Arc;
use std::time::Duration;

use spyrales_core::clock::Clock;

pub(crate) use limit::{Key, Limit, Wait};

const MINUTE: Duration = Duration::from_mins(1);
const QUARTER: Duration = Duration::from_mins(15);
const HOUR: Duration = Duration::from_hours(1);

/// A rate: so many at once, and on average so many in each window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// How many.
    tries: u32,
    /// In which time.
    window: Duration,
}

const fn rate(tries: u32, window: Duration) -> Rate {
    Rate { tries, window }
}

/// E-mail addresses compared with a genuine certificate's, for each certificate and place that asks.
pub(crate) const EMAIL_CHECKS: Rate = rate(10, HOUR);
/// Code run without being graded, for each person.
pub(crate) const RUNS: Rate = rate(30, MINUTE);
/// Files verified on the page or over the API, for each place that asks: many people may sit there.
pub(crate) const VERIFICATIONS: Rate = rate(300, MINUTE);
/// Wrong passwords at sign-in, for each account and place that asks.
pub(crate) const PASSWORDS_FROM_A_PLACE: Rate = rate(10, QUARTER);
/// Wrong passwords at sign-in, for each account, whatever place asks.
pub(crate) const PASSWORDS_OF_AN_ACCOUNT: Rate = rate(100, QUARTER);
/// Wrong passwords at sign-in, for each place that asks, whatever account it names.
pub(crate) const PASSWORDS_OF_A_PLACE: Rate = rate(100, QUARTER);
/// Wrong passwords at sign-in from a browser in which the account was signed in before; none of the three above counts there.
pub(crate) const PASSWORDS_FROM_A_KNOWN_BROWSER: Rate = rate(10, QUARTER);
/// Wrong passwords of who is signed in already, for each account.
pub(crate) const OWN_PASSWORDS: Rate = rate(10, QUARTER);
/// Answers that a provider then doesn't stand for, for each place that asks, or each known browser.
pub(crate) const PROVIDER_ANSWERS: Rate = rate(100, QUARTER);

/// All limits of a server.
pub(crate) struct Limits {
    pub(crate) email_checks: Limit,
    pub(crate) runs: Limit,
    pub(crate) verifications: Limit,
    pub(crate) own_passwords: Limit,
    pub(crate) provider_answers: Limit,
    passwords_from_a_place: Limit,
    passwords_of_an_account: Limit,
    passwords_of_a_place: Limit,
    passwords_from_a_known_browser: Limit,
}

impl Limits {
    /// Nothing was tried yet.
    pub(crate) fn new(clock: &Arc<dyn Clock>) -> Self {
        let limit = |rate| Limit::new(rate, Arc::clone(clock));
        Self {
            email_checks: limit(EMAIL_CHECKS),
            runs: limit(RUNS),
            verifications: limit(VERIFICATIONS),
            own_passwords: limit(OWN_PASSWORDS),
            provider_answers: limit(PROVIDER_ANSWERS),
            passwords_from_a_place: limit(PASSWORDS_FROM_A_PLACE),
            passwords_of_an_account: limit(PASSWORDS_OF_AN_ACCOUNT),
            passwords_of_a_place: limit(PASSWORDS_OF_A_PLACE),
            passwords_from_a_known_browser: limit(PASSWORDS_FROM_A_KNOWN_BROWSER),
        }
    }
}
