//! УЦ Основание, External API v2: `POST /api/external/v2/…`
//!
//! Source: the document "External API V2" of 15.11.2022, by its sections (§). INFERRED, because the
//! document does not say it: the order of the checks, the texts of the errors and which of them are
//! quoted as JSON (a public client takes quotes away), 401 and 404 without more than a text, 405 and
//! 415 as .NET answers them, dates of Moscow, and all durations. The public key and the signatures
//! in the files are not looked at, so the p10's own way of identification (§3) is not either.

mod application;
mod archive;
mod attach;
mod body;
mod certificate;
mod changes;
mod errors;
mod files;
mod filter;
mod fns;
mod info;
mod office;
mod pages;
mod people;
mod reads;
mod row;
mod slip;
mod view;

use crate::http::{Call, page};
use crate::{Person, Reply, World};
use body::Object;
pub(crate) use office::Office;

pub(crate) const PREFIX: &str = "/api/external/v2/";

pub(crate) const LOGIN: &str = "manager@sandbox.invalid";
pub(crate) const PASSWORD: &str = "sandbox-osnovanie-password";

pub(crate) fn people() -> Vec<Person> {
    let created = people::ROWS.iter().map(row::Row::person);
    created.chain(fns::people()).chain(office::people()).collect()
}

struct Endpoint {
    path: &'static str,
    /// What it counts as.
    name: fn(&Object) -> String,
    subject: fn(&Object) -> Option<String>,
    act: fn(&mut World, &Object, i64) -> Result<Reply, Reply>,
}

const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "request/list",
        name: |_| "list".to_owned(),
        subject: |_| None,
        act: reads::list,
    },
    Endpoint {
        path: "request/create",
        name: |_| "create".to_owned(),
        subject: changes::snils,
        act: changes::create,
    },
    Endpoint {
        path: "request/change",
        name: |body| changes::variant(body).to_owned(),
        subject: application_id,
        act: changes::change,
    },
    Endpoint {
        path: "request/view",
        name: |_| "view".to_owned(),
        subject: application_id,
        act: reads::view,
    },
    Endpoint {
        path: "request/attach_file",
        name: attach::name,
        subject: application_id,
        act: attach::attach,
    },
    Endpoint {
        path: "products",
        name: |_| "products".to_owned(),
        subject: |_| None,
        act: |_, _, _| Ok(reads::products()),
    },
    Endpoint {
        path: "request/result",
        name: |_| "result".to_owned(),
        subject: application_id,
        act: reads::result,
    },
    Endpoint {
        path: "request/status",
        name: |_| "status".to_owned(),
        subject: |_| None,
        act: reads::status,
    },
    Endpoint {
        path: "request/client_docs",
        name: |_| "client_docs".to_owned(),
        subject: application_id,
        act: reads::client_docs,
    },
    Endpoint {
        path: "fns/find",
        name: |_| "fns_find".to_owned(),
        subject: |_| None,
        act: |_, body, _| fns::find(body),
    },
    Endpoint {
        path: "request/attach_certificate",
        name: |_| "attach_certificate".to_owned(),
        subject: certificate::subject,
        act: certificate::attach,
    },
];

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let path = call.path.strip_prefix(PREFIX).unwrap_or_default();
    let Some(endpoint) = ENDPOINTS.iter().find(|endpoint| endpoint.path == path) else {
        return world.serve("osnovanie.unknown", None, |_| Err(page(404, "Not Found")));
    };
    let body = Object::read(call.body());
    let known = body.as_ref().map(|body| ((endpoint.name)(body), (endpoint.subject)(body)));
    let (name, subject) = known.unwrap_or_else(|| (endpoint.path.replace("request/", ""), None));
    world.serve(&format!("osnovanie.{name}"), subject.as_deref(), |world| {
        check(call)?;
        let body = body.ok_or_else(errors::not_json)?;
        authorise(&body)?;
        (endpoint.act)(world, &body, call.now_ms)
    })
}

/// §1: POST and `application/json`, nothing else in the headers.
fn check(call: &Call<'_>) -> Result<(), Reply> {
    if call.method() != "POST" {
        return Err(errors::method(call.method()));
    }
    let content_type = call.header("content-type").unwrap_or_default();
    match content_type.split(';').next().map(str::trim) {
        Some("application/json") => Ok(()),
        _ => Err(errors::content_type(content_type)),
    }
}

fn authorise(body: &Object) -> Result<(), Reply> {
    let is = |name, secret| body.member::<String>(name).is_ok_and(|v| v.as_deref() == Some(secret));
    if is("login", LOGIN) && is("pass", PASSWORD) { Ok(()) } else { Err(errors::unauthorized()) }
}

/// As it counts, also where the body turns out to be wrong.
fn application_id(body: &Object) -> Option<String> {
    body.member::<i64>("requestId").ok().flatten().map(|id| id.to_string())
}
