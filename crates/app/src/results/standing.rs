//! How far a person has come.

use std::sync::Arc;

use spyrales_core::framework::Framework;
use spyrales_core::id::UserId;
use spyrales_core::score::{self, Earned, ScoredExercise, SegmentScore};
use spyrales_core::store::{BestResult, StoreError};

use crate::App;

/// What a person has, and what it comes to.
pub struct Standing {
    framework: Arc<Framework>,
    /// The exercises that can be done now.
    pub exercises: Vec<ScoredExercise>,
    /// The person's best results.
    pub results: Vec<BestResult>,
}

impl App {
    /// How far a person has come.
    pub async fn standing(&self, user: UserId) -> Result<Standing, StoreError> {
        Ok(Standing {
            framework: Arc::clone(&self.framework),
            exercises: self.scored_exercises().await?,
            results: self.store.reader().await?.best_results(user).await?,
        })
    }

    /// The exercises that can be done now.
    pub async fn scored_exercises(&self) -> Result<Vec<ScoredExercise>, StoreError> {
        let packs = self.catalog.current().await?;
        let of_packs = packs
            .iter()
            .flat_map(|entry| ScoredExercise::of_pack(&entry.pack));
        Ok(of_packs.collect())
    }
}

impl Standing {
    /// In every segment of the framework, in its order.
    #[must_use]
    pub fn scores(&self) -> Vec<SegmentScore> {
        score::scores(&self.framework, &self.exercises, &self.earned())
    }

    /// In one segment.
    #[must_use]
    pub fn in_segment(&self, segment: &str) -> SegmentScore {
        let scoring = self.framework.scoring();
        score::segment_score(scoring, segment, &self.exercises, &self.earned())
    }

    fn earned(&self) -> Vec<Earned> {
        self.results.iter().map(Earned::from).collect()
    }
}
