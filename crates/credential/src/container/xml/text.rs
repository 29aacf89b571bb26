//! Characters, line ends and references (XML 1.0, sections 2.2, 2.11 and 4.1).

use std::borrow::Cow;

/// Whether every character is one that XML may hold.
pub(super) fn is_of_characters(text: &str) -> bool {
    let control = |byte: u8| byte < b' ' && !is_space(byte);
    let absent = |character: &str| memchr::memmem::find(text.as_bytes(), character.as_bytes()).is_none();
    !text.bytes().any(control) && absent("\u{FFFE}") && absent("\u{FFFF}")
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The text with every line end as a line feed.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The character of a reference, given what stands between `&` and `;`; entities that a document type would have to
/// declare have none.
pub(super) fn reference(name: &str) -> Option<char> {
    let number = |digits: &str, radix| {
        let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
        let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        (plain && is_of_characters(character.encode_utf8(&mut [0; 4]))).then_some(character)
    };
    match (name, name.strip_prefix("#x"), name.strip_prefix('#')) {
        ("lt", ..) => Some('<'),
        ("gt", ..) => Some('>'),
        ("amp", ..) => Some('&'),
        ("apos", ..) => Some('\''),
        ("quot", ..) => Some('"'),
        (_, Some(digits), _) => number(digits, 16),
        (_, None, Some(digits)) => number(digits, 10),
        _ => None,
    }
}

/// An attribute's value as it is meant; `None` if a reference in it is none.
pub(super) fn attribute(value: &str) -> Option<Cow<'_, str>> {
    if !value
        .bytes()
        .any(|byte| matches!(byte, b'&' | b'\t' | b'\r' | b'\n'))
    {
        return Some(Cow::Borrowed(value));
    }
    let lines = lines(value);
    let mut pieces = lines.split('&');
    let spaced = |piece: &str| piece.replace(['\t', '\n'], " ");
    let mut meant = spaced(pieces.next()?);
    for piece in pieces {
        let (name, rest) = piece.split_once(';')?;
        meant.push(reference(name)?);
        meant.push_str(&spaced(rest));
    }
    Some(Cow::Owned(meant))
}
