//! How far a person has come.

use spyrales_core::framework::Framework;
use spyrales_core::id::UserId;
use spyrales_core::score::{self, Earned, ScoredExercise, SegmentScore};
use spyrales_core::store::{BestResult, StoreError};

use crate::App;

/// What a person has, and what it comes to.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The exercises that can be done now.
    pub exercises: Vec<ScoredExercise>,
    /// The person's best result on each exercise that they submitted to.
    pub results: Vec<BestResult>,
}

impl App {
    /// How far a person has come.
    pub async fn standing(&self, user: UserId) -> Result<Standing, StoreError> {
        let exercises = self.scored_exercises().await?;
        let results = self.store.reader().await?.best_results(user).await?;
        Ok(Standing { exercises, results })
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
    fn earned(&self) -> Vec<Earned> {
        self.results.iter().map(Earned::from).collect()
    }

    /// In every segment of the framework, in its order.
    #[must_use]
    pub fn scores(&self, framework: &Framework) -> Vec<SegmentScore> {
        score::scores(framework, &self.exercises, &self.earned())
    }

    /// In one segment.
    #[must_use]
    pub fn in_segment(&self, framework: &Framework, segment: &str) -> SegmentScore {
        score::segment_score(framework.scoring(), segment, &self.exercises, &self.earned())
    }
}
