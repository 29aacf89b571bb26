//! Which of a person's results on an exercise counts.

use crate::grading::Share;

/// Whether a result takes the place of the best one so far: by a larger share of the points, so that an exercise may change
/// them. The earliest of equals stays.
#[must_use]
pub fn is_better(result: Share, best: Option<Share>) -> bool {
    best.is_none_or(|best| result.compare(best).is_gt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grading::Points;

    fn share(earned: u32, possible: u32) -> Share {
        Share {
            earned: Points::whole(earned),
            possible: Points::whole(possible),
        }
    }

    #[test]
    fn the_larger_share_counts_and_the_first_of_equals() {
        assert!(is_better(share(0, 4), None));
        assert!(is_better(share(1, 1), Some(share(2, 4))));
        assert!(!is_better(share(3, 6), Some(share(2, 4))), "an equal share");
        assert!(
            !is_better(share(3, 8), Some(share(2, 4))),
            "more points, a smaller share"
        );
    }
}
