//! Troubles made of bytes: what a host may tell of a request.

use arbitrary::{Result, Unstructured};
use spravka_tests::FAILURES;

use super::answered::CONTENT_TYPES;
use crate::flow::answered;
use crate::points::corpus;

const STATUSES: [u16; 24] = [
    200, 200, 200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 408, 413, 418, 424, 429, 500,
    502, 503, 504, 520, 599,
];

const AFTER: [&str; 8] = [
    "",
    "0",
    "7",
    "120",
    "9999999999",
    "-1",
    "Sat, 21 Nov 2026 10:00:00 GMT",
    "Sun Nov  6 08:49:37 1994",
];

/// What happened to a request.
pub(crate) struct Trouble {
    pub(crate) event: String,
    pub(crate) body: Option<&'static [u8]>,
    /// What `Retry-After` asked for, where it is a number of seconds.
    pub(crate) asked_ms: u64,
}

impl Trouble {
    /// The bytes: a kind (1), what it needs (1 to 5). Answers are those of the conversations.
    pub(crate) fn of(bytes: &mut Unstructured<'_>) -> Result<Self> {
        let kind = bytes.arbitrary::<u8>()?;
        if kind < 80 {
            let failure = FAILURES[usize::from(kind) % FAILURES.len()];
            let sent = ["", r#","sent":"no""#, r#","sent":"maybe""#][usize::from(kind) / 27 % 3];
            let event = format!(r#"{{"failure":{{"kind":"{failure}"{sent}}}}}"#);
            return Ok(Self { event, body: None, asked_ms: 0 });
        }
        let status = STATUSES[usize::from(bytes.arbitrary::<u8>()?) % STATUSES.len()];
        let after = AFTER[usize::from(bytes.arbitrary::<u8>()?) % AFTER.len()];
        let content_type = CONTENT_TYPES[usize::from(kind) % CONTENT_TYPES.len()];
        let answers = &corpus().answers;
        let number = usize::from(bytes.arbitrary::<u16>()?) % answers.len();
        let headers: &[(&str, &str)] = match after {
            "" => &[("content-type", content_type)],
            after => &[("content-type", content_type), ("retry-after", after)],
        };
        let asked_ms = match after.parse::<u64>() {
            Ok(seconds) if status == 429 => seconds * 1000,
            _ => 0,
        };
        let body: Option<&'static [u8]> = Some(&answers[number].body);
        Ok(Self { event: answered(status, headers), body, asked_ms })
    }
}

/// The bytes of an answer of this number and status; `None` for a status that is not among ours.
pub(crate) fn bytes_of(number: usize, status: u16) -> Option<Vec<u8>> {
    let status = STATUSES.iter().position(|known| *known == status)?;
    let number = u16::try_from(number).ok()?.to_le_bytes();
    // As JSON, and without a `Retry-After`.
    Some(vec![JSON, u8::try_from(status).ok()?, 0, number[0], number[1]])
}

const JSON: u8 = 6 * 20 + 1;
