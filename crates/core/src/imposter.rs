//! Answers that know without having learnt: none of them may solve an exercise.
//!
//! Whoever has seen the visible checks, or the hidden ones once, can write down what they want to hear. An exercise that such
//! an answer solves certifies a memory. The imposters are made and graded in `spyrales-grader`; the rule is here.

use serde::{Deserialize, Serialize};

use crate::grading::Points;
use crate::text::Bilingual;

/// A way of answering without doing what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Imposter {
    /// Constants read from the messages of visible checks: "it should be …".
    Constants,
    /// A table of the reference's answers, recorded in one attempt and replayed in another.
    Table,
    /// A table for the visible checks, and an empty value of the same kind for whatever else is asked.
    Examination,
}

impl Imposter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Constants, Self::Table, Self::Examination];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> Bilingual {
        match self {
            Self::Constants => Bilingual::new("constantes", "constants"),
            Self::Table => Bilingual::new("table", "table"),
            Self::Examination => Bilingual::new("examen", "examination"),
        }
    }

    fn description(self) -> Bilingual {
        match self {
            Self::Constants => Bilingual::new(
                "des constantes recopiées des messages des contrôles visibles",
                "constants copied from the messages of the visible checks",
            ),
            Self::Table => Bilingual::new(
                "une table des réponses notées lors d'un autre essai",
                "a table of the answers that were noted in another attempt",
            ),
            Self::Examination => Bilingual::new(
                "une table pour les contrôles visibles, et une valeur vide pour tout le reste",
                "a table for the visible checks, and an empty value for all the rest",
            ),
        }
    }
}

/// What an imposter's answer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// Which imposter.
    pub imposter: Imposter,
    /// What it earned.
    pub earned: Points,
    /// What could be earned.
    pub possible: Points,
    /// Whether the exercise counts as solved.
    pub solved: bool,
}

/// What an exercise's hidden part is worth against imposters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImposterTrial {
    /// A hidden seed under which the reference solution fails, where one was met: an attempt may draw it.
    pub failed_at: Option<u64>,
    /// Whether hidden checks ask other questions under another seed.
    pub varied: bool,
    /// Each imposter.
    pub tried: Vec<Tried>,
}

impl ImposterTrial {
    /// What the exercise's author has to mend.
    #[must_use]
    pub fn faults(&self) -> Vec<Bilingual> {
        let unsteady = self.failed_at.map(|seed| {
            Bilingual::new(
                format!(
                    "la solution de référence échoue quand les données cachées sont tirées avec « --hidden-seed {seed} », ce qui peut arriver à tout essai : « spyrales grade » avec cette graine dit pourquoi"
                ),
                format!(
                    "the reference solution fails when hidden data are drawn with \"--hidden-seed {seed}\", which may happen in any attempt: \"spyrales grade\" with this seed says why"
                ),
            )
        });
        let fixed = (!self.varied).then(|| {
            Bilingual::new(
                "les contrôles cachés posent les mêmes questions à chaque essai : tirez leurs données de « sub.seed » (en R, « sub$seed », ou un tirage dans le contrôle même) dans un contrôle « hidden », et non dans le code qui est hors des contrôles",
                "hidden checks ask the same questions in every attempt: draw their data from \"sub.seed\" (in R \"sub$seed\", or a draw within the check itself) in a check that is \"hidden\", and not in code outside of the checks",
            )
        });
        let solved = self.tried.iter().filter(|tried| tried.solved).map(|tried| {
            let who = tried.imposter.description();
            Bilingual::new(
                format!(
                    "{} réussit l'exercice sans rien savoir faire : ajoutez un contrôle caché dont les données, et la réponse, changent avec « sub.seed »",
                    who.fr
                ),
                format!(
                    "{} solves the exercise without any skill: add a hidden check whose data, and answer, change with \"sub.seed\"",
                    who.en
                ),
            )
        });
        unsteady.into_iter().chain(fixed).chain(solved).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(varied: bool, solved: Option<Imposter>) -> ImposterTrial {
        let tried = Imposter::ALL.map(|imposter| Tried {
            imposter,
            earned: Points::whole(3),
            possible: Points::whole(4),
            solved: solved == Some(imposter),
        });
        ImposterTrial {
            failed_at: None,
            varied,
            tried: tried.to_vec(),
        }
    }

    #[test]
    fn points_without_solving_are_no_fault_and_a_fixed_or_a_solved_exercise_is() {
        assert!(trial(true, None).faults().is_empty());
        assert_eq!(trial(false, None).faults().len(), 1);
        let unsteady = ImposterTrial {
            failed_at: Some(3),
            ..trial(true, None)
        };
        assert!(unsteady.faults()[0].en.contains("--hidden-seed 3"));
        for imposter in Imposter::ALL {
            let [fault] = trial(true, Some(imposter)).faults().try_into().unwrap();
            assert!(fault.en.contains(&imposter.description().en), "{}", fault.en);
        }
    }
}
