//! One way to the provider and back: what the browser keeps meanwhile, and what is derived from it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use rand::CryptoRng;
use sha2::Sha256;

/// How long one may take at the provider: long enough to find a second factor.
const LASTS: SignedDuration = SignedDuration::from_mins(15);

/// One way to the provider and back.
///
/// The browser keeps it, in a cookie; nothing of it is stored here. State, nonce and the PKCE verifier are MACs of it
/// under a key that only we have: an attempt that we didn't make, or that somebody changed, has a state that the provider
/// never returns, and the three can't be told from one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    ends: Timestamp,
    text: String,
    memo: String,
}

impl Attempt {
    /// Begins one; `memo` is what the caller wants to know when it comes back.
    pub fn new(memo: &str, now: Timestamp, rng: &mut impl CryptoRng) -> Self {
        let mut secret = [0; 32];
        rng.fill_bytes(&mut secret);
        let ends = now + LASTS;
        let [secret, noted] = [&secret[..], memo.as_bytes()].map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        Self {
            text: format!("{}.{secret}.{noted}", ends.as_second()),
            ends,
            memo: memo.to_owned(),
        }
    }

    /// Reads what a browser kept; nothing when it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let ends = parts.next()?.parse().ok()?;
        let (_secret, memo) = (parts.next()?, parts.next()?);
        let memo = URL_SAFE_NO_PAD.decode(memo).ok()?;
        Some(Self {
            ends: Timestamp::from_second(ends).ok()?,
            text: text.to_owned(),
            memo: String::from_utf8(memo).ok()?,
        })
        .filter(|_| parts.next().is_none())
    }

    /// What the browser keeps: letters, digits, `-`, `_` and dots.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When it was begun.
    pub(crate) fn begun(&self) -> Timestamp {
        self.ends - LASTS
    }

    /// What the caller wanted to know when it comes back. To be believed only once the provider's answer has been.
    #[must_use]
    pub fn memo(&self) -> &str {
        &self.memo
    }
}

/// Derives what an attempt sends from what the browser keeps.
pub(crate) struct Derivation(Hmac<Sha256>);

impl Derivation {
    /// From the client's secret, so that it is the same in every process of the service and after a restart.
    pub(crate) fn new(client_secret: &str) -> Self {
        // Unwrap safety: HMAC takes keys of any length.
        #[expect(clippy::unwrap_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(client_secret.as_bytes()).unwrap();
        mac.update(b"spyrales sign-in v1\0");
        Self(mac)
    }

    fn mac(&self, what: &str, attempt: &Attempt) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(what.as_bytes());
        mac.update(b"\0");
        mac.update(attempt.text.as_bytes());
        mac
    }

    /// 43 characters: ProConnect asks for 32, RFC 7636 for 43 in a verifier.
    pub(crate) fn derive(&self, what: &str, attempt: &Attempt) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(what, attempt).finalize().into_bytes())
    }

    /// Whether a state is the attempt's, and the attempt hasn't ended.
    pub(crate) fn is_state(&self, state: &str, attempt: &Attempt, now: Timestamp) -> bool {
        let state = URL_SAFE_NO_PAD.decode(state).unwrap_or_default();
        // In constant time.
        self.mac("state", attempt).verify_slice(&state).is_ok() && now < attempt.ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(memo: &str) -> Attempt {
        use rand::SeedableRng as _;
        Attempt::new(
            memo,
            Timestamp::UNIX_EPOCH,
            &mut rand::rngs::StdRng::seed_from_u64(7),
        )
    }

    #[test]
    fn a_browser_gives_back_what_it_was_given() {
        let attempt = attempt("/exercises?level=1&é");
        assert_eq!(Attempt::read(attempt.as_str()), Some(attempt.clone()));
        assert_eq!(attempt.memo(), "/exercises?level=1&é");
        let more = format!("{}.x", attempt.as_str());
        for wrong in ["", "x", "1.2", "1.2.!", &more] {
            assert_eq!(Attempt::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_state_holds_for_its_attempt_unchanged_and_for_a_while() {
        let derivation = Derivation::new("secret");
        let ours = attempt("/me");
        let state = derivation.derive("state", &ours);
        assert!(state.len() >= 32, "{state}");
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert!(derivation.is_state(&state, &ours, at(14)));
        assert!(!derivation.is_state(&state, &ours, at(15)), "too late");
        let late = ours.text.replacen("900.", "9999.", 1);
        for changed in [late.as_str(), attempt("/").as_str()] {
            let changed = Attempt::read(changed).unwrap();
            assert!(!derivation.is_state(&state, &changed, at(1)), "{changed:?}");
        }
        for wrong in ["", "x", &derivation.derive("nonce", &ours)] {
            assert!(!derivation.is_state(wrong, &ours, at(1)), "{wrong}");
        }
        assert!(!Derivation::new("another").is_state(&state, &ours, at(1)));
    }
}
