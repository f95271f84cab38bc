//! `create` (§3) and `change` (§4), with its variant for the archive.

use serde::Serialize;

use super::application::Application;
use super::body::Object;
use super::info::Info;
use super::slip::{carry_out, done};
use super::{errors, people};
use crate::http::json;
use crate::{Reply, World};

/// As it counts, also where the body turns out to be wrong.
pub(super) fn snils(body: &Object) -> Option<String> {
    body.object("info").ok().flatten()?.checked("snils")
}

/// §3. Two equal applications are two: the document knows no key of idempotence.
pub(super) fn create(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Created {
        request_id: i64,
    }
    let info = Info::read(body)?;
    let snils = info.text("snils");
    let row = people::row(&snils);
    Ok(carry_out(world, ("create", &snils), row, now_ms, |world| {
        let id = world.osnovanie.enter(Application::new(info, row, now_ms));
        (id, json(200, &Created { request_id: id }))
    }))
}

/// `change`, or `archive` for the body without data.
pub(super) fn variant(body: &Object) -> &'static str {
    let archives = body.raw("requestArchived").is_some() && body.raw("info").is_none();
    if archives { "archive" } else { "change" }
}

/// §4. INFERRED: the data are replaced as a whole, `requestArchived` beside them is ignored, and
/// `false` brings an application back.
pub(super) fn change(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = body.application_id()?;
    let application = world.osnovanie.find(id).ok_or_else(|| errors::unknown(id))?;
    if application.is_busy(now_ms) {
        return Err(errors::busy(id));
    }
    let (row, status) = (application.row, application.status(now_ms));
    let subject = id.to_string();
    if variant(body) == "archive" {
        let archived: Option<bool> = body.member("requestArchived")?;
        return Ok(carry_out(world, ("archive", &subject), row, now_ms, |world| {
            if let Some(application) = world.osnovanie.find_mut(id) {
                application.archived = archived.unwrap_or_default();
            }
            (id, done())
        }));
    }
    let info = Info::read(body)?;
    if info.0.raw("identificationKind").is_none() {
        return Err(errors::quoted(500, "Не указано поле identificationKind"));
    }
    if matches!(status, 3 | 4) {
        return Err(errors::quoted(500, &format!("Заявку №{id} нельзя изменить")));
    }
    Ok(carry_out(world, ("change", &subject), row, now_ms, |world| {
        if let Some(application) = world.osnovanie.find_mut(id) {
            application.info = info;
            application.changed_ms = now_ms;
        }
        (id, done())
    }))
}
