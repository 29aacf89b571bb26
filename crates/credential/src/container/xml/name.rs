//! Names (XML 1.0, section 2.3, and Namespaces in XML 1.0, section 4).

/// A name with its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QName<'a> {
    /// The prefix; empty when there is none.
    pub(super) prefix: &'a str,
    /// The name without it.
    pub(super) local: &'a str,
}

impl<'a> QName<'a> {
    /// Reads a name that has one colon at most, with a name on each side of it.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (prefix, local) = match text.split_once(':') {
            Some((prefix, local)) => (is_name(prefix).then_some(prefix)?, local),
            None => ("", text),
        };
        is_name(local).then_some(Self { prefix, local })
    }

    /// Whether it is this name, without a prefix.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        self.prefix.is_empty() && self.local == name
    }

    /// How long it is as it is written.
    pub(super) fn bytes(&self) -> usize {
        let colon = usize::from(!self.prefix.is_empty());
        self.prefix.len() + colon + self.local.len()
    }
}

/// Whether this is a name without a colon.
pub(super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(is_of_name)
}

fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_of_name(character: char) -> bool {
    starts_name(character)
        || matches!(character,
            '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
