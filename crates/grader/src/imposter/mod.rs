//! Makes answers that know without having learnt, and grades them: [`spyrales_core::imposter`] says why.
//!
//! An imposter is a program in the exercise's language. What it answers was noted from the reference solution, or read from the
//! messages of visible checks; it recognises a question by its arguments. It is graded as any submission is. What a learner
//! would write out, it holds in the encoding in which values cross, so that nothing is lost by how a value is spelled.

mod program;
mod query;
mod told;

use std::collections::BTreeMap;
use std::ops::Range;

use spyrales_core::grading::{NotGraded, PackRef, Points, Seeds};
use spyrales_core::imposter::{Imposter, ImposterTrial, Tried};
use spyrales_core::pack::Exercise;

use crate::grade::Grader;
use crate::question::{Interview, Question};
use program::{Fallback, Knowledge, Program};

/// The variant of the exercise that is tried.
const VISIBLE: u64 = 0;
/// The attempt in which answers are noted.
const NOTED: u64 = 1;
/// The first of the attempts in which they are tried.
const TRIED: u64 = 2;
/// In how many attempts an imposter is tried for its luck, and the reference solution for its steadiness.
pub const ATTEMPTS: u64 = 8;
/// Constants that are read from messages, at most.
const MOST_LEARNT: usize = 400;

/// Tries all imposters on an exercise, each in so many attempts, of which the best counts: who fails may try again. With
/// [`ATTEMPTS`] it takes the time of some fifty grades.
///
/// # Errors
///
/// When *we* could not grade one of them.
pub fn try_out(
    grader: &Grader,
    pack: &PackRef,
    exercise: &Exercise,
    attempts: u64,
) -> Result<ImposterTrial, NotGraded> {
    let attempts = TRIED..TRIED + attempts;
    Try {
        grader,
        pack,
        exercise,
        attempts,
    }
    .run()
}

struct Try<'a> {
    grader: &'a Grader,
    pack: &'a PackRef,
    exercise: &'a Exercise,
    attempts: Range<u64>,
}

impl Try<'_> {
    fn run(&self) -> Result<ImposterTrial, NotGraded> {
        let mut failed_at = None;
        let mut reference = |hidden| {
            let interview = self.interview(&self.exercise.solution, hidden)?;
            if !interview.grading.record.is_full() {
                failed_at = failed_at.or(Some(hidden));
            }
            Ok::<_, NotGraded>(interview.questions)
        };
        let noted = reference(NOTED)?;
        let other = reference(TRIED)?;
        for hidden in self.attempts.clone().skip(1) {
            reference(hidden)?;
        }
        let visible: Vec<_> = noted
            .iter()
            .filter(|question| !question.hidden)
            .cloned()
            .collect();
        let names = program::names(&noted);
        let table = |questions: &[Question], fallback| Program {
            runtime: self.exercise.runtime,
            names: &names,
            rows: program::rows(questions),
            fallback,
            knowledge: Knowledge::Solution(&self.exercise.solution),
        };
        let tried = vec![
            self.constants(&visible, &names)?,
            self.attempt(Imposter::Table, &table(&noted, Fallback::Last))?,
            self.attempt(Imposter::Examination, &table(&visible, Fallback::Empty))?,
        ];
        Ok(ImposterTrial {
            failed_at,
            varied: hidden(&noted) != hidden(&other),
            tried,
        })
    }

    fn interview(&self, code: &str, hidden: u64) -> Result<Interview, NotGraded> {
        let seeds = Seeds {
            visible: VISIBLE,
            hidden: Some(hidden),
        };
        self.grader.interview(self.pack, self.exercise, code, seeds)
    }

    fn attempt(&self, imposter: Imposter, program: &Program<'_>) -> Result<Tried, NotGraded> {
        let text = program.text();
        let mut best = Tried {
            imposter,
            earned: Points::ZERO,
            possible: self.exercise.points,
            solved: false,
        };
        for hidden in self.attempts.clone() {
            let record = self.interview(&text, hidden)?.grading.record;
            best.earned = best.earned.max(record.earned);
            best.solved |= record.is_full();
        }
        Ok(best)
    }

    /// Begins with answers of the right form whose every number is wrong in a way of its own, and puts in each time
    /// what the messages say that it should have been.
    fn constants(&self, visible: &[Question], names: &[String]) -> Result<Tried, NotGraded> {
        let mut learnt = BTreeMap::new();
        loop {
            let program = Program {
                runtime: self.exercise.runtime,
                names,
                rows: program::rows(visible),
                fallback: Fallback::Last,
                knowledge: Knowledge::Learnt(&learnt),
            };
            let record = self.interview(&program.text(), TRIED)?.grading.record;
            let told = record
                .checks
                .iter()
                .filter(|check| !check.hidden)
                .flat_map(told::differences);
            let known = learnt.len();
            let mut next = learnt.clone();
            next.extend(told.filter(|(got, _)| program::is_placeholder(got)));
            if next.len() == known || known > MOST_LEARNT {
                return self.attempt(Imposter::Constants, &program);
            }
            learnt = next;
        }
    }
}

/// What hidden checks ask.
fn hidden(questions: &[Question]) -> Vec<Vec<u8>> {
    let hidden = questions.iter().filter(|question| question.hidden);
    hidden.map(|question| question.request.encode()).collect()
}
