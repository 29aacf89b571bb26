//! `spyrales issuer`: the keys that certificates are signed with.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use spyrales_app::certificates::KeyChange;
use spyrales_core::clock::Clock;
use spyrales_core::text::Lang;
use spyrales_credential::{Compromise, DateTime};

use crate::args::{DataDirectory, IssuerCompromised, IssuerExport};
use crate::installation::Installation;
use crate::issuer::{KeyLock, Keys};
use crate::setting::{Setting, SystemClock, system_rng};

/// Makes a new key; certificates of the old one stay good.
pub(crate) fn rotate(setting: &Setting, data: &DataDirectory) -> anyhow::Result<ExitCode> {
    let installation = data.resolve();
    let data = installation.folder();
    let mut lock = KeyLock::open(data)?;
    let _changing = lock.change()?;
    let key = Keys::load(data)?.rotate(data, &mut system_rng()?)?;
    record(
        &installation,
        "spyrales issuer rotate",
        &[KeyChange::Rotated(key)],
    )?;
    match setting.lang {
        Lang::Fr => println!(
            "Nouvelle clé : {key}\nL'ancienne est retirée ; les certificats qu'elle a signés restent valables. Redémarrez le service."
        ),
        Lang::En => println!(
            "New key: {key}\nThe old one is retired; certificates that it signed stay good. Start the service again."
        ),
    }
    Ok(ExitCode::SUCCESS)
}

/// Declares a key compromised; what the log had before stays good.
pub(crate) fn compromised(setting: &Setting, args: &IssuerCompromised) -> anyhow::Result<ExitCode> {
    let installation = args.data.resolve();
    let data = installation.folder();
    let now = SystemClock.now();
    let since = match &args.since {
        Some(text) => text
            .parse()
            .with_context(|| format!("{text:?} is no time; hint: 2026-11-24T03:18:35Z"))?,
        None => now,
    };
    if since > now {
        bail!("{since} is in the future; hint: say since when others may have had the key");
    }
    let mut lock = KeyLock::open(data)?;
    let _changing = lock.change()?;
    let mut keys = Keys::load(data)?;
    let key = match &args.key {
        Some(text) => text
            .parse()
            .with_context(|| format!("{text:?} is no key; hint: z6Mk…"))?,
        None => keys.present(),
    };
    let log_size = tokio::runtime::Runtime::new()?.block_on(async {
        let app = installation.open_app().await?;
        anyhow::Ok(app.store.reader().await?.log_size_at(since).await?)
    })?;
    let at = DateTime::from_timestamp(since).context("this date can't be written")?;
    let compromise = Compromise {
        at,
        log_size: Some(log_size),
    };
    if !keys.compromise(data, &key, compromise)? {
        bail!("this installation never signed with {key}; hint: `spyrales issuer export` lists its keys");
    }
    let next = if key == keys.present() {
        Some(keys.rotate(data, &mut system_rng()?)?)
    } else {
        None
    };
    let mut changes = vec![KeyChange::Compromised(key, at)];
    changes.extend(next.map(KeyChange::Rotated));
    record(&installation, "spyrales issuer compromised", &changes)?;
    match setting.lang {
        Lang::Fr => {
            println!("Clé compromise depuis le {at} : {key}");
            println!(
                "Les {log_size} premières inscriptions du journal restent valables ; tout autre certificat de cette clé est refusé."
            );
            if let Some(next) = next {
                println!("Nouvelle clé : {next}");
            }
            println!("Redémarrez le service pour que le document DID le dise.");
        }
        Lang::En => {
            println!("Key compromised since {at}: {key}");
            println!(
                "The log's first {log_size} entries stay good; any other certificate of this key is refused."
            );
            if let Some(next) = next {
                println!("New key: {next}");
            }
            println!("Start the service again so that the DID document says so.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Records what was done to keys.
fn record(installation: &Installation, actor: &str, changes: &[KeyChange]) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = installation.open_app().await?;
        Ok(app.record_key_changes(actor, changes).await?)
    })
}

/// Writes what others need to verify: the DID document, the JWKS, the log's key.
pub(crate) fn export(setting: &Setting, args: &IssuerExport) -> anyhow::Result<ExitCode> {
    let keys = Keys::load(args.data.resolve().folder())?;
    let published = keys.published();
    let did = published.did_document()?;
    let Some(folder) = &args.out else {
        println!("{did}");
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("failed to make {}", folder.display()))?;
    for (name, contents) in [
        ("did.json", did),
        ("jwks.json", published.jwks()),
        ("log-key.txt", format!("{}\n", keys.log_key())),
    ] {
        write(&folder.join(name), &contents)?;
    }
    match setting.lang {
        Lang::Fr => println!(
            "did.json, jwks.json et log-key.txt sont dans {} ; aucun secret n'y figure.",
            folder.display()
        ),
        Lang::En => println!(
            "did.json, jwks.json and log-key.txt are in {}; none holds a secret.",
            folder.display()
        ),
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, contents: &str) -> anyhow::Result<()> {
    std::fs::write(path, contents).with_context(|| format!("failed to write {}", path.display()))
}
