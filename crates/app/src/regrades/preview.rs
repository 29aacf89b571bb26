//! What a re-grade would change for whom: results, scores, levels and certificates, before and after.

use std::collections::{BTreeMap, HashSet};

use spyrales_core::id::UserId;
use spyrales_core::regrade::{Counts, Lowering, ResultChange, SegmentChange, changes, count, results_after};
use spyrales_core::score::{self, Earned, ScoredExercise};
use spyrales_core::store::{Reader, Regrade, StoreError, StoredCredential, User};

use crate::App;

/// What an open re-grade would change.
pub struct RegradePreview {
    /// What grading once more came to, by exercise.
    pub exercises: BTreeMap<String, Counts>,
    /// People for whom something changes: those who lose first.
    pub people: Vec<PersonChange>,
    /// People for whom nothing does.
    pub untouched: usize,
}

/// What changes for a person.
pub struct PersonChange {
    /// Whom it is about.
    pub user: User,
    /// Results that change.
    pub results: Vec<ResultChange<String>>,
    /// Segments whose score changes.
    pub segments: Vec<SegmentChange>,
    /// Certificates of levels that the person would no longer reach; they stay as they are.
    pub certificates: Vec<StoredCredential>,
}

impl PersonChange {
    /// Whether any result becomes smaller.
    #[must_use]
    pub fn loses(&self) -> bool {
        let mut results = self.results.iter();
        results.any(|result| result.after.compare(result.before).is_lt())
    }
}

impl App {
    /// What applying a re-grade would change now.
    pub async fn preview_regrade(
        &self,
        regrade: &Regrade,
        lowering: Lowering,
    ) -> Result<RegradePreview, StoreError> {
        let scored = self.scored_exercises().await?;
        let mut reader = self.store.reader().await?;
        let attempts = reader.regrade_attempts(regrade.id).await?;
        let mut by_person: BTreeMap<UserId, Vec<ResultChange<String>>> = BTreeMap::new();
        for change in changes(&attempts, lowering) {
            let told = by_person.entry(change.user).or_default();
            if change.is_told() {
                told.push(change);
            }
        }
        let untouched = by_person.values().filter(|changes| changes.is_empty()).count();
        let mut people = Vec::new();
        for (user, results) in by_person {
            if results.is_empty() {
                continue;
            }
            let user = reader.user(user).await?;
            if let Some(user) = user {
                people.push(
                    self.person_change(&mut *reader, &scored, &regrade.pack, user, results)
                        .await?,
                );
            }
        }
        people.sort_by_cached_key(|person| (!person.loses(), person.user.name.clone()));
        Ok(RegradePreview {
            exercises: count(&attempts, lowering),
            people,
            untouched,
        })
    }

    async fn person_change(
        &self,
        reader: &mut dyn Reader,
        scored: &[ScoredExercise],
        pack: &str,
        user: User,
        results: Vec<ResultChange<String>>,
    ) -> Result<PersonChange, StoreError> {
        let best = reader.best_results(user.id).await?;
        let scores = |results: &[Earned]| score::scores(&self.framework, scored, results);
        let before = scores(&best.iter().map(Earned::from).collect::<Vec<_>>());
        let after = scores(&results_after(pack, &best, &results));
        let segments = before.iter().zip(&after);
        let segments: Vec<_> = segments
            .filter_map(|(before, after)| SegmentChange::of(before, after))
            .collect();
        let reached = |certificate: &StoredCredential| {
            let score = after.iter().find(|score| score.segment == certificate.segment);
            score.and_then(|score| score.level) >= Some(certificate.level)
        };
        let lowered: HashSet<_> = segments.iter().map(|change| change.segment.as_str()).collect();
        let mut certificates = reader.credentials(user.id).await?;
        certificates.retain(|held| lowered.contains(held.segment.as_str()) && !reached(held));
        Ok(PersonChange {
            user,
            results,
            segments,
            certificates,
        })
    }
}
