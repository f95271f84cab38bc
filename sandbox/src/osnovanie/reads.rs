//! What is asked of applications: `list`, `view`, `status`, `result`, `client_docs`, `products`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::application::Application;
use super::body::Object;
use super::filter::Filter;
use super::pages::{Listed, Page};
use super::{errors, files, slip};
use crate::http::{JSON, json, respond};
use crate::{Reply, World};

/// §2. In the order of the numbers.
pub(super) fn list(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    #[derive(Serialize)]
    struct Found<'a> {
        info: Vec<Listed<'a>>,
    }
    let filter = Filter::read(body)?;
    let all = world.osnovanie.all();
    let found = all.filter(|(id, application)| filter.fits(*id, application, now_ms));
    let page = |(id, application)| Listed(Page { id, application, now_ms });
    Ok(json(200, &Found { info: found.map(page).collect() }))
}

/// §5. INFERRED: an application in 22 can be looked at.
pub(super) fn view(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = body.application_id()?;
    let row = world.osnovanie.find(id).map(|application| application.row);
    let row = row.ok_or_else(|| errors::plain(403, errors::NOT_YOURS))?;
    if let Some(slip) = slip::slip(world, "view", &id.to_string(), row) {
        return Ok(slip.answer.play("", now_ms));
    }
    let application = world.osnovanie.find(id);
    let page = application.map(|application| Page { id, application, now_ms });
    Ok(json(200, &page.as_ref().map(Page::view)))
}

/// §9. INFERRED: every number once, in the order of the numbers; there is no limit to them.
pub(super) fn status(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Pair {
        request_id: i64,
        status_id: u8,
    }
    let asked: Option<BTreeSet<i64>> = body.member("requests").ok().flatten();
    let asked = asked.ok_or_else(|| errors::quoted(400, "Ошибка входных данных"))?;
    for id in &asked {
        let row = world.osnovanie.find(*id).map(|application| application.row);
        if let Some(slip) = row.and_then(|row| slip::slip(world, "status", &id.to_string(), row)) {
            return Ok(slip.answer.play("", now_ms));
        }
    }
    let status = |id| world.osnovanie.find(id).map_or(0, |application| application.status(now_ms));
    let pairs = asked.into_iter().map(|id| Pair { request_id: id, status_id: status(id) });
    Ok(json(200, &pairs.collect::<Vec<_>>()))
}

/// §8. INFERRED: an empty array before the certificate is there.
pub(super) fn result(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = body.application_id()?;
    let application = world.osnovanie.find(id).ok_or_else(|| errors::unknown(id))?;
    Ok(json(200, &files::results(id, settled(id, application, now_ms)?, now_ms)))
}

/// §10. INFERRED: an empty array for a type that has no documents.
pub(super) fn client_docs(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = body.application_id()?;
    let file_type: Option<i64> = body.member("fileType")?;
    let file_type = file_type.ok_or_else(errors::format)?;
    let application = world.osnovanie.find(id);
    let application = application.ok_or_else(|| errors::quoted(404, errors::NOT_YOURS))?;
    let application = settled(id, application, now_ms)?;
    Ok(json(200, &files::client_docs(id, application, file_type)))
}

/// §7, with a product of parts, which the document speaks of (§3) and does not show.
pub(super) fn products() -> Reply {
    let products = include_str!("../answers/osnovanie_products.json");
    respond(200, JSON, products.as_bytes().to_vec())
}

fn settled(id: i64, application: &Application, now_ms: i64) -> Result<&Application, Reply> {
    if application.is_busy(now_ms) { Err(errors::busy(id)) } else { Ok(application) }
}
