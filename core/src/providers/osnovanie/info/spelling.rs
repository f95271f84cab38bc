//! One thing in the spellings of the server, and of whoever wrote it there.

use super::Sent;
use crate::value::{IssuerCode, Value};
use crate::wire::Field;

/// Whether two texts of a member say the same, however the server writes it.
pub(super) fn same(name: &str, own: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let last = |text: &str| {
        let digits = digits(text);
        digits.get(digits.len().saturating_sub(10)..).unwrap_or_default().to_owned()
    };
    let unpadded = |text: &str| digits(text).trim_start_matches('0').to_owned();
    let plain = |text: &str| {
        let text: String =
            text.chars().map(|c| if "«»“”„'".contains(c) { '"' } else { c }).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    match name {
        "phone" | "companyPhone" => last(own) == last(other),
        "region" | "inn" => unpadded(own) == unpadded(other),
        "snils" | "personInn" | "ogrn" | "ogrnip" | "kpp" | "passportCode" => {
            digits(own) == digits(other)
        }
        "birthDate" | "passportDate" => own.get(..10) == other.get(..10),
        _ => plain(own) == plain(other),
    }
}

pub(super) fn sorted(numbers: &[i64]) -> Vec<i64> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// `forInfoSys` is `null` for false in an answer (Q-A14).
pub(in crate::providers::osnovanie) fn bool_of(field: &Field<'_>) -> Option<bool> {
    match field {
        Field::Bool(value) => Some(*value),
        field => match field.text().map(str::to_lowercase).as_deref() {
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            _ => None,
        },
    }
}

/// The form in which a value of an answer is sent; `None` for one that stands for nothing.
pub(super) fn normal(name: &str, value: Sent) -> Option<Sent> {
    match (name, value) {
        // Q-A10: М is Cyrillic in some answers; Q-A17: 520-000 for 520000; Q-A11: 0 is no region.
        ("gender", Sent::Text(text)) => {
            gender_letter(&text).map(|letter| Sent::Text(letter.to_owned()))
        }
        ("passportCode", Sent::Text(text)) => {
            let bare = IssuerCode::parse(&text).map(|code| code.as_str().to_owned());
            Some(Sent::Text(bare.unwrap_or(text)))
        }
        ("region", Sent::Text(text)) => match text.parse::<u8>() {
            Ok(0) => None,
            Ok(region) => Some(Sent::Text(format!("{region:02}"))),
            Err(_) => Some(Sent::Text(text)),
        },
        ("regionLaw", Sent::Number(0)) | ("forInfoSys", Sent::Bool(false)) => None,
        (name, _) if name.starts_with("IdSmev") => None,
        (_, value) => Some(value),
    }
}

/// Latin M, F or U, whatever the answer's letter is.
pub(in crate::providers::osnovanie) fn gender_letter(text: &str) -> Option<&'static str> {
    match text.trim() {
        "M" | "m" | "М" | "м" => Some("M"),
        "F" | "f" | "Ж" | "ж" => Some("F"),
        "U" | "u" => Some("U"),
        _ => None,
    }
}
