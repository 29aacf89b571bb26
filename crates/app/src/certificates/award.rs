//! Asking for the certificate of a level.

use spyrales_core::level::Level;
use spyrales_core::score::{Earned, SegmentScore};
use spyrales_core::store::{BestResult, StoreError, User};

use super::{Award, CertificateError, Certificates, Delivery};
use crate::results::Standing;

/// A certificate isn't awarded.
#[derive(Debug, thiserror::Error)]
pub enum AwardError {
    /// The framework has no such segment or level.
    #[error("no segment level {0:?}")]
    UnknownLevel(String),
    /// The person hasn't reached the level.
    #[error(transparent)]
    NotReached(#[from] Box<NotReached>),
    /// The certificate can't be made.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A level that isn't reached.
#[derive(Clone, Debug, thiserror::Error)]
#[error("level {level} of {} isn't reached", .score.segment)]
pub struct NotReached {
    /// How far the person is in the segment.
    pub score: SegmentScore,
    /// The level.
    pub level: Level,
}

impl Certificates {
    /// The certificate of a level that the person has reached, issued now or before.
    pub async fn award(&self, user: &User, segment_id: &str, number: u8) -> Result<Delivery, AwardError> {
        let unknown = || AwardError::UnknownLevel(format!("{segment_id}-{number}"));
        let level = Level::try_from(number).map_err(|_| unknown())?;
        let framework = &self.app.framework;
        let segment = framework.segment(segment_id).ok_or_else(unknown)?;
        let standing = self.app.standing(user.id).await?;
        let score = standing.in_segment(segment_id);
        let reached = score.levels.iter().find(|l| l.level == level && l.reached);
        let Some(reached) = reached else {
            return Err(Box::new(NotReached { score, level }).into());
        };
        let award = Award {
            holder: user.clone(),
            segment: segment.clone(),
            level,
            share: reached.percent_tenths * 10,
            results: counted(&standing, segment_id, level),
        };
        Ok(self.issue(award).await?)
    }
}

/// The results that count for a level of a segment: on the exercises that are solved, and on those that count against nobody.
fn counted(standing: &Standing, segment: &str, level: Level) -> Vec<BestResult> {
    let counts = |result: &&BestResult| {
        let of_level = standing
            .exercises
            .iter()
            .any(|e| e.exercise == result.exercise && e.level == level && e.weight(segment).is_some());
        of_level && (Earned::from(*result).is_solved() || result.neutralised)
    };
    standing.results.iter().filter(counts).cloned().collect()
}
