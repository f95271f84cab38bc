//! Changes to a JSON text that leave every other token as it is.

use std::ops::Range;

use fastrand::Rng;
use serde_json::value::RawValue;

use super::bytes;
use crate::json_text::for_each_token;

/// A value, and the name before it where it is a member.
struct Place {
    name: Option<Range<usize>>,
    value: Range<usize>,
}

impl Place {
    /// The member or the item.
    fn whole(&self) -> Range<usize> {
        self.name.as_ref().map_or(self.value.start, |name| name.start)..self.value.end
    }
}

/// The values of a text in the order of their beginnings; what is broken is read as far as it goes.
fn places(text: &str) -> Vec<Place> {
    let (mut found, mut open, mut name) = (Vec::<Place>::new(), Vec::new(), None);
    for_each_token(text, &mut |token| {
        let start = token.as_ptr().addr() - text.as_ptr().addr();
        let end = start + token.len();
        match token {
            "{" | "[" => {
                open.push(found.len());
                found.push(Place { name: name.take(), value: start..text.len() });
            }
            "}" | "]" => {
                if let Some(place) = open.pop().and_then(|at: usize| found.get_mut(at)) {
                    place.value.end = end;
                }
            }
            ":" => name = found.pop().map(|place| place.value),
            "," => name = None,
            _ => found.push(Place { name: name.take(), value: start..end }),
        }
    });
    found
}

/// What stands for a value: of other types, spelled oddly, too much, or no JSON at all.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "200",
    "-1",
    "-0",
    "1.10",
    "1e2",
    "1E+2",
    "1e400",
    "-1e-400",
    "0.1e1",
    "1.0000000000000000000001",
    "12345678901234567890.123456789",
    "9007199254740993",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "01",
    "+1",
    "1.",
    ".5",
    "NaN",
    "Infinity",
    "0x1F",
    "1_000",
    "\"\"",
    "\" \"",
    "\"0\"",
    "\"1\"",
    "\"1,50\"",
    "\"1 000,50 руб.\"",
    "\"1\u{a0}000.50\"",
    "\"-0\"",
    "\"٣\"",
    "\"１\"",
    "\"null\"",
    "\"OK\"",
    "\"success\"",
    "\"2026-02-30\"",
    "\"2026-11-21T09:00:60Z\"",
    "\"21.11.2026\"",
    "\"0000-00-00\"",
    r#""\u0000""#,
    r#""\ud800""#,
    r#""\udc00\ud800""#,
    r#""\ud83d\ude00""#,
    r#""\uFEFF""#,
    r#""\/""#,
    r#""\x""#,
    "\"\u{202e}\"",
    "\"\u{2028}\"",
    "\"😀\"",
    "\"a\u{301}\"",
    "\"ИВАНОВ\"",
    "\"</script>\"",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[null]",
    "{\"\":0}",
    "{\"__proto__\":{\"a\":1}}",
    "{\"then\":1}",
    "{\"$serde_json::private::RawValue\":\"1\"}",
    "{\"a\":1,\"a\":2}",
    "'a'",
    "undefined",
    "[1,]",
    "",
];

/// Names that something has a meaning for, somewhere.
const NAMES: &[&str] = &[
    "",
    "__proto__",
    "constructor",
    "then",
    "toJSON",
    "error",
    "code",
    "status",
    "message",
    "result",
    "response",
    "Status",
    "ID",
    "$serde_json::private::Number",
    "имя",
    "a\\u0000b",
];

/// One change; in so many of eight cases the text is valid JSON afterwards, if it was before.
pub(super) fn change(rng: &mut Rng, text: &mut String, valid_of_eight: u8) {
    const MOST: usize = 9;
    let is_json = |text: &str| serde_json::from_str::<&RawValue>(text).is_ok();
    let stays_valid = rng.u8(..8) < valid_of_eight && is_json(text);
    let before = text.clone();
    for _ in 0..MOST {
        change_once(rng, text);
        if !stays_valid || is_json(text) {
            return;
        }
        text.clone_from(&before);
    }
}

/// At a place by chance; nothing where the text has no place.
fn change_once(rng: &mut Rng, text: &mut String) {
    let places = places(text);
    let Some(place) = rng.choice(&places) else { return };
    let Place { value, .. } = place;
    let own = || text[value.clone()].to_owned();
    match rng.u8(..14) {
        0 | 1 => left_out(text, place.whole()),
        2 => doubled(rng, text, place.whole()),
        3 => match &place.name {
            Some(name) => {
                let renamed = renamed(rng, &text[name.clone()]);
                text.replace_range(name.clone(), &renamed);
            }
            None => text.replace_range(value.clone(), &format!("[{}]", own())),
        },
        4..=6 => text.replace_range(value.clone(), rng.choice(VALUES).unwrap_or(&"")),
        7 => {
            let other = rng.choice(&places).map(|other| text[other.value.clone()].to_owned());
            text.replace_range(value.clone(), &other.unwrap_or_default());
        }
        8 => text.replace_range(value.clone(), &format!("[{}]", own())),
        9 => text.replace_range(value.clone(), &format!("{{\"value\":{}}}", own())),
        10 => {
            let depth = rng.choice([3, 61, 62, 63, 64, 65, 300]).unwrap_or(3);
            let nested = format!("{}{}{}", "[".repeat(depth), own(), "]".repeat(depth));
            text.replace_range(value.clone(), &nested);
        }
        11 => text.replace_range(value.clone(), &retyped(&own())),
        12 => text.replace_range(value.clone(), &respelled(rng, &own())),
        _ => {
            let gap = rng.choice([" ", "\n\t", "\u{a0}", "\u{feff}", "\u{c}", "/**/"]);
            text.insert_str(value.start, gap.unwrap_or(" "));
        }
    }
}

/// With one of the commas beside it.
fn left_out(text: &mut String, Range { start, end }: Range<usize>) {
    let after = text[end..].len() - text[end..].trim_start().len() + end;
    let before = text[..start].trim_end().len();
    if text[after..].starts_with(',') {
        text.replace_range(start..=after, "");
    } else if text[..before].ends_with(',') {
        text.replace_range(before - 1..end, "");
    } else {
        text.replace_range(start..end, "");
    }
}

fn doubled(rng: &mut Rng, text: &mut String, whole: Range<usize>) {
    let own = &text[whole.clone()];
    let times = if own.len() < 2_000 { rng.choice([2, 2, 3, 40]).unwrap_or(2) } else { 2 };
    let many = vec![own; times].join(",");
    text.replace_range(whole, &many);
}

/// Another name, or the same one otherwise; `name` has its quotes.
fn renamed(rng: &mut Rng, name: &str) -> String {
    let bare = name.trim_matches('"');
    let other = match rng.u8(..5) {
        0 => bare.to_uppercase(),
        1 => format!("{bare}_"),
        2 => bare.chars().map(|c| format!("\\u{:04x}", u32::from(c).min(0xffff))).collect(),
        3 => format!(" {bare}"),
        _ => (*rng.choice(NAMES).unwrap_or(&"")).to_owned(),
    };
    format!("\"{other}\"")
}

/// A text as a number, and anything else as a text.
fn retyped(value: &str) -> String {
    match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.to_owned(),
        None => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// Something of another value within: a piece, a letter more, another form of what is there.
fn respelled(rng: &mut Rng, value: &str) -> String {
    let at = bytes::boundary(value, rng.usize(..=value.len()));
    let (before, after) = value.split_at(at);
    let piece = rng.choice([
        "0", ".", ",", "-", "e", " ", "\u{a0}", "\\n", "\\u0000", "\\ud800", "\\", "\"", "Ё", "ё",
        "İ", "\u{301}", "\u{200b}", "\r\n", "\u{1}", "😀",
    ]);
    format!("{before}{}{after}", piece.unwrap_or("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_values_with_their_names() {
        let text = r#"{"a":[1,"b"], "c": {"d":null}}"#;
        let found: Vec<_> = places(text).into_iter().map(|p| text[p.whole()].to_owned()).collect();
        let expected = [text, r#""a":[1,"b"]"#, "1", r#""b""#, r#""c": {"d":null}"#, r#""d":null"#];
        assert_eq!(found, expected);
        assert_eq!(places("[1,").len(), 2, "what is broken is read as far as it goes");
        assert!(places("").is_empty());
    }

    #[test]
    fn a_comma_goes_with_what_is_left_out() {
        let without = |text: &str, what: &str| {
            let mut text = text.to_owned();
            let start = text.find(what).expect("it is there");
            left_out(&mut text, start..start + what.len());
            text
        };
        assert_eq!(without("[1, 2]", "1"), "[ 2]");
        assert_eq!(without("[1 ,2]", "1"), "[2]");
        assert_eq!(without("[1, 2]", "2"), "[1]");
        assert_eq!(without("[1]", "1"), "[]");
    }
}
