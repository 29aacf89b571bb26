//! Reading `exercise.toml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::DeValue;

use super::choices;
use super::error::Findings;
use super::exercise::{Ask, AskKind, RuntimeKind, Weight};
use super::fields::{Fields, nearest, suggestion, whole, wrong_type};
use super::manifest::{Context, identifier, same_as_folder, texts};
use super::parameters::Scalar;
use super::source::Source;
use super::texts::Texts;
use crate::framework::{Framework, SegmentLevel, reference, unknown_segment};
use crate::grading::{GradingLimits, Points};
use crate::level::Level;
use crate::text::Bilingual;

/// What an author may ask for; what a server grants may be less.
const FUEL: RangeInclusive<u64> = 1_000_000..=1_000_000_000_000;
const MEMORY_MIB: RangeInclusive<u64> = 64..=4096;
const OUTPUT_KIB: RangeInclusive<u64> = 1..=1024;
const FILES_MIB: RangeInclusive<u64> = 1..=256;
const DAILY_ATTEMPTS: RangeInclusive<u64> = 1..=1000;
/// Plenty for a learner, little for a program that tries to learn what hidden checks ask.
const DEFAULT_DAILY_ATTEMPTS: u32 = 50;

/// What `exercise.toml` says.
pub(super) struct Sheet {
    pub(super) id: String,
    pub(super) level: Level,
    pub(super) minutes: u32,
    pub(super) points: Points,
    pub(super) prerequisites: Vec<SegmentLevel>,
    pub(super) title: Texts,
    pub(super) segments: Vec<(String, Weight)>,
    pub(super) asks: Vec<Ask>,
    pub(super) packages: Vec<String>,
    pub(super) limits: GradingLimits,
    pub(super) daily_attempts: u32,
    pub(super) parameters: BTreeMap<String, Vec<Scalar>>,
}

/// What the exercise's other files are read by, as far as it could be made out.
#[derive(Default)]
pub(super) struct Hints {
    pub(super) runtime: Option<RuntimeKind>,
    pub(super) parameters: Option<Vec<String>>,
}

/// Reads the file; hints are given even if the rest is wrong.
pub(super) fn read(
    source: &Source,
    folder: &str,
    pack: &Context,
    framework: &Framework,
    findings: &mut Findings,
) -> (Hints, Option<Sheet>) {
    let Some(root) = source.toml(findings) else {
        return (Hints::default(), None);
    };
    let known = [
        "format",
        "id",
        "runtime",
        "level",
        "minutes",
        "points",
        "prerequisites",
        "title",
        "segments",
        "asks",
        "packages",
        "limits",
        "daily_attempts",
        "parameters",
    ];
    let fields = Fields::open(source, root.get_ref(), 0..0, &known, findings);
    let format = fields.format(findings);
    let id = identifier(&fields, "id", findings);
    if let Some(id) = &id {
        same_as_folder(source, id, folder, findings);
    }
    let runtime = runtime(&fields, findings);
    let level = fields
        .whole("level", &(1..=4), findings)
        .and_then(|number| Level::try_from(u8::try_from(number).ok()?).ok());
    let minutes = fields.whole("minutes", &(1..=600), findings);
    let points = fields.whole("points", &(1..=1000), findings);
    let prerequisites = prerequisites(&fields, framework, findings);
    let title = texts(&fields, "title", pack.languages.as_deref(), findings);
    let segments = segments(&fields, pack, framework, findings);
    let asks = asks(&fields, findings);
    let packages = packages(&fields, runtime, findings);
    let limits = limits(&fields, findings);
    let daily_attempts = daily_attempts(&fields, findings);
    let parameters = choices::parameters(&fields, findings);
    let hints = Hints {
        runtime,
        parameters: parameters.as_ref().map(|all| all.keys().cloned().collect()),
    };
    let sheet = || {
        format?;
        Some(Sheet {
            id: id?.into_inner(),
            level: level?,
            minutes: u32::try_from(minutes?).ok()?,
            points: Points::whole(u32::try_from(points?).ok()?),
            prerequisites: prerequisites?,
            title: title?,
            segments: segments?,
            asks: asks?,
            packages: packages?,
            limits: limits?,
            daily_attempts: daily_attempts?,
            parameters: parameters?,
        })
    };
    (hints, sheet())
}

/// Finds a text among names.
fn one_of<T: Copy>(
    fields: &Fields<'_>,
    name: &str,
    choices: impl IntoIterator<Item = (&'static str, T)>,
    findings: &mut Findings,
) -> Option<T> {
    let text = fields.text(name, findings)?;
    let choices: Vec<_> = choices.into_iter().collect();
    let found = choices.iter().find(|(choice, _)| choice == text.get_ref());
    if found.is_none() {
        let names = choices.iter().map(|(name, _)| *name);
        let written = text.get_ref();
        findings.push(fields.source().error(
            "pack::unknown_choice",
            text.span(),
            Bilingual::new(
                format!("« {written} » n'est pas une valeur de « {name} »"),
                format!("`{written}` isn't a value of `{name}`"),
            ),
            suggestion(nearest(written, names.clone()), names),
        ));
    }
    found.map(|(_, value)| *value)
}

fn runtime(fields: &Fields<'_>, findings: &mut Findings) -> Option<RuntimeKind> {
    let choices = RuntimeKind::ALL.map(|kind| (kind.name(), kind));
    one_of(fields, "runtime", choices, findings)
}

fn prerequisites(
    fields: &Fields<'_>,
    framework: &Framework,
    findings: &mut Findings,
) -> Option<Vec<SegmentLevel>> {
    let what = Bilingual::new(
        "une liste de paliers, comme [\"prep-1\"]",
        "a list of levels, like [\"prep-1\"]",
    );
    let values = fields.list("prerequisites", &what, findings)?;
    let ids = framework.segments().iter().map(|segment| segment.id.as_str());
    let read: Vec<_> = values
        .iter()
        .map(|value| {
            let level = reference(fields.source(), "prerequisites", value, findings)?;
            let segment = &level.get_ref().segment;
            if framework.segment(segment).is_none() {
                findings.push(unknown_segment(
                    fields.source(),
                    level.span(),
                    segment,
                    ids.clone(),
                ));
                return None;
            }
            Some(level.into_inner())
        })
        .collect();
    read.into_iter().collect()
}

fn segments(
    fields: &Fields<'_>,
    pack: &Context,
    framework: &Framework,
    findings: &mut Findings,
) -> Option<Vec<(String, Weight)>> {
    let (start, table) = fields.raw_table("segments", findings)?;
    let source = fields.source();
    if table.is_empty() {
        findings.push(source.error(
            "pack::empty",
            start,
            Bilingual::new(
                "l'exercice ne compte dans aucun segment",
                "the exercise counts in no segment",
            ),
            Bilingual::new(
                "ajoutez au moins un segment et son poids, comme `prep = 1.0`",
                "add at least one segment and its weight, like `prep = 1.0`",
            ),
        ));
        return None;
    }
    let read: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let id = key.get_ref().as_ref();
            let weight = weight(source, id, value, findings);
            if framework.segment(id).is_none() {
                let ids = framework.segments().iter().map(|segment| segment.id.as_str());
                findings.push(unknown_segment(source, key.span(), id, ids));
                return None;
            }
            if pack
                .segments
                .as_ref()
                .is_some_and(|listed| !listed.iter().any(|listed| listed == id))
            {
                findings.push(source.error(
                    "pack::unlisted_segment",
                    key.span(),
                    Bilingual::new(
                        format!("le pack n'annonce pas le segment « {id} »"),
                        format!("the pack doesn't announce segment `{id}`"),
                    ),
                    Bilingual::new(
                        format!("ajoutez \"{id}\" à `segments` dans pack.toml, ou retirez-le d'ici"),
                        format!("add \"{id}\" to `segments` in pack.toml, or remove it here"),
                    ),
                ));
                return None;
            }
            Some((id.to_owned(), weight?))
        })
        .collect();
    read.into_iter().collect()
}

fn weight(
    source: &Source,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    findings: &mut Findings,
) -> Option<Weight> {
    let what = Bilingual::new(
        "un poids supérieur à 0 et d'au plus 1, avec au plus trois décimales",
        "a weight above 0 and at most 1, with at most three decimals",
    );
    let number = number(value.get_ref());
    let weight = number.and_then(|number| {
        let thousandths = number * 1000.0;
        // Three decimals aren't exact in binary; a weight of four decimals is off by at least 0.1.
        let exact = (thousandths - thousandths.round()).abs() < 1e-6;
        // A cast from a float saturates: what is out of range stays out of range.
        exact
            .then(|| Weight::from_thousandths(thousandths.round() as u16))
            .flatten()
    });
    match (number, weight) {
        (None, _) => findings.push(wrong_type(source, name, value, &what)),
        (Some(_), None) => findings.push(source.error(
            "pack::out_of_range",
            value.span(),
            Bilingual::new(
                format!("« {name} » doit être {}", what.fr),
                format!("`{name}` must be {}", what.en),
            ),
            Bilingual::new(
                "1.0 compte l'exercice entièrement dans le segment, 0.5 pour moitié",
                "1.0 counts the exercise fully in the segment, 0.5 by half",
            ),
        )),
        (Some(_), Some(_)) => {}
    }
    weight
}

/// A whole or decimal number.
fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) => {
            let integer = i64::from_str_radix(integer.as_str(), integer.radix()).ok()?;
            i32::try_from(integer).ok().map(f64::from)
        }
        _ => None,
    }
}

fn asks(fields: &Fields<'_>, findings: &mut Findings) -> Option<Vec<Ask>> {
    let tables = fields.some_tables("asks", &["kind", "name"], findings)?;
    let read: Vec<_> = tables
        .iter()
        .map(|table| {
            let kind = one_of(
                table,
                "kind",
                AskKind::ALL.map(|kind| (kind.name(), kind)),
                findings,
            );
            let name = table.text("name", findings);
            Some(Ask {
                kind: kind?,
                name: (*name?.get_ref()).to_owned(),
            })
        })
        .collect();
    read.into_iter().collect()
}

/// The packages that are loaded before a submission, in the order of the file.
fn packages(
    fields: &Fields<'_>,
    runtime: Option<RuntimeKind>,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    let Some(value) = fields.optional("packages") else {
        return Some(Vec::new());
    };
    if runtime.is_some_and(|runtime| runtime != RuntimeKind::R) {
        findings.push(fields.source().error(
            "pack::packages",
            value.span(),
            Bilingual::new(
                "`packages` n'a de sens que pour R",
                "`packages` makes sense for R only",
            ),
            Bilingual::new(
                "retirez ce champ : en Python, les bibliothèques sont toujours là",
                "remove this field: in Python the libraries are always there",
            ),
        ));
        return None;
    }
    let mut packages = Vec::new();
    for name in fields.texts("packages", findings)? {
        let text = *name.get_ref();
        let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        if !is_name {
            findings.push(fields.source().error(
                "pack::packages",
                name.span(),
                Bilingual::new(
                    format!("« {text} » n'est pas un nom de paquet R"),
                    format!("`{text}` isn't the name of a package of R's"),
                ),
                Bilingual::new(
                    "des lettres, des chiffres et des points, une lettre d'abord : `dplyr`, `data.table`",
                    "letters, digits and dots, a letter first: `dplyr`, `data.table`",
                ),
            ));
            return None;
        }
        packages.push(text.to_owned());
    }
    Some(packages)
}

fn daily_attempts(fields: &Fields<'_>, findings: &mut Findings) -> Option<u32> {
    match fields.optional("daily_attempts") {
        None => Some(DEFAULT_DAILY_ATTEMPTS),
        Some(value) => whole(
            fields.source(),
            "daily_attempts",
            value,
            &DAILY_ATTEMPTS,
            findings,
        )
        .and_then(|number| u32::try_from(number).ok()),
    }
}

fn limits(fields: &Fields<'_>, findings: &mut Findings) -> Option<GradingLimits> {
    let default = GradingLimits::default();
    if fields.optional("limits").is_none() {
        return Some(default);
    }
    let table = fields.table(
        "limits",
        &["fuel", "memory_mib", "output_kib", "files_mib"],
        findings,
    )?;
    let mut limit = |name: &str, default: u64, range: &RangeInclusive<u64>| match table.optional(name) {
        None => Some(default),
        Some(value) => whole(table.source(), name, value, range, findings),
    };
    let fuel = limit("fuel", default.fuel, &FUEL);
    let memory_mib = limit("memory_mib", default.memory_mib.into(), &MEMORY_MIB);
    let output_kib = limit("output_kib", default.output_kib.into(), &OUTPUT_KIB);
    let files_mib = limit("files_mib", default.files_mib.into(), &FILES_MIB);
    Some(GradingLimits {
        fuel: fuel?,
        memory_mib: u32::try_from(memory_mib?).ok()?,
        output_kib: u32::try_from(output_kib?).ok()?,
        files_mib: u32::try_from(files_mib?).ok()?,
    })
}
