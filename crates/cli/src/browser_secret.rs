//! The secret under which browsers keep in which accounts they have signed in, in the data directory.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context;
use rand::CryptoRng;

const FILE: &str = "browser-secret";

/// Reads the secret, making it at the first start. Whoever deletes the file makes every browser unknown, and nothing else.
pub(crate) fn open(data: &Path, rng: &mut impl CryptoRng) -> anyhow::Result<[u8; 32]> {
    let path = data.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => bytes
            .try_into()
            .ok()
            .with_context(|| format!("{} doesn't hold 32 bytes; hint: delete it", path.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut secret = [0; 32];
            rng.fill_bytes(&mut secret);
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
                .with_context(|| format!("failed to make {}", path.display()))?;
            file.write_all(&secret)
                .with_context(|| format!("failed to write {}", path.display()))?;
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("failed to read {}", path.display())),
    }
}
