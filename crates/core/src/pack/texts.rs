//! A trainer's text: French always, English if the pack has it.

use serde::{Deserialize, Serialize};

use crate::text::{Bilingual, Lang};

/// A text in French, and in English if the pack lists it among its languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    fr: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

impl Texts {
    /// The text in its languages.
    #[must_use]
    pub fn new(fr: String, en: Option<String>) -> Self {
        Self { fr, en }
    }

    /// The text in a language, in French if it isn't there in that one.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.fr,
        }
    }

    /// Both texts; the French one stands in for a missing English one.
    #[must_use]
    pub fn to_bilingual(&self) -> Bilingual {
        Bilingual::new(self.get(Lang::Fr), self.get(Lang::En))
    }
}
