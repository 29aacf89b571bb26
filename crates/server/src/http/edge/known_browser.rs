//! Browsers in which an account was signed in before: whoever guesses its password elsewhere doesn't hold them up.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::CryptoRng;
use sha2::Sha256;
use spyrales_core::id::UserId;

/// A browser in which an account was signed in before, as it says itself and we have signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownBrowser {
    /// The account.
    pub(crate) user: UserId,
    /// Tells it from the account's other browsers.
    pub(crate) name: String,
}

/// Signs what a browser keeps, under a secret of the installation's: it is the same after a restart, and nothing is stored.
pub(crate) struct KnownBrowsers(Hmac<Sha256>);

impl KnownBrowsers {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        // Unwrap safety: HMAC takes keys of any length.
        #[expect(clippy::unwrap_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
        mac.update(b"spyrales known browser v1\0");
        Self(mac)
    }

    fn mac(&self, user: &str, name: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        for part in [user, name] {
            mac.update(part.as_bytes());
            mac.update(b"\0");
        }
        mac
    }

    /// What a browser keeps in which an account has just been signed in.
    pub(crate) fn sign(&self, user: UserId, rng: &mut impl CryptoRng) -> String {
        let mut name = [0; 16];
        rng.fill_bytes(&mut name);
        let (user, name) = (user.to_string(), URL_SAFE_NO_PAD.encode(name));
        let mac = self.mac(&user, &name).finalize().into_bytes();
        format!("{user}.{name}.{}", URL_SAFE_NO_PAD.encode(mac))
    }

    /// Reads what a browser has kept; nothing when we haven't signed it.
    pub(crate) fn read(&self, kept: &str) -> Option<KnownBrowser> {
        let mut parts = kept.split('.');
        let (user, name, mac) = (parts.next()?, parts.next()?, parts.next()?);
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        // In constant time.
        self.mac(user, name).verify_slice(&mac).ok()?;
        Some(KnownBrowser {
            user: user.parse().ok()?,
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_browser_is_known_by_what_we_signed_alone() {
        let browsers = KnownBrowsers::new(&[7; 32]);
        let user = UserId::from(uuid::Uuid::from_u128(9));
        let kept = browsers.sign(user, &mut StdRng::seed_from_u64(1));
        let known = browsers.read(&kept).unwrap();
        assert_eq!(known.user, user);
        assert_eq!(browsers.read(&kept), Some(known), "it stays the same one");
        let another = UserId::from(uuid::Uuid::from_u128(8)).to_string();
        let stolen = kept.replacen(&user.to_string(), &another, 1);
        for wrong in ["", "a.b", &kept[1..], stolen.as_str()] {
            assert_eq!(browsers.read(wrong), None, "{wrong}");
        }
        assert_eq!(KnownBrowsers::new(&[8; 32]).read(&kept), None);
    }
}
