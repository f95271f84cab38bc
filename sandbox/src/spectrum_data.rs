//! SpectrumData B2B: `POST /b2b/api/v1/user/reports/{report_type}/_make`,
//! `GET /b2b/api/v1/user/reports/{report}` and `GET /b2b/api/v1/user`
//!
//! Source: the public client avtocod/b2b-api-php with its recorded answers, and public integrations
//! of reports on people. INFERRED: every error but a malformed token's, an unknown report type's
//! and bad JSON's; what an order may hold; that under `FORCE` a known report is made anew under its
//! uid, and is shown as it was until that has begun; that `state` comes with `_detailed` and `content` with `_content` only; and,
//! above all, the shape of the FSSP's records, which is published nowhere; and of the account, what is
//! in it.

mod errors;
mod order;
mod people;
mod report;
mod token;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use crate::http::{Call, json, page};
use crate::{Person, Reply, World, clock};
use order::Order;
pub(crate) use report::Reports;
pub(crate) use token::{LOGIN, PASSWORD, TOKEN};

const ACCOUNT: &str = "/b2b/api/v1/user";
const REPORTS: &str = "/b2b/api/v1/user/reports/";

/// The one that has the FSSP's source.
const REPORT_TYPE: &str = "report_person@sandbox";
const OTHER_TYPE: &str = "report_identifiers@sandbox";

pub(crate) fn people() -> Vec<Person> {
    people::ROWS.iter().map(people::Row::person).collect()
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    if call.path == ACCOUNT {
        return world.serve("spectrum_data.account", None, |_| {
            asked_with("GET", call)?;
            Ok(envelope(call.now_ms, &[Account { uid: LOGIN }]))
        });
    }
    let rest = call.path.strip_prefix(REPORTS).unwrap_or_default();
    match rest.split('/').map(segment).collect::<Vec<_>>().as_slice() {
        [Some(kind), Some(make)] if make == "_make" => {
            let order = Order::read(call.body());
            let subject = order.as_ref().map(|order| order.subject().to_owned());
            world.serve("spectrum_data.make", subject.as_deref(), |world| {
                asked_with("POST", call)?;
                make_report(world, call, kind, order)
            })
        }
        [Some(uid)] => world.serve("spectrum_data.report", Some(uid), |world| {
            asked_with("GET", call)?;
            Ok(world.spectrum.show(uid, call))
        }),
        _ => world.serve("spectrum_data.unknown", None, |_| Err(page(404, "Not Found"))),
    }
}

/// Decoded; `None` where a sign that has to be encoded is not.
fn segment(text: &str) -> Option<String> {
    let encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    (!text.is_empty() && text.bytes().all(encoded)).then(|| decoded.into_owned())
}

fn asked_with(method: &str, call: &Call<'_>) -> Result<(), Reply> {
    if call.method() != method {
        return Err(errors::spring(call, 405, "Method Not Allowed"));
    }
    token::check(call)?;
    if method == "GET" && (!call.body().is_empty() || call.repeats_a_param()) {
        return Err(errors::spring(call, 400, "Bad Request"));
    }
    Ok(())
}

#[derive(Serialize)]
struct Account {
    uid: &'static str,
}

#[derive(Serialize)]
struct Made<'a> {
    uid: &'a str,
    isnew: bool,
    process_request_uid: String,
    suggest_get: String,
}

/// When most reports are complete.
const SUGGESTED_MS: i64 = 2_000;

fn make_report(
    world: &mut World,
    call: &Call<'_>,
    kind: &str,
    order: Option<Order>,
) -> Result<Reply, Reply> {
    let is_json = |kind: &str| kind.starts_with("application/json");
    if !call.header("content-type").is_some_and(is_json) {
        return Err(errors::spring(call, 415, "Unsupported Media Type"));
    }
    let Some(order) = order else { return Err(errors::spring(call, 400, "Bad Request")) };
    if ![REPORT_TYPE, OTHER_TYPE].contains(&kind) {
        return Err(errors::unknown_type(kind, call.now_ms));
    }
    let row = people::ROWS.iter().find(|row| row.is_asked(&order));
    let turn = world.turn(format!("spectrum_data.make/{}", order.subject()));
    let instead = row.and_then(|row| row.make).filter(|(lasts, _)| turn < *lasts);
    if let Some((_, answer)) = instead.filter(|(_, answer)| !answer.was_carried_out()) {
        return Ok(answer.play("", call.now_ms));
    }
    let (uid, is_new, is_work) = world.spectrum.make(kind, &order, row, call.now_ms);
    if is_work {
        world.count(format!("spectrum_data.make.executed/{}", order.subject()));
    }
    if let Some((_, answer)) = instead {
        return Ok(answer.play("", call.now_ms));
    }
    Ok(envelope(
        call.now_ms,
        &[Made {
            uid: &uid,
            isnew: is_new,
            process_request_uid: uid.replacen('@', "_process@", 1),
            suggest_get: clock::iso(call.now_ms.saturating_add(SUGGESTED_MS)),
        }],
    ))
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    state: &'static str,
    size: usize,
    stamp: String,
    data: &'a [T],
}

fn envelope<T: Serialize>(now_ms: i64, data: &[T]) -> Reply {
    json(200, &Envelope { state: "ok", size: data.len(), stamp: clock::iso(now_ms), data })
}
