//! What stands between `<` and `>` of a start tag (XML 1.0, section 3.1).

use super::Fault;
use super::name::QName;
use super::text::{self, is_space};
use crate::fuel::{Fuel, XML_TOKEN};

/// The most attributes of one tag, declarations of namespaces included.
const MAX_ATTRIBUTES: usize = 1_000;

/// A name and its attributes as they are written.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) name: QName<'a>,
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// An attribute whose value has no `<` and good references only.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) name: QName<'a>,
    pub(super) value: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag without its brackets.
    pub(super) fn read(inner: &'a str, fuel: &mut Fuel) -> Result<Self, Fault> {
        let (name, mut rest) = split(inner, is_space);
        let name = QName::read(name).ok_or(Fault::Malformed)?;
        let mut attributes = Vec::new();
        loop {
            let spaced = rest.starts_with(|c: char| c.is_ascii() && is_space(c as u8));
            rest = skip_spaces(rest);
            if rest.is_empty() {
                return Ok(Self { name, attributes });
            }
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(Fault::TooComplex);
            }
            fuel.spend(XML_TOKEN)?;
            let (attribute, after) = Attribute::read(rest).filter(|_| spaced).ok_or(Fault::Malformed)?;
            attributes.push(attribute);
            rest = after;
        }
    }
}

impl<'a> Attribute<'a> {
    /// Reads an attribute, and what comes after it.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let (name, rest) = split(text, |byte| byte == b'=' || is_space(byte));
        let name = QName::read(name)?;
        let rest = skip_spaces(skip_spaces(rest).strip_prefix('=')?);
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
        let (value, after) = rest[1..].split_once(quote)?;
        if value.contains('<') {
            return None;
        }
        text::attribute(value)?;
        Some((Self { name, value }, after))
    }
}

fn split(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(ends).unwrap_or(text.len());
    text.split_at(end)
}

fn skip_spaces(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}
