//! The direct route: a document of ours to its canonical N-Quads, without reading the contexts again.
//!
//! It gives `None` for whatever it isn't sure of, and the caller takes the whole route: a document gets the same form, or
//! the same refusal, whichever way it goes.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::vocabulary::{FORMS, Node, Range};
use crate::digest::sha256;
use crate::fuel::{self, Fuel, OutOfFuel};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A subject or an object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Term<'a> {
    Iri(&'a str),
    /// The anonymous node of that number.
    Anonymous(usize),
    Text(&'a str),
    Typed(&'a str, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Quad<'a> {
    subject: Term<'a>,
    predicate: &'static str,
    object: Term<'a>,
}

/// What a document says; all of it is in the default graph.
#[derive(Default)]
pub(super) struct Statements<'a> {
    quads: Vec<Quad<'a>>,
    anonymous: usize,
}

/// What a document says, if it is of one of our forms throughout.
pub(super) fn statements(document: &Value) -> Option<Statements<'_>> {
    let object = document.as_object()?;
    let contexts = object.get("@context")?.as_array()?;
    FORMS
        .iter()
        .filter(|form| {
            let written = form.contexts.iter().copied().map(Some);
            contexts.iter().map(Value::as_str).eq(written)
        })
        .find_map(|form| {
            let mut statements = Statements::default();
            statements.read(object, form.root, true)?;
            // A set: what is said twice is said once.
            statements.quads.sort_unstable();
            statements.quads.dedup();
            Some(statements)
        })
}

impl<'a> Statements<'a> {
    /// Reads one object; the node that it is about.
    fn read(&mut self, object: &'a Map<String, Value>, node: &'static Node, root: bool) -> Option<Term<'a>> {
        let subject = if node.named {
            Term::Iri(object.get("id")?.as_str().filter(|id| is_plain_iri(id))?)
        } else {
            self.anonymous += 1;
            Term::Anonymous(self.anonymous - 1)
        };
        self.read_classes(object.get("type"), node, subject)?;
        for (term, value) in object {
            match term.as_str() {
                "@context" if root => {}
                "id" if node.named => {}
                "type" if !node.classes.is_empty() => {}
                term => {
                    let member = node.members.iter().find(|member| member.term == term)?;
                    for value in each(value) {
                        let object = self.read_value(value, &member.range)?;
                        self.say(subject, member.iri, object);
                    }
                }
            }
        }
        Some(subject)
    }

    fn read_classes(
        &mut self,
        written: Option<&Value>,
        node: &'static Node,
        subject: Term<'a>,
    ) -> Option<()> {
        let written = written.map_or(&[][..], each);
        if written.len() != node.classes.len() {
            return None;
        }
        for (written, (term, iri)) in written.iter().zip(node.classes) {
            if written != term {
                return None;
            }
            self.say(subject, TYPE, Term::Iri(iri));
        }
        Some(())
    }

    fn read_value(&mut self, value: &'a Value, range: &'static Range) -> Option<Term<'a>> {
        Some(match (range, value) {
            (Range::Node(node), Value::Object(object)) => self.read(object, node, false)?,
            (Range::Text, Value::String(text)) if is_plain_text(text) => Term::Text(text),
            (Range::Typed(of), Value::String(text)) if is_plain_text(text) => Term::Typed(text, of),
            (Range::Truth(of), Value::Bool(truth)) => Term::Typed(if *truth { "true" } else { "false" }, of),
            (Range::Iri, Value::String(iri)) if is_plain_iri(iri) => Term::Iri(iri),
            (Range::Word(word, iri), Value::String(text)) if text == word => Term::Iri(iri),
            _ => return None,
        })
    }

    fn say(&mut self, subject: Term<'a>, predicate: &'static str, object: Term<'a>) {
        self.quads.push(Quad {
            subject,
            predicate,
            object,
        });
    }

    /// Pays for what [`Self::canonical`] does.
    pub(super) fn pay(&self, fuel: &mut Fuel) -> Result<(), OutOfFuel> {
        fuel.spend(fuel::QUAD * self.quads.len() as u64)
    }

    /// The canonical N-Quads (RDFC-1.0, SHA-256), unless two anonymous nodes can't be told apart by their own quads.
    ///
    /// Source: RDF Dataset Canonicalization, sections 4.4.3 (steps 3 and 4) and 4.6.3; the "n-degree" part isn't here.
    pub(super) fn canonical(&self) -> Option<String> {
        let mut own: Vec<Vec<&Quad<'_>>> = vec![Vec::new(); self.anonymous];
        for quad in &self.quads {
            if let Term::Anonymous(node) = quad.subject {
                own[node].push(quad);
            }
            if let Term::Anonymous(node) = quad.object
                && quad.object != quad.subject
            {
                own[node].push(quad);
            }
        }
        let first_degree = |(node, quads): (usize, &Vec<&Quad<'_>>)| {
            let name = |other| if other == node { "_:a" } else { "_:z" };
            (sha256(lines(quads.iter().copied(), name).as_bytes()), node)
        };
        let mut hashes: Vec<([u8; 32], usize)> = own.iter().enumerate().map(first_degree).collect();
        hashes.sort_unstable();
        if hashes.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        let mut labels = vec![String::new(); self.anonymous];
        for (number, (_, node)) in hashes.iter().enumerate() {
            labels[*node] = format!("_:c14n{number}");
        }
        Some(lines(self.quads.iter(), |node| &labels[node]))
    }
}

/// The N-Quads of some statements, in code point order.
fn lines<'q, 'l>(quads: impl Iterator<Item = &'q Quad<'q>>, label: impl Fn(usize) -> &'l str) -> String {
    let mut text = String::with_capacity(8 * 1024);
    let mut ends = Vec::new();
    for quad in quads {
        write_term(&mut text, quad.subject, &label);
        text.push_str(" <");
        text.push_str(quad.predicate);
        text.push_str("> ");
        write_term(&mut text, quad.object, &label);
        text.push_str(" .\n");
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let mut lines: Vec<&str> = starts.zip(&ends).map(|(from, to)| &text[from..*to]).collect();
    lines.sort_unstable();
    lines.concat()
}

fn write_term<'l>(out: &mut String, term: Term<'_>, label: impl Fn(usize) -> &'l str) {
    let mut quote = |text: &str| {
        out.push('"');
        for part in text.split_inclusive(['"', '\\', '\n']) {
            // Nothing else is escaped in a plain text.
            let (plain, escape) = match part.as_bytes().last() {
                Some(b'"') => (&part[..part.len() - 1], "\\\""),
                Some(b'\\') => (&part[..part.len() - 1], "\\\\"),
                Some(b'\n') => (&part[..part.len() - 1], "\\n"),
                _ => (part, ""),
            };
            out.push_str(plain);
            out.push_str(escape);
        }
        out.push('"');
    };
    match term {
        Term::Iri(iri) => {
            let _ = write!(out, "<{iri}>");
        }
        Term::Anonymous(node) => out.push_str(label(node)),
        Term::Text(text) => quote(text),
        Term::Typed(text, of) => {
            quote(text);
            let _ = write!(out, "^^<{of}>");
        }
    }
}

/// A value, or each of a list.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// Whether nothing of the text but `"`, `\` and line breaks is written otherwise in N-Quads.
fn is_plain_text(text: &str) -> bool {
    text.chars()
        .all(|c| c == '\n' || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
}

/// Whether the text is an IRI of ours that every processor takes as it stands.
fn is_plain_iri(text: &str) -> bool {
    let all = |text: &str, more: &[u8]| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || more.contains(&b))
    };
    if let Some(id) = text.strip_prefix("urn:uuid:") {
        return all(id, b"-");
    }
    if let Some(id) = text.strip_prefix("did:web:") {
        let (host, key) = id.split_once('#').unwrap_or((id, "key"));
        // The only escape is the colon before a port.
        let host = host.replacen("%3A", "-", 1);
        return all(&host, b".-") && all(key, b"");
    }
    let Some(rest) = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
    else {
        return false;
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let (path, fragment) = path.split_once('#').unwrap_or((path, "0"));
    // Not `..`: some processors would resolve it.
    all(host, b".-")
        && port.len() <= 5
        && !port.is_empty()
        && port.bytes().all(|b| b.is_ascii_digit())
        && (path.is_empty() || all(path, b"/-_.~?=&"))
        && all(fragment, b"-_")
        && !path.contains("/.")
        && !path.starts_with('.')
}
