//! Where the randomness of a grading comes from.

use serde::{Deserialize, Serialize};

/// Where the randomness of a grading comes from.
///
/// Two seeds, because one of them is known beforehand: a learner may reproduce what the visible checks do, and must not
/// foresee what the hidden ones ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeds {
    /// That of the parameters, the submission's sandbox and the visible checks.
    pub visible: u64,
    /// That of the hidden checks: fresh for every attempt. Without one they draw from `visible`, as they do when a pack is
    /// tried out, and did for submissions that were made before there were two.
    pub hidden: Option<u64>,
}

impl From<u64> for Seeds {
    /// One seed for everything: the same each time, for whoever tries a pack out.
    fn from(seed: u64) -> Self {
        Self {
            visible: seed,
            hidden: None,
        }
    }
}
