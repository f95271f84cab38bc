//! `{"status":"success"|"error","code":0,"exception":"","response":{…}}` around every answer.

use crate::error::{Code, Error, Happened, Result};
use crate::http::Answer;
use crate::wire::Object;

/// Whether the envelope is one of an error, and with which code.
#[expect(clippy::option_option, reason = "refused or not, and then with a code or without")]
pub(super) fn refused(answer: &Answer<'_>) -> Option<Option<i64>> {
    if !answer.text().starts_with('{') {
        return None;
    }
    let envelope = answer.object().ok()?;
    let code = envelope.field("code").integer().filter(|code| *code != 0);
    let status = envelope.field("status");
    let error = status.text().is_some_and(|status| status != "success") || code.is_some();
    error.then_some(code)
}

/// What a successful envelope holds.
pub(super) fn response<'a>(answer: &Answer<'a>) -> Result<Object<'a>> {
    answer
        .object()?
        .object("/response")?
        .ok_or_else(|| Error::new(Code::BodyShape).at("/response").happened(Happened::Yes))
}
