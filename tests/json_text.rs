//! Layout of JSON texts that leaves every token as it is: order, digits and escapes are compared.

/// The text without white space between its tokens.
#[must_use]
pub fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for_each_token(text, &mut |token| out.push_str(token));
    out
}

/// The text with two spaces an indent and short arrays and objects on one line.
#[must_use]
pub fn pretty(text: &str) -> String {
    let mut tokens = Vec::new();
    for_each_token(text, &mut |token| tokens.push(token));
    let mut out = String::new();
    layout(&tokens, &mut out);
    out.push('\n');
    out
}

pub(crate) fn for_each_token<'a>(text: &'a str, take: &mut dyn FnMut(&'a str)) {
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest
                .find(|c: char| c.is_whitespace() || "{}[],:\"".contains(c))
                .unwrap_or(rest.len())
                .max(1),
        };
        let (token, after) = rest.split_at(length.min(rest.len()));
        take(token);
        rest = after.trim_start();
    }
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The longest line that an array or object is put on.
const LINE: usize = 96;

fn layout(tokens: &[&str], out: &mut String) {
    let mut indent = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" | "[" => {
                if let Some(length) = one_line(tokens.get(at..).unwrap_or_default()) {
                    inline(tokens.get(at..at + length).unwrap_or_default(), out);
                    at += length;
                    continue;
                }
                indent += 1;
                out.push_str(token);
                new_line(indent, out);
            }
            "}" | "]" => {
                indent -= 1;
                new_line(indent, out);
                out.push_str(token);
            }
            "," => {
                out.push(',');
                new_line(indent, out);
            }
            ":" => out.push_str(": "),
            _ => out.push_str(token),
        }
        at += 1;
    }
}

/// How many tokens the value at the front has, if it is short.
fn one_line(tokens: &[&str]) -> Option<usize> {
    let mut depth = 0;
    let mut width = 0;
    for (index, token) in tokens.iter().enumerate() {
        width += token.chars().count() + usize::from(matches!(*token, "," | ":"));
        match *token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth -= 1,
            _ => {}
        }
        if width > LINE {
            return None;
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}

fn inline(tokens: &[&str], out: &mut String) {
    for token in tokens {
        out.push_str(token);
        if matches!(*token, "," | ":") {
            out.push(' ');
        }
    }
}

fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(indent));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stay_as_they_are() {
        let text = r#"{"b":1.10,"a":["\u0041 \" {",-0e+5,{}],"б":[]}"#;
        assert_eq!(compact(&pretty(text)), text);
        let long = format!("[{}]", [text; 9].join(","));
        assert_eq!(compact(&pretty(&long)), long);
        assert!(pretty(&long).lines().count() > 9);
    }
}
