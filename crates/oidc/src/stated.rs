//! What an ID token says of itself beside what the library verifies: for whom it is, and when it was made.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// How far the provider's clock may be from ours (RFC 7519, section 4.1.5: no more than a few minutes).
const SKEW: SignedDuration = SignedDuration::from_mins(2);

/// The claims that are looked at here.
#[derive(Debug, Deserialize)]
pub(crate) struct Stated {
    /// For which service it was made.
    azp: Option<String>,
    aud: Audience,
    /// When it was made, in seconds, which may have fractions (RFC 7519, section 2).
    iat: f64,
    /// From when on it is good.
    nbf: Option<f64>,
}

/// One or several, as RFC 7519, section 4.1.3 has it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    Several(Vec<IgnoredAny>),
    One(IgnoredAny),
}

impl Stated {
    /// Reads a token whose signature is good already.
    pub(crate) fn read(token: &str) -> Result<Self, String> {
        let claims = token.split('.').nth(1).unwrap_or_default();
        let claims = URL_SAFE_NO_PAD
            .decode(claims)
            .map_err(|error| error.to_string())?;
        serde_json::from_slice(&claims).map_err(|error| error.to_string())
    }

    /// Holds it against who asks (OpenID Connect Core, section 3.1.3.7, steps 4, 5 and 10), since when and now.
    pub(crate) fn check(&self, client: &str, begun: Timestamp, now: Timestamp) -> Result<(), &'static str> {
        match (&self.azp, &self.aud) {
            (Some(party), _) if party != client => return Err("the ID token was made for another service"),
            (None, Audience::Several(audiences)) if audiences.len() > 1 => {
                return Err("the ID token is for several services, and doesn't say for which it was made");
            }
            (_, Audience::One(_) | Audience::Several(_)) => {}
        }
        let seconds = |at: Timestamp| at.as_second() as f64;
        let latest = seconds(now + SKEW);
        if self.iat > latest || self.nbf.is_some_and(|from| from > latest) {
            return Err("the ID token isn't good yet");
        }
        if self.iat < seconds(begun - SKEW) {
            return Err("the ID token is older than the attempt");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BEGUN: i64 = 1_800_000_000;

    fn check(claims: &serde_json::Value) -> Result<(), &'static str> {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let token = format!("e30.{}.e30", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let stated = Stated::read(&token).unwrap();
        stated.check("spyrales", at(BEGUN), at(BEGUN + 60))
    }

    #[test]
    fn a_token_is_made_for_us() {
        let made = |aud, azp| check(&json!({ "aud": aud, "azp": azp, "iat": BEGUN }));
        let alone = json!("spyrales");
        let both = json!(["spyrales", "another"]);
        let list = json!(["spyrales"]);
        for (aud, azp) in [
            (&alone, json!(null)),
            (&alone, json!("spyrales")),
            (&list, json!(null)),
            (&both, json!("spyrales")),
        ] {
            assert_eq!(made(aud, azp), Ok(()), "{aud}");
        }
        for (aud, azp) in [
            (&alone, json!("another")),
            (&both, json!(null)),
            (&both, json!("another")),
        ] {
            assert!(made(aud, azp).is_err(), "{aud}");
        }
    }

    #[test]
    fn a_token_is_made_after_the_attempt_began_and_not_later_than_now() {
        let made = |iat: f64, nbf: Option<f64>| check(&json!({ "aud": "spyrales", "iat": iat, "nbf": nbf }));
        let at = |seconds: i64| (BEGUN + seconds) as f64;
        assert_eq!(made(at(0) + 0.5, Some(at(0))), Ok(()));
        assert_eq!(made(at(-120), None), Ok(()), "clocks differ");
        assert_eq!(made(at(180), Some(at(180))), Ok(()));
        assert!(made(at(-121), None).is_err(), "before it was asked for");
        assert!(made(at(181), None).is_err(), "in the future");
        assert!(made(at(0), Some(at(181))).is_err(), "not good yet");
    }

    #[test]
    fn a_token_says_when_it_was_made() {
        assert!(
            Stated::read(&format!(
                "e30.{}.e30",
                URL_SAFE_NO_PAD.encode(r#"{"aud":"spyrales"}"#)
            ))
            .is_err()
        );
        assert!(Stated::read("e30").is_err());
    }
}
