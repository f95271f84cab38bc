//! What was planted, and whether it has come out: no eight characters in a row of it, in whatever way
//! it is written.

mod views;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// So many characters in a row count as found.
const WINDOW: usize = 8;
/// Our own texts have runs of few different characters, such as zeros: a window has more.
const LEAST_DIFFERENT: usize = 5;

/// The ways in which a text could be written: as it is, as in JSON, in an address and in a form, as
/// base64 of both alphabets, in hexadecimal, as decimal bytes, as JSON's escapes, and backwards.
#[must_use]
pub fn encodings(text: &str) -> Vec<String> {
    let mut encodings = texts(text);
    encodings.push(list(text.as_bytes()));
    encodings
}

/// All but the list of bytes.
fn texts(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let each = |write: &dyn Fn(u8) -> String| bytes.iter().map(|b| write(*b)).collect::<String>();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let percent = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    let form = |b: u8| if b == b' ' { "+".to_owned() } else { percent(b) };
    let quoted = serde_json::to_string(text).unwrap_or_default();
    vec![
        text.to_owned(),
        quoted.trim_matches('"').to_owned(),
        each(&|b| format!("%{b:02X}")),
        each(&percent),
        each(&form),
        STANDARD.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
        each(&|b| format!("{b:02x}")),
        text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect(),
        text.chars().rev().collect(),
    ]
}

fn list(bytes: &[u8]) -> String {
    bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
}

/// Every eight characters in a row of every encoding, in small letters. Of a list of bytes it is
/// every eight bytes: the eight characters of two of them are in our own lists of numbers too.
#[must_use]
pub fn windows(text: &str) -> Vec<String> {
    let lists = text.as_bytes().windows(WINDOW).filter(|window| is_telling(window)).map(list);
    let mut windows: BTreeSet<String> = lists.collect();
    for encoding in texts(text) {
        for window in letters(&encoding).windows(WINDOW).filter(|window| is_telling(window)) {
            windows.insert(window.iter().collect());
        }
    }
    windows.into_iter().collect()
}

fn is_telling<T: Ord>(window: &[T]) -> bool {
    window.iter().collect::<BTreeSet<_>>().len() >= LEAST_DIFFERENT
}

fn letters(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// What was planted, each under its name.
#[derive(Debug)]
pub struct Planted {
    /// By every eight characters of it, in both directions.
    names: BTreeMap<[char; WINDOW], String>,
    /// Whether a window may be one of them: most texts have none.
    may_be: Vec<bool>,
}

impl Planted {
    /// `planted`: names and texts; a window that is in two of them is the first one's.
    pub fn new<'a>(planted: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut own = Self { names: BTreeMap::new(), may_be: vec![false; 1 << 16] };
        for (name, text) in planted {
            let forwards = letters(text);
            let backwards = forwards.iter().rev().copied().collect::<Vec<_>>();
            let before = own.names.len();
            for window in forwards.array_windows().chain(backwards.array_windows()) {
                if is_telling(window) {
                    own.may_be[slot(window)] = true;
                    own.names.entry(*window).or_insert_with(|| name.to_owned());
                }
            }
            assert!(own.names.len() > before, "{name} has too few characters of its own");
        }
        own
    }

    /// The names of what is in these bytes, each with the text around it: as they are, and decoded in
    /// every way that `encodings` has, and in UTF-16, also one within another.
    #[must_use]
    pub fn found(&self, bytes: &[u8]) -> BTreeMap<&str, String> {
        let mut found = BTreeMap::new();
        for view in views::of(bytes) {
            let letters = letters(&view);
            for (at, window) in letters.array_windows().enumerate() {
                if !self.may_be[slot(window)] {
                    continue;
                }
                if let Some(name) = self.names.get(window) {
                    let around = letters.iter().skip(at.saturating_sub(40)).take(100);
                    found.entry(&**name).or_insert_with(|| around.collect());
                }
            }
        }
        found
    }
}

fn slot(window: &[char; WINDOW]) -> usize {
    let [first, _, _, second, _, _, _, third] = window.map(u32::from);
    (first.wrapping_mul(31) ^ second.wrapping_mul(1009) ^ third.wrapping_mul(17)) as usize & 0xffff
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARIES: [&str; 3] = ["Qx7-vK2_zW9\"%jH4", "Щъёюэзхжяшцчьыр", "p w+r/d&1:2?3=4"];

    #[test]
    fn a_canary_is_found_however_it_is_written() {
        for canary in CANARIES {
            let planted = Planted::new([("it", canary)]);
            let is_found = |bytes: &[u8]| planted.found(bytes).contains_key("it");
            for (at, form) in encodings(canary).iter().enumerate() {
                assert!(is_found(format!("before {form} after").as_bytes()), "{at}: {form}");
                let within = STANDARD.encode(format!(r#"{{"a":"{form}"}}"#));
                assert!(
                    is_found(format!(r#""{within}""#).as_bytes()),
                    "{at} within base64: {form}"
                );
                let quoted = serde_json::to_string(&serde_json::to_string(form).expect("a text"));
                let quoted = quoted.expect("a text");
                assert!(is_found(quoted.as_bytes()), "{at} in JSON in JSON: {quoted}");
            }
            for before in ["", "a", "ab", "abc"] {
                let inside = STANDARD.encode(format!("{before}{canary}:behind"));
                assert!(is_found(inside.as_bytes()), "{inside}");
            }
            for wide in [u16::to_be_bytes, u16::to_le_bytes] {
                let wide: Vec<u8> = canary.encode_utf16().flat_map(wide).collect();
                assert!(is_found(&[b"x", &wide[..]].concat()));
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let planted = Planted::new(CANARIES.map(|canary| (canary, canary)));
        let texts = "nothing of it, 0000000000000000, Образцов Иван Примерович, \\u0429\\u044a";
        let encoded = encodings(texts).join(" ");
        assert!(
            planted.found(encoded.as_bytes()).is_empty(),
            "{:?}",
            planted.found(encoded.as_bytes())
        );
    }
}
