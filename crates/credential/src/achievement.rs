//! What a certificate is awarded for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::literal::{fixed_list, fixed_string, string_form};
use crate::percent::Percent;
use crate::text::{Line, Paragraph};
use crate::urn::UuidUrn;
use crate::web::Url;

fixed_list! {
    /// The class of an achievement.
    AchievementType = ["Achievement"]
}
fixed_string! {
    /// The kind of achievement, from the vocabulary of Open Badges 3.0.
    CertificateKind = "Certificate"
}
fixed_list! {
    /// The class of an alignment.
    AlignmentType = ["Alignment"]
}
fixed_list! {
    /// The class of a result description.
    ResultDescriptionType = ["ResultDescription"]
}
fixed_string! {
    /// The kind of result.
    PercentKind = "Percent"
}
fixed_string! {
    /// The least value of a result.
    LeastPercent = "0"
}
fixed_string! {
    /// The greatest value of a result.
    GreatestPercent = "100"
}

/// The most tags and the most alignments an achievement may have, so that canonicalisation stays cheap.
pub const MAX_ITEMS: usize = 32;

/// One version of an achievement; a published version never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Achievement {
    pub(crate) id: Url,
    pub(crate) r#type: AchievementType,
    pub(crate) achievement_type: CertificateKind,
    pub(crate) name: Line,
    pub(crate) description: Paragraph,
    pub(crate) in_language: Language,
    pub(crate) version: Version,
    pub(crate) criteria: Criteria,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tag: Vec<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) alignment: Vec<Alignment>,
    pub(crate) result_description: [ResultDescription; 1],
}

/// How an achievement is earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Criteria {
    pub(crate) id: Url,
    pub(crate) narrative: Paragraph,
}

/// A skill or occupation of a public framework that an achievement stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Alignment {
    r#type: AlignmentType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target_code: Option<Line>,
    target_name: Line,
    target_framework: Line,
    target_type: TargetType,
    target_url: Url,
}

/// The score that a result is measured on, and the one that was required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ResultDescription {
    pub(crate) id: UuidUrn,
    pub(crate) r#type: ResultDescriptionType,
    pub(crate) name: Line,
    pub(crate) result_type: PercentKind,
    pub(crate) value_min: LeastPercent,
    pub(crate) value_max: GreatestPercent,
    pub(crate) required_value: Percent,
}

/// The language of a certificate's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// The kind of thing an alignment points to: `ext:` and a name (`ext:ROME`, `ext:ESCOSkill`), or `CTDL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetType(String);

/// The text isn't a target type.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("an alignment's type is `CTDL`, or `ext:` and 1 to 32 ASCII letters and digits")]
pub struct TargetTypeError;

/// An achievement's version: a whole number from 1, written as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u32);

/// The text or the number isn't a version.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a version is a whole number from 1, without a leading zero")]
pub struct VersionError;

impl Achievement {
    /// The address of this version.
    #[must_use]
    pub fn id(&self) -> &Url {
        &self.id
    }

    /// The name of the achievement.
    #[must_use]
    pub fn name(&self) -> &Line {
        &self.name
    }

    /// What the achievement is.
    #[must_use]
    pub fn description(&self) -> &Paragraph {
        &self.description
    }

    /// The language of the texts.
    #[must_use]
    pub fn language(&self) -> Language {
        self.in_language
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// How the achievement is earned.
    #[must_use]
    pub fn criteria(&self) -> &Paragraph {
        &self.criteria.narrative
    }

    /// Keywords.
    #[must_use]
    pub fn tags(&self) -> &[Line] {
        &self.tag
    }

    /// Skills and occupations of public frameworks.
    #[must_use]
    pub fn alignments(&self) -> &[Alignment] {
        &self.alignment
    }

    /// The score that was required.
    #[must_use]
    pub fn required_score(&self) -> Percent {
        self.result_description[0].required_value
    }
}

impl Alignment {
    /// An alignment with the framework's name, its entry's name, code and address.
    #[must_use]
    pub fn new(framework: Line, name: Line, code: Option<Line>, kind: TargetType, url: Url) -> Self {
        Self {
            r#type: AlignmentType,
            target_code: code,
            target_name: name,
            target_framework: framework,
            target_type: kind,
            target_url: url,
        }
    }

    /// The framework, such as `ROME 4.0`.
    #[must_use]
    pub fn framework(&self) -> &Line {
        &self.target_framework
    }

    /// The entry's name.
    #[must_use]
    pub fn name(&self) -> &Line {
        &self.target_name
    }

    /// The entry's code in the framework.
    #[must_use]
    pub fn code(&self) -> Option<&Line> {
        self.target_code.as_ref()
    }

    /// The entry's address.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.target_url
    }
}

impl FromStr for TargetType {
    type Err = TargetTypeError;

    fn from_str(text: &str) -> Result<Self, TargetTypeError> {
        let extension = text.strip_prefix("ext:").is_some_and(|name| {
            (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if extension || text == "CTDL" {
            Ok(Self(text.to_owned()))
        } else {
            Err(TargetTypeError)
        }
    }
}

impl fmt::Display for TargetType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Version {
    /// A version from its number.
    pub fn new(number: u32) -> Result<Self, VersionError> {
        if number == 0 {
            Err(VersionError)
        } else {
            Ok(Self(number))
        }
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let version = Self::new(text.parse().map_err(|_| VersionError)?)?;
        if version.to_string() == text {
            Ok(version)
        } else {
            Err(VersionError)
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

string_form!(TargetType);
string_form!(Version);
