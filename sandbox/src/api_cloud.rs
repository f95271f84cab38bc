//! api-cloud.ru: `GET /api/nsso.php`, `/api/fssp.php` and `/api/apilk.php`
//!
//! Source: the api-cloud document on NSSO; for fssp.php its page and public clients. Its errors come with HTTP 200 and a code of their own.
//! INFERRED: the order of the checks, which code an unknown type or a repeated parameter gets, that
//! a request is charged for unless it ends in an error code, that the credit cannot be spent, and
//! the form of the balance's answer, which no document shows.

mod errors;
mod fssp;
mod fssp_people;
mod nsso;
mod people;

use crate::http::{Call, json, page, respond, with_header};
use crate::{Person, Reply, World};

/// 32 characters.
pub(crate) const TOKEN: &str = "sandbox0api0cloud0token000000000";

/// Kopecks; after one request the balance is the document's 14700.
const START: u64 = 1_470_075;
const PRICE: u64 = 75;

pub(crate) fn people() -> Vec<Person> {
    let fssp = fssp_people::ROWS.iter().map(fssp_people::Row::person);
    fssp.chain(people::ROWS.iter().map(people::Row::person)).chain(errors::people()).collect()
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let kind = call.param("type");
    match (call.path, kind) {
        ("/api/nsso.php", Some("checkPolicy")) => {
            let subject = call.param("gosNumber").or(call.param("polis"));
            world.serve("api_cloud.nsso.checkPolicy", subject, |world| {
                check(call, &["type", "token", "gosNumber", "polis", "date", "onlyActual"])?;
                nsso::check_policy(world, call)
            })
        }
        ("/api/fssp.php", _) => {
            let Some(kind) = kind.and_then(fssp::kind) else {
                return world.serve("api_cloud.fssp", None, |_| Err(untyped(call, kind)));
            };
            let subject = call.param(kind.subject);
            world.serve(&format!("api_cloud.fssp.{}", kind.name), subject, |world| {
                check(call, &[&["type", "token"], kind.required, kind.optional].concat())?;
                fssp::search(world, call, kind)
            })
        }
        ("/api/nsso.php", _) => world.serve("api_cloud.nsso", None, |_| Err(untyped(call, kind))),
        ("/api/apilk.php", Some("balance")) => {
            world.serve("api_cloud.apilk.balance", None, |world| {
                check(call, &["type", "token"])?;
                Ok(text(&format!(r#"{{"status":200,"balance":{}}}"#, rubles(balance(world)))))
            })
        }
        ("/api/apilk.php", _) => world.serve("api_cloud.apilk", None, |_| Err(untyped(call, kind))),
        _ => world.serve("api_cloud.unknown", None, |_| Err(page(404, "Not Found"))),
    }
}

/// What all methods have in common: HTTPS, GET, a token, no parameter twice and none unknown.
fn check(call: &Call<'_>, known: &[&str]) -> Result<(), Reply> {
    if let Some(rest) = call.url().strip_prefix("http://api-cloud.ru/") {
        let redirect = page(301, "Moved Permanently");
        return Err(with_header(redirect, "location", format!("https://api-cloud.ru/{rest}")));
    }
    // "Otherwise we do not see the parameters that you pass": not even the type.
    if call.method() != "GET" {
        return Err(error("500", "MISSING_REQUIRED_TYPE_PARAMETER"));
    }
    match call.param("token").or(call.header("token")) {
        None => return Err(error("502", "MISSING_REQUIRED_TOKEN_PARAMETER")),
        Some(token) if token.len() != 32 => return Err(error("499", "WRONG_TOKEN_KEY")),
        Some(TOKEN) => {}
        Some(_) => return Err(error("503", "TOKEN_NOT_REGISTERED_IN_THE_SYSTEM")),
    }
    if call.repeats_a_param() {
        return Err(error("111", "PARAMETER_CONFLICT"));
    }
    match call.params().find(|name| !known.contains(name)) {
        Some(name) => Err(forbidden(name)),
        None => Ok(()),
    }
}

fn untyped(call: &Call<'_>, kind: Option<&str>) -> Reply {
    match (check(call, &["type", "token"]), kind) {
        (_, None) => error("500", "MISSING_REQUIRED_TYPE_PARAMETER"),
        (Err(refusal), _) => refusal,
        (Ok(()), Some(_)) => error("602", "TOKEN_NO_ACCESS"),
    }
}

fn error(code: &str, message: &str) -> Reply {
    json(200, &std::collections::BTreeMap::from([("error", code), ("message", message)]))
}

fn forbidden(name: &str) -> Reply {
    error("888", &format!("{name}: forbidden symbols present"))
}

/// Takes the price; `Err` when the balance does not reach.
fn charge(world: &mut World, price: u64) -> Result<(), Reply> {
    if balance(world) < price {
        return Err(error("498", "TOKEN_NO_MONEY"));
    }
    world.api_cloud_spent += price;
    Ok(())
}

fn balance(world: &World) -> u64 {
    START.saturating_sub(world.api_cloud_spent)
}

/// `14700`, `14700.5`, `14700.75`: as PHP writes a number.
fn rubles(kopecks: u64) -> String {
    let (whole, rest) = (kopecks / 100, kopecks % 100);
    match rest {
        0 => whole.to_string(),
        _ if rest.is_multiple_of(10) => format!("{whole}.{}", rest / 10),
        _ => format!("{whole}.{rest:02}"),
    }
}

fn text(body: &str) -> Reply {
    respond(200, crate::http::JSON, body.as_bytes().to_vec())
}
