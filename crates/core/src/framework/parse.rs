//! Reading `framework.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{Alignment, Framework, LevelName, LevelStatement, Requirement, Scoring, Segment, SegmentLevel};
use crate::level::Level;
use crate::pack::error::Findings;
use crate::pack::fields::{At, Fields, nearest, suggestion, text, whole, wrong_type};
use crate::pack::manifest::{identifier, version};
use crate::pack::source::Source;
use crate::pack::{PackError, PackErrors};
use crate::text::Bilingual;

const SHIPPED: &str = include_str!("../../data/framework.toml");

impl Framework {
    /// The framework that comes with the product.
    ///
    /// # Panics
    ///
    /// Never: it is a part of the program, and a test parses it.
    #[must_use]
    pub fn shipped() -> Self {
        match Self::parse(SHIPPED) {
            Ok(framework) => framework,
            Err(errors) => panic!("the framework that ships is broken: {errors}"),
        }
    }

    /// Reads a framework file.
    ///
    /// # Errors
    ///
    /// All that is wrong in it, with lines: its fields, references to levels that don't exist, and levels
    /// that can never be held because what they require requires them.
    pub fn parse(text: &str) -> Result<Self, PackErrors> {
        let mut findings = Findings::default();
        let source = Source::new("framework.toml", text);
        let framework = read(&source, &mut findings);
        findings.settle(framework)
    }
}

/// A reference to a level, and where it stands.
type Reference = At<SegmentLevel>;

fn read(source: &Source, findings: &mut Findings) -> Option<Framework> {
    let root = source.toml(findings)?;
    let known = ["format", "version", "scoring", "levels", "alignments", "segments"];
    let fields = Fields::open(source, root.get_ref(), 0..0, &known, findings);
    let format = fields.format(findings);
    let version = version(&fields, findings);
    let scoring = scoring(&fields, findings);
    let levels = fields
        .tables("levels", &["number", "name", "description"], findings)
        .and_then(|tables| {
            four(
                &fields,
                "levels",
                "number",
                &tables,
                findings,
                |level, table, findings| {
                    let name = bilingual(table, "name", findings);
                    let description = bilingual(table, "description", findings);
                    Some(LevelName {
                        level,
                        name: name?,
                        description: description?,
                    })
                },
            )
        });
    let alignments = alignments(&fields, findings);
    let mut references = Vec::new();
    let segments = fields
        .some_tables(
            "segments",
            &["id", "name", "description", "levels", "alignments"],
            findings,
        )
        .and_then(|tables| {
            let read: Vec<_> = tables
                .iter()
                .map(|table| segment(table, &mut references, findings))
                .collect();
            read.into_iter().collect::<Option<Vec<_>>>()
        });
    let segments = check_segments(&fields, segments?, &references, findings)?;
    format?;
    Some(Framework {
        version: version?,
        scoring: scoring?,
        levels: levels?,
        alignments: alignments?,
        segments,
    })
}

fn scoring(fields: &Fields<'_>, findings: &mut Findings) -> Option<Scoring> {
    let table = fields.table("scoring", &["threshold_percent"], findings)?;
    let what = Bilingual::new(
        "une liste de quatre pourcentages, du palier 1 au palier 4",
        "a list of four percentages, levels 1 to 4",
    );
    let value = table.required("threshold_percent", &what, findings)?;
    let list = value.get_ref().as_array().filter(|list| list.len() == 4);
    let Some(list) = list else {
        findings.push(wrong_type(table.source(), "threshold_percent", value, &what));
        return None;
    };
    let mut thresholds = [0; 4];
    for (threshold, value) in thresholds.iter_mut().zip(list.iter()) {
        let percent = whole(table.source(), "threshold_percent", value, &(1..=100), findings)?;
        *threshold = u8::try_from(percent).ok()?;
    }
    Some(Scoring::new(thresholds))
}

/// Reads four tables, numbered 1 to 4 in this order.
fn four<'a, T>(
    fields: &Fields<'a>,
    name: &str,
    number: &str,
    tables: &[Fields<'a>],
    findings: &mut Findings,
    mut read: impl FnMut(Level, &Fields<'a>, &mut Findings) -> Option<T>,
) -> Option<[T; 4]> {
    let mut all = Vec::new();
    let mut in_order = tables.len() == 4;
    for (table, level) in tables.iter().zip(Level::ALL) {
        if let Some(given) = table.whole(number, &(1..=4), findings) {
            in_order &= given == u64::from(level.number());
        }
        all.extend(read(level, table, findings));
    }
    if !in_order {
        findings.push(fields.source().error(
            "framework::levels",
            fields.span_of(name),
            Bilingual::new(
                "il faut ici les quatre paliers, de 1 à 4, dans l'ordre",
                "the four levels must stand here, 1 to 4, in order",
            ),
            Bilingual::new(
                format!("écrivez quatre tables [[…{name}]] avec `{number}` = 1, 2, 3, 4"),
                format!("write four tables [[…{name}]] with `{number}` = 1, 2, 3, 4"),
            ),
        ));
        return None;
    }
    all.try_into().ok()
}

fn bilingual(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Option<Bilingual> {
    let table = fields.table(name, &["fr", "en"], findings)?;
    let fr = table.text("fr", findings);
    let en = table.text("en", findings);
    Some(Bilingual::new(*fr?.get_ref(), *en?.get_ref()))
}

fn alignments(fields: &Fields<'_>, findings: &mut Findings) -> Option<Vec<Alignment>> {
    let tables = fields.tables("alignments", &["framework", "code", "name", "url"], findings)?;
    let read = tables.iter().map(|table| {
        let owned = |text: At<&str>| (*text.get_ref()).to_owned();
        let framework = table.text("framework", findings).map(owned);
        let code = table.text("code", findings).map(owned);
        let name = table.text("name", findings).map(owned);
        let url = match table.optional("url") {
            None => Some(None),
            Some(value) => text(table.source(), "url", value, findings).map(|url| Some(owned(url))),
        };
        Some(Alignment {
            framework: framework?,
            code: code?,
            name: name?,
            url: url?,
        })
    });
    // Collected first: every alignment is read, whatever is wrong with the one before.
    read.collect::<Vec<_>>().into_iter().collect()
}

fn segment(
    fields: &Fields<'_>,
    references: &mut Vec<Reference>,
    findings: &mut Findings,
) -> Option<At<Segment>> {
    let id = identifier(fields, "id", findings);
    let name = bilingual(fields, "name", findings);
    let description = bilingual(fields, "description", findings);
    let alignments = alignments(fields, findings);
    let levels = fields
        .tables("levels", &["level", "requires", "advises", "statement"], findings)
        .and_then(|tables| {
            four(
                fields,
                "levels",
                "level",
                &tables,
                findings,
                |level, table, findings| {
                    let statement = bilingual(table, "statement", findings);
                    let requires = requirement(table, "requires", references, findings);
                    let advises = requirement(table, "advises", references, findings);
                    Some(LevelStatement {
                        level,
                        statement: statement?,
                        requires: requires?,
                        advises: advises?,
                    })
                },
            )
        });
    let id = id?;
    Some(Spanned::new(
        id.span(),
        Segment {
            id: id.into_inner(),
            name: name?,
            description: description?,
            levels: levels?,
            alignments: alignments?,
        },
    ))
}

/// Reads an AND of ORs.
fn requirement(
    fields: &Fields<'_>,
    name: &str,
    references: &mut Vec<Reference>,
    findings: &mut Findings,
) -> Option<Requirement> {
    let what = Bilingual::new(
        "une liste de listes de paliers, comme [[\"py-1\", \"r-1\"]]",
        "a list of lists of levels, like [[\"py-1\", \"r-1\"]]",
    );
    let mut all = Vec::new();
    for value in fields.list(name, &what, findings)? {
        let Some(any) = value.get_ref().as_array().filter(|any| !any.is_empty()) else {
            findings.push(wrong_type(fields.source(), name, value, &what));
            return None;
        };
        let any: Vec<_> = any
            .iter()
            .map(|value| reference(fields.source(), name, value, findings))
            .collect::<Vec<_>>()
            .into_iter()
            .collect::<Option<_>>()?;
        all.push(any.iter().map(|reference| reference.get_ref().clone()).collect());
        references.extend(any);
    }
    Some(Requirement::new(all))
}

/// Reads `segment-level`.
pub(crate) fn reference(
    source: &Source,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    findings: &mut Findings,
) -> Option<Reference> {
    let written = text(source, name, value, findings)?;
    let Ok(level) = written.get_ref().parse() else {
        let written = written.get_ref();
        findings.push(source.error(
            "pack::segment_level",
            value.span(),
            Bilingual::new(
                format!("« {written} » ne désigne pas un palier"),
                format!("`{written}` doesn't name a level"),
            ),
            Bilingual::new(
                "écrivez l'identifiant d'un segment, un tiret et un palier de 1 à 4, comme \"prep-1\"",
                "write a segment's id, a hyphen and a level from 1 to 4, like \"prep-1\"",
            ),
        ));
        return None;
    };
    Some(Spanned::new(written.span(), level))
}

/// A segment that doesn't exist.
pub(crate) fn unknown_segment<'s>(
    source: &Source,
    span: Range<usize>,
    id: &str,
    segments: impl IntoIterator<Item = &'s str> + Clone,
) -> PackError {
    source.error(
        "pack::unknown_segment",
        span,
        Bilingual::new(
            format!("le segment « {id} » n'existe pas"),
            format!("there is no segment `{id}`"),
        ),
        suggestion(nearest(id, segments.clone()), segments),
    )
}

/// Looks at what only shows in all segments together.
fn check_segments(
    fields: &Fields<'_>,
    segments: Vec<At<Segment>>,
    references: &[Reference],
    findings: &mut Findings,
) -> Option<Vec<Segment>> {
    let source = fields.source();
    let mut spans = BTreeMap::new();
    for segment in &segments {
        let id = &segment.get_ref().id;
        if spans.insert(id.as_str(), segment.span()).is_some() {
            findings.push(source.error(
                "pack::duplicate",
                segment.span(),
                Bilingual::new(
                    format!("le segment « {id} » existe déjà"),
                    format!("segment `{id}` exists already"),
                ),
                Bilingual::new("choisissez un autre identifiant", "choose another id"),
            ));
            return None;
        }
    }
    let ids: Vec<&str> = segments
        .iter()
        .map(|segment| segment.get_ref().id.as_str())
        .collect();
    let mut whole = true;
    for reference in references {
        let id = reference.get_ref().segment.as_str();
        if !ids.contains(&id) {
            findings.push(unknown_segment(source, reference.span(), id, ids.iter().copied()));
            whole = false;
        }
    }
    if !whole {
        return None;
    }
    for level in out_of_reach(&segments) {
        findings.push(source.error(
            "framework::out_of_reach",
            spans[level.segment.as_str()].clone(),
            Bilingual::new(
                format!(
                    "personne ne peut atteindre le palier « {level} » : ce qu'il demande est hors d'atteinte"
                ),
                format!("nobody can reach level `{level}`: what it requires is out of reach"),
            ),
            Bilingual::new(
                "rompez le cycle dans les listes `requires`",
                "break the cycle in the `requires` lists",
            ),
        ));
        whole = false;
    }
    whole.then(|| segments.into_iter().map(Spanned::into_inner).collect())
}

/// The levels that nobody can come to by taking one level after the other.
fn out_of_reach(segments: &[At<Segment>]) -> Vec<SegmentLevel> {
    let mut held: BTreeMap<String, Level> = BTreeMap::new();
    let next = |segment: &Segment, held: &BTreeMap<String, Level>| {
        let done = held
            .get(&segment.id)
            .map_or(0, |level| usize::from(level.number()));
        segment.levels.get(done).map(|level| level.level)
    };
    loop {
        let mut moved = false;
        for segment in segments.iter().map(Spanned::get_ref) {
            if let Some(level) = next(segment, &held)
                && segment.level(level).requires.is_met(&held)
            {
                held.insert(segment.id.clone(), level);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    segments
        .iter()
        .map(Spanned::get_ref)
        .filter_map(|segment| {
            Some(SegmentLevel {
                segment: segment.id.clone(),
                level: next(segment, &held)?,
            })
        })
        .collect()
}
