//! Who is signed in: a cookie, of which the store keeps the digest.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Argon2, PasswordHash};
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rand::{CryptoRng, Rng as _};
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::store::{NewSession, User};

use crate::error::ApiError;
use crate::state::AppState;

/// A working day: then one signs in again, and finds the drafts as they were.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// Over HTTPS the name begins with `__Host-`, which browsers take from this very host alone (RFC 6265bis, section
/// 4.1.3.2). Over plain HTTP, as on a laptop, that name wouldn't be kept.
fn cookie_name(state: &AppState) -> &'static str {
    if is_https(state) {
        "__Host-spyrales"
    } else {
        "spyrales"
    }
}

pub(super) fn is_https(state: &AppState) -> bool {
    state
        .certificates
        .issuing
        .origin()
        .as_str()
        .starts_with("https://")
}

/// The digest of a request's cookie.
fn digest(state: &AppState, headers: &HeaderMap) -> Option<Digest> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(cookie_name(state))?;
    Some(Digest::of(cookie.value().as_bytes()))
}

/// Who a request's cookie stands for.
pub(super) async fn user(state: &AppState, headers: &HeaderMap) -> Result<Option<User>, ApiError> {
    Ok(match digest(state, headers) {
        Some(digest) => {
            state
                .app
                .store
                .reader()
                .await?
                .session(digest, state.app.clock.now())
                .await?
        }
        None => None,
    })
}

/// Who a request's cookie stood for until their session ran out: good for keeping what they wrote, and for nothing else.
pub(super) async fn lapsed(state: &AppState, headers: &HeaderMap) -> Result<Option<User>, ApiError> {
    Ok(match digest(state, headers) {
        Some(digest) => {
            state
                .app
                .store
                .reader()
                .await?
                .lapsed_session(digest, state.app.clock.now())
                .await?
        }
        None => None,
    })
}

/// Opens a session, with the ID token of who came from a provider; the cookie that stands for it.
pub(super) async fn open(
    state: &AppState,
    user: UserId,
    id_token: Option<String>,
) -> Result<Cookie<'static>, ApiError> {
    let mut secret = [0; 32];
    state.app.rng.with(|rng| rng.fill_bytes(&mut secret));
    let secret = URL_SAFE_NO_PAD.encode(secret);
    let now = state.app.clock.now();
    let session = NewSession {
        digest: Digest::of(secret.as_bytes()),
        user,
        expires: now + LASTS,
        id_token,
    };
    {
        let mut tx = state.app.store.begin("open_session").await?;
        let done = tx.open_session(session, now).await?;
        tx.commit().await?;
        done
    };
    Ok(cookie(state, secret))
}

/// A session that was ended.
pub(super) struct Closed {
    /// Takes the browser's cookie away.
    pub(super) cookie: Cookie<'static>,
    /// What the session's provider is shown, when it came from one.
    pub(super) id_token: Option<String>,
}

/// Ends the session of a request.
pub(super) async fn close(state: &AppState, headers: &HeaderMap) -> Result<Closed, ApiError> {
    let mut id_token = None;
    if let Some(digest) = digest(state, headers) {
        id_token = {
            let mut tx = state.app.store.begin("end_session").await?;
            let done = tx.end_session(digest).await?;
            tx.commit().await?;
            done
        };
    }
    let mut cookie = cookie(state, String::new());
    cookie.make_removal();
    Ok(Closed { cookie, id_token })
}

/// Without an age of its own: it goes with the browser, at the latest when the session ends here.
fn cookie(state: &AppState, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(state), value))
        .path("/")
        .http_only(true)
        .secure(is_https(state))
        .same_site(SameSite::Lax)
        .build()
}

/// A password's hash in PHC form: Argon2id, with the crate's parameters (19 MiB, two passes), which are those that the
/// OWASP Password Storage Cheat Sheet asks for. Takes some 20 ms: not for a thread that others wait on.
pub(super) fn hash_password(password: &str, salt: &[u8; 16]) -> Result<String, argon2::password_hash::Error> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt)?;
    Ok(hash.to_string())
}

/// A password that somebody else made, to be changed by whom it is for.
pub struct NewPassword {
    /// For the one time that it is shown.
    pub text: String,
    /// What is stored.
    pub hash: String,
}

impl NewPassword {
    /// One of 80 random bits, in a form that can be read out.
    ///
    /// # Errors
    ///
    /// When it can't be hashed.
    pub fn draw(rng: &mut impl CryptoRng) -> Result<Self, argon2::password_hash::Error> {
        // Without letters and digits that look alike: 32 characters of 5 bits.
        const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let (mut secret, mut salt) = ([0; 10], [0; 16]);
        rng.fill_bytes(&mut secret);
        rng.fill_bytes(&mut salt);
        let mut bits = secret
            .iter()
            .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut text = String::new();
        for at in 0..16 {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(READABLE[(bits & 31) as usize]));
            bits >>= 5;
        }
        let hash = hash_password(&text, &salt)?;
        Ok(Self { text, hash })
    }
}

/// Whether a password is the one of a hash. Without a hash it takes as long, so that nobody learns who has an account.
pub(super) fn is_password(password: &str, hash: Option<&str>) -> bool {
    const NOBODYS: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c3B5cmFsZXMtbm9ib2R5$3Yb0Z6p0q1mC7m1mP0m3m9JmE2b6k0m1m2m3m4m5m6k";
    let parsed = PasswordHash::new(hash.unwrap_or(NOBODYS));
    let right = parsed.is_ok_and(|parsed| {
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    });
    right && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_alone() {
        let hash = hash_password("correct horse", &[7; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_password("correct horse", Some(&hash)));
        assert!(!is_password("correct house", Some(&hash)));
        assert!(!is_password("", Some(&hash)));
        assert!(!is_password("correct horse", None));
        assert!(!is_password("correct horse", Some("nonsense")));
        assert_ne!(hash, hash_password("correct horse", &[8; 16]).unwrap());
    }

    #[test]
    fn a_drawn_password_can_be_read_out_and_opens_the_account() {
        use rand::SeedableRng as _;

        let mut rng = rand::rngs::StdRng::seed_from_u64(1);
        let (one, other) = (
            NewPassword::draw(&mut rng).unwrap(),
            NewPassword::draw(&mut rng).unwrap(),
        );
        assert_eq!(one.text.len(), 19);
        assert!(!one.text.contains(['l', 'o', '0', '1']), "{}", one.text);
        assert!(is_password(&one.text, Some(&one.hash)));
        assert!(!is_password(&other.text, Some(&one.hash)));
    }
}
