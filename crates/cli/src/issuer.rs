//! The issuer of this installation: its key file and its address, in the data directory.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use rand::CryptoRng;
use spyrales_core::clock::Clock;
use spyrales_credential::{
    DateTime, Issuer, IssuerKey, IssuerKeys, KeyFile, Line, Origin, SecretKey, Signer,
};
use spyrales_server::issue::Issuing;

use crate::setting::SystemClock;

const NAME: &str = "Spyrales";
const KEY_FILE: &str = "issuer-key.json";
/// Holds the public address that the issuer's identifier was made from.
const ORIGIN_FILE: &str = "issuer-origin";

/// Opens the issuer, making its key at the first start.
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
    let path = data.join(KEY_FILE);
    let file = if path.exists() {
        KeyFile::load(&path)?
    } else {
        let now =
            DateTime::from_timestamp(SystemClock.now()).context("this machine's clock shows no date")?;
        KeyFile::create(&path, SecretKey::generate(rng), now)?
    };
    Ok(Issuing::new(
        Issuer {
            origin,
            name: name()?,
        },
        Arc::new(file.key),
    ))
}

/// The address that this installation issues as, when it has issued before.
pub(crate) fn known_origin(data: &Path) -> Option<String> {
    fs::read_to_string(data.join(ORIGIN_FILE))
        .ok()
        .map(|text| text.trim().to_owned())
}

/// The keys and the name of this installation, for verifying its own certificates.
pub(crate) fn registered(data: &Path) -> anyhow::Result<(IssuerKeys, Line)> {
    let origin = fs::read_to_string(data.join(ORIGIN_FILE))
        .with_context(|| format!("no issuer in {}", data.display()))?;
    let origin: Origin = origin.trim().parse()?;
    let file = KeyFile::load(&data.join(KEY_FILE))?;
    let keys = IssuerKeys::new(origin.did(), vec![IssuerKey::new(file.key.public_key())]);
    Ok((keys, name()?))
}

fn name() -> anyhow::Result<Line> {
    Ok(NAME.parse()?)
}
