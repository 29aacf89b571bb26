//! How far a person has come.

use spyrales_core::score::{self, Earned, ScoredExercise, SegmentScore};
use spyrales_core::store::{BestResult, User};

use crate::error::ApiError;
use crate::state::AppState;

/// What a person has, and what it comes to.
pub(crate) struct Standing {
    pub(crate) exercises: Vec<ScoredExercise>,
    pub(crate) results: Vec<BestResult>,
}

impl Standing {
    pub(crate) async fn of(state: &AppState, user: &User) -> Result<Self, ApiError> {
        Ok(Self {
            exercises: Self::exercises(state).await?,
            results: state.app.store.reader().await?.best_results(user.id).await?,
        })
    }

    /// The exercises that can be done now.
    pub(crate) async fn exercises(state: &AppState) -> Result<Vec<ScoredExercise>, ApiError> {
        let packs = state.app.catalog.current().await?;
        let of_packs = packs
            .iter()
            .flat_map(|entry| ScoredExercise::of_pack(&entry.pack));
        Ok(of_packs.collect())
    }

    fn earned(&self) -> Vec<Earned> {
        self.results.iter().map(Earned::from).collect()
    }

    /// In every segment of the framework, in its order.
    pub(crate) fn scores(&self, state: &AppState) -> Vec<SegmentScore> {
        score::scores(&state.app.framework, &self.exercises, &self.earned())
    }

    pub(crate) fn in_segment(&self, state: &AppState, segment: &str) -> SegmentScore {
        score::segment_score(
            state.app.framework.scoring(),
            segment,
            &self.exercises,
            &self.earned(),
        )
    }
}
