//! `attach_certificate` (§12).

use super::application::Stage;
use super::attach::{file, is_der};
use super::body::Object;
use super::errors;
use super::slip::{carry_out, done};
use crate::{Reply, World};

pub(super) fn subject(body: &Object) -> Option<String> {
    application_id(body).map(|id| id.to_string())
}

/// INFERRED: 400 where the organisation's setting is off, 500 for a wrong status.
pub(super) fn attach(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = application_id(body).ok_or_else(errors::wrong_input)?;
    let application = world.osnovanie.find(id).ok_or_else(|| errors::unknown(id))?;
    if application.is_busy(now_ms) {
        return Err(errors::busy(id));
    }
    let file = file(body).ok().flatten().ok_or_else(errors::wrong_input)?;
    let row = application.row;
    let is_certificate = is_der(&file) || file.starts_with(b"-----BEGIN CERTIFICATE");
    if !is_certificate || !row.course.takes_certificates {
        return Err(errors::wrong_input());
    }
    if application.status(now_ms) != 2 {
        return Err(errors::quoted(500, "Заявка не в статусе «Генерация запроса»"));
    }
    Ok(carry_out(world, ("attach_certificate", &id.to_string()), row, now_ms, |world| {
        if let Some(application) = world.osnovanie.find_mut(id) {
            application.stage = Stage::Certified;
        }
        (id, done())
    }))
}

/// The table calls it a text, the example shows a number.
fn application_id(body: &Object) -> Option<i64> {
    let text = || body.checked::<String>("requestId")?.parse().ok();
    body.checked("requestId").or_else(text)
}
