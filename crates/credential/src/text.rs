//! Text that people read, free of what a page or a terminal could take for something else.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::literal::string_form;

/// Text of 1 to `MAX` characters; `LINES` says whether it may have line breaks.
///
/// Markup and character references are refused rather than escaped, for a certificate is shown by pages
/// that aren't ours (one public loader decodes `&…;` in what it fetches, and so breaks the signature).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MAX: usize, const LINES: bool>(String);

/// A name or a title: one line of at most 256 characters.
pub type Line = Text<256, false>;

/// A description or a narrative: at most 8,192 characters, line breaks allowed.
pub type Paragraph = Text<8192, true>;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field takes.
    #[error("the text is longer than {max} characters")]
    TooLong {
        /// The most characters the field takes.
        max: usize,
    },
    /// A control character, or a line break in a one-line text.
    #[error("the text has a control character or a line break")]
    Control,
    /// A character that reorders or hides text (bidirectional overrides, zero-width characters).
    #[error("the text has an invisible or reordering character")]
    Invisible,
    /// `<` before a letter, `/`, `!` or `?`.
    #[error("the text has HTML or XML markup (hint: write a space after `<`)")]
    Markup,
    /// A character reference such as `&amp;`.
    #[error("the text has a character reference such as `&amp;` (hint: write the character itself)")]
    CharacterReference,
}

impl<const MAX: usize, const LINES: bool> Text<MAX, LINES> {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize, const LINES: bool> FromStr for Text<MAX, LINES> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().count() > MAX {
            return Err(TextError::TooLong { max: MAX });
        }
        if text.chars().any(|c| c.is_control() && !(LINES && c == '\n')) {
            return Err(TextError::Control);
        }
        if text.chars().any(is_invisible) {
            return Err(TextError::Invisible);
        }
        if has_markup(text) {
            return Err(TextError::Markup);
        }
        if has_character_reference(text) {
            return Err(TextError::CharacterReference);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether the character hides or reorders its neighbours (Unicode UAX #9 controls, zero-width, tags), or is none:
/// implementations of N-Quads don't agree on how U+FFFE and U+FFFF are written, so that others would refuse the signature.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

fn has_markup(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || b"/!?".contains(&pair[1])))
}

fn has_character_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|after| {
        let name_len = after
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
            .count();
        name_len > 0 && after.as_bytes().get(name_len) == Some(&b';')
    })
}

impl<const MAX: usize, const LINES: bool> fmt::Display for Text<MAX, LINES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

string_form!(for<const MAX: usize, const LINES: bool> Text<MAX, LINES>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_french_text_passes() {
        for text in [
            "Certificat « Analyse de données » — niveau 2",
            "R&D",
            "si a < b & c",
            "x <3",
            "&;",
        ] {
            assert_eq!(text.parse::<Line>().map(|t| t.to_string()), Ok(text.to_owned()));
        }
        assert!("deux\nlignes".parse::<Paragraph>().is_ok());
    }

    #[test]
    fn what_a_page_could_misread_is_refused() {
        let cases = [
            (" ", TextError::Empty),
            ("deux\nlignes", TextError::Control),
            ("\u{0}", TextError::Control),
            ("nom\u{202e}mon", TextError::Invisible),
            ("a\u{200b}b", TextError::Invisible),
            ("a\u{fffe}", TextError::Invisible),
            ("<svg onload=x>", TextError::Markup),
            ("</b>", TextError::Markup),
            ("<!-- -->", TextError::Markup),
            ("Tom &amp; Ana", TextError::CharacterReference),
            ("a&#60;b", TextError::CharacterReference),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Line>(), Err(error), "{text:?}");
        }
        assert_eq!(
            "é".repeat(257).parse::<Line>(),
            Err(TextError::TooLong { max: 256 })
        );
        assert!("é".repeat(256).parse::<Line>().is_ok());
    }
}
