//! Which keys this installation signed with and when: `issuer-history.json` in the data directory.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use spyrales_credential::{Compromise, DateTime, IssuerKey, PublicKey};

const FILE: &str = "issuer-history.json";

/// The format's name and version: a later one has another.
const FORMAT: &str = "spyrales-issuer-history/1";

/// The keys, oldest first; the last one signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) keys: Vec<IssuerKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    format: String,
    keys: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Entry {
    public_key_multibase: PublicKey,
    since: Option<DateTime>,
    retired: Option<DateTime>,
    compromised: Option<DateTime>,
    /// How many entries the log had when the key was compromised.
    compromised_log_size: Option<u64>,
}

impl History {
    /// Reads the history; before there is one, the present key is all of it.
    pub(crate) fn load(data: &Path, present: PublicKey, since: DateTime) -> anyhow::Result<Self> {
        let path = data.join(FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = IssuerKey {
                    since: Some(since),
                    ..IssuerKey::new(present)
                };
                return Ok(Self { keys: vec![key] });
            }
            Err(error) => return Err(error).with_context(|| format!("failed to read {}", path.display())),
        };
        let contents: Contents = serde_json::from_slice(&bytes)
            .ok()
            .filter(|contents: &Contents| contents.format == FORMAT)
            .with_context(|| {
                format!(
                    "{} isn't of the format {FORMAT}; hint: restore it from a copy",
                    path.display()
                )
            })?;
        let keys = contents.keys.into_iter().map(|entry| IssuerKey {
            key: entry.public_key_multibase,
            since: entry.since,
            retired: entry.retired,
            compromised: entry.compromised.map(|at| Compromise {
                at,
                log_size: entry.compromised_log_size,
            }),
        });
        Ok(Self { keys: keys.collect() })
    }

    /// Writes the history, whole or not at all.
    pub(crate) fn save(&self, data: &Path) -> anyhow::Result<()> {
        let keys = self.keys.iter().map(|key| Entry {
            public_key_multibase: key.key,
            since: key.since,
            retired: key.retired,
            compromised: key.compromised.map(|compromise| compromise.at),
            compromised_log_size: key.compromised.and_then(|compromise| compromise.log_size),
        });
        let contents = Contents {
            format: FORMAT.to_owned(),
            keys: keys.collect(),
        };
        let path = data.join(FILE);
        let draft = data.join(format!("{FILE}.new"));
        let written = fs::File::create(&draft).and_then(|mut file| {
            file.write_all(&serde_json::to_vec_pretty(&contents)?)?;
            file.sync_all()?;
            fs::rename(&draft, &path)
        });
        written.with_context(|| format!("failed to write {}", path.display()))
    }

    /// The entry of a key.
    pub(crate) fn find(&mut self, key: &PublicKey) -> Option<&mut IssuerKey> {
        self.keys.iter_mut().find(|entry| entry.key == *key)
    }
}
