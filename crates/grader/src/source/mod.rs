//! What a submission's bytes are as a program: text, out of a notebook where it is one, without what only a notebook
//! understands.

mod encoding;
mod foreign;
mod magic;
mod notebook;

use spyrales_core::grading::Unreadable;
use spyrales_core::pack::RuntimeKind;
use spyrales_core::submission::{MAX_SOURCE_BYTES, SourceTooLarge, check_size};
use spyrales_core::text::Bilingual;

/// A submission as text, and what was left out of it on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// Whole sentences.
    pub(crate) notes: Vec<Bilingual>,
}

/// Reads a submission. Where a line is left out, an empty statement stands in its place: the numbers of the other
/// lines stay.
pub(crate) fn read(bytes: &[u8], runtime: RuntimeKind) -> Result<Source, Unreadable> {
    // No door takes one any more; a submission that was stored before is graded as it was then.
    if let Err(SourceTooLarge { bytes: size }) = check_size(bytes) {
        if notebook::looks_like_one(&String::from_utf8_lossy(&bytes[..MAX_SOURCE_BYTES])) {
            return Err(notebook::too_large());
        }
        return Err(Unreadable::TooLarge {
            bytes: size as u64,
            limit: MAX_SOURCE_BYTES as u64,
        });
    }
    if let Some(what) = foreign::recognise(bytes) {
        return Err(Unreadable::NotCode { what });
    }
    let text = encoding::decode(bytes, runtime)?;
    let mut source = match notebook::cells(&text, runtime)? {
        Some(source) => source,
        None => Source {
            text,
            notes: Vec::new(),
        },
    };
    if runtime == RuntimeKind::Python {
        let (text, left_out) = magic::leave_out(&source.text);
        source.text = text;
        source.notes.extend(magic::note(&left_out));
    }
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(text: &str) -> Source {
        read(text.as_bytes(), RuntimeKind::Python).expect("a source")
    }

    #[test]
    fn a_program_is_left_as_it_is() {
        let text = "\u{feff}x = 1\r\ny = '''\n%time\n'''\n";
        let source = python(text);
        assert_eq!((source.text.as_str(), source.notes), (&text[3..], vec![]));
    }

    #[test]
    fn a_notebook_with_magics_is_a_program_and_both_are_told() {
        let source = python(
            r#"{"cells": [{"cell_type": "code", "source": ["%matplotlib inline\n", "x = 1"]}], "metadata": {}, "nbformat": 4}"#,
        );
        assert_eq!(source.text, "# Cellule 1\npass\nx = 1\n");
        assert_eq!(source.notes.len(), 2, "{:?}", source.notes);
    }
}
