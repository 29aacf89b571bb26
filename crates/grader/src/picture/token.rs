//! The words that a PDF page's content is written in.

/// A word of a page's content.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Finite, and no larger than a page can use.
    Number(f64),
    /// `/GS1`, without its slash.
    Name(&'a [u8]),
    /// The bytes of `(text)`.
    Text(Vec<u8>),
    ArrayStart,
    ArrayEnd,
    Operator(&'a [u8]),
}

/// Beyond what any page measures, and well within what a picture's reader can add up.
const LARGEST: f64 = 1e6;

/// Reads the words of a page's content, and skips what isn't one.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(content: &'a [u8]) -> Self {
        Self { rest: content }
    }

    fn word(&mut self) -> &'a [u8] {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"()[]<>/%".contains(byte);
        let length = self.rest.iter().position(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }

    /// The bytes up to the parenthesis that closes the text.
    fn text(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut open = 0;
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'\\' => text.extend(self.escaped()),
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' if open == 0 => break,
                b')' => {
                    open -= 1;
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        text
    }

    /// What comes after a backslash.
    fn escaped(&mut self) -> Option<u8> {
        let digits = self
            .rest
            .iter()
            .take(3)
            .take_while(|byte| (b'0'..=b'7').contains(byte));
        let count = digits.count();
        if count > 0 {
            let (digits, rest) = self.rest.split_at(count);
            self.rest = rest;
            let value = digits
                .iter()
                .fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            return u8::try_from(value).ok();
        }
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        match byte {
            b'n' | b'r' | b't' => Some(b' '),
            b'\n' => None,
            _ => Some(byte),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            match first {
                b'(' => {
                    self.rest = rest;
                    return Some(Token::Text(self.text()));
                }
                b'[' | b']' => {
                    self.rest = rest;
                    return Some(if first == b'[' {
                        Token::ArrayStart
                    } else {
                        Token::ArrayEnd
                    });
                }
                b'/' => {
                    self.rest = rest;
                    return Some(Token::Name(self.word()));
                }
                _ if first.is_ascii_whitespace() || b")<>%".contains(&first) => self.rest = rest,
                _ => {
                    let word = self.word();
                    return Some(number(word).map_or(Token::Operator(word), Token::Number));
                }
            }
        }
    }
}

/// A number as PDF writes it: without an exponent.
pub(super) fn number(word: &[u8]) -> Option<f64> {
    if !word
        .iter()
        .all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte))
    {
        return None;
    }
    let value: f64 = std::str::from_utf8(word).ok()?.parse().ok()?;
    Some(value.clamp(-LARGEST, LARGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_pdf_writes_them() {
        let found: Vec<_> = Tokens::of(b"/F2 1 Tf -12.50 m [(A\\(\\)) 70 (\\351)] TJ 1e9 (a(b)").collect();
        assert_eq!(
            found,
            [
                Token::Name(b"F2"),
                Token::Number(1.0),
                Token::Operator(b"Tf"),
                Token::Number(-12.5),
                Token::Operator(b"m"),
                Token::ArrayStart,
                Token::Text(b"A()".to_vec()),
                Token::Number(70.0),
                Token::Text(vec![0xe9]),
                Token::ArrayEnd,
                Token::Operator(b"TJ"),
                Token::Operator(b"1e9"),
                Token::Text(b"a(b)".to_vec()),
            ]
        );
    }
}
