//! Why what a grade starts from isn't there.

use spyrales_core::grading::NotGraded;
use spyrales_core::text::Bilingual;
use spyrales_sandbox::runtime::SnapshotError;

use crate::examination::fault;

/// What a grade starts from isn't there.
#[derive(Debug)]
pub(crate) enum Unready {
    /// It was never made on this machine, and this process only reads the cache: another one makes it.
    NotMade,
    /// It can't be had.
    Failed(NotGraded),
}

impl From<NotGraded> for Unready {
    fn from(why: NotGraded) -> Self {
        Self::Failed(why)
    }
}

impl From<SnapshotError> for Unready {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::NotMade(_) => Self::NotMade,
            other => Self::Failed(fault(&other)),
        }
    }
}

impl From<Unready> for NotGraded {
    fn from(why: Unready) -> Self {
        match why {
            Unready::Failed(why) => why,
            Unready::NotMade => Self::Fault(Bilingual::new(
                "cet exercice n'est pas encore prêt sur cette machine ; réessayez dans un instant",
                "this exercise isn't ready on this machine yet; try again in a moment",
            )),
        }
    }
}
