//! How a submission fared as a whole.

use serde::{Deserialize, Serialize};

use super::limits::{GradingLimits, operations};

use crate::text::Bilingual;

/// Why a submission can't be read as a program at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why", deny_unknown_fields)]
pub enum Unreadable {
    /// Not UTF-8.
    NotUtf8 {
        /// Bytes before the first one that isn't UTF-8.
        offset: u64,
        /// The encoding that it seems to be in, by the name that editors have for it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        likely: Option<String>,
    },
    /// A file of another kind: its first bytes, or its form, say so.
    NotCode {
        /// What it is.
        what: Bilingual,
    },
    /// More than a submission may hold.
    TooLarge {
        /// What it holds, in bytes.
        bytes: u64,
        /// What it may hold, in bytes.
        limit: u64,
    },
}

/// How a submission fared as a whole. Every one of these ends a grading: a learner's failing program is a
/// verdict, never an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Verdict {
    /// It was loaded, and the checks have spoken.
    Graded,
    /// It isn't a program of its language.
    SyntaxError {
        /// What the interpreter says.
        message: String,
        /// Line, from 1.
        line: Option<u32>,
        /// Column, from 1.
        column: Option<u32>,
        /// The line itself.
        text: Option<String>,
        /// What it means and what to do, in whole sentences.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        help: Option<Bilingual>,
    },
    /// It raised an exception while it was loaded.
    Raised {
        /// The exception's class.
        exception: String,
        /// What it says.
        message: String,
        /// Line of the submission, from 1.
        line: Option<u32>,
        /// The line itself.
        text: Option<String>,
        /// What it means and what to do, in whole sentences.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        help: Option<Bilingual>,
    },
    /// It ended the program while it was loaded.
    Exited {
        /// With this code.
        code: i32,
    },
    /// It used up its fuel while it was loaded.
    OutOfFuel,
    /// It used up its memory while it was loaded.
    OutOfMemory,
    /// It used up its stack while it was loaded.
    StackExhausted,
    /// It broke its interpreter while it was loaded.
    Stopped {
        /// How.
        why: String,
    },
    /// It isn't a text that could be a program.
    Unreadable(Unreadable),
}

impl Verdict {
    /// The line of the submission that it is about, from 1, and its text.
    #[must_use]
    pub fn line(&self) -> Option<(u32, &str)> {
        match self {
            Self::SyntaxError { line, text, .. } | Self::Raised { line, text, .. } => {
                Some(((*line)?, text.as_deref().unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// What happened under these limits and what to do next; `None` when the checks say it all.
    #[must_use]
    pub fn explanation(&self, limits: &GradingLimits) -> Option<Bilingual> {
        let at = |line: &Option<u32>| match line {
            Some(line) => Bilingual::new(format!(" à la ligne {line}"), format!(" on line {line}")),
            None => Bilingual::default(),
        };
        Some(match self {
            Self::Graded => return None,
            Self::SyntaxError {
                message, line, help, ..
            } => {
                let at = at(line);
                let said = Said::new(help.as_ref(), message);
                Bilingual::new(
                    format!(
                        "Votre code contient une erreur de syntaxe{}{} Aucun contrôle n'a été lancé : corrigez, puis vérifiez de nouveau.{}",
                        at.fr, said.first.fr, said.original.fr
                    ),
                    format!(
                        "Your code has a syntax error{}{} No check was run: mend it, then check again.{}",
                        at.en, said.first.en, said.original.en
                    ),
                )
            }
            Self::Raised {
                exception,
                message,
                line,
                help,
                ..
            } => {
                let at = at(line);
                let original = if message.is_empty() {
                    exception.clone()
                } else {
                    format!("{exception}: {message}")
                };
                let said = Said::new(help.as_ref(), &original);
                Bilingual::new(
                    format!(
                        "Votre code s'est arrêté{} avant la fin de son chargement{} Aucun contrôle n'a été lancé : corrigez, puis vérifiez de nouveau.{}",
                        at.fr, said.first.fr, said.original.fr
                    ),
                    format!(
                        "Your code stopped{} before it was fully loaded{} No check was run: mend it, then check again.{}",
                        at.en, said.first.en, said.original.en
                    ),
                )
            }
            Self::Exited { code } => Bilingual::new(
                format!(
                    "Votre code a mis fin au programme (code {code}) avant d'avoir défini ce qui est demandé. Retirez l'appel à exit ou quit, ou placez-le après vos définitions."
                ),
                format!(
                    "Your code ended the program (code {code}) before it had defined what is asked for. Remove the call to exit or quit, or put it after your definitions."
                ),
            ),
            Self::OutOfFuel => {
                let granted = operations(limits.fuel);
                Bilingual::new(
                    format!(
                        "Votre code calcule trop longtemps : les {} accordées sont épuisées. Y a-t-il une boucle sans fin, dont la condition ne change jamais ? Sinon, ce qui coûte autant : une boucle ligne par ligne sur un grand tableau (`iterrows`, `apply(axis=1)`, `rbind` dans un `for`), ou un modèle ajusté des centaines de fois.",
                        granted.fr
                    ),
                    format!(
                        "Your code computes for too long: the {} that it is granted are used up. Is there an endless loop, whose condition never changes? If not, what costs as much: a loop over the rows of a large table (`iterrows`, `apply(axis=1)`, `rbind` in a `for`), or a model fitted hundreds of times.",
                        granted.en
                    ),
                )
            }
            Self::OutOfMemory => {
                let granted = limits.memory_mib;
                Bilingual::new(
                    format!(
                        "Votre code demande plus de mémoire que les {granted} Mio accordés. Travaillez sur des objets plus petits : moins de copies d'un grand tableau, ou un calcul par morceaux."
                    ),
                    format!(
                        "Your code asks for more memory than the {granted} MiB that it is granted. Work on smaller objects: fewer copies of a large table, or a computation piece by piece."
                    ),
                )
            }
            Self::StackExhausted => Bilingual::new(
                "Votre code empile trop d'appels : une fonction s'appelle-t-elle elle-même sans fin ?",
                "Your code nests too many calls: does a function call itself without end?",
            ),
            Self::Stopped { why } => Bilingual::new(
                format!(
                    "Votre code a interrompu brutalement l'interpréteur ({why}). Rien n'a pu être vérifié ; retirez ce qui l'arrête."
                ),
                format!(
                    "Your code brought the interpreter to a sudden end ({why}). Nothing could be checked; remove what ends it."
                ),
            ),
            Self::Unreadable(Unreadable::NotUtf8 { offset, likely }) => {
                let seems = likely.as_ref().map_or_else(Bilingual::default, |name| {
                    Bilingual::new(
                        format!(" Il semble enregistré en {name}."),
                        format!(" It seems to be saved in {name}."),
                    )
                });
                Bilingual::new(
                    format!(
                        "Votre fichier n'est pas un texte en UTF-8 : l'octet {offset} n'y a pas sa place.{} Enregistrez-le en UTF-8 et envoyez-le de nouveau.",
                        seems.fr
                    ),
                    format!(
                        "Your file isn't UTF-8 text: byte {offset} doesn't belong there.{} Save it as UTF-8 and send it again.",
                        seems.en
                    ),
                )
            }
            Self::Unreadable(Unreadable::NotCode { what }) => what.clone(),
            Self::Unreadable(Unreadable::TooLarge { bytes, limit }) => Bilingual::new(
                format!(
                    "Votre fichier pèse {bytes} octets ; {limit} au plus sont acceptés. N'envoyez que votre code, sans données."
                ),
                format!(
                    "Your file has {bytes} bytes; at most {limit} are accepted. Send your code only, without data."
                ),
            ),
        })
    }
}

/// What is said of an error after where it happened: what it means, where somebody has found that out, and the
/// interpreter's own words at the end.
struct Said {
    first: Bilingual,
    original: Bilingual,
}

impl Said {
    fn new(help: Option<&Bilingual>, original: &str) -> Self {
        match help {
            Some(help) => Self {
                first: Bilingual::new(format!(". {}", help.fr), format!(". {}", help.en)),
                original: Bilingual::new(
                    format!("\nMessage d'origine : {original}"),
                    format!("\nOriginal message: {original}"),
                ),
            },
            None => {
                let stop = if original.ends_with(['.', '!', '?', '…']) {
                    ""
                } else {
                    "."
                };
                Self {
                    first: Bilingual::new(format!(" : {original}{stop}"), format!(": {original}{stop}")),
                    original: Bilingual::default(),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(help: Option<Bilingual>) -> Bilingual {
        let verdict = Verdict::Raised {
            exception: "NameError".to_owned(),
            message: "name 'x' is not defined".to_owned(),
            line: Some(3),
            text: None,
            help,
        };
        verdict
            .explanation(&GradingLimits::default())
            .expect("an explanation")
    }

    #[test]
    fn the_interpreters_words_come_after_the_remedy_and_alone_without_one() {
        let help = Bilingual::new("`x` n'est défini nulle part.", "`x` is defined nowhere.");
        assert_eq!(
            raised(Some(help)).fr,
            "Votre code s'est arrêté à la ligne 3 avant la fin de son chargement. `x` n'est défini nulle part. Aucun contrôle n'a été lancé : corrigez, puis vérifiez de nouveau.\nMessage d'origine : NameError: name 'x' is not defined"
        );
        assert_eq!(
            raised(None).en,
            "Your code stopped on line 3 before it was fully loaded: NameError: name 'x' is not defined. No check was run: mend it, then check again."
        );
    }
}
