//! A source file as the rules see it: its lines, and its tokens without comments and tests.

use std::str::FromStr;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
    tokens: Vec<Token>,
}

struct Token {
    line: usize,
    text: String,
    is_literal: bool,
}

impl Source {
    pub(super) fn read(path: String, text: String) -> Result<Self> {
        let stream = TokenStream::from_str(&text).map_err(|error| anyhow!("{path}: {error}"))?;
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Ok(Self { path, text, tokens })
    }

    pub(super) fn has(&self, words: &str) -> bool {
        !self.runs(words).is_empty()
    }

    /// The lines where these tokens follow each other.
    pub(super) fn runs(&self, words: &str) -> Vec<usize> {
        let words: Vec<_> = words.split(' ').collect();
        let windows = self.tokens.windows(words.len());
        let same = windows.filter(|run| run.iter().map(|token| &token.text).eq(&words));
        same.filter_map(|run| run.first()).map(|token| token.line).collect()
    }

    /// The lines with a literal that is bad.
    pub(super) fn literals(&self, is_bad: fn(&str) -> bool) -> Vec<usize> {
        let literals = self.tokens.iter().filter(|token| token.is_literal);
        literals.filter(|token| is_bad(&token.text)).map(|token| token.line).collect()
    }
}

/// Groups become their delimiters and what is between; documentation and what is `#[cfg(test)]` is
/// left out.
fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                let inner = trees.next_if(|next| next.to_string() == "!");
                let Some(TokenTree::Group(attribute)) = trees.next() else { continue };
                let text = attribute.stream().to_string().replace(' ', "");
                if text == "cfg(test)" && inner.is_none() {
                    let end = |tree: &TokenTree| match tree {
                        TokenTree::Group(body) => body.delimiter() == Delimiter::Brace,
                        other => other.to_string() == ";",
                    };
                    trees.by_ref().find(end);
                } else if !text.starts_with("doc=") {
                    group(&attribute, tokens);
                }
            }
            TokenTree::Group(inner) => group(&inner, tokens),
            TokenTree::Punct(first) if first.spacing() == Spacing::Joint => {
                // `::` is one word of a run; other joint signs stay apart.
                let double = first.as_char() == ':';
                let text = match trees.next_if(|next| double && next.to_string() == ":") {
                    Some(_) => "::".to_owned(),
                    None => first.to_string(),
                };
                tokens.push(Token { line, text, is_literal: false });
            }
            TokenTree::Literal(literal) => {
                tokens.push(Token { line, text: literal.to_string(), is_literal: true });
            }
            other => tokens.push(Token { line, text: other.to_string(), is_literal: false }),
        }
    }
}

fn group(group: &Group, tokens: &mut Vec<Token>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    let sign = |text: &str, line| Token { line, text: text.to_owned(), is_literal: false };
    tokens.push(sign(open, group.span_open().start().line));
    flatten(group.stream(), tokens);
    tokens.push(sign(close, group.span_close().start().line));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::read("x.rs".to_owned(), text.to_owned()).unwrap()
    }

    #[test]
    fn runs_have_their_lines() {
        let source =
            source("fn f() {\n    a.unwrap();\n    std::fs::read(b)\n        .unwrap();\n}\n");
        assert_eq!(source.runs(". unwrap ("), [2, 4]);
        assert_eq!(source.runs("std :: fs"), [3]);
    }

    #[test]
    fn comments_strings_and_tests_are_no_code() {
        let text = "/// `.unwrap()`\n// a.unwrap()\nconst A: &str = \"a.unwrap()\";\n\
                    #[cfg(test)]\nuse a::{b, c};\n#[cfg(test)]\nmod tests { fn f() { a.unwrap() } }\n\
                    #[cfg(test)]\nmod more;\nfn g() {}\n";
        let source = source(text);
        assert!(source.runs(". unwrap (").is_empty());
        assert_eq!(source.runs("fn g"), [10]);
    }

    #[test]
    fn what_is_no_rust_is_an_error() {
        assert!(Source::read("x.rs".to_owned(), "fn f( {".to_owned()).is_err());
    }
}
