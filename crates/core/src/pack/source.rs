//! A text file of a pack, and how errors point into it.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use crate::pack::error::{Findings, PackError};
use crate::text::Bilingual;

/// A text file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    file: String,
    text: Arc<str>,
    /// Where each line begins, in bytes.
    lines: Arc<[usize]>,
}

impl Source {
    /// How large a text may be: 256 KiB. It is for people to read.
    pub(crate) const MAX_BYTES: usize = 256 << 10;

    /// A text that is at hand.
    pub(crate) fn new(file: impl Into<String>, text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            file: file.into(),
            text: Arc::from(text),
            lines: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// A file's bytes as a text, without the byte order mark that some editors put first.
    pub(crate) fn decode(file: &str, bytes: &[u8], findings: &mut Findings) -> Option<Self> {
        if bytes.len() > Self::MAX_BYTES {
            findings.push(too_large(file, bytes.len()));
            return None;
        }
        let (bytes, skipped) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (rest, 3),
            None => (bytes, 0),
        };
        let remedy = || {
            Bilingual::new(
                "enregistrez le fichier en UTF-8 ; il ne doit contenir que du texte",
                "save the file as UTF-8; it must hold text only",
            )
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                if let Some((offset, c)) = control(text) {
                    let line = text[..offset].matches('\n').count() + 1;
                    let code = u32::from(c);
                    // Without a snippet: it would put the character on the terminal.
                    findings.push(PackError::of_file(
                        "pack::not_text",
                        file,
                        Bilingual::new(
                            format!("la ligne {line} contient un caractère de contrôle (U+{code:04X})"),
                            format!("line {line} contains a control character (U+{code:04X})"),
                        ),
                        remedy(),
                    ));
                    return None;
                }
                Some(Self::new(file, text))
            }
            Err(error) => {
                let offset = error.valid_up_to() + skipped;
                findings.push(PackError::of_file(
                    "pack::not_text",
                    file,
                    Bilingual::new(
                        format!("l'octet {offset} n'est pas de l'UTF-8"),
                        format!("byte {offset} isn't UTF-8"),
                    ),
                    remedy(),
                ));
                None
            }
        }
    }

    /// The file's path in the pack.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text, wholly.
    pub(crate) fn into_text(self) -> String {
        self.text.as_ref().to_owned()
    }

    /// An error about a part of it.
    pub(crate) fn error(
        &self,
        code: &'static str,
        span: Range<usize>,
        message: Bilingual,
        remedy: Bilingual,
    ) -> PackError {
        let floor = |at: usize| self.text.floor_char_boundary(at);
        let span = floor(span.start)..floor(span.end.max(span.start));
        let line = self.lines.partition_point(|start| *start <= span.start);
        // Unwrap safety: the first line begins at 0, so that at least one begins at or before any place.
        let start = self.lines[line - 1];
        let column = self.text[start..span.start].chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        PackError::of_file(code, &self.file, message, remedy).at(
            &self.text,
            span,
            number(line),
            number(column),
        )
    }

    /// The text as TOML. Text that isn't TOML is reported, and nothing is made of the rest.
    pub(crate) fn toml(&self, findings: &mut Findings) -> Option<Spanned<DeTable<'_>>> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        for error in &errors {
            if findings.is_full() {
                break;
            }
            let what = error.message();
            findings.push(self.error(
                "pack::toml",
                error.span().unwrap_or(0..0),
                Bilingual::new(
                    format!("ce n'est pas du TOML valide : {what}"),
                    format!("not valid TOML: {what}"),
                ),
                Bilingual::new(
                    "corrigez la syntaxe à cet endroit ; les textes sont entre guillemets, les listes entre crochets",
                    "mend the syntax here; texts stand in double quotes, lists in square brackets",
                ),
            ));
        }
        errors.is_empty().then_some(table)
    }
}

/// The first character that has no place in a text: a control other than tabs, form feeds and ends of lines.
fn control(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|&(at, c)| match c {
        '\n' | '\t' | '\x0c' => false,
        '\r' => !text[at + 1..].starts_with('\n'),
        c => c.is_control(),
    })
}

fn too_large(file: &str, bytes: usize) -> PackError {
    let most = Source::MAX_BYTES >> 10;
    PackError::of_file(
        "pack::text_too_large",
        file,
        Bilingual::new(
            format!("ce texte pèse {bytes} octets ; {most} Kio au plus sont acceptés"),
            format!("this text has {bytes} bytes; at most {most} KiB are accepted"),
        ),
        Bilingual::new(
            "gardez l'essentiel ; les données vont dans data/ ou hidden/",
            "keep what matters; data belong in data/ or hidden/",
        ),
    )
}
