//! Bytes as text: UTF-8, or what a Python file says of itself (PEP 263).

use spyrales_core::grading::Unreadable;
use spyrales_core::pack::RuntimeKind;
use spyrales_core::text::Bilingual;

/// What bytes 0x80 to 0x9F are in Windows-1252; the five that it leaves undefined stay control characters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];
/// Where ISO 8859-15 differs from ISO 8859-1.
const LATIN_9: [(u8, char); 8] = [
    (0xa4, '€'),
    (0xa6, 'Š'),
    (0xa8, 'š'),
    (0xb4, 'Ž'),
    (0xb8, 'ž'),
    (0xbc, 'Œ'),
    (0xbd, 'œ'),
    (0xbe, 'Ÿ'),
];
/// The bytes of `éèàçêîôûùâ` in the encodings that French texts are still found in.
const FRENCH: [(&str, &[u8; 10]); 3] = [
    (
        "Windows-1252 (« ANSI », Latin-1)",
        b"\xe9\xe8\xe0\xe7\xea\xee\xf4\xfb\xf9\xe2",
    ),
    ("Mac Roman", b"\x8e\x8f\x88\x8d\x90\x94\x99\x9e\x9d\x89"),
    ("CP850 (DOS)", b"\x82\x8a\x85\x87\x88\x8c\x93\x96\x97\x83"),
];

/// The text, without a byte order mark.
pub(super) fn decode(bytes: &[u8], runtime: RuntimeKind) -> Result<String, Unreadable> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err(zeros(bytes)),
        // What an editor or a page sends as UTF-8 is UTF-8, whatever a line copied along with it says.
        Ok(text) => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(error) => error,
    };
    let likely = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        Some("UTF-16 (« Unicode »)".to_owned())
    } else {
        // A cookie that says UTF-8 is wrong: the bytes tell more.
        match declared(bytes).filter(|name| runtime == RuntimeKind::Python && !name.starts_with("utf")) {
            Some(name) => match known(&name, bytes) {
                Some(text) => return Ok(text),
                None => Some(name),
            },
            None => guessed(bytes).map(str::to_owned),
        }
    };
    Err(Unreadable::NotUtf8 {
        offset: error.valid_up_to() as u64,
        likely,
    })
}

/// A text with zero bytes: every other one in UTF-16, else no text at all.
fn zeros(bytes: &[u8]) -> Unreadable {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    if zeros * 3 > bytes.len() {
        let offset = bytes.iter().position(|byte| *byte == 0).unwrap_or_default() as u64;
        let likely = Some("UTF-16 (« Unicode »)".to_owned());
        return Unreadable::NotUtf8 { offset, likely };
    }
    Unreadable::NotCode {
        what: Bilingual::new(
            "Le fichier envoyé n'est pas un texte : il contient des octets nuls. Copiez votre code dans un nouveau fichier texte et envoyez-le de nouveau.",
            "The file that was sent isn't text: it holds zero bytes. Copy your code into a new text file and send it again.",
        ),
    }
}

/// The encoding that one of the first two lines declares, as CPython reads it.
fn declared(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| *byte == b'\n').take(2) {
        let line = line.trim_ascii();
        let comment = line.strip_prefix(b"#");
        if let Some(name) = comment.and_then(coding) {
            return Some(name);
        }
        // Only an empty line or a comment may come before it.
        if comment.is_none() && !line.is_empty() {
            return None;
        }
    }
    None
}

/// What stands after `coding:` or `coding=` in a comment.
fn coding(comment: &[u8]) -> Option<String> {
    let word = b"coding";
    let at = comment.windows(word.len()).position(|window| window == word)? + word.len();
    let rest = comment.get(at..)?;
    let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"="))?;
    let name = rest.trim_ascii_start().iter();
    let name: String = name
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The text in one of the encodings of one byte that France has used.
fn known(name: &str, bytes: &[u8]) -> Option<String> {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let of = |byte: u8| match name.as_str() {
        "latin1" | "iso88591" | "l1" | "latin" | "88591" | "iso885911987" => Some(char::from(byte)),
        "latin9" | "iso885915" | "l9" => {
            let differs = LATIN_9.iter().find(|(at, _)| *at == byte);
            Some(differs.map_or(char::from(byte), |(_, character)| *character))
        }
        "cp1252" | "windows1252" | "1252" => Some(match byte {
            0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
            _ => char::from(byte),
        }),
        _ => None,
    };
    bytes.iter().map(|byte| of(*byte)).collect()
}

/// The encoding in which most of the bytes beyond ASCII are letters of French.
fn guessed(bytes: &[u8]) -> Option<&'static str> {
    let count = |letters: &[u8; 10]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    let (name, letters) = FRENCH
        .into_iter()
        .rev()
        .max_by_key(|(_, letters)| count(letters))?;
    (count(letters) > 0).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(bytes: &[u8]) -> Result<String, Unreadable> {
        decode(bytes, RuntimeKind::Python)
    }

    fn likely(bytes: &[u8]) -> Option<String> {
        match python(bytes) {
            Err(Unreadable::NotUtf8 { likely, .. }) => likely,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_coding_cookie_is_honoured_in_the_first_two_lines() {
        for (source, text) in [
            (&b"# -*- coding: latin-1 -*-\nx = '\xe9'"[..], "'é'"),
            (
                b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'",
                "'€'",
            ),
            (b"\n# coding=ISO-8859-15\nx = '\xa4'", "'€'"),
        ] {
            let read = python(source).expect("a text");
            assert!(read.ends_with(text), "{read}");
        }
        assert_eq!(
            likely(b"x = 1\n# coding: latin-1\ny = '\xe9'").as_deref(),
            Some(FRENCH[0].0)
        );
        let r = decode(b"# coding: latin-1\nx <- '\xe9'", RuntimeKind::R);
        assert!(matches!(r, Err(Unreadable::NotUtf8 { .. })), "{r:?}");
    }

    #[test]
    fn utf_8_is_utf_8_whatever_a_cookie_says() {
        let read = python("# coding: latin-1\nx = 'é'".as_bytes()).expect("a text");
        assert!(read.ends_with("'é'"), "{read}");
    }

    #[test]
    fn the_likely_encoding_is_named() {
        for (bytes, name) in [
            (&b"x = 'R\xe9ponse'"[..], Some(FRENCH[0].0)),
            (b"x = 'R\x8eponse'", Some("Mac Roman")),
            (b"x = 'R\x82ponse'", Some("CP850 (DOS)")),
            (b"\xff\xfex\0", Some("UTF-16 (« Unicode »)")),
            (b"x\0 \0=\0 \x001\0", Some("UTF-16 (« Unicode »)")),
            (b"# coding: koi8-r\n\xe9", Some("koi8-r")),
            (b"# coding: utf-8\nx = '\xe9'", Some(FRENCH[0].0)),
            (b"\xf0\x28", None),
        ] {
            assert_eq!(likely(bytes).as_deref(), name, "{bytes:?}");
        }
    }

    #[test]
    fn zero_bytes_are_no_text() {
        assert!(matches!(python(b"x = 1\n\0"), Err(Unreadable::NotCode { .. })));
    }
}
