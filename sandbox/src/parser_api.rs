//! api-parser.ru: `GET /parser/fssp_api/search_…` and `GET /stat/`
//!
//! Source: what public clients of parser-api.com and service.api-assist.com send and read. INFERRED:
//! the statuses and texts of all errors but the missing parameter's, the order of the checks, that
//! an unknown parameter is ignored and a wrong value is not, and that an answer with `done` counts
//! as a request of the month.

mod people;

use serde::Serialize;

use crate::http::{Call, json, page};
use crate::{Person, Reply, World};

pub(crate) const KEY: &str = "sandbox0parser0api0key0000000000";

/// A trial key.
const MONTH_LIMIT: u64 = 200;
const USED_BEFORE: u64 = 12;

pub(crate) fn people() -> Vec<Person> {
    people::ROWS.iter().map(people::Row::person).collect()
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let (name, operation, required): (_, _, &[&str]) = match call.path {
        "/parser/fssp_api/search_fiz" => {
            ("parser_api.search_fiz", people::PHYSICAL, &["lastName", "firstName", "dob"])
        }
        "/parser/fssp_api/search_ur_by_name" => {
            ("parser_api.search_ur_by_name", people::BY_NAME, &["name"])
        }
        "/parser/fssp_api/search_ur_by_inn" => {
            ("parser_api.search_ur_by_inn", people::BY_INN, &["inn"])
        }
        "/stat/" => return world.serve("parser_api.stat", None, |world| stat(world, call)),
        _ => return world.serve("parser_api.unknown", None, |_| Err(page(404, "Not Found"))),
    };
    let subject = required.first().and_then(|name| call.param(name));
    world.serve(name, subject, |world| {
        check(call)?;
        if let Some(missing) =
            required.iter().find(|name| call.param(name).is_none_or(str::is_empty))
        {
            return Err(refused(400, &format!("Missing {missing} in input params"), Some(40_001)));
        }
        if call.param("dob").is_some_and(|dob| day(dob).is_none()) {
            return Err(refused(400, "Wrong dob in input params", Some(40_002)));
        }
        search(world, call, operation)
    })
}

fn search(world: &mut World, call: &Call<'_>, operation: &str) -> Result<Reply, Reply> {
    if MONTH_LIMIT <= used(world) {
        return Err(refused(429, "Month limit exceeded", None));
    }
    let row = people::ROWS.iter().find(|row| row.operation == operation && row.is_asked(call));
    let answer = row.map_or(people::NOTHING, |row| {
        let turn = world.turn(format!("{operation}/{}", row.asked));
        row.first.filter(|_| turn == 0).unwrap_or(row.answer)
    });
    let reply = answer.play("", call.now_ms);
    let answered = matches!(&reply, Reply::Response(response) if response.status == 200);
    if answered || answer.was_carried_out() {
        world.parser_api_requests += 1;
    }
    Ok(reply)
}

fn check(call: &Call<'_>) -> Result<(), Reply> {
    if call.method() != "GET" {
        return Err(refused(405, "Method not allowed", None));
    }
    match call.param("key") {
        None | Some("") => Err(refused(401, "Missing key", None)),
        Some(KEY) if call.repeats_a_param() => Err(refused(400, "Wrong input params", None)),
        Some(KEY) => Ok(()),
        Some(_) => Err(refused(403, "Wrong key", None)),
    }
}

fn used(world: &World) -> u64 {
    USED_BEFORE + world.parser_api_requests
}

#[derive(Serialize)]
struct Service {
    service: &'static str,
    month_limit: u64,
    month_request_count: u64,
}

fn stat(world: &World, call: &Call<'_>) -> Result<Reply, Reply> {
    check(call)?;
    let service = |service, month_request_count| Service {
        service,
        month_limit: MONTH_LIMIT,
        month_request_count,
    };
    Ok(json(200, &[service("fssp_api", used(world)), service("arbitr_api", 3)]))
}

#[derive(Serialize)]
struct Refusal<'a> {
    done: u8,
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<u32>,
}

fn refused(status: u16, error: &str, error_code: Option<u32>) -> Reply {
    json(status, &Refusal { done: 0, error, error_code })
}

/// `dd.mm.YYYY` or `YYYY-mm-dd`, as day, month and year.
fn day(text: &str) -> Option<[&str; 3]> {
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let of = |sign| {
        let parts: Vec<_> = text.split(sign).collect();
        <[&str; 3]>::try_from(parts).ok()
    };
    let dotted = of('.');
    let [day, month, year] =
        dotted.or_else(|| of('-').map(|[year, month, day]| [day, month, year]))?;
    (digits(day, 2) && digits(month, 2) && digits(year, 4)).then_some([day, month, year])
}
