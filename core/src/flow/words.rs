//! The provider's own words, made fit to be shown.

use serde_json::value::RawValue;

use crate::value::Date;
use crate::wire::{Object, text_of};

/// The most characters of a text that are kept.
const MOST: usize = 500;
/// The most that are looked at.
const MOST_READ: usize = 4_000;
/// So many digits in a row may be somebody's number.
const DIGITS: usize = 6;
const MASK: &str = "***";

/// `text` without the values of the input and without long numbers, and not too long.
pub(super) fn masked(text: &str, input: &RawValue) -> String {
    let mut values = Vec::new();
    collect(input.get(), &mut values);
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let unseen =
        |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text: Vec<char> = text.chars().filter(|c| !unseen(c)).take(MOST_READ).map(shown).collect();
    // A file as base64 is a value too, and longer than any text.
    values.retain(|value| value.len() <= MOST_READ * 4);
    // Both are looked for in the whole text: a value may be a part of a number, or the reverse.
    let mut hidden = numbers(&text);
    values.sort_unstable();
    values.dedup();
    for value in &values {
        hide(&mut hidden, &text, value);
    }
    let (mut out, mut before) = (String::new(), false);
    for (c, hide) in text.iter().zip(hidden) {
        match (hide, before) {
            (true, false) => out.push_str(MASK),
            (true, true) => {}
            (false, _) => out.push(*c),
        }
        before = hide;
    }
    without_addresses(&out).chars().take(MOST).collect()
}

/// The texts and numbers of a JSON value, of three characters or more. Recursion ends with the
/// depth that reading the call allows.
fn collect(json: &str, values: &mut Vec<String>) {
    match json.as_bytes().first() {
        Some(b'{') => {
            let object: Object<'_> = serde_json::from_str(json).unwrap_or_default();
            object.entries().iter().for_each(|(_, value)| collect(value.get(), values));
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
            items.iter().for_each(|item| collect(item.get(), values));
        }
        Some(b'"') => {
            let text = text_of(json).unwrap_or_default();
            values.extend(Date::parse_iso(&text).map(Date::dotted));
            // A name is told alone too, and a company without its quotation marks.
            values.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
            values.push(text.trim().to_owned());
        }
        _ => values.push(json.to_owned()),
    }
    values.retain(|value| value.chars().count() >= 3);
}

/// Lower case, with ё as most write it.
fn fold(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c })
}

/// Hides each occurrence of a value, whatever the case.
fn hide(hidden: &mut [bool], text: &[char], value: &str) {
    let folded = text.iter().enumerate();
    let lower: Vec<(usize, char)> =
        folded.flat_map(|(at, c)| fold(*c).map(move |c| (at, c))).collect();
    let wanted: Vec<char> = value.chars().flat_map(fold).collect();
    for window in lower.windows(wanted.len().max(1)) {
        if window.iter().map(|(_, c)| c).eq(wanted.iter()) {
            for (at, _) in window {
                if let Some(hide) = hidden.get_mut(*at) {
                    *hide = true;
                }
            }
        }
    }
}

/// Which characters are in long runs of digits, also where blanks, hyphens and the like part them.
fn numbers(text: &[char]) -> Vec<bool> {
    let mut hidden = vec![false; text.len()];
    let (mut begin, mut end, mut digits) = (0, 0, 0);
    for (at, c) in text.iter().chain(std::iter::once(&'\n')).enumerate() {
        if c.is_numeric() {
            if digits == 0 {
                begin = at;
            }
            (end, digits) = (at + 1, digits + 1);
        } else if c.is_alphabetic() || *c == '\n' || at > end + 2 {
            if digits >= DIGITS
                && let Some(run) = hidden.get_mut(begin..end)
            {
                run.fill(true);
            }
            digits = 0;
        }
    }
    hidden
}

/// `text` with e-mail addresses masked, and what is called a login or a password: they are not among
/// the input.
fn without_addresses(text: &str) -> String {
    let secret = |word: &str| {
        let word = word.to_lowercase();
        word.contains('@')
            || ["pass=", "login=", "pass:", "login:"].iter().any(|p| word.contains(p))
    };
    let word = |word: &str| if secret(word) { MASK.to_owned() } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_numbers_are_masked() {
        let input: Box<RawValue> = serde_json::from_str(
            r#"{"application":{"last_name":"Вымышленная","snils":"07683358608","birth_date":"1990-09-02"},"n":[1370],"c":"137-000","company":"ООО «Ромашка»"}"#,
        )
        .unwrap();
        for (text, shown) in [
            ("Заявка № 1370 не найдена", "Заявка № *** не найдена"),
            ("вымышленная ВЫМЫШЛЕННАЯ уже есть", "*** *** уже есть"),
            ("СНИЛС 076-833-586 08 занят", "СНИЛС *** занят"),
            ("паспорт 2210 123123, код 12345", "паспорт ***, код 12345"),
            ("Менеджер manager@example.invalid заблокирован", "Менеджер *** заблокирован"),
            // A part of a longer number is a value of its own.
            ("СНИЛС 076-137-000 08", "СНИЛС ***"),
            ("СНИЛС 076\u{a0}833.586/08", "СНИЛС ***"),
            ("тел. 8(999)000.00.00", "тел. ***"),
            ("Вымы\u{ad}шленная", "***"),
            ("дата 02.09.1990", "дата ***"),
            ("login=partner01 pass=Sekret9", "*** ***"),
            // So far apart, digits are still one number.
            ("договор 123 - 456", "договор ***"),
            ("пункты 123 -- 456", "пункты 123 -- 456"),
            ("ромашка не отвечает", "*** не отвечает"),
            ("a\nb", "a b"),
            ("", ""),
        ] {
            assert_eq!(masked(text, &input), shown);
        }
        assert_eq!(masked(&"я".repeat(600), &input).chars().count(), 500);
    }

    #[test]
    fn long_values_are_masked_too() {
        let long = "я".repeat(3_000);
        let input: Box<RawValue> = serde_json::from_str(&format!("[\"{long}\"]")).unwrap();
        assert_eq!(masked(&format!("о {long}."), &input), "о ***.");
    }
}
