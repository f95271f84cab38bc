//! Text that means nothing in Markdown: it makes no link, no heading, no cell and no tag.

use crate::report::text::Text;

/// Within a line. Tags become references, which are no tags for renderers that know no backslash
/// either.
pub(super) fn escape(text: &Text) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 8);
    for c in text.as_str().chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Where a line begins, and signs may begin a heading, a list or a rule.
pub(super) fn escape_first(text: &Text) -> String {
    let mut out = escape(text);
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = out.split_at_checked(digits).unwrap_or_default();
    let at = match rest.chars().next() {
        Some('#' | '+' | '-' | '=' | ':') if number.is_empty() => 0,
        Some('.' | ')') if begins_list(number, rest) => digits,
        _ => return out,
    };
    out.insert(at, '\\');
    out
}

/// Around the point or bracket of an ordered list's item.
fn begins_list(number: &str, rest: &str) -> bool {
    (1..10).contains(&number.len()) && rest.chars().nth(1).is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, escaped) in [
            ("ООО «Пример»", "ООО «Пример»"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
            ("a | b \\| c", r"a \| b \\\| c"),
            ("`a` **b** __c__ ~~d~~", r"\`a\` \*\*b\*\* \_\_c\_\_ \~\~d\~\~"),
            ("![x](https://example.com)", r"!\[x\](https://example.com)"),
            ("# a", r"\# a"),
            ("- a - b", r"\- a - b"),
            ("1. a 2. b", r"1\. a 2. b"),
            ("22.11.2026", "22.11.2026"),
            ("2) a", r"2\) a"),
            ("2.", r"2\."),
            ("--- | ---", r"\--- \| ---"),
        ] {
            assert_eq!(escape_first(&Text::of(text)), escaped);
        }
    }
}
