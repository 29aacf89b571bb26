//! API tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use spyrales_core::account;
use spyrales_core::digest::Digest;
use spyrales_core::id::{TokenId, UserId};
use spyrales_core::store::{AuditAction, NewAuditEvent, NewToken, NotLive, Scope, StoreError, TokenGrant};

use super::confirm::Confirmed;
use super::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// What every token starts with, so that secret scanners and people know one when they see it.
const PREFIX: &str = "spy_";

/// Characters after the prefix: 32 bytes in base64url (RFC 4648, section 5) without padding.
const SECRET_CHARS: usize = 43;

/// An API token's text. It is shown once; only its digest is kept.
pub struct Token(String);

impl Token {
    /// A new token of 256 random bits.
    pub fn new(rng: &mut impl CryptoRng) -> Self {
        let mut secret = [0; 32];
        rng.fill_bytes(&mut secret);
        Self(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(secret)))
    }

    /// Reads a token's text; nothing when it can't be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let secret = text.strip_prefix(PREFIX)?;
        let fits = secret.len() == SECRET_CHARS && URL_SAFE_NO_PAD.decode(secret).is_ok();
        fits.then(|| Self(text.to_owned()))
    }

    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the store keeps. 256 random bits need neither salt nor a slow hash.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

/// Tokens stay out of logs: `Debug` doesn't show them.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A token is not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeTokenError {
    /// It would be valid for too long, or its label is too long.
    #[error(
        "a token is valid for {} days at most, and its label has {} characters at most",
        account::LONGEST_TOKEN_DAYS,
        account::LONGEST_TOKEN_LABEL
    )]
    Refused,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(MakeTokenError);

impl App {
    /// Makes a token for a person who is there, valid for so many days.
    pub async fn make_token(
        &self,
        confirmed: &Confirmed,
        label: &str,
        scope: Scope,
        days: u32,
    ) -> Result<Token, MakeTokenError> {
        let lifetime = account::lifetime(label, days).ok_or(MakeTokenError::Refused)?;
        let now = self.clock.now();
        let (id, token) = self.rng.with(|rng| (TokenId::new(now, rng), Token::new(rng)));
        let new = NewToken {
            id,
            digest: token.digest(),
            label: label.trim().to_owned(),
            scope,
            expires: Some(now + lifetime),
        };
        transaction!(self.store, "make_token", MakeTokenError, |tx| {
            let owner = live::open::<MakeTokenError>(&mut *tx, confirmed.user()).await?;
            tx.insert_token(&owner, &new, now).await?;
            Ok(())
        })?;
        Ok(token)
    }

    /// What a token grants now; nothing when it is unknown or has expired. Its account may be closed. That it is used is noted
    /// once an hour.
    pub async fn token_grant(&self, token: &Token) -> Result<Option<TokenGrant>, StoreError> {
        let now = self.clock.now();
        let grant = self.store.reader().await?.grant(token.digest(), now).await?;
        let Some(grant) = grant else { return Ok(None) };
        if let Some(used) = account::use_to_note(grant.last_used, now) {
            let noted = transaction!(self.store, "note_token_use", StoreError, |tx| {
                tx.update_token_use(grant.token, used).await
            });
            // Others note it at the same time, at the beginning of an hour: the request goes on.
            if let Err(error) = noted {
                tracing::warn!(token = %grant.token, %error, "the use of a token wasn't noted");
            }
        }
        Ok(Some(grant))
    }

    /// Withdraws a person's token, on record where an `actor` does it for them; false when they have no such token.
    pub async fn withdraw_token(
        &self,
        actor: Option<&str>,
        user: UserId,
        id: TokenId,
    ) -> Result<bool, StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "withdraw_token", StoreError, |tx| {
            let withdrawn = tx.delete_token(id, user).await?;
            if let Some(actor) = actor.filter(|_| withdrawn) {
                let event = NewAuditEvent::new(actor, AuditAction::TokenWithdrawn, user, "");
                tx.record_event(&event, now).await?;
            }
            Ok(withdrawn)
        })
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_token_has_one_form_and_is_known_by_its_digest() {
        let token = Token::new(&mut StdRng::seed_from_u64(1));
        let text = token.reveal().to_owned();
        assert_eq!(text.len(), 47);
        assert_eq!(Token::parse(&text).unwrap().digest(), token.digest());
        assert_eq!(token.digest(), Digest::of(text.as_bytes()));
        assert_ne!(Token::new(&mut StdRng::seed_from_u64(2)).digest(), token.digest());
        for wrong in [
            "",
            "spy_",
            &text[1..],
            &text[..46],
            &format!("{text}A"),
            &text.replace("spy_", "SPY_"),
            &format!("{}=", &text[..46]),
        ] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_token_never_reaches_a_log() {
        let token = Token::new(&mut StdRng::seed_from_u64(1));
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
