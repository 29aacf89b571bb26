//! `{{parameter}}` in a statement.
//!
//! A placeholder is two braces, a name and two braces, with or without spaces inside; anything else in braces is
//! left as it is. `\{{name}}` writes the braces themselves, as R's tidy evaluation needs them.

use std::ops::Range;

use super::parameters::Parameters;

/// A part of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A parameter's value belongs here.
    Placeholder(Placeholder<'a>),
}

/// A place for a parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placeholder<'a> {
    /// The parameter's name.
    pub(crate) name: &'a str,
    /// Where it stands, braces included, in bytes.
    pub(crate) span: Range<usize>,
}

/// Puts parameters in. Values are put in as they are and not looked at again.
pub(crate) fn render(text: &str, parameters: &Parameters) -> String {
    let mut rendered = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => rendered.push_str(text),
            Piece::Placeholder(Placeholder { name, span }) => match parameters.get(name) {
                Some(value) => rendered.push_str(&value.to_string()),
                None => rendered.push_str(&text[span]),
            },
        }
    }
    rendered
}

/// The placeholders of a text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(placeholder) => Some(placeholder),
        Piece::Text(_) => None,
    })
}

/// Whether a parameter may have this name: letters without accents, digits and underscores, no digit first.
pub(crate) fn is_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name.bytes().next().is_some_and(|b| !b.is_ascii_digit())
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let Some((name, end)) = name_at(text, open + 2) else {
            from = open + 1;
            continue;
        };
        if text[..open].ends_with('\\') {
            // The backslash goes, the braces stay.
            pieces.push(Piece::Text(&text[kept..open - 1]));
            pieces.push(Piece::Text(&text[open..end]));
        } else {
            pieces.push(Piece::Text(&text[kept..open]));
            pieces.push(Piece::Placeholder(Placeholder {
                name,
                span: open..end,
            }));
        }
        (kept, from) = (end, end);
    }
    pieces.push(Piece::Text(&text[kept..]));
    pieces
}

/// The name that begins at `start` and the place after its closing braces.
fn name_at(text: &str, start: usize) -> Option<(&str, usize)> {
    let length = text[start..].find("}}")?;
    let name = text[start..start + length].trim_matches(' ');
    is_name(name).then_some((name, start + length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        placeholders(text).map(|placeholder| placeholder.name).collect()
    }

    #[test]
    fn only_names_in_double_braces_are_placeholders() {
        assert_eq!(names("a {{b}} {{ c }} {{d_1}}"), ["b", "c", "d_1"]);
        assert_eq!(
            names(r"{{1, 2}} {{}} {{a b}} {b} {{é}} {{1a}} \frac{{a}{b}} {{a"),
            [""; 0]
        );
        assert_eq!(names("{{{a}}}"), ["a"]);
        assert_eq!(names(r"\{{a}} {{b}}"), ["b"]);
    }

    #[test]
    fn an_unknown_placeholder_and_an_escaped_one_stay() {
        let none = Parameters::default();
        assert_eq!(
            render(r"{{a}} \{{ b }} \alpha {{", &none),
            r"{{a}} {{ b }} \alpha {{"
        );
    }
}
