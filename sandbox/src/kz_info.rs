//! KZ Info: `POST /api/v1/backend/info/kz/exec_proc_info/`
//!
//! Source: the KZ Info document of biometric.kz. It shows the texts of its errors and not their
//! form: `{"detail": …}` is INFERRED from public clients of the platform, as are the answers to a
//! wrong key (401), a wrong IIN, a wrong method and a wrong content type.

mod people;

use serde::Deserialize;

use crate::http::{Call, json, page, with_header};
use crate::{Person, Reply, World};

/// 47 characters or more, url-safe (KZ Info document, section "Получение API-KEY организации").
pub(crate) const API_KEY: &str = "sandbox-kz-info-backend-api-key-that-opens-nothing";

pub(crate) fn people() -> Vec<Person> {
    people::ROWS.iter().map(people::Row::person).collect()
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    if call.path != "/api/v1/backend/info/kz/exec_proc_info/" {
        return world.serve("kz_info.unknown", None, |_| Err(page(404, "Not Found")));
    }
    let body = serde_json::from_slice::<Body>(call.body());
    let iin = body.as_ref().ok().and_then(|body| body.iin.clone());
    world.serve("kz_info.exec_proc_info", iin.as_deref(), |world| {
        let iin = check(call, body)?;
        let Some(row) = people::ROWS.iter().find(|row| row.iin == iin) else {
            return Ok(detail(404, "Subject not found"));
        };
        let turn = world.turn(format!("kz_info/{iin}"));
        let answer = row.first.filter(|_| turn == 0).unwrap_or(row.answer);
        Ok(answer.play(&iin, call.now_ms))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    api_key: Option<String>,
    iin: Option<String>,
}

fn check(call: &Call<'_>, body: serde_json::Result<Body>) -> Result<String, Reply> {
    if call.method() != "POST" {
        let refusal = detail(405, &format!("Method \"{}\" not allowed.", call.method()));
        return Err(with_header(refusal, "allow", "POST, OPTIONS".to_owned()));
    }
    let content_type = call.header("content-type").unwrap_or_default();
    if content_type.split(';').next().map(str::trim) != Some("application/json") {
        return Err(detail(415, "Unsupported media type in request."));
    }
    let body = body.map_err(|error| {
        detail(400, if error.is_data() { "Invalid request body" } else { "JSON parse error" })
    })?;
    if body.api_key.as_deref() != Some(API_KEY) {
        return Err(detail(401, "Authentication credentials were not provided or are invalid."));
    }
    body.iin
        .filter(|iin| iin.len() == 12 && iin.bytes().all(|byte| byte.is_ascii_digit()))
        .ok_or_else(|| detail(400, "Invalid IIN"))
}

fn detail(status: u16, text: &str) -> Reply {
    json(status, &std::collections::BTreeMap::from([("detail", text)]))
}
