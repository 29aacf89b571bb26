//! XML without a document type, read once from the front: strict, and paid for part by part.
//!
//! `quick_xml` finds where each part of the markup ends. Its leniencies are checked here, so that nothing is
//! taken that another reader would refuse or read otherwise.

mod name;
mod scope;
mod tag;
mod text;

use std::borrow::Cow;

use quick_xml::events::Event;
use thiserror::Error;

pub(super) use scope::Namespace;

use crate::fuel::{Fuel, OutOfFuel, XML_BYTES, XML_TOKEN};
use scope::Scope;
use tag::Tag;

/// The most elements, texts, comments and instructions.
const MAX_NODES: usize = 100_000;

/// The deepest nesting of elements.
const MAX_DEPTH: usize = 1_000;

/// The most bytes of the declaration.
const MAX_DECLARATION: usize = 200;

/// Why a text isn't read as XML.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(super) enum Fault {
    /// It isn't well formed, or readers could differ on it.
    #[error("not well formed")]
    Malformed,
    /// It has more parts than are read.
    #[error("too many parts")]
    TooComplex,
}

impl From<OutOfFuel> for Fault {
    fn from(_: OutOfFuel) -> Self {
        Self::TooComplex
    }
}

/// A part of a document.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// The start of an element.
    Start(Element<'a>),
    /// The end of an element that isn't empty.
    End,
    /// Text, or a piece of it.
    Text(Cow<'a, str>),
    /// A comment or an instruction.
    Aside,
}

/// An element's tag.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Where its name is from.
    pub(super) namespace: Namespace,
    /// Its name without a prefix.
    pub(super) local: &'a str,
    /// How many attributes it has; declarations of namespaces are none.
    pub(super) attributes: usize,
    /// Whether it has no content and no end of its own (`<a/>`).
    pub(super) empty: bool,
    /// Where its name ends in the document, in bytes.
    pub(super) name_end: usize,
    /// Where its tag ends in the document, in bytes.
    pub(super) tag_end: usize,
}

/// Reads a document part by part.
pub(super) struct Reader<'a, 'f> {
    text: &'a str,
    /// The bytes of `text` before what the tokens are of.
    mark: usize,
    tokens: quick_xml::Reader<&'a [u8]>,
    scope: Scope<'a>,
    root: bool,
    nodes: usize,
    fuel: &'f mut Fuel,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// Looks at all characters and begins.
    pub(super) fn new(text: &'a str, fuel: &'f mut Fuel) -> Result<Self, Fault> {
        fuel.spend(text.len() as u64 / XML_BYTES)?;
        if !text::is_of_characters(text) {
            return Err(Fault::Malformed);
        }
        let mark = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let mut tokens = quick_xml::Reader::from_str(&text[mark..]);
        tokens.config_mut().check_comments = true;
        Ok(Self {
            text,
            mark,
            tokens,
            scope: Scope::new(),
            root: false,
            nodes: 0,
            fuel,
        })
    }

    /// The next part; `None` at the end of a whole document.
    pub(super) fn next(&mut self) -> Result<Option<Part<'a>>, Fault> {
        loop {
            self.fuel.spend(XML_TOKEN)?;
            let start = self.at()?;
            let event = self.tokens.read_event().map_err(|_| Fault::Malformed)?;
            let token = self.text.get(start..self.at()?).ok_or(Fault::Malformed)?;
            let part = match event {
                Event::Decl(_) if start == self.mark => {
                    declaration(token, self.text, self.fuel)?;
                    continue;
                }
                Event::Start(_) | Event::Empty(_) => Part::Start(self.element(token, start)?),
                Event::End(_) => {
                    self.scope.leave();
                    return Ok(Some(Part::End));
                }
                Event::Text(_) if self.scope.depth() == 0 => {
                    if !token.bytes().all(text::is_space) {
                        return Err(Fault::Malformed);
                    }
                    continue;
                }
                Event::Text(_) if token.contains("]]>") => return Err(Fault::Malformed),
                Event::Text(_) => Part::Text(text::lines(token)),
                Event::CData(_) if self.scope.depth() > 0 => {
                    let content = token
                        .strip_prefix("<![CDATA[")
                        .and_then(|rest| rest.strip_suffix("]]>"));
                    Part::Text(text::lines(content.ok_or(Fault::Malformed)?))
                }
                Event::GeneralRef(_) if self.scope.depth() > 0 => {
                    let name = token.strip_prefix('&').and_then(|rest| rest.strip_suffix(';'));
                    let character = name.and_then(text::reference).ok_or(Fault::Malformed)?;
                    Part::Text(Cow::Owned(character.to_string()))
                }
                // `<!-->` is none, though some readers take it for one.
                Event::Comment(_) if token.len() >= "<!---->".len() => Part::Aside,
                Event::PI(_) if is_instruction(token) => Part::Aside,
                Event::Eof if self.root && self.scope.depth() == 0 => return Ok(None),
                // A document type could declare entities and attributes; the rest is out of place.
                Event::Decl(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::Eof => return Err(Fault::Malformed),
            };
            self.nodes += 1;
            if self.nodes > MAX_NODES {
                return Err(Fault::TooComplex);
            }
            return Ok(Some(part));
        }
    }

    fn element(&mut self, token: &'a str, start: usize) -> Result<Element<'a>, Fault> {
        if self.scope.depth() == 0 && std::mem::replace(&mut self.root, true) {
            return Err(Fault::Malformed);
        }
        if self.scope.depth() == MAX_DEPTH {
            return Err(Fault::TooComplex);
        }
        let inner = token.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let inner = inner.ok_or(Fault::Malformed)?;
        let (inner, empty) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let tag = Tag::read(inner, self.fuel)?;
        let (namespace, attributes) = self.scope.enter(&tag, self.fuel)?;
        if empty {
            self.scope.leave();
        }
        Ok(Element {
            namespace,
            local: tag.name.local,
            attributes,
            empty,
            name_end: start + 1 + tag.name.bytes(),
            tag_end: start + token.len(),
        })
    }

    /// How far the document is read, in bytes.
    fn at(&self) -> Result<usize, Fault> {
        let read = usize::try_from(self.tokens.buffer_position()).map_err(|_| Fault::Malformed)?;
        Ok(self.mark + read)
    }
}

/// Refuses what would have another reader see other characters: another version, another encoding.
fn declaration(token: &str, text: &str, fuel: &mut Fuel) -> Result<(), Fault> {
    let inner = token.strip_prefix("<?").and_then(|rest| rest.strip_suffix("?>"));
    let inner = inner.filter(|inner| inner.len() <= MAX_DECLARATION);
    let tag = Tag::read(inner.ok_or(Fault::Malformed)?, fuel)?;
    let mut given = tag.attributes.iter().peekable();
    let mut value = |name: &str| {
        given
            .next_if(|attribute| attribute.name.is_plain(name))
            .map(|attribute| attribute.value)
    };
    let (version, encoding, _standalone) = (value("version"), value("encoding"), value("standalone"));
    let as_read = encoding.is_none_or(|encoding| {
        let encoding = encoding.to_ascii_lowercase();
        let one_byte = ["us-ascii", "ascii", "iso-8859-", "windows-125"];
        encoding == "utf-8"
            || encoding == "utf8"
            || (text.is_ascii() && one_byte.iter().any(|name| encoding.starts_with(name)))
    });
    if version == Some("1.0") && as_read && given.next().is_none() {
        Ok(())
    } else {
        Err(Fault::Malformed)
    }
}

fn is_instruction(token: &str) -> bool {
    let inner = token.strip_prefix("<?").and_then(|rest| rest.strip_suffix("?>"));
    let target = inner.and_then(|inner| {
        inner
            .split(|c: char| c.is_ascii() && text::is_space(c as u8))
            .next()
    });
    target.is_some_and(|target| name::is_name(target) && !target.eq_ignore_ascii_case("xml"))
}
