//! What the bytes of a page's texts stand for.

/// Windows-1252 from 0x80 on, where it differs from Latin-1.
const WINDOWS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// Greek letters under the Latin ones that Adobe's Symbol font has in their place.
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
const CAPITAL: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";

/// The rest of that font, as far as R's formulas use it.
const SIGNS: [(u8, char); 24] = [
    (0x22, '∀'),
    (0x24, '∃'),
    (0x2d, '−'),
    (0x40, '≅'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xac, '←'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb6, '∂'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xba, '≡'),
    (0xbb, '≈'),
    (0xce, '∈'),
    (0xd1, '∇'),
    (0xd5, '∏'),
    (0xd6, '√'),
    (0xd7, '⋅'),
    (0xe5, '∑'),
];

/// A text of an ordinary font, or of the Symbol font.
pub(super) fn text(bytes: &[u8], symbol: bool) -> String {
    bytes
        .iter()
        .map(|&byte| if symbol { sign(byte) } else { letter(byte) })
        .collect()
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        0..=0x1f | 0x7f => ' ',
        _ => char::from(byte),
    }
}

fn sign(byte: u8) -> char {
    if let Some(&(_, sign)) = SIGNS.iter().find(|(code, _)| *code == byte) {
        return sign;
    }
    let greek = match byte {
        b'a'..=b'z' => SMALL.chars().nth(usize::from(byte - b'a')),
        b'A'..=b'Z' => CAPITAL.chars().nth(usize::from(byte - b'A')),
        _ => None,
    };
    greek.unwrap_or_else(|| if byte < 0x80 { letter(byte) } else { '?' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_greek_are_read() {
        assert_eq!(text(b"\xe9t\xe9 \x9cuvre \x80\x07", false), "été œuvre € ");
        assert_eq!(text(b"a\xa3W", true), "α≤Ω");
        assert_eq!((SMALL.chars().count(), CAPITAL.chars().count()), (26, 26));
    }
}
