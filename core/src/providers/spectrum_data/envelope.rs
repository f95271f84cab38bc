//! `{"state":"ok","size":1,"stamp":…,"data":[…]}` around what is asked for.

use crate::error::{Code, Error, Happened, Result};
use crate::http::Answer;
use crate::value::Timestamp;
use crate::wire::Object;

/// The one thing that was asked for, and when it was answered by the provider's own clock.
///
/// # Errors
/// `not_found` for none at all, which is how an unknown uid is answered.
pub(super) fn only<'a>(answer: &Answer<'a>) -> Result<(Object<'a>, Timestamp)> {
    let fault = |code, place: &str| Error::new(code).at(place).happened(Happened::Yes);
    let root = answer.object()?;
    if root.field("state").text() != Some("ok") {
        return Err(fault(Code::BodyShape, "/state"));
    }
    let data = root.objects("/data")?.ok_or_else(|| fault(Code::BodyShape, "/data"))?;
    let size = root.field("size");
    if !size.is_blank() && size.integer() != i64::try_from(data.len()).ok() {
        return Err(fault(Code::BodyShape, "/size"));
    }
    let stamp = root.field("stamp").text().and_then(Timestamp::parse);
    let mut data = data.into_iter();
    match (data.next(), data.next()) {
        (Some(only), None) => Ok((only, stamp.unwrap_or(answer.now()))),
        (None, _) => Err(fault(Code::NotFound, "/data")),
        _ => Err(fault(Code::BodyShape, "/data")),
    }
}
