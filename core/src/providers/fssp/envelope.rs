//! `{"status":"success"|"error","code":0,"exception":"","response":{…}}` around every answer.

use crate::error::{Code, Error, Happened, Result};
use crate::http::Answer;
use crate::wire::Object;

/// Whether the envelope is anything but one of success, and with which code.
///
/// Success is `status:"success"`, no code but 0, and no word of an exception.
#[expect(clippy::option_option, reason = "refused or not, and then with a code or without")]
pub(super) fn refused(answer: &Answer<'_>) -> Option<Option<i64>> {
    if !answer.text().starts_with('{') {
        return None;
    }
    let envelope = answer.object().ok()?;
    let code = envelope.field("code");
    let success = envelope.field("status").text() == Some("success")
        && (code.is_blank() || code.integer() == Some(0))
        && envelope.field("exception").is_blank();
    (!success).then(|| code.integer().filter(|code| *code != 0))
}

/// What a successful envelope holds.
pub(super) fn response<'a>(answer: &Answer<'a>) -> Result<Object<'a>> {
    answer
        .object()?
        .object("/response")?
        .ok_or_else(|| Error::new(Code::BodyShape).at("/response").happened(Happened::Yes))
}
