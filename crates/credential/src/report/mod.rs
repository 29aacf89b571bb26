//! The answer to "is this certificate genuine?": eleven separate answers, and what they come to.

mod reason;
mod step;

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

pub use reason::{NotChecked, Reason, Unknown};
pub use step::Step;

use crate::credential::Credential;
use crate::text::Line;

/// The version of the report's JSON form; see [`Report`].
pub const REPORT_VERSION: u32 = 1;

/// The answer to one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was checked and it is right.
    Passed,
    /// It was checked and it is wrong.
    Failed(Reason),
    /// It wasn't checked: nothing was given to check it with, or an earlier step decided.
    NotChecked(NotChecked),
    /// It should have been checked and couldn't be.
    Unknown(Unknown),
}

/// What the answers come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Genuine, in force, and from an issuer of the verifier's registry.
    Valid,
    /// At least one step failed; this is the first of them.
    Invalid(Step),
    /// Nothing failed, but a step that `Valid` needs has no answer; this is the first of them.
    Incomplete(Step),
}

/// Eleven answers on a certificate.
///
/// # JSON form, version 1
///
/// ```json
/// {"version":1, "outcome":"invalid", "decidedBy":"status",
///  "message":{"en":"…","fr":"…"},
///  "steps":[{"step":"document","answer":"passed"},
///           {"step":"status","answer":"failed","code":"revoked","message":{"en":"…","fr":"…"}},
///           {"step":"log","answer":"not_checked","code":"no_log_proof","message":{"en":"…","fr":"…"}}],
///  "issuerName":"Spyrales",
///  "credential":{"id":"https://…","name":"…","issuer":"did:web:…","achievement":"https://…","awardedDate":"…Z",
///                "validFrom":"…Z","validUntil":"…Z","score":"88.5"}}
/// ```
///
/// `steps` always holds the eleven, in order. `answer` is `passed`, `failed`, `not_checked` or `unknown`; all but the first
/// carry a `code`, which never changes its meaning, and a `message`, which may be reworded. `outcome` is `valid`, `invalid` or
/// `incomplete`, and `decidedBy` is null for `valid`. `issuerName` and `credential` are null unless the signatures are good:
/// nothing of a forged certificate is repeated. A reader must accept codes and members that it doesn't know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    answers: [Answer; Step::ALL.len()],
    credential: Option<Box<Credential>>,
    issuer_name: Option<Line>,
    fuel: u64,
}

impl Report {
    /// A report in which nothing was checked yet.
    pub(crate) fn unchecked() -> Self {
        Self {
            answers: Step::ALL.map(|step| Answer::NotChecked(NotChecked::Needs(step.stands_on()))),
            credential: None,
            issuer_name: None,
            fuel: 0,
        }
    }

    pub(crate) fn set(&mut self, step: Step, answer: Answer) {
        self.answers[step as usize] = answer;
    }

    /// Records a step's result, and goes on with what it found.
    pub(crate) fn record<T>(&mut self, step: Step, result: Result<T, Reason>) -> Option<T> {
        match result {
            Ok(found) => {
                self.set(step, Answer::Passed);
                Some(found)
            }
            Err(reason) => {
                self.set(step, Answer::Failed(reason));
                None
            }
        }
    }

    pub(crate) fn set_genuine(&mut self, credential: Credential, issuer_name: Option<Line>) {
        self.credential = Some(Box::new(credential));
        self.issuer_name = issuer_name;
    }

    /// The answer to a step.
    #[must_use]
    pub fn answer(&self, step: Step) -> &Answer {
        &self.answers[step as usize]
    }

    /// The eleven answers, in order.
    pub fn answers(&self) -> impl Iterator<Item = (Step, &Answer)> {
        Step::ALL.into_iter().zip(&self.answers)
    }

    /// What the answers come to.
    ///
    /// `Valid` needs steps 1 to 6 and the issuer's name passed, and the status passed unless the certificate has none.
    /// The log, the evidence and the recipient count only when they fail.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let failed = self
            .answers()
            .find(|(_, answer)| matches!(answer, Answer::Failed(_)));
        if let Some((step, _)) = failed {
            return Outcome::Invalid(step);
        }
        let missing = self.answers().find(|(step, answer)| match answer {
            Answer::Passed | Answer::NotChecked(NotChecked::NoStatus) => false,
            Answer::Failed(_) | Answer::NotChecked(_) | Answer::Unknown(_) => step.is_needed(),
        });
        missing.map_or(Outcome::Valid, |(step, _)| Outcome::Incomplete(step))
    }

    pub(crate) fn set_fuel(&mut self, fuel: u64) {
        self.fuel = fuel;
    }

    /// What the verification cost, of [`MAX_FUEL`](crate::MAX_FUEL).
    #[must_use]
    pub fn fuel(&self) -> u64 {
        self.fuel
    }

    /// The certificate, if its signatures are good (steps 1 to 5); it may still be expired or revoked.
    #[must_use]
    pub fn credential(&self) -> Option<&Credential> {
        self.credential.as_deref()
    }

    /// The issuer's name from the verifier's own registry, if the signatures are good.
    #[must_use]
    pub fn issuer_name(&self) -> Option<&Line> {
        self.issuer_name.as_ref()
    }
}

impl Answer {
    /// The word of the JSON form.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::NotChecked(_) => "not_checked",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The code and the message in English and French; `None` for `Passed`.
    #[must_use]
    pub fn explanation(&self) -> Option<(&'static str, String, String)> {
        match self {
            Self::Passed => None,
            Self::Failed(reason) => Some((reason.code(), reason.to_string(), reason.french())),
            Self::NotChecked(why) => Some((why.code(), why.to_string(), why.french())),
            Self::Unknown(why) => Some((why.code(), why.to_string(), why.french())),
        }
    }
}

/// `passed`, or the word and the reason in English.
impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(reason) => write!(f, "failed: {reason}"),
            Self::NotChecked(why) => write!(f, "not checked: {why}"),
            Self::Unknown(why) => write!(f, "unknown: {why}"),
        }
    }
}

impl Outcome {
    /// The word of the JSON form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid(_) => "invalid",
            Self::Incomplete(_) => "incomplete",
        }
    }

    /// The step that decided; `None` for `Valid`.
    #[must_use]
    pub fn decided_by(self) -> Option<Step> {
        match self {
            Self::Valid => None,
            Self::Invalid(step) | Self::Incomplete(step) => Some(step),
        }
    }

    /// A French sentence for pages.
    #[must_use]
    pub fn french(self) -> String {
        match self {
            Self::Valid => "Ce certificat est authentique et en cours de validité.".to_owned(),
            Self::Invalid(step) => format!("Ce certificat n'est pas valable (étape : {}).", step.french()),
            Self::Incomplete(step) => {
                format!(
                    "La vérification n'a pas pu être menée à son terme (étape : {}).",
                    step.french()
                )
            }
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Valid => f.write_str("This certificate is genuine and in force."),
            Self::Invalid(step) => write!(f, "This certificate is not valid (step: {step})."),
            Self::Incomplete(step) => write!(f, "The verification could not be completed (step: {step})."),
        }
    }
}

/// A text in both languages.
#[derive(Serialize)]
struct Message {
    en: String,
    fr: String,
}

/// The answers as the JSON array of the report.
struct Steps<'a>(&'a Report);

impl Serialize for Steps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Entry {
            step: &'static str,
            answer: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            code: Option<&'static str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            message: Option<Message>,
        }
        let mut steps = serializer.serialize_seq(Some(Step::ALL.len()))?;
        for (step, answer) in self.0.answers() {
            let (code, message) = answer
                .explanation()
                .map(|(code, en, fr)| (code, Message { en, fr }))
                .unzip();
            steps.serialize_element(&Entry {
                step: step.as_str(),
                answer: answer.as_str(),
                code,
                message,
            })?;
        }
        steps.end()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.outcome();
        let credential = self.credential().map(|credential| {
            serde_json::json!({
                "id": credential.id(),
                "name": credential.name(),
                "issuer": credential.issuer(),
                "achievement": credential.achievement().id(),
                "awardedDate": credential.awarded(),
                "validFrom": credential.valid_from(),
                "validUntil": credential.valid_until(),
                "score": credential.score(),
            })
        });
        let mut report = serializer.serialize_map(Some(7))?;
        report.serialize_entry("version", &REPORT_VERSION)?;
        report.serialize_entry("outcome", outcome.as_str())?;
        report.serialize_entry("decidedBy", &outcome.decided_by().map(Step::as_str))?;
        report.serialize_entry(
            "message",
            &Message {
                en: outcome.to_string(),
                fr: outcome.french(),
            },
        )?;
        report.serialize_entry("steps", &Steps(self))?;
        report.serialize_entry("issuerName", &self.issuer_name)?;
        report.serialize_entry("credential", &credential)?;
        report.end()
    }
}
