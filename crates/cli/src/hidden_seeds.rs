//! The secret that this installation draws the seeds of hidden checks from, in the data directory.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use rand::{CryptoRng, RngExt as _};
use spyrales_app::hidden_seeds::HiddenSeeds;
use zeroize::Zeroizing;

const FILE: &str = "hidden-seed-key";

/// Opens the secret, making it at the first start. It is 32 random bytes in a file that only its owner can read.
///
/// Nothing but attempts to come depends on it: what was submitted keeps its own seed. Losing it costs nothing, and a new
/// one is made.
pub(crate) fn open(data: &Path, rng: &mut impl CryptoRng) -> anyhow::Result<HiddenSeeds> {
    let path = data.join(FILE);
    match make(&path, &Zeroizing::new(rng.random())) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(error).with_context(|| format!("failed to write {}", path.display()));
        }
        _ => {}
    }
    let failed = || format!("failed to read {}", path.display());
    let mode = fs::metadata(&path).with_context(failed)?.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        bail!(
            "{0} is open to other users (mode {mode:04o}); hint: whoever read it can foresee hidden checks: remove it, and a new one is made at the next start",
            path.display()
        );
    }
    let bytes = Zeroizing::new(fs::read(&path).with_context(failed)?);
    let Ok(secret) = <[u8; 32]>::try_from(bytes.as_slice()) else {
        bail!(
            "{} isn't 32 bytes long; hint: remove it, and a new one is made at the next start",
            path.display()
        );
    };
    Ok(HiddenSeeds::new(Zeroizing::new(secret)))
}

/// Writes a new file, whole or not at all and never over another one: two services may start at the same time.
fn make(path: &Path, secret: &[u8; 32]) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&temporary)?;
    let written = file
        .write_all(secret)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::hard_link(&temporary, path));
    fs::remove_file(&temporary)?;
    written
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;
    use spyrales_core::id::SubmissionId;

    use super::*;

    #[test]
    fn the_secret_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let attempt = SubmissionId::new(jiff::Timestamp::UNIX_EPOCH, &mut StdRng::seed_from_u64(0));
        let seed = |rng| open(folder.path(), &mut StdRng::seed_from_u64(rng)).map(|seeds| seeds.of(attempt));
        let first = seed(1).unwrap();
        assert_eq!(seed(2).unwrap(), first, "a second start finds the same");
        let path = folder.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let told = seed(3).map(drop).unwrap_err().to_string();
        assert!(told.contains("mode 0640") && told.contains("remove it"), "{told}");
        fs::remove_file(&path).unwrap();
        assert_ne!(seed(3).unwrap(), first);
    }
}
