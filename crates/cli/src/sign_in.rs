//! The provider that people sign in through: read from the arguments, and asked what it says of itself.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use jiff::Timestamp;
use spyrales_core::text::Lang;
use spyrales_oidc::{Provider, Registration};
use spyrales_server::provider::SignIn;
use zeroize::Zeroizing;

use crate::args::Oidc;
use crate::setting::Setting;

/// Longest secret, in bytes.
const LONGEST: u64 = 4096;

/// The provider of the arguments, when there is one. One that can't be reached is told and doesn't keep the service from
/// starting: it is asked again when somebody signs in.
pub(crate) fn open(
    args: &Oidc,
    origin: &str,
    now: Timestamp,
    setting: &Setting,
) -> anyhow::Result<Option<SignIn>> {
    let (Some(issuer), Some(client_id), Some(secret)) =
        (&args.issuer, &args.client_id, &args.client_secret_file)
    else {
        return Ok(None);
    };
    let provider = Provider::new(Registration {
        issuer: issuer.clone(),
        client_id: client_id.clone(),
        client_secret: read_secret(secret)?,
        signed_in: format!("{origin}/sign-in/oidc/callback"),
        signed_out: format!("{origin}/signed-out"),
        acr: list(&args.acr),
    })?;
    if let Err(failure) = provider.discover(now) {
        let name = &args.name;
        setting.notices.say(&match setting.lang {
            Lang::Fr => format!(
                "! {name} ne répond pas comme attendu à {issuer} ({failure}).\n  Vérifiez --oidc-issuer, à la lettre près, et l'accès au réseau. Le service démarre ; {name} sera réessayé à chaque connexion."
            ),
            Lang::En => format!(
                "! {name} doesn't answer as expected at {issuer} ({failure}).\n  Check --oidc-issuer, to the letter, and the network. The service starts; {name} is tried again at each sign-in."
            ),
        });
    }
    Ok(Some(SignIn {
        provider,
        name: args.name.clone(),
        roles: list(&args.roles),
    }))
}

/// What a comma separates; nothing for "any".
fn list(text: &str) -> Vec<String> {
    if text == "any" {
        return Vec::new();
    }
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The secret in a file that no one but its owner can read.
fn read_secret(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    let shown = path.display();
    let failed =
        || format!("failed to read the client's secret {shown}; hint: write it there, alone, with mode 0600");
    let metadata = fs::metadata(path).with_context(failed)?;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        bail!(
            "{shown} is open to other users (mode {mode:04o}); hint: `chmod 600 {shown}`, and ask the provider for a new secret if anybody can have read it"
        );
    }
    if metadata.len() > LONGEST {
        bail!("{shown} is too long for a secret; hint: the file holds the secret and nothing else");
    }
    let text = Zeroizing::new(fs::read_to_string(path).with_context(failed)?);
    let secret = Zeroizing::new(text.trim().to_owned());
    if secret.is_empty() {
        bail!("{shown} is empty; hint: the file holds the secret that the provider gave");
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        assert!(read_secret(&path).is_err(), "not there");
        fs::write(&path, "s3cret\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let open = read_secret(&path).unwrap_err().to_string();
        assert!(open.contains("mode 0640") && open.contains("chmod 600"), "{open}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(read_secret(&path).unwrap().as_str(), "s3cret");
        fs::write(&path, "\n").unwrap();
        assert!(read_secret(&path).is_err(), "empty");
    }

    #[test]
    fn a_list_is_separated_by_commas() {
        assert_eq!(list("eidas2, eidas3"), ["eidas2", "eidas3"]);
        assert!(list("any").is_empty());
    }
}
