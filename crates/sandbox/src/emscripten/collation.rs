//! The order of texts: that of a French or English desk, where the C library of the guest knows the order of bytes
//! alone. R's one place that asks for it is made to ask the host (`crate::r::redirect`).
//!
//! Letters before case and accents, signs before digits, digits before letters: ISO 14651 as glibc 2.36 has it for these
//! two languages, which agree.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::memory::{exported, text};
use crate::fs::Errno;
use crate::functions::{Entered, Functions, GuestMemory};
use crate::work::{Meter, Work};

/// The import that compares two NUL-terminated texts, as `strcoll` does.
pub(crate) const IMPORT: (&str, &str) = ("env", "spyrales_strcoll");
/// How often two texts are walked through at most: once for each level of difference, and once for their bytes.
const LEVELS: usize = 4;
/// The C library's number for `LC_COLLATE`.
const LC_COLLATE: i32 = 3;

/// Signs in their order; a sign that isn't here comes after them, by its code.
const SIGNS: &str =
    "\t\n\r \u{2009}\u{a0}\u{202f}_-–—,;:!¡?¿.…·'‘’\"“”«»()[]{}§¶@*/\\&#%`´^¯¨¸°©®→+±÷×<=>¬|¦~≤≥¤¢$£¥€";
/// Marks on letters in their order: acute, grave, breve, circumflex, caron, ring, diaeresis, double acute, tilde, dot,
/// stroke, cedilla, ogonek, macron.
const MARKS: &str =
    "\u{301}\u{300}\u{306}\u{302}\u{30c}\u{30a}\u{308}\u{30b}\u{303}\u{307}\u{338}\u{327}\u{328}\u{304}";
const STROKE: char = '\u{338}';

const FIRST_OTHER_SIGN: u32 = 0x100;
const FIRST_DIGIT: u32 = 0x20_0000;
const FIRST_LETTER: u32 = 0x30_0000;

pub(super) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    let (module, name) = IMPORT;
    functions.define(module, name, |entered: &mut Entered<'_>, one: u32, other: u32| {
        let plain = entered.call(|call| {
            let (one, other) = texts(&call.memory, call.meter, one, other)?;
            let plain = one == other || (is_plain(one) && is_plain(other));
            Ok(plain.then(|| one.cmp(other)))
        })?;
        if let Ok(Some(ordering)) = plain {
            return Ok(ordering as i32);
        }
        let byte_order = in_order_of_bytes(entered)?;
        let ordering = entered.call(|call| {
            let (one, other) = texts(&call.memory, call.meter, one, other)?;
            if byte_order {
                return Ok(one.cmp(other));
            }
            let bytes = one.len() + other.len();
            call.meter.spend(Work::Item, LEVELS * bytes)?;
            Ok(compare(one, other))
        })?;
        Ok(ordering.map_or(0, |ordering| ordering as i32))
    })
}

/// Two NUL-terminated texts; one that never ends is empty.
fn texts<'a>(
    memory: &'a GuestMemory<'_>,
    meter: &mut Meter,
    one: u32,
    other: u32,
) -> Result<(&'a [u8], &'a [u8]), Errno> {
    let one = memory.text(one, usize::MAX, meter)?.unwrap_or_default();
    let other = memory.text(other, usize::MAX, meter)?.unwrap_or_default();
    Ok((one, other))
}

/// Whether a text has lower-case letters and digits only: every locale orders these alike.
fn is_plain(text: &[u8]) -> bool {
    text.iter()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether the guest has asked for the order of bytes: `Sys.setlocale("LC_COLLATE", "C")`.
fn in_order_of_bytes(entered: &mut Entered<'_>) -> wasmtime::Result<bool> {
    let setlocale = exported::<(i32, u32), u32>(entered.store(), "setlocale")?;
    let name = setlocale.call(entered.store(), (LC_COLLATE, 0))?;
    let name = text(entered.store(), name)?;
    Ok(matches!(name.as_str(), "" | "C" | "POSIX") || name.starts_with("C."))
}

fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let (left, right) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let of = |level: fn(&Element) -> Option<u32>| {
        let left = elements(&left).filter_map(|element| level(&element));
        left.cmp(elements(&right).filter_map(|element| level(&element)))
    };
    of(|element| (element.letter > 0).then_some(element.letter))
        .then_with(|| of(|element| Some(element.accent)))
        .then_with(|| of(|element| (element.letter > 0).then_some(element.case)))
        .then_with(|| one.cmp(other))
}

/// What a character counts for: a mark alone has no letter.
#[derive(Clone, Copy)]
struct Element {
    letter: u32,
    accent: u32,
    case: u32,
}

/// The accent of a letter without one.
const NONE: u32 = 1;
/// The accent of what is written as one and read as two, or small above the line.
const OTHERWISE_WRITTEN: u32 = 1000;

impl Element {
    fn letter(letter: u32, case: u32, accent: u32) -> Self {
        Self { letter, accent, case }
    }

    fn latin(letter: char, case: u32, accent: u32) -> Self {
        Self::letter(FIRST_LETTER + u32::from(letter), case, accent)
    }

    fn mark(mark: char) -> Self {
        let known = MARKS.chars().position(|known| known == mark);
        let accent = known.map_or(u32::from(mark), |place| place as u32 + 2);
        let (letter, case) = (0, 0);
        Self { letter, accent, case }
    }
}

fn elements(text: &str) -> impl Iterator<Item = Element> {
    text.nfd().flat_map(|character| {
        let (first, second) = spelled(character);
        std::iter::once(first).chain(second)
    })
}

/// A character as a letter, with its mark or the second letter that it stands for.
fn spelled(character: char) -> (Element, Option<Element>) {
    let small = character.to_lowercase().next().unwrap_or(character);
    let case = u32::from(small != character);
    let latin = |letter| Element::latin(letter, case, NONE);
    let two = |one, other| (latin(one), Some(Element::latin(other, case, OTHERWISE_WRITTEN)));
    let struck = |letter| (latin(letter), Some(Element::mark(STROKE)));
    match small {
        'a'..='z' => (latin(small), None),
        '0'..='9' => (Element::letter(FIRST_DIGIT + u32::from(small), 0, NONE), None),
        'œ' => two('o', 'e'),
        'æ' => two('a', 'e'),
        'ß' => two('s', 's'),
        'ø' => struck('o'),
        'ł' => struck('l'),
        'đ' | 'ð' => struck('d'),
        'ħ' => struck('h'),
        'ŧ' => struck('t'),
        '¹' | '²' | '³' => {
            let digit = match small {
                '¹' => '1',
                '²' => '2',
                _ => '3',
            };
            let digit = FIRST_DIGIT + u32::from(digit);
            (Element::letter(digit, 0, OTHERWISE_WRITTEN), None)
        }
        mark if is_combining_mark(mark) => (Element::mark(mark), None),
        letter if letter.is_alphabetic() => {
            // Greek, Cyrillic and the rest come after Latin.
            let letter = FIRST_LETTER + 0x1000 + u32::from(letter);
            (Element::letter(letter, case, NONE), None)
        }
        sign => {
            let known = SIGNS.chars().position(|known| known == sign);
            let letter = known.map_or(FIRST_OTHER_SIGN + u32::from(sign), |place| place as u32 + 1);
            (Element::letter(letter, 0, NONE), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `sort` of R 4.2 has them on Debian 12, in `fr_FR.UTF-8` and in `en_US.UTF-8`.
    const SORTED: [&str; 36] = [
        "", " b", "_a", "-a", "(a)", "a", "A", "a_1", "a.1", "a1", "A1", "ab", "aB", "Ab", "AB", "abricot",
        "aeb", "æb", "co op", "co-op", "CO-OP", "coop", "cote", "coté", "côte", "côté", "eclair", "éclair",
        "Éclair", "été 10", "été 2", "oeuf", "œuf", "of", "zoé", "Zoé",
    ];

    #[test]
    fn texts_come_in_the_order_of_a_french_desk() {
        let mut mixed = SORTED.to_vec();
        mixed.reverse();
        mixed.sort_by(|one, other| compare(one.as_bytes(), other.as_bytes()));
        assert_eq!(mixed, SORTED);
    }

    #[test]
    fn what_differs_is_never_equal_and_what_is_no_text_has_an_order() {
        assert_eq!(compare("é".as_bytes(), "e\u{301}".as_bytes()), Ordering::Greater);
        assert_eq!(compare(b"\xff", b"\xfe"), Ordering::Greater);
        assert_eq!(compare(b"a", b"a"), Ordering::Equal);
    }
}
