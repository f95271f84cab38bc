//! `{"status":"success"|"error","code":0,"exception":"","response":{…}}` around every answer.

use serde::Deserialize;

use crate::error::Result;
use crate::http::Answer;
use crate::wire::Field;

#[derive(Deserialize)]
struct Envelope<T> {
    response: T,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    status: Field<'a>,
    #[serde(borrow, default)]
    code: Field<'a>,
}

/// Whether the envelope is one of an error, and with which code.
#[expect(clippy::option_option, reason = "refused or not, and then with a code or without")]
pub(super) fn refused(answer: &Answer<'_>) -> Option<Option<i64>> {
    if !answer.text().starts_with('{') {
        return None;
    }
    let head: Head<'_> = answer.json().ok()?;
    let code = head.code.integer().filter(|code| *code != 0);
    let error = head.status.text().is_some_and(|status| status != "success") || code.is_some();
    error.then_some(code)
}

/// What a successful envelope holds.
pub(super) fn response<'a, T: Deserialize<'a>>(answer: &Answer<'a>) -> Result<T> {
    answer.json::<Envelope<T>>().map(|envelope| envelope.response)
}
