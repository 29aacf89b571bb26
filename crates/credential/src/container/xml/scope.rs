//! Which namespaces are declared where (Namespaces in XML 1.0).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Fault;
use super::name::QName;
use super::tag::Tag;
use super::text;
use crate::fuel::{Fuel, XML_TOKEN};

/// The most namespaces that are declared at one place.
const MAX_DECLARED: usize = 1_000;

const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A namespace: the same number is the same name, so that names of any length are compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::container) struct Namespace(usize);

impl Namespace {
    /// No namespace.
    pub(in crate::container) const NONE: Self = Self(0);
    /// That of the prefix `xml`.
    const XML: Self = Self(1);
    /// SVG.
    pub(in crate::container) const SVG: Self = Self(2);
    /// Open Badges 3.0.
    pub(in crate::container) const OPEN_BADGES: Self = Self(3);

    /// The names of the ones above, in their order.
    const KNOWN: [&str; 4] = [
        "",
        "http://www.w3.org/XML/1998/namespace",
        "http://www.w3.org/2000/svg",
        "https://purl.imsglobal.org/ob/v3p0",
    ];

    /// The name of Open Badges 3.0's.
    pub(in crate::container) fn open_badges() -> &'static str {
        Self::KNOWN[Self::OPEN_BADGES.0]
    }
}

/// What the prefixes stand for, at the place that is read.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    names: HashMap<Cow<'a, str>, Namespace>,
    /// For each prefix what it stands for, the innermost last.
    bound: HashMap<&'a str, Vec<Namespace>>,
    /// The prefixes that were declared, in order.
    declared: Vec<&'a str>,
    /// For each open element how many of these were declared outside it.
    open: Vec<usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new() -> Self {
        let known = (0..).map(Namespace);
        let names = Namespace::KNOWN.into_iter().map(Cow::Borrowed);
        Self {
            names: names.zip(known).collect(),
            bound: HashMap::from([("xml", vec![Namespace::XML])]),
            declared: Vec::new(),
            open: Vec::new(),
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Goes into an element: its namespace and the number of its attributes that declare none.
    pub(super) fn enter(&mut self, tag: &Tag<'a>, fuel: &mut Fuel) -> Result<(Namespace, usize), Fault> {
        let outside = self.declared.len();
        self.open.push(outside);
        for attribute in &tag.attributes {
            if let Some(prefix) = declares(attribute.name) {
                self.declare(prefix, attribute.value, fuel)?;
            }
        }
        let mut own = self.declared[outside..].to_vec();
        own.sort_unstable();
        if own.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Fault::Malformed);
        }
        let mut names = HashSet::new();
        for attribute in &tag.attributes {
            let QName { prefix, local } = attribute.name;
            if declares(attribute.name).is_some() {
                continue;
            }
            // The default namespace isn't one of attributes.
            let namespace = match prefix {
                "" => Namespace::NONE,
                // Some readers take it for a declaration.
                _ if local == "xmlns" => return Err(Fault::Malformed),
                prefix => self.resolve(prefix)?,
            };
            if !names.insert((namespace, local)) {
                return Err(Fault::Malformed);
            }
        }
        let namespace = match (tag.name.prefix, self.resolve(tag.name.prefix)) {
            ("xmlns", _) => return Err(Fault::Malformed),
            ("", Err(_)) => Namespace::NONE,
            (_, resolved) => resolved?,
        };
        Ok((namespace, names.len()))
    }

    /// Comes out of the innermost element.
    pub(super) fn leave(&mut self) {
        let outside = self.open.pop().unwrap_or(0);
        for prefix in self.declared.drain(outside..) {
            if let Some(bound) = self.bound.get_mut(prefix) {
                bound.pop();
            }
        }
    }

    fn declare(&mut self, prefix: &'a str, value: &'a str, fuel: &mut Fuel) -> Result<(), Fault> {
        fuel.spend(XML_TOKEN)?;
        if self.declared.len() == MAX_DECLARED {
            return Err(Fault::TooComplex);
        }
        let name = text::attribute(value).ok_or(Fault::Malformed)?;
        let next = Namespace(self.names.len());
        let namespace = match self.names.get(&name) {
            Some(known) => *known,
            None if name == XMLNS => return Err(Fault::Malformed),
            None => {
                self.names.insert(name, next);
                next
            }
        };
        // Only `xml` is that one's prefix, and a prefix can't be taken back (sections 3 and 5).
        if (prefix == "xml") != (namespace == Namespace::XML)
            || prefix == "xmlns"
            || (!prefix.is_empty() && namespace == Namespace::NONE)
        {
            return Err(Fault::Malformed);
        }
        self.bound.entry(prefix).or_default().push(namespace);
        self.declared.push(prefix);
        Ok(())
    }

    fn resolve(&self, prefix: &str) -> Result<Namespace, Fault> {
        let bound = self.bound.get(prefix).and_then(|bound| bound.last());
        bound.copied().ok_or(Fault::Malformed)
    }
}

/// The prefix that an attribute declares: empty for the default namespace.
fn declares(name: QName<'_>) -> Option<&str> {
    match name {
        QName {
            prefix: "xmlns",
            local,
        } => Some(local),
        QName {
            prefix: "",
            local: "xmlns",
        } => Some(""),
        _ => None,
    }
}
