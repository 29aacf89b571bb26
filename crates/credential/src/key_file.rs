//! The issuer's secret key on disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::datetime::DateTime;
use crate::key::PublicKey;
use crate::literal::fixed_string;
use crate::signer::{SecretKey, Signer as _};

/// The multicodec prefix of an Ed25519 secret key.
const SECRET_KEY_CODEC: [u8; 2] = [0x80, 0x26];

fixed_string! {
    /// The format's name and version: a later format has another one.
    Format = "spyrales-issuer-key/1"
}

/// A key file: JSON with a format version, readable by its owner only.
///
/// ```json
/// {"format":"spyrales-issuer-key/1","created":"2026-11-24T03:18:35Z",
///  "publicKeyMultibase":"z6Mk…","secretKeyMultibase":"z3u2…"}
/// ```
#[derive(Debug)]
pub struct KeyFile {
    /// The key.
    pub key: SecretKey,
    /// When the key was made.
    pub created: DateTime,
}

/// Why a key file couldn't be created or loaded.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// There is one already, and keys are never overwritten.
    #[error("{0} already exists (hint: move it away before making another key)")]
    Exists(PathBuf),
    /// A run that was interrupted left its temporary file.
    #[error("{0} is left from an interrupted run (hint: remove it)")]
    Interrupted(PathBuf),
    /// Someone else than the owner can read or write it.
    #[error(
        "{path} is open to other users (mode {mode:04o}); if no one else can have read it, \
             run `chmod 600 {path}`, otherwise rotate the key"
    )]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It isn't a file of this format.
    #[error("{path} isn't an issuer key file: {problem}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong; never a part of the key.
        problem: &'static str,
    },
    /// The system refused.
    #[error("failed to {doing} {path}: {source}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

/// The JSON of a key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Contents {
    format: Format,
    created: DateTime,
    public_key_multibase: PublicKey,
    secret_key_multibase: Zeroizing<String>,
}

impl KeyFile {
    /// Writes a new key file with mode 0600, whole or not at all, and never over another one.
    pub fn create(path: &Path, key: SecretKey, created: DateTime) -> Result<Self, KeyFileError> {
        let failed = |doing| {
            move |source| KeyFileError::Io {
                doing,
                path: path.to_owned(),
                source,
            }
        };
        let mut bytes = Zeroizing::new(SECRET_KEY_CODEC.to_vec());
        bytes.extend(key.key.as_bytes());
        let contents = Contents {
            format: Format,
            created,
            public_key_multibase: key.public_key(),
            secret_key_multibase: Zeroizing::new(format!("z{}", bs58::encode(&*bytes).into_string())),
        };
        let json = serde_json::to_vec_pretty(&contents).map(Zeroizing::new);
        let json = json.map_err(io::Error::from).map_err(failed("write"))?;

        // A link appears under the final name only when the file is complete, and fails if the name is taken.
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".new");
        let temporary = PathBuf::from(temporary);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&temporary)
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => KeyFileError::Interrupted(temporary.clone()),
                _ => failed("create a temporary file beside")(error),
            })?;
        let written = file
            .write_all(&json)
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::hard_link(&temporary, path));
        let removed = fs::remove_file(&temporary);
        match written {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(KeyFileError::Exists(path.to_owned()));
            }
            other => other.map_err(failed("write"))?,
        }
        removed.map_err(failed("remove the temporary file beside"))?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(failed("sync the folder of"))?;
        Ok(Self { key, created })
    }

    /// Reads a key file, if no one but its owner can.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        let failed = |doing| {
            move |source| KeyFileError::Io {
                doing,
                path: path.to_owned(),
                source,
            }
        };
        let format = |problem| KeyFileError::Format {
            path: path.to_owned(),
            problem,
        };
        let mut file = File::open(path).map_err(failed("open"))?;
        // The permissions of what was opened, not of what the name points to a moment later.
        let metadata = file.metadata().map_err(failed("read the permissions of"))?;
        if !metadata.is_file() {
            return Err(format("not a regular file"));
        }
        let mode = metadata.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::OpenToOthers {
                path: path.to_owned(),
                mode,
            });
        }
        // One allocation of the final size, so that no copy of the key is left behind by growing.
        let mut json = Zeroizing::new(Vec::with_capacity(4097));
        (&mut file)
            .take(4096)
            .read_to_end(&mut json)
            .map_err(failed("read"))?;
        let contents: Contents = serde_json::from_slice(&json)
            .map_err(|_| format("not the JSON of format spyrales-issuer-key/1"))?;
        let secret = secret_of(&contents.secret_key_multibase).ok_or(format("not an Ed25519 secret key"))?;
        let key = SecretKey::new(SigningKey::from_bytes(&secret));
        if key.public_key() != contents.public_key_multibase {
            return Err(format("its secret key and its public key don't belong together"));
        }
        Ok(Self {
            key,
            created: contents.created,
        })
    }
}

fn secret_of(multibase: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = multibase.strip_prefix('z').filter(|digits| digits.len() <= 64)?;
    let bytes = Zeroizing::new(bs58::decode(digits).into_vec().ok()?);
    bytes
        .strip_prefix(&SECRET_KEY_CODEC)?
        .try_into()
        .ok()
        .map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn new_key() -> SecretKey {
        SecretKey::generate(&mut rand_chacha::ChaCha20Rng::seed_from_u64(5))
    }

    fn created() -> DateTime {
        "2026-11-24T03:18:35Z".parse().unwrap()
    }

    #[test]
    fn a_key_file_is_the_owners_alone_and_loads_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issuer.key");
        KeyFile::create(&path, new_key(), created()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no temporary file is left"
        );
        let loaded = KeyFile::load(&path).unwrap();
        assert_eq!(loaded.key.public_key(), new_key().public_key());
        assert_eq!(loaded.key.key.as_bytes(), new_key().key.as_bytes());
        assert_eq!(loaded.created, created());
    }

    #[test]
    fn a_key_file_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issuer.key");
        fs::write(&path, "something").unwrap();
        let error = KeyFile::create(&path, new_key(), created()).unwrap_err();
        assert!(matches!(error, KeyFileError::Exists(_)), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"something");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_an_interrupted_run_left_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issuer.key");
        fs::write(folder.path().join("issuer.key.new"), "").unwrap();
        let message = KeyFile::create(&path, new_key(), created())
            .unwrap_err()
            .to_string();
        assert!(
            message.contains("issuer.key.new") && message.contains("remove it"),
            "{message}"
        );
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issuer.key");
        KeyFile::create(&path, new_key(), created()).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let message = KeyFile::load(&path).unwrap_err().to_string();
            assert!(
                message.contains("chmod 600") && message.contains(&format!("{mode:04o}")),
                "{message}"
            );
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(KeyFile::load(&path).is_ok());
    }

    #[test]
    fn a_damaged_key_file_is_refused_without_quoting_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issuer.key");
        KeyFile::create(&path, new_key(), created()).unwrap();
        let good = fs::read_to_string(&path).unwrap();
        let json: serde_json::Value = serde_json::from_str(&good).unwrap();
        let secret = json["secretKeyMultibase"].as_str().unwrap();
        let other = SecretKey::new(SigningKey::from_bytes(&[9; 32]))
            .public_key()
            .to_string();
        let public = json["publicKeyMultibase"].as_str().unwrap();
        for bad in [
            good.replace("key/1", "key/2"),
            good.replace(public, &other),
            good.replace(secret, &secret[..20]),
            good.replace("\"created\"", "\"made\""),
            String::new(),
        ] {
            fs::write(&path, bad).unwrap();
            let error = KeyFile::load(&path).unwrap_err();
            assert!(matches!(error, KeyFileError::Format { .. }), "{error}");
            assert!(!error.to_string().contains(&secret[..8]), "{error}");
        }
    }
}
