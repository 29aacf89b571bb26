//! A package's NAMESPACE: R calls that say which packages it imports from.
//!
//! R evaluates the file's directives with `parseNamespaceFile` ("Writing R Extensions", section 1.5). We need only the
//! names of the packages, so we read R's tokens and the shape of calls: enough to tell an argument's name from its
//! value, a text from code, and a comment from either.

/// The packages that a NAMESPACE imports from, each as often as it is named.
///
/// Both branches of an `if` count: which one is taken depends on the machine that loads the package.
pub(super) fn imports(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut names = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let (Token::Word(directive), Token::Sign('(')) = (&pair[0], &pair[1]) else {
            continue;
        };
        let packages = match directive.as_str() {
            "import" => usize::MAX,
            "importFrom" | "importClassesFrom" | "importMethodsFrom" => 1,
            _ => continue,
        };
        names.extend(positional(&tokens[at + 2..]).take(packages).map(str::to_owned));
    }
    names
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A name, a number, or a text without its quotes.
    Word(String),
    /// Any other character.
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '#' => while rest.next_if(|&c| c != '\n').is_some() {},
            '"' | '\'' | '`' => {
                let mut word = String::new();
                while let Some(inside) = rest.next().filter(|&inside| inside != c) {
                    word.extend(if inside == '\\' { rest.next() } else { Some(inside) });
                }
                tokens.push(Token::Word(word));
            }
            c if in_name(c) => {
                let mut word = String::from(c);
                while let Some(more) = rest.next_if(|&c| in_name(c)) {
                    word.push(more);
                }
                tokens.push(Token::Word(word));
            }
            c if c.is_whitespace() => {}
            c => tokens.push(Token::Sign(c)),
        }
    }
    tokens
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '.' || c == '_'
}

/// The arguments of a call that are one word without a name, from behind its opening parenthesis.
fn positional(tokens: &[Token]) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|token| {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') if depth > 0 => depth -= 1,
            Token::Sign(')') => return true,
            _ => {}
        }
        false
    });
    let mut depth = 0_usize;
    tokens[..end.unwrap_or(tokens.len())]
        .split(move |token| {
            match token {
                Token::Sign('(' | '[' | '{') => depth += 1,
                Token::Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
                Token::Sign(',') => return depth == 0,
                _ => {}
            }
            false
        })
        .filter_map(|argument| match argument {
            [Token::Word(word)] => Some(word.as_str()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::imports;

    #[test]
    fn what_is_excepted_is_no_package() {
        let text = "import(vctrs, except = data_frame)\nimport(\"rlang\", except = c(a, b), utils)";
        assert_eq!(imports(text), ["vctrs", "rlang", "utils"]);
    }

    #[test]
    fn texts_comments_and_other_directives_are_told_apart() {
        let text = "# import(no)\nexport(\"import(no)\")\nif (tools:::.OStype() == 'windows') { importFrom('win', \"f(\", g) }\n\
                    S3method(print, import)\nexportPattern(\"^[^\\\\.]\")\nimportClassesFrom(Matrix, `a,b`)\n\
                    importFrom(\n  stats, # import(no)\n  sd\n)\nuseDynLib(x, .registration = TRUE)";
        assert_eq!(imports(text), ["win", "Matrix", "stats"]);
    }

    #[test]
    fn a_file_that_breaks_off_gives_what_it_named() {
        assert_eq!(imports("importFrom(a, b)\nimport(c, except = c(d"), ["a", "c"]);
        assert_eq!(imports("import('a"), ["a"]);
        assert_eq!(imports("import("), Vec::<String>::new());
    }
}
