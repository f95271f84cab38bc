//! Sber: `GET /fintech/api/v1/client-info` and `POST /ic/sso/api/v2/oauth/token`
//!
//! Source: the Sber API document on client-info, and its pages on tokens as clients quote them. The
//! document's pattern of an access token, 38 letters and digits, admits none of its own samples: a
//! token is a UUID, a hyphen and a digit, 38 characters as well. A client certificate, which the
//! real hosts ask for, is not looked at.
//!
//! INFERRED: which text a missing token gets, the 400 for parameters and for a body, the 405, that
//! a refresh does not end the life of the access token before it.

mod people;
mod token;
mod tokens;

use crate::http::{Call, JSON, page};
use crate::people::Holds;
use crate::{Person, Reply, World};
pub(crate) use tokens::Tokens;

pub(crate) const ACCESS_TOKEN: &str = "acce55ed-0000-4000-8000-000000000000-1";
pub(crate) const REFRESH_TOKEN: &str = "4ef4e5ed-0000-4000-8000-000000000000-1";
pub(crate) const AUTHORIZATION_CODE: &str = "c0de0000-0000-4000-8000-000000000000-1";
pub(crate) const CLIENT_SECRET: &str = "sandbox-sber-client-secret";

pub(crate) fn people() -> Vec<Person> {
    let first = Person {
        provider: "sber",
        operation: "sber.client_info",
        asked: vec![("secret sber.access_token", ACCESS_TOKEN.to_owned())],
        happens: "the document's sample, as for every token that the sandbox issues; after an \
                  hour 401"
            .to_owned(),
        holds: Holds::Records,
    };
    let others = people::ROWS.iter().map(people::Row::person);
    let clients = token::CLIENTS.iter().map(token::Client::person);
    [first].into_iter().chain(others).chain(clients).collect()
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    world.sber.begin(call.now_ms);
    let reply = match call.path {
        "/fintech/api/v1/client-info" => {
            world.serve("sber.client_info", None, |world| client_info(world, call))
        }
        "/ic/sso/api/v2/oauth/token" => token::answer(world, call),
        _ => world.serve("sber.unknown", None, |_| Err(page(404, "Not Found"))),
    };
    in_its_writing(reply)
}

fn client_info(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    if call.method() != "GET" {
        return Err(page(405, "Method Not Allowed"));
    }
    if call.params().next().is_some() || !call.body().is_empty() {
        return Err(people::INVALID.play("", call.now_ms));
    }
    let token = call.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let Some(token) = token.filter(|token| is_token(token)) else {
        return Err(people::MALFORMED.play("", call.now_ms));
    };
    if let Some(row) = people::ROWS.iter().find(|row| row.token == token) {
        let turn = world.turn(format!("sber.client_info/{token}"));
        let answer = row.first.filter(|_| turn == 0).unwrap_or(row.answer);
        return Ok(answer.play(token, call.now_ms));
    }
    if world.sber.opens(token, call.now_ms) {
        Ok(people::SAMPLE.play(token, call.now_ms))
    } else {
        Err(people::EXPIRED.play(token, call.now_ms))
    }
}

/// `3513f959-bbd5-490a-9f9f-67fb7380fae5-2`
fn is_token(text: &str) -> bool {
    let groups = text.split('-');
    let lengths = groups.clone().map(str::len);
    lengths.eq([8, 4, 4, 4, 12, 1])
        && groups.flat_map(str::bytes).all(|byte| byte.is_ascii_hexdigit())
}

/// The content type letter by letter as the document has it.
fn in_its_writing(mut reply: Reply) -> Reply {
    if let Reply::Response(response) = &mut reply {
        for (_, value) in response.headers.iter_mut().filter(|(_, value)| value == JSON) {
            *value = "application/json;charset=UTF-8".to_owned();
        }
    }
    reply
}
