//! What is wrong in a pack: where, and how to mend it.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use serde::Serialize;

use crate::text::{Bilingual, Lang};

/// One thing that is wrong in a file that a trainer wrote.
///
/// It is a [`Diagnostic`] in English; [`PackError::localised`] gives it in another language.
#[derive(Clone, Debug, Serialize)]
pub struct PackError {
    code: &'static str,
    file: String,
    line: Option<u32>,
    column: Option<u32>,
    message: Bilingual,
    remedy: Bilingual,
    #[serde(skip)]
    snippet: Option<Snippet>,
}

/// The text an error points into.
#[derive(Clone, Debug)]
struct Snippet {
    text: NamedText,
    span: Range<usize>,
}

/// A text with its file's name. Unlike miette's own, it counts columns in characters, not in bytes: French
/// texts have accents, and editors count characters.
#[derive(Clone, Debug)]
struct NamedText {
    file: String,
    text: Arc<str>,
}

impl SourceCode for NamedText {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, lines_before, lines_after)?;
        let before = &self.text[..contents.span().offset()];
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            contents.data(),
            *contents.span(),
            contents.line(),
            before[line..].chars().count(),
            contents.line_count(),
        )))
    }
}

impl PackError {
    /// An error about a file as a whole.
    pub(crate) fn of_file(
        code: &'static str,
        file: impl Into<String>,
        message: Bilingual,
        remedy: Bilingual,
    ) -> Self {
        Self {
            code,
            file: printable(file.into()),
            line: None,
            column: None,
            message: Bilingual::new(printable(message.fr), printable(message.en)),
            remedy: Bilingual::new(printable(remedy.fr), printable(remedy.en)),
            snippet: None,
        }
    }

    /// The same error, at a place in the file's text.
    pub(crate) fn at(self, text: &Arc<str>, span: Range<usize>, line: u32, column: u32) -> Self {
        Self {
            line: Some(line),
            column: Some(column),
            snippet: Some(Snippet {
                text: NamedText {
                    file: self.file.clone(),
                    text: Arc::clone(text),
                },
                span,
            }),
            ..self
        }
    }

    /// What kind of error it is, the same in every language: `pack::unknown_field`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The file's path in the pack.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1, if it is one line's fault.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.column
    }

    /// The line of the file that it points into.
    #[must_use]
    pub fn line_text(&self) -> Option<&str> {
        let snippet = self.snippet.as_ref()?;
        let index = usize::try_from(self.line?).ok()?.checked_sub(1)?;
        snippet.text.text.lines().nth(index)
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &Bilingual {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &Bilingual {
        &self.remedy
    }

    /// The same error as a diagnostic in a language.
    #[must_use]
    pub fn localised(&self, lang: Lang) -> LocalisedPackError<'_> {
        LocalisedPackError {
            error: self,
            lang,
            remedy: self.remedy.get(lang),
        }
    }
}

/// Text that a terminal only prints: what stands in a stranger's pack must not move the cursor.
fn printable(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    let escaped = text.chars().map(|c| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    });
    escaped.collect()
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.localised(Lang::En).fmt(f)
    }
}

impl std::error::Error for PackError {}

impl Diagnostic for PackError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.remedy.en))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet
            .as_ref()
            .map(|snippet| &snippet.text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.snippet.as_ref()?.span.clone();
        Some(Box::new(std::iter::once(LabeledSpan::underline(span))))
    }
}

/// A [`PackError`] in one language.
#[derive(Clone, Copy, Debug)]
pub struct LocalisedPackError<'a> {
    error: &'a PackError,
    lang: Lang,
    remedy: &'a str,
}

impl fmt::Display for LocalisedPackError<'_> {
    /// `exercise.toml:3:1: what is wrong`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.file)?;
        if let (Some(line), Some(column)) = (self.error.line, self.error.column) {
            write!(f, ":{line}:{column}")?;
        }
        let colon = match self.lang {
            Lang::Fr => " : ",
            Lang::En => ": ",
        };
        write!(f, "{colon}{}", self.error.message.get(self.lang))
    }
}

impl std::error::Error for LocalisedPackError<'_> {}

impl Diagnostic for LocalisedPackError<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Diagnostic::code(self.error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.remedy))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.error.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }
}

/// All that is wrong in a pack, by file and line; never empty.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct PackErrors(Vec<PackError>);

impl PackErrors {
    /// The errors, by file and line.
    pub fn iter(&self) -> std::slice::Iter<'_, PackError> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl IntoIterator for PackErrors {
    type Item = PackError;
    type IntoIter = std::vec::IntoIter<PackError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a PackErrors {
    type Item = &'a PackError;
    type IntoIter = std::slice::Iter<'a, PackError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for PackErrors {
    /// One error a line, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for PackErrors {}

impl Diagnostic for PackErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.0.iter().map(|error| error as &dyn Diagnostic)))
    }
}

/// What was found so far: reading goes on after an error, so that a trainer sees all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<PackError>);

impl Findings {
    /// How many are kept: nobody reads more, and a pack made to be wrong must not fill the memory.
    const MAX: usize = 500;

    /// One more.
    pub(crate) fn push(&mut self, error: PackError) {
        if !self.is_full() {
            self.0.push(error);
        }
    }

    /// Whether more would be in vain.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= Self::MAX
    }

    /// The value, if nothing was found.
    ///
    /// # Panics
    ///
    /// If there is neither a value nor a finding: whoever gives up a value says why.
    pub(crate) fn settle<T>(mut self, value: Option<T>) -> Result<T, PackErrors> {
        if self.0.is_empty() {
            #[expect(clippy::expect_used, reason = "a value is only given up with a finding")]
            return Ok(value.expect("a value without findings"));
        }
        self.0
            .sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        let mut seen = BTreeSet::new();
        self.0.retain(|error| {
            seen.insert((
                error.file.clone(),
                error.line,
                error.column,
                error.message.en.clone(),
            ))
        });
        Err(PackErrors(self.0))
    }
}
