//! `spyrales runtime`: packages that a machine builds once, and what it no longer needs of what it made.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use spyrales_core::clock::Clock as _;
use spyrales_grader::Grader;
use spyrales_sandbox::engine::Engine;
use spyrales_sandbox::prune::{self, Named, Stale};

use spyrales_core::text::Bilingual;
use spyrales_sandbox::r::bundle::{self, Building};

use crate::args::Bundle;
use crate::setting::{Setting, SystemClock};

/// At its start, a service removes what wasn't used for so long.
const UNUSED_DAYS: u32 = 30;

/// Builds a bundle. Every package that is left out is told with its reason; the rest can be used. The exit code is 1 when
/// one is missing that isn't known to be gone from the archive.
pub(crate) fn build(setting: &Setting, which: Bundle, only: &[String]) -> anyhow::Result<ExitCode> {
    match which {
        Bundle::RTidyverse => {}
    }
    let say = |text: &Bilingual| eprintln!("{}", text.get(setting.lang));
    let outcome = bundle::build(&setting.cache()?, &setting.progress(), only, &|step| match step {
        Building::Package { name, number, count } => eprintln!("… [{number}/{count}] {name}"),
        Building::Done { already: true, .. } => {}
        Building::Done { name, .. } => say(&Bilingual::new(
            format!("✓ {name} est construit"),
            format!("✓ {name} is built"),
        )),
        Building::LeftOut { name, reason } => say(&Bilingual::new(
            format!("✗ {name} est laissé de côté : {reason}"),
            format!("✗ {name} is left out: {reason}"),
        )),
    })?;
    let kept = outcome.kept.len();
    println!(
        "{}",
        Bilingual::new(
            format!(
                "{kept} paquets de R sont prêts, {} sont laissés de côté.",
                outcome.left_out.len()
            ),
            format!(
                "{kept} packages of R's are ready, {} are left out.",
                outcome.left_out.len()
            ),
        )
        .get(setting.lang)
    );
    for one in &outcome.left_out {
        println!("  {} {} : {}", one.name, one.version, one.reason);
    }
    let missing: Vec<_> = outcome.unexpected().map(|one| one.name.as_str()).collect();
    if missing.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let names = missing.join(", ");
    say(&Bilingual::new(
        format!(
            "Incomplet : {names} aurait dû être construit. La raison est ci-dessus ; relancez la commande une fois la cause \
             corrigée, ce qui est déjà construit est gardé."
        ),
        format!(
            "Incomplete: {names} should have been built. The reason is above; run the command again once its cause is \
             mended, what is built already is kept."
        ),
    ));
    Ok(ExitCode::from(1))
}

/// Removes what no recipe of this program names and nobody uses.
pub(crate) fn prune(setting: &Setting, dry_run: bool, unused_days: Option<u32>) -> anyhow::Result<ExitCode> {
    // Made ready, so that what this program needs is known by its names.
    let stale = stale(
        setting,
        &setting.prepared_grader(&setting.cache()?)?,
        unused_days,
        !dry_run,
    )?;
    for one in &stale {
        println!("{:>8} {}", megabytes(one.bytes), one.path.display());
    }
    let (count, bytes) = (stale.len(), megabytes(stale.iter().map(|one| one.bytes).sum()));
    let told = if dry_run {
        Bilingual::new(
            format!("{count} fichiers et dossiers seraient retirés : {bytes}."),
            format!("{count} files and folders would be removed: {bytes}."),
        )
    } else {
        Bilingual::new(
            format!("{count} fichiers et dossiers sont retirés : {bytes}."),
            format!("{count} files and folders are removed: {bytes}."),
        )
    };
    println!("{}", told.get(setting.lang));
    Ok(ExitCode::SUCCESS)
}

/// The same as a service starts, for what is old; a failure is no reason not to serve.
pub(crate) fn prune_old(setting: &Setting, grader: &Grader) {
    match stale(setting, grader, Some(UNUSED_DAYS), true) {
        Ok(stale) if stale.is_empty() => {}
        Ok(stale) => {
            let bytes: u64 = stale.iter().map(|one| one.bytes).sum();
            tracing::info!(
                count = stale.len(),
                bytes,
                "what wasn't used for {UNUSED_DAYS} days is removed"
            );
        }
        Err(error) => tracing::warn!(%error, "the cache can't be pruned"),
    }
}

fn stale(
    setting: &Setting,
    grader: &Grader,
    unused_days: Option<u32>,
    remove: bool,
) -> anyhow::Result<Vec<Stale>> {
    let cache = setting.cache()?;
    let engines = [Engine::new()?, Engine::keeping_nans()?];
    let named = Named::current(&cache, &engines, grader.snapshots())?;
    let now = SystemTime::UNIX_EPOCH + SystemClock.now().as_duration().unsigned_abs();
    let since = unused_days.map(|days| now - Duration::from_hours(24 * u64::from(days)));
    Ok(prune::prune(&cache, &named, now, since, remove)?)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
