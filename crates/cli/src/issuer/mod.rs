//! The issuer of this installation: its keys and its address, in the data directory.

mod history;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use fd_lock::RwLock;
use jiff::SignedDuration;
use rand::CryptoRng;
use spyrales_app::certificates::{Issuing, KeyChange};
use spyrales_core::clock::Clock;
use spyrales_credential::log::LogKey;
use spyrales_credential::{
    Compromise, DateTime, Issuer, IssuerKey, IssuerKeys, KeyFile, Line, Origin, PublicKey, SecretKey, Signer,
};

use crate::setting::SystemClock;
use history::History;

const NAME: &str = "Spyrales";
const KEY_FILE: &str = "issuer-key.json";
/// The key that a rotation has made and not yet put in its place.
const NEXT_KEY_FILE: &str = "issuer-key.next.json";
/// Signs the log's checkpoints, and nothing else.
const LOG_KEY_FILE: &str = "log-key.json";
/// Holds the public address that the issuer's identifier was made from.
const ORIGIN_FILE: &str = "issuer-origin";
/// Held while keys are in use or being changed.
const LOCK_FILE: &str = "issuer.lock";

/// What this installation signs with.
pub(crate) struct Keys {
    origin: Origin,
    present: KeyFile,
    log: KeyFile,
    history: History,
}

/// Opens the issuer, making its keys at the first start.
///
/// The address becomes part of every certificate, so it is written down once and can't change silently.
pub(crate) fn open(data: &Path, origin: &str, rng: &mut impl CryptoRng) -> anyhow::Result<Issuing> {
    let origin: Origin = origin.parse().with_context(|| {
        format!(
            "{origin:?} can't be a public address; hint: https://HOST, or http://127.0.0.1:PORT for a trial"
        )
    })?;
    let origin_path = data.join(ORIGIN_FILE);
    match fs::read_to_string(&origin_path) {
        Ok(known) if known.trim() == origin.as_str() => {}
        Ok(known) => bail!(
            "this installation issues as {}, not as {}; hint: certificates that were issued name that address: start with --public-url {0}, or use another --data directory",
            known.trim(),
            origin.as_str()
        ),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            fs::write(&origin_path, format!("{}\n", origin.as_str()))
                .with_context(|| format!("failed to write {}", origin_path.display()))?;
        }
        Err(e) => return Err(e).with_context(|| format!("failed to read {}", origin_path.display())),
    }
    for file in [KEY_FILE, LOG_KEY_FILE] {
        let path = data.join(file);
        if !path.exists() {
            KeyFile::create(&path, SecretKey::generate(rng), now()?)?;
        }
    }
    let keys = Keys::load(data)?;
    let issuer = Issuer {
        origin,
        name: name()?,
    };
    Ok(Issuing::new(issuer, Arc::new(keys.present.key), Arc::new(keys.log.key)).with_keys(keys.history.keys))
}

/// The address that this installation issues as, when it has issued before.
pub(crate) fn known_origin(data: &Path) -> Option<String> {
    fs::read_to_string(data.join(ORIGIN_FILE))
        .ok()
        .map(|text| text.trim().to_owned())
}

/// The keys and the name of this installation, for verifying its own certificates.
pub(crate) fn registered(data: &Path) -> anyhow::Result<(IssuerKeys, Line)> {
    Ok((Keys::load(data)?.published(), name()?))
}

impl Keys {
    /// Reads all of them; a rotation that was interrupted is completed.
    pub(crate) fn load(data: &Path) -> anyhow::Result<Self> {
        let origin = known_origin(data).with_context(|| {
            format!(
                "no issuer in {}; hint: `spyrales serve` makes one",
                data.display()
            )
        })?;
        let mut present = KeyFile::load(&data.join(KEY_FILE))?;
        let history = History::load(data, present.key.public_key(), present.created)?;
        if history
            .keys
            .last()
            .is_some_and(|last| last.key != present.key.public_key())
        {
            let next = data.join(NEXT_KEY_FILE);
            fs::rename(&next, data.join(KEY_FILE))
                .with_context(|| format!("issuer-history.json names another key than {KEY_FILE}; hint: restore both from the same copy"))?;
            present = KeyFile::load(&data.join(KEY_FILE))?;
        }
        Ok(Self {
            origin: origin.parse()?,
            log: KeyFile::load(&data.join(LOG_KEY_FILE))?,
            present,
            history,
        })
    }

    /// The keys as the DID document publishes them.
    pub(crate) fn published(&self) -> IssuerKeys {
        IssuerKeys::new(self.origin.did(), self.history.keys.clone()).with_log(self.log_key())
    }

    /// All that was done to the keys since the first one, the oldest first.
    pub(crate) fn changes(&self) -> Vec<KeyChange> {
        let mut changes = Vec::new();
        for (number, entry) in self.history.keys.iter().enumerate() {
            if number > 0 {
                changes.push(KeyChange::Rotated(entry.key));
            }
            let compromised = entry.compromised;
            changes.extend(compromised.map(|compromise| KeyChange::Compromised(entry.key, compromise.at)));
        }
        changes
    }

    /// The log's name and key.
    pub(crate) fn log_key(&self) -> LogKey {
        LogKey::new(&self.origin, self.log.key.public_key())
    }

    /// The key that signs.
    pub(crate) fn present(&self) -> PublicKey {
        self.present.key.public_key()
    }

    /// Makes a new key and retires the present one, whose secret is removed: what can't sign can't be stolen.
    pub(crate) fn rotate(mut self, data: &Path, rng: &mut impl CryptoRng) -> anyhow::Result<PublicKey> {
        let at = now()?;
        let next = data.join(NEXT_KEY_FILE);
        match fs::remove_file(&next) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("failed to remove {}", next.display()));
            }
            _ => {}
        }
        let made = KeyFile::create(&next, SecretKey::generate(rng), at)?;
        let present = self.present();
        if let Some(entry) = self.history.find(&present) {
            // Proofs are dated in whole seconds: one of this very second is still the old key's.
            entry.retired = after(at);
        }
        let key = made.key.public_key();
        self.history.keys.push(IssuerKey {
            since: Some(at),
            ..IssuerKey::new(key)
        });
        let fits = self.published().did_document();
        if let Err(error) = fits {
            let _ = fs::remove_file(&next);
            return Err(error).context("the DID document has no room for another key");
        }
        // From here on the history names the new key; `load` completes what is interrupted after it.
        self.history.save(data)?;
        fs::rename(&next, data.join(KEY_FILE)).context("failed to put the new key in its place")?;
        Ok(key)
    }

    /// Declares a key compromised, with the log's size of then; false when this installation has no such key.
    pub(crate) fn compromise(
        &mut self,
        data: &Path,
        key: &PublicKey,
        compromise: Compromise,
    ) -> anyhow::Result<bool> {
        let Some(entry) = self.history.find(key) else {
            return Ok(false);
        };
        entry.compromised = Some(compromise);
        self.history.save(data)?;
        Ok(true)
    }
}

/// The lock on this installation's keys.
pub(crate) struct KeyLock(RwLock<fs::File>);

impl KeyLock {
    pub(crate) fn open(data: &Path) -> anyhow::Result<Self> {
        let path: PathBuf = data.join(LOCK_FILE);
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("failed to open {}", path.display()))?;
        Ok(Self(RwLock::new(file)))
    }

    /// Held by a service, next to others.
    pub(crate) fn in_use(&self) -> anyhow::Result<impl Drop + '_> {
        self.0
            .try_read()
            .context("the issuer's keys are being changed; hint: try again in a moment")
    }

    /// Held while keys change: a service that went on with the old one would sign what nobody believes.
    pub(crate) fn change(&mut self) -> anyhow::Result<impl Drop + '_> {
        self.0
            .try_write()
            .context("the service is running with these keys; hint: stop it, change the keys, start it again")
    }
}

fn now() -> anyhow::Result<DateTime> {
    DateTime::from_timestamp(SystemClock.now()).context("this machine's clock shows no date")
}

/// The next second.
fn after(at: DateTime) -> Option<DateTime> {
    DateTime::from_timestamp(at.timestamp() + SignedDuration::from_secs(1))
}

fn name() -> anyhow::Result<Line> {
    Ok(NAME.parse()?)
}
