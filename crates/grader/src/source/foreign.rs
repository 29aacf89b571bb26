//! Files of other kinds, told by how they begin.

use spyrales_core::text::Bilingual;

/// First bytes, and what a file that begins so is.
const SIGNATURES: [(&[u8], &str, &str); 10] = [
    (
        b"PK\x03\x04",
        "un fichier ZIP, comme en font Word (.docx), Excel ou LibreOffice",
        "a ZIP file, as Word (.docx), Excel or LibreOffice make them",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "un document d'un ancien Word ou Excel (.doc, .xls)",
        "a document of an old Word or Excel (.doc, .xls)",
    ),
    (b"%PDF-", "un fichier PDF", "a PDF file"),
    (
        b"{\\rtf",
        "un document de traitement de texte (RTF)",
        "a word processor's document (RTF)",
    ),
    (
        b"\x1f\x8b",
        "un fichier compressé (gzip, ou .rds et .RData de R)",
        "a compressed file (gzip, or .rds and .RData of R)",
    ),
    (b"\x89PNG", "une image (PNG)", "an image (PNG)"),
    (b"\xff\xd8\xff", "une image (JPEG)", "an image (JPEG)"),
    (
        b"SQLite format 3",
        "une base de données SQLite",
        "an SQLite database",
    ),
    (b"7z\xbc\xaf", "une archive 7z", "a 7z archive"),
    (b"Rar!", "une archive RAR", "a RAR archive"),
];

/// What is said of a file that can't be a program; nothing where it could.
pub(super) fn recognise(bytes: &[u8]) -> Option<Bilingual> {
    if let Some((_, fr, en)) = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Some(said(fr, en));
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Some(said(
            "une page web (HTML), comme en fait l'export d'un notebook",
            "a web page (HTML), as the export of a notebook makes it",
        ));
    }
    None
}

fn said(fr: &str, en: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "Le fichier envoyé n'est pas du code : c'est {fr}. Copiez votre code dans un fichier texte (.py ou .R), ou collez-le dans l'éditeur de cette page, et envoyez-le de nouveau."
        ),
        format!(
            "The file that was sent isn't code: it is {en}. Copy your code into a text file (.py or .R), or paste it into this page's editor, and send it again."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_code_is_named() {
        for (bytes, word) in [
            (&b"PK\x03\x04\x14\x00"[..], "Word"),
            (b"%PDF-1.7", "PDF"),
            ("\u{feff}<!DOCTYPE html>".as_bytes(), "HTML"),
        ] {
            let said = recognise(bytes).expect("recognised");
            assert!(said.fr.contains(word) && said.en.contains(word), "{said:?}");
        }
        assert_eq!(recognise(b"x = 1"), None);
        assert_eq!(recognise(b"{1: 2}"), None);
    }
}
