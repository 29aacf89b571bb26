//! What a pack's own answers must come to: the reference solution earns everything, the starter doesn't, each known wrong answer
//! fails where it says, and every grading comes to the same record.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::grading::{CheckStatus, Grading, NotGraded};
use crate::pack::Exercise;
use crate::text::Bilingual;

/// Seed of the variants that are proved.
pub const SEED: u64 = 0;

/// What an answer of a pack is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation<'a> {
    /// The reference solution: every point.
    Full,
    /// The starter: not every point.
    NotFull,
    /// A wrong answer: exactly these checks fail.
    Fails(&'a [String]),
}

/// An answer that comes with an exercise.
#[derive(Clone, Debug)]
pub struct OwnAnswer<'a> {
    /// Its file, from the exercise's folder.
    pub file: String,
    /// Its code.
    pub source: &'a str,
    /// What it is there to show.
    pub expectation: Expectation<'a>,
}

/// The answers that come with an exercise: solution, starter, wrong ones.
#[must_use]
pub fn own_answers(exercise: &Exercise) -> Vec<OwnAnswer<'_>> {
    let extension = exercise.runtime.extension();
    let mut answers = vec![
        OwnAnswer {
            file: format!("solution.{extension}"),
            source: &exercise.solution,
            expectation: Expectation::Full,
        },
        OwnAnswer {
            file: format!("starter.{extension}"),
            source: &exercise.starter,
            expectation: Expectation::NotFull,
        },
    ];
    answers.extend(exercise.wrong.iter().map(|wrong| OwnAnswer {
        file: format!("wrong/{}", wrong.file),
        source: &wrong.source,
        expectation: Expectation::Fails(&wrong.fails),
    }));
    answers
}

/// Grades an answer so many times and holds what comes out to what it should; the first grading.
///
/// # Errors
///
/// What is to be mended, or why it couldn't be graded.
pub fn prove(
    exercise: &Exercise,
    expectation: Expectation<'_>,
    repeat: u32,
    mut grade: impl FnMut() -> Result<Grading, NotGraded>,
) -> Result<Grading, Bilingual> {
    let mut grade = || grade().map_err(|not_graded| not_graded.why().clone());
    let first = grade()?;
    judge(exercise, &first, expectation)?;
    let digest = first.record.digest();
    for _ in 1..repeat {
        if grade()?.record.digest() != digest {
            return Err(Bilingual::new(
                "deux corrections donnent deux relevés : le contrôle dépend-il de l'heure, d'un ordre ou d'un hasard non fixé ?",
                "two gradings give two records: does the check depend on the time, an order, or unseeded randomness?",
            ));
        }
    }
    Ok(first)
}

fn judge(exercise: &Exercise, grading: &Grading, expectation: Expectation<'_>) -> Result<(), Bilingual> {
    let record = &grading.record;
    if let Some(broken) = record.checks.iter().find(|c| c.status == CheckStatus::Broken) {
        let trace = trace_of(grading, &broken.id);
        return Err(Bilingual::new(
            format!("le contrôle {} est défectueux :{trace}", broken.id),
            format!("the check {} is faulty:{trace}", broken.id),
        ));
    }
    if !record.checks.is_empty() && record.possible != exercise.points {
        return Err(Bilingual::new(
            format!(
                "exercise.toml annonce {} points, les contrôles en valent {} : mettez « points » à jour",
                exercise.points, record.possible
            ),
            format!(
                "exercise.toml says {} points, the checks are worth {}: mend \"points\"",
                exercise.points, record.possible
            ),
        ));
    }
    match expectation {
        Expectation::Full if !record.is_full() => Err(failed_reference(grading)),
        Expectation::NotFull if record.is_full() => Err(Bilingual::new(
            "le point de départ obtient tous les points : les contrôles ne vérifient rien",
            "the starter earns every point: the checks check nothing",
        )),
        Expectation::Fails(named) => judge_wrong(grading, named),
        Expectation::Full | Expectation::NotFull => Ok(()),
    }
}

fn failed_reference(grading: &Grading) -> Bilingual {
    let record = &grading.record;
    let (mut fr, mut en) = (
        "la solution de référence n'obtient pas tous les points".to_owned(),
        "the reference solution doesn't earn every point".to_owned(),
    );
    if let Some(explanation) = record.verdict.explanation(&record.limits) {
        let _ = write!(fr, "\n  {}", explanation.fr);
        let _ = write!(en, "\n  {}", explanation.en);
    }
    for check in record.checks.iter().filter(|c| c.status != CheckStatus::Passed) {
        let trace = trace_of(grading, &check.id);
        let message = check.message.clone().unwrap_or_default();
        let _ = write!(fr, "\n  {} : {}{trace}", check.id, message.fr);
        let _ = write!(en, "\n  {}: {}{trace}", check.id, message.en);
    }
    Bilingual::new(fr, en)
}

fn judge_wrong(grading: &Grading, named: &[String]) -> Result<(), Bilingual> {
    let record = &grading.record;
    if let Some(explanation) = record.verdict.explanation(&record.limits) {
        return Err(Bilingual::new(
            format!(
                "cette réponse n'arrive pas jusqu'aux contrôles : {}",
                explanation.fr
            ),
            format!("this answer doesn't get as far as the checks: {}", explanation.en),
        ));
    }
    let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    let known: BTreeSet<&str> = record.checks.iter().map(|c| c.id.as_str()).collect();
    let failed: BTreeSet<&str> = record
        .checks
        .iter()
        .filter(|c| c.status != CheckStatus::Passed)
        .map(|c| c.id.as_str())
        .collect();
    if let Some(unknown) = named.difference(&known).next() {
        let all = known.iter().copied().collect::<Vec<_>>().join(", ");
        return Err(Bilingual::new(
            format!("« # fails: » nomme {unknown}, qui n'est pas un contrôle ; il y a {all}"),
            format!("\"# fails:\" names {unknown}, which is no check; there are {all}"),
        ));
    }
    let list = |names: Vec<&&str>| names.into_iter().copied().collect::<Vec<_>>().join(", ");
    let missed = list(named.difference(&failed).collect());
    let extra = list(failed.difference(&named).collect());
    if missed.is_empty() && extra.is_empty() {
        return Ok(());
    }
    let (mut fr, mut en) = (Vec::new(), Vec::new());
    if !missed.is_empty() {
        fr.push(format!("devait échouer et réussit : {missed}"));
        en.push(format!("should fail and passes: {missed}"));
    }
    if !extra.is_empty() {
        fr.push(format!(
            "échoue sans être annoncé : {extra} (complétez la ligne « # fails: »)"
        ));
        en.push(format!(
            "fails without being named: {extra} (complete the line \"# fails:\")"
        ));
    }
    Err(Bilingual::new(fr.join(" ; "), en.join("; ")))
}

fn trace_of(grading: &Grading, check: &str) -> String {
    grading
        .traces
        .iter()
        .find(|(id, _)| id == check)
        .map(|(_, trace)| format!("\n{trace}"))
        .unwrap_or_default()
}
