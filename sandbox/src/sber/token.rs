//! `POST /ic/sso/api/v2/oauth/token`: tokens for a code, and for the tokens before them.
//!
//! Three forms of error: `error` and `error_description` (400, 406), `errorCode` and `errorMsg`
//! (403), `cause`, `referenceId` and `message` (429, 500). INFERRED: the texts beside `Unknown
//! refresh token`, `invalid_client` with 400, that a parameter in the URL, one that is unknown and
//! one that comes twice are refused, the 406 for an `Accept` without JSON.

mod clients;

use serde::Serialize;

use crate::answer::cut;
use crate::http::{Call, json, page, with_header};
use crate::{Reply, World};

use super::CLIENT_SECRET;
use super::tokens::Grant;
use clients::Play;
pub(super) use clients::{CLIENTS, Client};

const REDIRECT_URI: &str = "https://spravka.example/callback";
const SCOPE: &str = "openid inn GET_CLIENT_ACCOUNTS";
/// `{"alg":"gost34.10-2012","typ":"JWT"}`, `{"sub":"sandbox"}` and no signature that holds.
const ID_TOKEN: &str =
    "eyJhbGciOiJnb3N0MzQuMTAtMjAxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzYW5kYm94In0.c2FuZGJveA";

pub(super) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let form = call.form().map(Form);
    let grant_type = form.as_ref().and_then(|form| form.given("grant_type"));
    let grant_type = grant_type.filter(|name| GRANT_TYPES.contains(name)).map(str::to_owned);
    world.serve("sber.token", grant_type.as_deref(), |world| {
        let form = check(call, form)?;
        let client = authenticate(&form)?;
        let turn = world.turn(format!("sber.token/{}", client.id));
        match client.play {
            Play::Say(answer) => return Ok(answer.play("", call.now_ms)),
            Play::SayAtFirst(answer) if turn == 0 => return Ok(answer.play("", call.now_ms)),
            _ => {}
        }
        let grant = form.grant(world, call.now_ms)?;
        if grant.is_new {
            world.count("sber.token.issued".to_owned());
        }
        let issued = Issued {
            access_token: grant.access,
            token_type: "Bearer",
            expires_in: grant.expires_in,
            refresh_token: Some(grant.refresh).filter(|_| !matches!(client.play, Play::NoRefresh)),
            scope: form.given("scope").unwrap_or(SCOPE),
            id_token: ID_TOKEN,
        };
        Ok(match client.play {
            Play::GrantAnd(answer) => answer.play("", call.now_ms),
            Play::GrantAndAtFirst(answer) if turn == 0 => answer.play("", call.now_ms),
            Play::GrantAndCut => cut(json(200, &issued)),
            _ => with_header(json(200, &issued), "cache-control", "no-store".to_owned()),
        })
    })
}

const GRANT_TYPES: [&str; 2] = ["authorization_code", "refresh_token"];

/// A body of `application/x-www-form-urlencoded`, decoded.
struct Form(Vec<(String, String)>);

impl Form {
    fn given(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn required(&self, name: &str) -> Result<&str, Reply> {
        self.given(name).ok_or_else(|| invalid(&format!("Missing required parameter: {name}")))
    }

    fn grant(&self, world: &mut World, now_ms: i64) -> Result<Grant, Reply> {
        if let Some(code) = self.given("code") {
            let fits = self.given("redirect_uri") == Some(REDIRECT_URI);
            let grant = if fits { world.sber.exchange(code, now_ms) } else { None };
            return grant.ok_or_else(|| error(400, "invalid_grant", "Unknown authorization code"));
        }
        let grant = world.sber.refresh(self.given("refresh_token").unwrap_or_default(), now_ms);
        grant.ok_or_else(|| error(400, "invalid_grant", "Unknown refresh token"))
    }
}

/// Everything but who asks.
fn check(call: &Call<'_>, form: Option<Form>) -> Result<Form, Reply> {
    if call.method() != "POST" {
        let refusal = page(405, "Method Not Allowed");
        return Err(with_header(refusal, "allow", "POST".to_owned()));
    }
    let content_type = call.header("content-type").unwrap_or_default();
    if content_type.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(invalid("Content-Type must be application/x-www-form-urlencoded"));
    }
    let accepts = |accept: &str| accept.contains("application/json") || accept.contains("*/*");
    if !call.header("accept").is_none_or(accepts) {
        return Err(error(406, "not_acceptable", "Only application/json can be produced"));
    }
    let form = form.ok_or_else(|| invalid("Malformed body"))?;
    let mut rest = form.0.as_slice();
    while let [(name, _), others @ ..] = rest {
        if others.iter().any(|(other, _)| other == name) {
            return Err(invalid("Repeated parameter"));
        }
        rest = others;
    }
    if call.params().next().is_some() {
        return Err(invalid("Parameters belong into the body"));
    }
    let (required, optional) = match form.required("grant_type")? {
        "authorization_code" => (&["code", "redirect_uri"][..], "code_verifier"),
        "refresh_token" => (&["refresh_token"][..], "scope"),
        _ => return Err(error(400, "unsupported_grant_type", "Unsupported grant type")),
    };
    let required = [&["grant_type", "client_id", "client_secret"], required].concat();
    for name in &required {
        form.required(name)?;
    }
    if form.0.iter().any(|(name, _)| name != optional && !required.contains(&name.as_str())) {
        return Err(invalid("Unknown parameter"));
    }
    if form.given("code_verifier").is_some_and(|verifier| !is_verifier(verifier)) {
        return Err(invalid("Malformed code_verifier"));
    }
    let granted = |scope: &str| scope.split(' ').all(|word| SCOPE.split(' ').any(|g| g == word));
    if !form.given("scope").is_none_or(granted) {
        return Err(error(400, "invalid_scope", "The scope is wider than the user's consent"));
    }
    Ok(form)
}

fn authenticate(form: &Form) -> Result<&'static Client, Reply> {
    let client = CLIENTS.iter().find(|client| Some(client.id) == form.given("client_id"));
    client
        .filter(|_| form.given("client_secret") == Some(CLIENT_SECRET))
        .ok_or_else(|| error(400, "invalid_client", "Client authentication failed"))
}

/// RFC 7636, section 4.1.
fn is_verifier(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

#[derive(Serialize)]
struct Issued<'a> {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    scope: &'a str,
    id_token: &'static str,
}

#[derive(Serialize)]
struct Refusal<'a> {
    error: &'static str,
    error_description: &'a str,
}

fn invalid(error_description: &str) -> Reply {
    error(400, "invalid_request", error_description)
}

fn error(status: u16, error: &'static str, error_description: &str) -> Reply {
    json(status, &Refusal { error, error_description })
}
