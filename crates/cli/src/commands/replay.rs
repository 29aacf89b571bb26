//! `spyrales replay`: grades again what a record says was graded, and compares.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::grading::GradingRecord;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_core::store::Store;
use spyrales_core::text::Lang;

use crate::args::Replay;
use crate::installation::Installation;
use crate::packs::{self, Unusable};
use crate::setting::{Setting, need_r};

/// Exit codes: the same record, another one, and a runtime that isn't the record's.
const IDENTICAL: u8 = 0;
const DIFFERENT: u8 = 1;
const OTHER_RUNTIME: u8 = 3;

pub(crate) fn run(setting: &Setting, args: &Replay) -> anyhow::Result<ExitCode> {
    let record = read_record(&args.record)?;
    let kept = Kept::new(args);
    let source = source(args, &record, &kept)?;
    let pack = pack(args, &record, &kept, setting)?;
    let Some(exercise) = pack.exercise(&record.exercise.exercise) else {
        bail!(
            "the pack {} has no exercise {}",
            pack.id,
            record.exercise.exercise
        );
    };
    let again = setting
        .grader(need_r([exercise]))?
        .grade(&pack.pack_ref(), exercise, &source, record.seeds())
        .map_err(|not_graded| anyhow::anyhow!("{}", not_graded.why().get(setting.lang)))?
        .record;
    let (text, code) = judge(&record, &again, setting.lang);
    println!("{text}");
    Ok(ExitCode::from(code))
}

fn judge(record: &GradingRecord, again: &GradingRecord, lang: Lang) -> (String, u8) {
    let (digest, other) = (record.digest(), again.digest());
    let Some(difference) = record.difference(again) else {
        let text = match lang {
            Lang::Fr => format!("Identique : la correction refaite donne le même relevé, {digest}"),
            Lang::En => format!("Identical: graded again, it comes to the same record, {digest}"),
        };
        return (text, IDENTICAL);
    };
    if record.runtime == again.runtime {
        let text = match lang {
            Lang::Fr => format!("Différent : {digest} devient {other}.\nPremière différence, {difference}"),
            Lang::En => format!("Different: {digest} becomes {other}.\nFirst difference, {difference}"),
        };
        return (text, DIFFERENT);
    }
    let (theirs, ours) = (&record.runtime, &again.runtime);
    let same = (record.earned, record.possible) == (again.earned, again.possible);
    let points = match (lang, same) {
        (Lang::Fr, true) => format!(
            "les points sont les mêmes, {} / {}",
            record.earned, record.possible
        ),
        (Lang::Fr, false) => format!(
            "{} / {} points au lieu de {} / {}",
            again.earned, again.possible, record.earned, record.possible
        ),
        (Lang::En, true) => format!("the points are the same, {} / {}", record.earned, record.possible),
        (Lang::En, false) => format!(
            "{} / {} points instead of {} / {}",
            again.earned, again.possible, record.earned, record.possible
        ),
    };
    let text = match lang {
        Lang::Fr => format!(
            "Ce relevé vient d'un autre environnement, qui n'est plus celui de ce programme :\n  relevé    {} {}\n  programme {} {}\nUn relevé identique n'est pas à attendre ; {points}.\nPour rejouer à l'identique, prenez la version de Spyrales qui l'a produit.",
            theirs.name, theirs.digest, ours.name, ours.digest
        ),
        Lang::En => format!(
            "This record was made under another runtime, which this program no longer has:\n  record  {} {}\n  program {} {}\nAn identical record can't be expected; {points}.\nTo replay it exactly, take the version of Spyrales that made it.",
            theirs.name, theirs.digest, ours.name, ours.digest
        ),
    };
    (text, OTHER_RUNTIME)
}

fn read_record(path: &Path) -> anyhow::Result<GradingRecord> {
    let bytes = std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))?;
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).with_context(|| format!("{} is no JSON", path.display()))?;
    if let Some(version) = value.get("version")
        && !version
            .as_u64()
            .is_some_and(|version| (1..=u64::from(GradingRecord::VERSION)).contains(&version))
    {
        bail!(
            "{} is a record of version {version}, and this program knows versions 1 to {}",
            path.display(),
            GradingRecord::VERSION
        );
    }
    serde_json::from_value(value).with_context(|| {
        format!(
            "{} is no grading record; hint: spyrales grade --json, or GET /api/v1/submissions/ID/record",
            path.display()
        )
    })
}

/// The database of this machine, opened only if something is asked of it.
struct Kept {
    installation: Installation,
    runtime: std::io::Result<tokio::runtime::Runtime>,
}

impl Kept {
    fn new(args: &Replay) -> Self {
        Self {
            installation: args.data.resolve(),
            runtime: tokio::runtime::Runtime::new(),
        }
    }

    fn ask<R>(
        &self,
        ask: impl AsyncFnOnce(&dyn Store) -> Result<R, spyrales_core::store::StoreError>,
    ) -> anyhow::Result<R> {
        let runtime = self
            .runtime
            .as_ref()
            .map_err(|error| anyhow::anyhow!("no async runtime: {error}"))?;
        runtime.block_on(async {
            let store = self.installation.open_existing_store().await?;
            Ok(ask(&*store).await?)
        })
    }
}

/// The code that the record is about.
fn source(args: &Replay, record: &GradingRecord, kept: &Kept) -> anyhow::Result<Vec<u8>> {
    let source = match &args.submission {
        Some(path) => std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))?,
        None => kept
            .ask(async |store| store.reader().await?.source_by_digest(record.submission).await)?
            .with_context(|| {
                format!(
                    "the code {} isn't in the database; hint: hand it in with --submission FILE",
                    record.submission
                )
            })?,
    };
    let digest = Digest::of(&source);
    if digest != record.submission {
        bail!(
            "this isn't the code of the record: its digest is {digest}, the record says {}",
            record.submission
        );
    }
    Ok(source)
}

/// The version of the pack that the record names.
fn pack(args: &Replay, record: &GradingRecord, kept: &Kept, setting: &Setting) -> anyhow::Result<Pack> {
    let pack = match &args.pack {
        Some(folder) => match packs::load(folder) {
            Ok((pack, _)) => pack,
            Err(Unusable::Unreadable(error)) => return Err(error),
            Err(unusable @ Unusable::Errors(_)) => {
                super::pack::report(unusable, setting)?;
                bail!("{} can't be used", folder.display());
            }
        },
        None => {
            let files = kept
                .ask(async |store| store.reader().await?.pack_files(record.pack.digest).await)?
                .with_context(|| {
                    format!(
                        "version {} of the pack {} isn't in the database; hint: name its folder with --pack",
                        record.pack.version, record.pack.id
                    )
                })?;
            let parsed = PackFiles::new(files).and_then(|files| Pack::parse(&files, &Framework::shipped()));
            parsed.map_err(|_| {
                anyhow::anyhow!("the stored pack {} can't be read by this version", record.pack.id)
            })?
        }
    };
    if pack.digest != record.pack.digest {
        bail!(
            "this isn't the pack of the record: its digest is {}, the record says {} {} with {}",
            pack.digest,
            record.pack.id,
            record.pack.version,
            record.pack.digest
        );
    }
    Ok(pack)
}
