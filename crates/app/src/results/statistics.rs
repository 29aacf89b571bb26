//! What submissions say of an exercise.

use spyrales_core::grading::ExerciseRef;
use spyrales_core::pack::Texts;
use spyrales_core::statistics::ItemStatistics;
use spyrales_core::store::StoreError;

use crate::App;

/// Submissions that are read, at most: the latest.
const READ: u32 = 20_000;

/// What submissions say of an exercise.
pub struct ExerciseStatistics {
    /// The exercise's title, as the latest version has it that has the exercise.
    pub title: Texts,
    /// All published versions of its pack, the highest first.
    pub versions: Vec<String>,
    /// The figures.
    pub found: ItemStatistics,
}

/// There are no statistics.
#[derive(Debug, thiserror::Error)]
pub enum StatisticsError {
    /// No published version of the pack has such an exercise.
    #[error("no exercise {0}")]
    UnknownExercise(ExerciseRef),
    /// They could not be computed.
    #[error("computing statistics ended badly: {0}")]
    Broken(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// What submissions to an exercise say of it, under one version of its pack; under all when there is none with this
    /// number.
    pub async fn exercise_statistics(
        &self,
        exercise: &ExerciseRef,
        version: &str,
    ) -> Result<ExerciseStatistics, StatisticsError> {
        let mut versions = self.store.reader().await?.pack_versions().await?;
        versions.retain(|version| version.pack.id == exercise.pack);
        let mut title = None;
        // An exercise that was dropped from later versions keeps the title that it had last.
        for version in &versions {
            let pack = self.catalog.pack(version.pack.digest).await?;
            if let Some(found) = pack.as_ref().and_then(|pack| pack.exercise(&exercise.exercise)) {
                title = Some(found.title.clone());
                break;
            }
        }
        let title = title.ok_or_else(|| StatisticsError::UnknownExercise(exercise.clone()))?;
        let named = versions.iter().find(|known| known.pack.version == version);
        let digest = named.map(|version| version.pack.digest);
        let (attempts, results) = {
            let mut reader = self.store.reader().await?;
            let attempts = reader.graded_attempts(exercise, digest, READ).await?;
            (attempts, reader.pack_results(&exercise.pack).await?)
        };
        let id = exercise.exercise.clone();
        let found = tokio::task::spawn_blocking(move || ItemStatistics::of(&id, &attempts, &results)).await;
        Ok(ExerciseStatistics {
            title,
            versions: versions.into_iter().map(|version| version.pack.version).collect(),
            found: found.map_err(|error| StatisticsError::Broken(error.to_string()))?,
        })
    }
}
