//! The way to a level: what it builds on, in an order in which it can be learnt.

use super::{Framework, SegmentLevel};
use crate::level::Level;
use crate::pack::RuntimeKind;

impl Framework {
    /// The levels on the way to one, that one last; each comes after all that it builds on. Where one of several
    /// alternatives is enough, it is one that `holds` says is held, else the one in the wished language, else the first.
    ///
    /// Empty when the framework has no such level.
    #[must_use]
    pub fn path(
        &self,
        goal: &SegmentLevel,
        language: RuntimeKind,
        holds: &dyn Fn(&SegmentLevel) -> bool,
    ) -> Vec<SegmentLevel> {
        let mut path = Vec::new();
        self.lead_to(goal, language, holds, &mut path);
        path
    }

    fn lead_to(
        &self,
        step: &SegmentLevel,
        language: RuntimeKind,
        holds: &dyn Fn(&SegmentLevel) -> bool,
        path: &mut Vec<SegmentLevel>,
    ) {
        let Some(statement) = self.statement(step) else {
            return;
        };
        if path.contains(step) {
            return;
        }
        // Lower levels first: one isn't reached without them. The framework has no circles; its reader sees to that.
        if let Some(lower) = below(step) {
            self.lead_to(&lower, language, holds, path);
        }
        for alternatives in statement.requires.alternatives() {
            let in_language = |other: &&SegmentLevel| other.segment == segment_of(language);
            let held = alternatives.iter().find(|other| holds(other));
            let chosen = held
                .or_else(|| alternatives.iter().find(in_language))
                .or_else(|| alternatives.first());
            if let Some(chosen) = chosen {
                self.lead_to(chosen, language, holds, path);
            }
        }
        path.push(step.clone());
    }
}

/// The level under one, in the same segment.
fn below(step: &SegmentLevel) -> Option<SegmentLevel> {
    let level = Level::try_from(step.level.number() - 1).ok()?;
    Some(SegmentLevel {
        segment: step.segment.clone(),
        level,
    })
}

/// The segment in which a language itself is learnt.
fn segment_of(language: RuntimeKind) -> &'static str {
    match language {
        RuntimeKind::Python => "py",
        RuntimeKind::R => "r",
        RuntimeKind::Sql => "sql",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(goal: &str, language: RuntimeKind, held: &[&str]) -> Vec<String> {
        let holds = |step: &SegmentLevel| held.contains(&step.to_string().as_str());
        let goal = goal.parse().unwrap();
        let steps = Framework::shipped().path(&goal, language, &holds);
        steps.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_path_begins_with_what_needs_nothing_and_ends_with_its_goal() {
        let to_statistics = ["stat-1", "py-1", "prep-1", "stat-2"];
        assert_eq!(path("stat-2", RuntimeKind::Python, &[]), to_statistics);
        let in_r = ["stat-1", "r-1", "prep-1", "stat-2"];
        assert_eq!(path("stat-2", RuntimeKind::R, &[]), in_r);
        // A level that is held already stands in for the wished language.
        assert_eq!(path("stat-2", RuntimeKind::R, &["py-1"]), to_statistics);
        assert_eq!(path("nowhere-1", RuntimeKind::R, &[]), [""; 0]);
    }

    #[test]
    fn every_level_comes_after_all_that_it_builds_on() {
        let framework = Framework::shipped();
        for segment in framework.segments() {
            for level in Level::ALL {
                let goal = SegmentLevel {
                    segment: segment.id.clone(),
                    level,
                };
                let path = framework.path(&goal, RuntimeKind::Python, &|_| false);
                assert_eq!(path.last(), Some(&goal));
                for (at, step) in path.iter().enumerate() {
                    let before = &path[..at];
                    for alternatives in framework.statement(step).unwrap().requires.alternatives() {
                        assert!(
                            alternatives.iter().any(|other| before.contains(other)),
                            "{goal}: {step}"
                        );
                    }
                    assert!(!before.contains(step), "{goal}: {step} twice");
                }
            }
        }
    }
}
