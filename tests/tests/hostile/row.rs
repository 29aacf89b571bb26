//! A row of the tables: a submission, and what must become of it.

use spyrales_core::grading::{GradingRecord, Unreadable, Verdict};
use spyrales_core::text::Bilingual;

/// What a submission is written in, and with it the exercise of the pack that it answers.
///
/// Another language joins with its name here, an exercise in `pack/` whose checks are named as those of `bilan`, and
/// its rows beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Python,
    R,
    Sql,
}

impl Language {
    /// The exercise's folder.
    pub(crate) fn exercise(self) -> &'static str {
        match self {
            Self::Python => "bilan",
            Self::R => "bilan-r",
            Self::Sql => "requete",
        }
    }
}

/// A row.
pub(crate) struct Row {
    pub(crate) language: Language,
    pub(crate) name: &'static str,
    pub(crate) source: Vec<u8>,
    pub(crate) expected: Expected,
    pub(crate) more: Vec<(&'static str, Holds)>,
}

/// Something that must hold of the record besides.
pub(crate) type Holds = Box<dyn Fn(&GradingRecord) -> bool + Send + Sync>;

/// What must become of a submission.
pub(crate) enum Expected {
    /// No check is run.
    Refused(Verdict),
    /// The interpreter breaks while it loads; in which words is wasmtime's affair.
    Stopped,
    /// The checks are run, and exactly these aren't passed.
    Fails(&'static [&'static str]),
}

/// Every check.
pub(crate) const ALL: Expected = Expected::Fails(&["bilan", "cas_caches", "regions"]);
/// The checks that call `bilan`.
pub(crate) const BILAN: Expected = Expected::Fails(&["bilan", "cas_caches"]);
/// The check that calls `par_region`.
pub(crate) const REGIONS: Expected = Expected::Fails(&["regions"]);
/// The check of an SQL query.
pub(crate) const QUERY: Expected = Expected::Fails(&["requete", "autre_base"]);
/// No check: the submission does no harm, and its answers are right.
pub(crate) const NONE: Expected = Expected::Fails(&[]);

/// The reference solution.
pub(crate) const SOLUTION: &str = include_str!("pack/bilan/solution.py");

impl Row {
    /// A submission in Python.
    pub(crate) fn python(name: &'static str, source: impl Into<Vec<u8>>, expected: Expected) -> Self {
        Self::new(Language::Python, name, source.into(), expected)
    }

    /// A submission in R.
    pub(crate) fn r(name: &'static str, source: impl Into<Vec<u8>>, expected: Expected) -> Self {
        Self::new(Language::R, name, source.into(), expected)
    }

    /// A submission that is one SQL query.
    pub(crate) fn sql(name: &'static str, query: &str, expected: Expected) -> Self {
        let source = format!("REQUETE = \"\"\"{query}\"\"\"\n");
        Self::new(Language::Sql, name, source.into(), expected)
    }

    fn new(language: Language, name: &'static str, source: Vec<u8>, expected: Expected) -> Self {
        Self {
            language,
            name,
            source,
            expected,
            more: Vec::new(),
        }
    }

    /// Something that must hold of the record besides.
    pub(crate) fn and(
        mut self,
        what: &'static str,
        holds: impl Fn(&GradingRecord) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.more.push((what, Box::new(holds)));
        self
    }

    /// What it must have printed.
    pub(crate) fn printing(self, text: &'static str) -> Self {
        self.and("it prints what it must", move |record| {
            record.output.stdout == text
        })
    }

    /// What isn't as it must be.
    pub(crate) fn faults(&self, record: &GradingRecord) -> Vec<String> {
        let mut faults = Vec::new();
        let (verdict, failed) = match &self.expected {
            Expected::Refused(verdict) => (Some(verdict), None),
            Expected::Stopped => (None, None),
            Expected::Fails(failed) => (Some(&Verdict::Graded), Some(*failed)),
        };
        let stopped = matches!(record.verdict, Verdict::Stopped { .. });
        if verdict.map_or(!stopped, |verdict| *verdict != bare(&record.verdict)) {
            faults.push(format!("verdict {:?}", record.verdict));
        }
        let not_passed = not_passed(record);
        match failed {
            Some(failed) if not_passed != failed => faults.push(format!("not passed: {not_passed:?}")),
            None if !record.checks.is_empty() => faults.push("checks were run".to_owned()),
            _ => {}
        }
        faults.extend(
            self.more
                .iter()
                .filter(|(_, holds)| !holds(record))
                .map(|(what, _)| format!("not: {what}")),
        );
        faults
    }
}

/// A verdict without what helps to understand it, which has tests of its own.
fn bare(verdict: &Verdict) -> Verdict {
    let mut bare = verdict.clone();
    match &mut bare {
        Verdict::SyntaxError { help, .. } | Verdict::Raised { help, .. } => *help = None,
        Verdict::Unreadable(Unreadable::NotUtf8 { likely, .. }) => *likely = None,
        Verdict::Unreadable(Unreadable::NotCode { what }) => *what = Bilingual::default(),
        _ => {}
    }
    bare
}

/// The checks that aren't passed, in their order.
pub(crate) fn not_passed(record: &GradingRecord) -> Vec<&str> {
    use spyrales_core::grading::CheckStatus::Passed;
    record
        .checks
        .iter()
        .filter(|check| check.status != Passed)
        .map(|check| check.id.as_str())
        .collect()
}

/// A file of this folder, by itself.
macro_rules! alone {
    ($path:literal) => {
        include_str!(concat!("python/", $path))
    };
}

/// A file of this folder, and the reference solution after it: what it does must not spoil right answers.
macro_rules! before_solution {
    ($path:literal) => {
        concat!(
            include_str!(concat!("python/", $path)),
            "\n\n",
            include_str!("pack/bilan/solution.py")
        )
    };
}

/// The reference solution, and after it a file of this folder that puts something else in place of a function.
macro_rules! after_solution {
    ($path:literal) => {
        concat!(
            include_str!("pack/bilan/solution.py"),
            "\n\n",
            include_str!(concat!("python/", $path))
        )
    };
}

pub(crate) use {after_solution, alone, before_solution};
