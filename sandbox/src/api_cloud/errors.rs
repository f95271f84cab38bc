//! Plates by which every error of the document can be had, in every form that an error takes.

use std::collections::BTreeMap;

use super::people::person;
use super::{error, text};
use crate::http::json;
use crate::{Holds, Person, Reply};

/// Letters of the plate `Е<code>..77` that ask for the code as a string, as a number, and with the
/// HTTP status that it looks like.
const TEXT: &str = "СТ";
const NUMBER: &str = "НО";
const HTTP: &str = "ХТ";

pub(super) fn by_plate(plate: &str) -> Option<Reply> {
    let shape = plate.strip_prefix('Е')?.strip_suffix("77")?;
    let (code, name) = ERRORS.iter().find(|(code, _)| shape.starts_with(&format!("{code:03}")))?;
    let written = code.to_string();
    match shape.trim_start_matches(|c: char| c.is_ascii_digit()) {
        TEXT => Some(error(&written, name)),
        NUMBER => Some(text(&format!(r#"{{"error":{code},"message":"{name}"}}"#))),
        HTTP if is_status(*code) => {
            Some(json(*code, &BTreeMap::from([("error", written.as_str()), ("message", name)])))
        }
        _ => None,
    }
}

pub(super) fn people() -> impl Iterator<Item = Person> {
    ERRORS.iter().flat_map(|&(code, name)| {
        let shapes = [
            (TEXT, format!("error `\"{code}\"`: `{name}`")),
            (NUMBER, format!("error {code}, a number: `{name}`")),
            (HTTP, format!("error `\"{code}\"`, HTTP status {code}: `{name}`")),
        ];
        let shapes = shapes.into_iter().filter(move |(shape, _)| *shape != HTTP || is_status(code));
        shapes.map(move |(shape, happens)| {
            person(format!("Е{code:03}{shape}77"), Holds::Silent, &happens)
        })
    })
}

/// Codes that could be taken for an HTTP status.
fn is_status(code: u16) -> bool {
    matches!(code, 404 | 456 | 460 | 498..=500 | 502..=504)
}

/// The api-cloud document's table of errors.
const ERRORS: &[(u16, &str)] = &[
    (1, "API_SUSPENDED"),
    (2, "TOKEN_TEHBLOCK"),
    (3, "TOKEN_BLOCKED_BY_QUALITY_SERVICE"),
    (5, "TEST_TIME_OFF"),
    (15, "DATE_ERROR"),
    (111, "PARAMETER_CONFLICT"),
    (123, "IP_NOT_REGISTERED_IN_THE_SYSTEM"),
    (404, "TIME_MAX_CONNECT"),
    (456, "MAX_LIMIT"),
    (460, "NO_REQUIRED_PARAMETERS"),
    (498, "TOKEN_NO_MONEY"),
    (499, "WRONG_TOKEN_KEY"),
    (500, "MISSING_REQUIRED_TYPE_PARAMETER"),
    (502, "MISSING_REQUIRED_TOKEN_PARAMETER"),
    (503, "TOKEN_NOT_REGISTERED_IN_THE_SYSTEM"),
    (504, "TOKEN_LOCKED_IN_THE_SYSTEM"),
    (602, "TOKEN_NO_ACCESS"),
    (766, "MISSING_MANDATORY_PARAMETER"),
    (888, "gosNumber: forbidden symbols present"),
];
