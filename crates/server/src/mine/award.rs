//! Asking for a certificate.

use spyrales_app::results::Standing;
use spyrales_core::level::Level;
use spyrales_core::score::SegmentScore;
use spyrales_core::store::{BestResult, User};

use crate::error::ApiError;
use crate::issue::{Delivery, issue};
use crate::problem::{Problem, ProblemKind};
use crate::state::AppState;

/// The certificate of a level that the person has reached, issued now or before; else the problem says what is missing.
pub(crate) async fn award(
    state: &AppState,
    user: &User,
    segment_id: &str,
    number: u8,
) -> Result<Delivery, ApiError> {
    let unknown = || ApiError::UnknownSegment(format!("{segment_id}-{number}"));
    let level = Level::try_from(number).map_err(|_| unknown())?;
    let framework = std::sync::Arc::clone(&state.app.framework);
    let segment = framework.segment(segment_id).ok_or_else(unknown)?.clone();
    let standing = state.app.standing(user.id).await?;
    let score = standing.in_segment(segment_id);
    let Some(reached) = score.levels.iter().find(|l| l.level == level && l.reached) else {
        return Err(ApiError::NotEarned(Box::new(not_earned(&score, level))));
    };
    let results = counted(&standing, segment_id, level);
    let share = reached.percent_tenths * 10;
    issue(state, user, &segment, level, share, results).await
}

/// The results on the exercises of a level of a segment.
fn counted(standing: &Standing, segment: &str, level: Level) -> Vec<BestResult> {
    let counts = |result: &&BestResult| {
        standing
            .exercises
            .iter()
            .any(|e| e.exercise == result.exercise && e.level == level && e.weight(segment).is_some())
    };
    standing.results.iter().filter(counts).cloned().collect()
}

fn not_earned(score: &SegmentScore, level: Level) -> Problem {
    let problem = Problem::new(
        ProblemKind::NotEarned,
        format!(
            "Le palier {level} du segment {} n'est pas atteint.",
            score.segment
        ),
        format!("Level {level} of the segment {} isn't reached.", score.segment),
    );
    let Some(next) = &score.next else { return problem };
    let exercises: Vec<String> = next.exercises.iter().map(ToString::to_string).collect();
    let list = exercises.join(", ");
    problem
        .hint(
            format!(
                "Il manque {} points au palier {} ; il en reste à gagner dans {list}.",
                next.points, next.level
            ),
            format!(
                "{} points are missing at level {}; there are some left in {list}.",
                next.points, next.level
            ),
        )
        .member("exercises", exercises)
}
