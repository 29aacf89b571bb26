//! What a re-grade would change for whom: results, scores, levels and certificates, before and after.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::level::Level;
use spyrales_core::regrade::{Attempt, Lowering, ResultChange, changes, takes_effect};
use spyrales_core::score::{self, Earned, ScoredExercise, SegmentScore};
use spyrales_core::store::{BestResult, Regrade, StoredCredential, User};

use crate::error::ApiError;
use crate::state::AppState;

/// What an open re-grade would change.
pub(crate) struct Preview {
    /// What grading once more came to, by exercise.
    pub(crate) exercises: BTreeMap<String, Counts>,
    /// People for whom something changes: those who lose first.
    pub(crate) people: Vec<PersonChange>,
    /// People for whom nothing does.
    pub(crate) untouched: usize,
}

/// Submissions that were graded once more, by how their share of the points compares with the one that counts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) raised: usize,
    pub(crate) lowered: usize,
    pub(crate) same: usize,
}

/// What changes for a person.
pub(crate) struct PersonChange {
    pub(crate) user: User,
    pub(crate) results: Vec<ResultChange<String>>,
    /// Segments whose score changes.
    pub(crate) segments: Vec<SegmentChange>,
    /// Certificates of levels that the person would no longer reach; they stay as they are.
    pub(crate) certificates: Vec<StoredCredential>,
}

impl PersonChange {
    /// Whether any result becomes smaller.
    pub(crate) fn loses(&self) -> bool {
        self.results
            .iter()
            .any(|result| result.after.compare(result.before) == Ordering::Less)
    }
}

/// How a person's score in a segment changes.
pub(crate) struct SegmentChange {
    pub(crate) segment: String,
    /// The level reached, before and after.
    pub(crate) level: (Option<Level>, Option<Level>),
    /// Levels whose percentage changes: before and after, in tenths of a percent.
    pub(crate) percents: Vec<(Level, u16, u16)>,
}

impl SegmentChange {
    /// Nothing when both are the same.
    fn of(before: &SegmentScore, after: &SegmentScore) -> Option<Self> {
        let levels = before.levels.iter().zip(&after.levels);
        let change = Self {
            segment: before.segment.clone(),
            level: (before.level, after.level),
            percents: levels
                .filter(|(before, after)| before.percent_tenths != after.percent_tenths)
                .map(|(before, after)| (before.level, before.percent_tenths, after.percent_tenths))
                .collect(),
        };
        (!change.percents.is_empty() || before.level != after.level).then_some(change)
    }
}

/// What applying a re-grade would change now.
pub(crate) async fn preview(
    state: &AppState,
    regrade: &Regrade,
    lowering: Lowering,
) -> Result<Preview, ApiError> {
    let attempts = state
        .app
        .store
        .reader()
        .await?
        .regrade_attempts(regrade.id)
        .await?;
    let mut by_person: BTreeMap<UserId, Vec<ResultChange<String>>> = BTreeMap::new();
    for change in changes(&attempts, lowering) {
        let told = by_person.entry(change.user).or_default();
        if change.is_told() {
            told.push(change);
        }
    }
    let untouched = by_person.values().filter(|changes| changes.is_empty()).count();
    let scored = state.app.scored_exercises().await?;
    let mut people = Vec::new();
    for (user, results) in by_person {
        if results.is_empty() {
            continue;
        }
        let user = state.app.store.reader().await?.user(user).await?;
        if let Some(user) = user {
            people.push(person(state, &scored, &regrade.pack, user, results).await?);
        }
    }
    people.sort_by_cached_key(|person| (!person.loses(), person.user.name.clone()));
    Ok(Preview {
        exercises: count(&attempts, lowering),
        people,
        untouched,
    })
}

/// A share that becomes smaller and doesn't take effect counts as one that stays.
fn count(attempts: &[Attempt<String>], lowering: Lowering) -> BTreeMap<String, Counts> {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for attempt in attempts {
        let Some(regraded) = attempt.regraded else {
            continue;
        };
        let counts = counts.entry(attempt.exercise.clone()).or_default();
        match regraded.compare(attempt.now) {
            Ordering::Greater => counts.raised += 1,
            Ordering::Less if takes_effect(attempt.now, regraded, lowering) => counts.lowered += 1,
            Ordering::Equal | Ordering::Less => counts.same += 1,
        }
    }
    counts
}

async fn person(
    state: &AppState,
    scored: &[ScoredExercise],
    pack: &str,
    user: User,
    results: Vec<ResultChange<String>>,
) -> Result<PersonChange, ApiError> {
    let best = state.app.store.reader().await?.best_results(user.id).await?;
    let scores = |results: &[Earned]| score::scores(&state.app.framework, scored, results);
    let before = scores(&best.iter().map(Earned::from).collect::<Vec<_>>());
    let after = scores(&after(pack, &best, &results));
    let segments = before.iter().zip(&after);
    let segments: Vec<_> = segments
        .filter_map(|(before, after)| SegmentChange::of(before, after))
        .collect();
    let reached = |certificate: &StoredCredential| {
        let score = after.iter().find(|score| score.segment == certificate.segment);
        score.and_then(|score| score.level) >= Some(certificate.level)
    };
    let lowered: HashSet<_> = segments.iter().map(|change| change.segment.as_str()).collect();
    let mut certificates = state.app.store.reader().await?.credentials(user.id).await?;
    certificates.retain(|held| lowered.contains(held.segment.as_str()) && !reached(held));
    Ok(PersonChange {
        user,
        results,
        segments,
        certificates,
    })
}

/// A person's best results as they would be.
fn after(pack: &str, best: &[BestResult], changes: &[ResultChange<String>]) -> Vec<Earned> {
    let changed = |exercise: &ExerciseRef| {
        let of_pack = changes.iter().filter(|_| exercise.pack == pack);
        of_pack
            .into_iter()
            .find(|change| change.exercise == exercise.exercise)
    };
    best.iter()
        .map(|result| {
            let earned = Earned::from(result);
            match changed(&result.exercise) {
                Some(change) => Earned {
                    earned: change.after.earned,
                    possible: change.after.possible,
                    neutralised: earned.neutralised || change.neutralised,
                    ..earned
                },
                None => earned,
            }
        })
        .collect()
}
