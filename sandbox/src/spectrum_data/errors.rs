//! Errors in their three shapes: an event in an envelope, an event alone, and what Spring writes.

use serde::Serialize;

use crate::http::{Call, json};
use crate::{Reply, clock};

#[derive(Serialize)]
struct Spring<'a> {
    timestamp: String,
    status: u16,
    error: &'a str,
    exception: &'static str,
    message: &'a str,
    path: &'a str,
}

pub(super) fn spring(call: &Call<'_>, status: u16, error: &str) -> Reply {
    let exception = "org.springframework.http.converter.HttpMessageNotReadableException";
    let timestamp = clock::iso(call.now_ms);
    json(status, &Spring { timestamp, status, error, exception, message: error, path: call.path })
}

#[derive(Serialize)]
struct Failed<'a> {
    state: &'static str,
    stamp: String,
    event: Event<'a>,
}

#[derive(Serialize)]
struct Event<'a> {
    uid: &'static str,
    stamp: String,
    cls: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
    message: String,
    data: Data<'a>,
    events: [(); 0],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data<'a> {
    Entity { entity_type: &'static str, entity_uid: &'a str },
    Token { token: &'a str },
}

pub(super) fn unknown_type(uid: &str, now_ms: i64) -> Reply {
    let event = Event {
        uid: "",
        stamp: clock::iso(now_ms),
        cls: "Data",
        kind: "DataSeekObjectError",
        name: "Отсутствие объекта с заданным идентификатором",
        message: format!("Отсутствует объект типа api.model.Report_Type с UID {uid}"),
        data: Data::Entity { entity_type: "api.model.Report_Type", entity_uid: uid },
        events: [],
    };
    json(500, &Failed { state: "fail", stamp: clock::iso(now_ms), event })
}

/// The provider repeats the token.
pub(super) fn token(kind: &'static str, name: &'static str, token: &str, now_ms: i64) -> Reply {
    let event = Event {
        uid: "",
        stamp: clock::iso(now_ms),
        cls: "Security",
        kind,
        name,
        message: format!("{name}:{token}"),
        data: Data::Token { token },
        events: [],
    };
    json(400, &event)
}
