//! Passwords.
//!
//! Hashing takes some 20 ms and 19 MiB: it is done in a small pool, for nobody can make the service do more of it at a time, and
//! never in a transaction.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Argon2, PasswordHash};
use rand::{CryptoRng, Rng as _};
use spyrales_core::account::{PasswordFault, check_password};
use spyrales_core::id::UserId;
use spyrales_core::store::{AuditAction, NewAuditEvent, NotLive, StoreError, Tx, User};

use super::confirm::Confirmed;
use super::live;
use super::session::{self, SessionSecret};
use crate::App;
use crate::pool::{BrokeOff, Full, Permit, Work};
use crate::rng::fork;
use crate::transaction::{transaction, use_case_errors};

/// What this service is called.
const SERVICE: &str = "spyrales";

/// Hashing passwords.
#[derive(Debug)]
pub struct Hashing;

impl Work for Hashing {
    /// 19 MiB each.
    const RUNNING: usize = 2;
    /// Each has its password in memory; the last one waits some two seconds.
    const WAITING: usize = 128;
}

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// As many others are being hashed, and wait for it, as may.
    #[error("too many passwords are being hashed")]
    Busy(#[from] Full),
    /// Hashing failed.
    #[error("failed to hash a password: {0}")]
    Failed(String),
}

impl From<BrokeOff> for HashError {
    fn from(error: BrokeOff) -> Self {
        Self::Failed(error.to_string())
    }
}

/// A password in PHC form: Argon2id, with the crate's parameters (19 MiB, two passes), which are those that the OWASP
/// Password Storage Cheat Sheet asks for.
fn hash(password: &str, salt: &[u8; 16], _permit: &Permit<Hashing>) -> Result<String, HashError> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .map_err(|error| HashError::Failed(error.to_string()))
}

/// Whether a password is the one of a hash. Without a hash it takes as long, so that nobody learns who has an account.
fn verify(password: &str, hash: Option<&str>, _permit: &Permit<Hashing>) -> bool {
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

/// A password that was drawn for somebody, who is to change it. It is shown once; only its hash is kept.
pub struct DrawnPassword {
    text: String,
    hash: String,
}

impl DrawnPassword {
    /// One of 80 random bits, in a form that can be read out.
    fn draw(rng: &mut impl CryptoRng, permit: &Permit<Hashing>) -> Result<Self, HashError> {
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
        let hash = hash(&text, &salt, permit)?;
        Ok(Self { text, hash })
    }

    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// What is stored.
    pub(super) fn hash(&self) -> &str {
        &self.hash
    }
}

/// Passwords stay out of logs: `Debug` doesn't show them.
impl std::fmt::Debug for DrawnPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DrawnPassword(…)")
    }
}

/// What somebody's password may not be little more than.
fn names(person: &User) -> Vec<&str> {
    let email = person.email.split('@').next();
    let mut names = vec![SERVICE, person.name.as_str(), person.display_name.as_str()];
    names.extend(person.display_name.split_whitespace());
    names.extend(email);
    names
}

/// A password can't be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckPasswordError {
    /// It can't be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A person's password stays.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The new one may not be chosen.
    #[error(transparent)]
    Unacceptable(#[from] PasswordFault),
    /// The old one isn't the account's, or not any more.
    #[error("the old password isn't the account's")]
    Wrong,
    /// There is no old one to ask for, and the person didn't sign in just now.
    #[error("a first password needs a fresh sign-in")]
    Unconfirmed,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// It can't be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account gets no new password.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// It can't be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ChangePasswordError, ResetPasswordError);

impl App {
    /// Hashes in the pool.
    async fn hashing<T: Send + 'static>(
        &self,
        hash: impl FnOnce(&Permit<Hashing>) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let seat = self.hashing.enter().await?;
        Ok(seat.run(hash).await?)
    }

    /// Draws a password.
    pub(super) async fn draw_password(&self) -> Result<DrawnPassword, HashError> {
        let mut rng = self.rng.with(fork);
        self.hashing(move |permit| DrawnPassword::draw(&mut rng, permit))
            .await?
    }

    /// Whether a password is the one of a hash, which is none where nobody has one.
    pub(super) async fn is_password(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, HashError> {
        self.hashing(move |permit| verify(&password, hash.as_deref(), permit))
            .await
    }

    /// The person with an account name, if the password is theirs. Their account may be closed.
    pub async fn check_password(
        &self,
        name: &str,
        password: String,
    ) -> Result<Option<User>, CheckPasswordError> {
        let (user, hash) = {
            let mut reader = self.store.reader().await?;
            let user = reader.user_named(name).await?;
            let hash = match &user {
                Some(user) => reader.password(user.id).await?,
                None => None,
            };
            (user, hash)
        };
        let right = self.is_password(password, hash).await?;
        Ok(user.filter(|_| right))
    }

    /// Gives a person another password in the place of `old`; where they have none, they are `confirmed` instead. Ends all their
    /// sessions, and opens a new one for the person who did it; withdraws their tokens where another password was in its place.
    pub async fn change_password(
        &self,
        user: UserId,
        confirmed: Option<&Confirmed>,
        old: String,
        new: String,
    ) -> Result<SessionSecret, ChangePasswordError> {
        let (person, known) = {
            let mut reader = self.store.reader().await?;
            let person = reader.user(user).await?.ok_or(NotLive::Unknown(user))?;
            (person, reader.password(user).await?)
        };
        check_password(&new, &names(&person))?;
        if known.is_none() && confirmed.is_none_or(|confirmed| confirmed.user() != user) {
            return Err(ChangePasswordError::Unconfirmed);
        }
        let mut salt = [0; 16];
        self.rng.with(|rng| rng.fill_bytes(&mut salt));
        let there = known.clone();
        let hashed = self.hashing(move |permit| {
            let right = there.is_none() || verify(&old, there.as_deref(), permit);
            right.then(|| hash(&new, &salt, permit))
        });
        let hash = hashed.await?.ok_or(ChangePasswordError::Wrong)??;
        let now = self.clock.now();
        let (secret, session) = self.draw_session(None, now);
        transaction!(self.store, "change_password", ChangePasswordError, |tx| {
            let owner = live::open::<ChangePasswordError>(&mut *tx, user).await?;
            // Another one may have been set while this one was hashed.
            if tx.password(user).await? != known {
                return Err(ChangePasswordError::Wrong);
            }
            tx.put_password(owner.live(), &hash).await?;
            end_access(&mut *tx, user, known.is_some()).await?;
            session::open(&mut *tx, &owner, &session).await?;
            Ok(())
        })?;
        Ok(secret)
    }

    /// Gives an account a new password, on record, and ends all its sessions; withdraws its tokens where another password was in
    /// its place.
    pub async fn reset_password(
        &self,
        actor: &str,
        user: UserId,
    ) -> Result<DrawnPassword, ResetPasswordError> {
        let password = self.draw_password().await?;
        let event = NewAuditEvent::new(actor, AuditAction::PasswordReset, user, "");
        let now = self.clock.now();
        transaction!(self.store, "reset_password", ResetPasswordError, |tx| {
            let owner = live::live::<ResetPasswordError>(&mut *tx, user).await?;
            let replaces = tx.password(user).await?.is_some();
            tx.put_password(&owner, password.hash()).await?;
            end_access(&mut *tx, user, replaces).await?;
            tx.record_event(&event, now).await?;
            Ok(())
        })?;
        Ok(password)
    }
}

/// Ends what was opened with an account's password: its sessions and, where there was a password before, its tokens. An account
/// whose first password is set keeps the token that it was made with.
async fn end_access(tx: &mut dyn Tx, user: UserId, had_password: bool) -> Result<(), StoreError> {
    tx.delete_sessions(user).await?;
    if had_password {
        tx.delete_tokens(user).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Pool;

    async fn hashing<T: Send + 'static>(work: impl FnOnce(&Permit<Hashing>) -> T + Send + 'static) -> T {
        let pool = Pool::<Hashing>::default();
        pool.enter().await.unwrap().run(work).await.unwrap()
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        hashing(|permit| {
            let hashed = hash("correct horse", &[7; 16], permit).unwrap();
            let fits = |password: &str, hash: Option<&str>| verify(password, hash, permit);
            assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
            assert!(fits("correct horse", Some(&hashed)));
            assert!(!fits("correct house", Some(&hashed)));
            assert!(!fits("", Some(&hashed)));
            assert!(!fits("correct horse", None));
            assert!(!fits("correct horse", Some("nonsense")));
            assert_ne!(hashed, hash("correct horse", &[8; 16], permit).unwrap());
        })
        .await;
    }

    #[tokio::test]
    async fn a_drawn_password_can_be_read_out_and_opens_the_account() {
        use rand::SeedableRng as _;

        hashing(|permit| {
            let mut rng = rand::rngs::StdRng::seed_from_u64(1);
            let mut draw = || DrawnPassword::draw(&mut rng, permit).unwrap();
            let (one, other) = (draw(), draw());
            assert_eq!(one.reveal().len(), 19);
            assert!(!one.reveal().contains(['l', 'o', '0', '1']), "{}", one.reveal());
            assert!(verify(one.reveal(), Some(one.hash()), permit));
            assert!(!verify(other.reveal(), Some(one.hash()), permit));
            assert_eq!(format!("{one:?}"), "DrawnPassword(…)");
        })
        .await;
    }
}
