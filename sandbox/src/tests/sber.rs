//! Sber's tokens, their rotation, and what its two endpoints turn down.

use serde::Deserialize;

use super::*;
use crate::people;

const CLIENT_INFO: &str = "https://fintech.sberbank.ru:9443/fintech/api/v1/client-info";
const TOKEN: &str = "https://fintech.sberbank.ru:9443/ic/sso/api/v2/oauth/token";
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The first request of the operation that leads to this token or this client.
pub(super) fn ask(world: &mut World, person: &Person, now_ms: i64) -> Reply {
    match person.operation {
        "sber.client_info" => client_info(world, value(person, "secret sber.access_token"), now_ms),
        _ => refresh(world, value(person, "client_id"), secret("sber.refresh_token"), now_ms),
    }
}

fn client_info(world: &mut World, token: &str, now_ms: i64) -> Reply {
    let headers = [("authorization".to_owned(), format!("Bearer {token}"))];
    let request = Request { method: "GET", url: CLIENT_INFO, headers: &headers, body: &[] };
    respond(world, &request, now_ms)
}

fn post(world: &mut World, pairs: &[(&str, &str)], now_ms: i64) -> Reply {
    post_text(world, &query(pairs), now_ms)
}

fn post_text(world: &mut World, body: &str, now_ms: i64) -> Reply {
    let headers = [
        ("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
        ("Accept".to_owned(), "application/json".to_owned()),
    ];
    let request = Request { method: "POST", url: TOKEN, headers: &headers, body: body.as_bytes() };
    respond(world, &request, now_ms)
}

fn refreshing<'a>(client: &'a str, token: &'a str) -> [(&'static str, &'a str); 4] {
    [
        ("grant_type", "refresh_token"),
        ("client_id", client),
        ("client_secret", secret("sber.client_secret")),
        ("refresh_token", token),
    ]
}

fn exchanging() -> [(&'static str, &'static str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("client_id", "sandbox-client"),
        ("client_secret", secret("sber.client_secret")),
        ("code", secret("sber.authorization_code")),
        ("redirect_uri", "https://spravka.example/callback"),
    ]
}

fn refresh(world: &mut World, client: &str, token: &str, now_ms: i64) -> Reply {
    post(world, &refreshing(client, token), now_ms)
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issued {
    access_token: String,
    token_type: String,
    expires_in: u32,
    refresh_token: Option<String>,
    scope: String,
    id_token: String,
}

fn issued(reply: &Reply) -> Issued {
    assert_eq!(response(reply).status, 200, "{}", text(reply));
    serde_json::from_slice(&response(reply).body).unwrap()
}

fn status(reply: &Reply) -> u16 {
    response(reply).status
}

const UNKNOWN: &str = r#"{"error":"invalid_grant","error_description":"Unknown refresh token"}"#;

#[test]
fn an_access_token_lives_an_hour_and_its_successor_too() {
    let mut world = World::new();
    let old = secret("sber.access_token");
    assert_eq!(status(&client_info(&mut world, old, NOW)), 200);
    assert_eq!(status(&client_info(&mut world, old, NOW + HOUR - 1)), 200);
    let expired = client_info(&mut world, old, NOW + HOUR);
    assert_eq!(status(&expired), 401);
    assert!(text(&expired).contains(&format!("accessToken not found by value = {old}\"")));
    let reply = refresh(&mut world, "sandbox-client", secret("sber.refresh_token"), NOW + HOUR);
    let new = issued(&reply);
    assert_eq!((new.access_token.len(), new.expires_in, &*new.token_type), (38, 3600, "Bearer"));
    assert_eq!(new.id_token.split('.').count(), 3);
    assert_eq!(header(&reply, "content-type"), Some("application/json;charset=UTF-8"));
    assert_eq!(status(&client_info(&mut world, &new.access_token, NOW + 2 * HOUR - 1)), 200);
    assert_eq!(status(&client_info(&mut world, &new.access_token, NOW + 2 * HOUR)), 401);
    assert_eq!(world.counters()["sber.client_info"], 5);
    assert_eq!(world.counters()["sber.client_info.refused"], 2);
    assert_eq!(world.counters()["sber.token/refresh_token"], 1);
    assert_eq!(world.counters()["sber.token.issued"], 1);
}

#[test]
fn a_used_refresh_token_is_kept_for_two_hours() {
    let mut world = World::new();
    let ask =
        |world: &mut World, token: &str, now_ms| refresh(world, "sandbox-client", token, now_ms);
    let first = secret("sber.refresh_token");
    let second = issued(&ask(&mut world, first, NOW));
    let again = issued(&ask(&mut world, first, NOW + HOUR));
    assert_eq!(again, Issued { expires_in: 0, ..issued(&ask(&mut world, first, NOW)) });
    assert_eq!(again.refresh_token, second.refresh_token);
    assert_eq!(
        issued(&ask(&mut world, first, NOW + 2 * HOUR - 1)).refresh_token,
        second.refresh_token
    );
    let over = ask(&mut world, first, NOW + 2 * HOUR);
    assert_eq!((status(&over), &*text(&over)), (400, UNKNOWN));
    assert_eq!(world.counters()["sber.token.issued"], 1);

    let second = second.refresh_token.unwrap();
    let third = issued(&ask(&mut world, &second, NOW + HOUR)).refresh_token.unwrap();
    assert!(third != second && second != first);
    assert_eq!(text(&ask(&mut world, first, NOW + HOUR)), UNKNOWN, "older than the reserve");
    assert_eq!(issued(&ask(&mut world, &second, NOW + HOUR)).refresh_token.unwrap(), third);
    let half_a_year = 180 * 24 * HOUR;
    assert_eq!(text(&ask(&mut world, &third, NOW + HOUR + half_a_year)), UNKNOWN);
    assert_eq!(status(&ask(&mut world, &third, NOW + HOUR + half_a_year - 1)), 200);
    assert_eq!(text(&ask(&mut world, "other", NOW)), UNKNOWN);
}

#[test]
fn a_code_works_once_for_two_minutes() {
    let mut world = World::new();
    let pair = issued(&post(&mut world, &exchanging(), NOW));
    assert_eq!(status(&client_info(&mut world, &pair.access_token, NOW)), 200);
    let again = post(&mut world, &exchanging(), NOW + 1);
    assert_eq!(status(&again), 400);
    assert!(text(&again).starts_with(r#"{"error":"invalid_grant","#));
    let next = refresh(&mut world, "sandbox-client", &pair.refresh_token.unwrap(), NOW + 1);
    assert_eq!(status(&next), 200);
    assert_eq!(world.counters()["sber.token/authorization_code"], 2);
    assert_eq!(world.counters()["sber.token.refused"], 1);
    assert_eq!(world.counters()["sber.token.issued"], 2);

    for (late, status) in [(2 * MINUTE - 1, 200), (2 * MINUTE, 400)] {
        let mut world = World::new();
        client_info(&mut world, secret("sber.access_token"), NOW);
        let reply = post(&mut world, &exchanging(), NOW + late);
        assert_eq!(response(&reply).status, status);
    }
    let verifier = ("code_verifier", &*"a".repeat(43));
    let pairs = [exchanging().as_slice(), &[verifier]].concat();
    assert_eq!(status(&post(&mut World::new(), &pairs, NOW)), 200);
}

#[test]
fn a_lost_answer_is_had_again_with_the_old_token() {
    let mut world = World::new();
    let old = secret("sber.refresh_token");
    let lost = refresh(&mut world, "sandbox-client-lost", old, NOW);
    assert_eq!(lost, Reply::Failure { kind: "timeout", sent: "maybe" });
    assert_eq!(world.counters()["sber.token.issued"], 1);
    let pair = issued(&refresh(&mut world, "sandbox-client-lost", old, NOW + 30_000));
    assert_eq!(pair.expires_in, 3570);
    assert_eq!(world.counters()["sber.token.issued"], 1);

    for client in ["sandbox-client-empty", "sandbox-client-cut"] {
        let mut world = World::new();
        let reply = refresh(&mut world, client, old, NOW);
        let body = response(&reply);
        assert!(body.body.is_empty() || body.body.len() < body.declared_length, "{client}");
        assert_eq!(world.counters()["sber.token.issued"], 1, "{client}");
    }
    let reply = refresh(&mut World::new(), "sandbox-client-no-refresh", old, NOW);
    assert!(!text(&reply).contains("refresh_token"));
}

#[test]
fn the_token_endpoint_has_three_forms_of_error() {
    for (client, status, members) in [
        ("sandbox-client-403", 403, ["errorCode", "errorMsg"]),
        ("sandbox-client-406", 406, ["error", "error_description"]),
        ("sandbox-client-429", 429, ["cause", "referenceId"]),
        ("sandbox-client-500", 500, ["cause", "referenceId"]),
        ("sandbox-client-html", 400, ["<html>", "No required SSL certificate was sent"]),
    ] {
        let mut world = World::new();
        let reply = refresh(&mut world, client, secret("sber.refresh_token"), NOW);
        assert_eq!(response(&reply).status, status, "{client}");
        assert!(members.iter().all(|member| text(&reply).contains(member)), "{client}");
        assert_eq!(header(&reply, "retry-after"), None);
        assert_eq!(world.counters().get("sber.token.issued"), None, "{client}");
        assert_eq!(world.counters().get("sber.token.refused"), None, "{client}");
    }
}

#[test]
fn the_token_endpoint_is_strict() {
    let good = refreshing("sandbox-client", secret("sber.refresh_token"));
    let with = |name: &str, value: &'static str| {
        query(&good.map(|(known, old)| (known, if known == name { value } else { old })))
    };
    let and = |name, value| query(&[good.as_slice(), &[(name, value)]].concat());
    let code = |name, value| query(&[exchanging().as_slice(), &[(name, value)]].concat());
    for (case, body, error) in [
        ("no body", String::new(), "invalid_request"),
        ("JSON", r#"{"grant_type":"refresh_token"}"#.to_owned(), "invalid_request"),
        ("no grant type", with("grant_type", ""), "invalid_request"),
        ("another", with("grant_type", "client_credentials"), "unsupported_grant_type"),
        ("nothing to refresh", with("refresh_token", ""), "invalid_request"),
        ("no client", with("client_id", ""), "invalid_request"),
        ("other client", with("client_id", "sandbox"), "invalid_client"),
        ("other secret", with("client_secret", "sandbox"), "invalid_client"),
        ("other token", with("refresh_token", "sandbox"), "invalid_grant"),
        ("an access token", with("refresh_token", secret("sber.access_token")), "invalid_grant"),
        ("twice", and("client_id", "sandbox-client"), "invalid_request"),
        ("unknown", and("redirect_uri", "https://spravka.example/callback"), "invalid_request"),
        ("wider", and("scope", "openid PAY_DOC_RU"), "invalid_scope"),
        ("a broken escape", with("client_id", "%").replace("%25", "%"), "invalid_request"),
        ("a blank", with("client_id", "a b").replace("%20", " "), "invalid_request"),
        ("no redirect", query(&exchanging()[..4]), "invalid_request"),
        ("short verifier", code("code_verifier", "a"), "invalid_request"),
        ("scope of a code", code("scope", "openid"), "invalid_request"),
        ("other redirect", query(&exchanging()).replace("example", "test"), "invalid_grant"),
    ] {
        let mut world = World::new();
        let reply = post_text(&mut world, &body, NOW);
        assert_eq!(response(&reply).status, 400, "{case}");
        let text = text(&reply);
        assert!(
            text.starts_with(&format!(r#"{{"error":"{error}","error_description":""#)),
            "{case}: {text}"
        );
        assert_eq!(world.counters()["sber.token.refused"], 1, "{case}");
        assert_eq!(world.counters().get("sber.token.issued"), None, "{case}");
    }
    let body = query(&good);
    let form = ("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    for (method, url, headers, status) in [
        ("POST", TOKEN, vec![form], 200),
        ("POST", TOKEN, vec![form, ("accept", "*/*")], 200),
        ("POST", TOKEN, vec![form, ("accept", "application/jose")], 406),
        ("POST", TOKEN, vec![("content-type", "application/json")], 400),
        ("POST", TOKEN, vec![], 400),
        ("GET", TOKEN, vec![form], 405),
        ("POST", "/ic/sso/api/v2/oauth/token?grant_type=refresh_token", vec![form], 400),
        ("POST", "/ic/sso/api/v2/oauth/token/", vec![form], 404),
        ("POST", "/ic/sso/api/v1/oauth/token", vec![form], 404),
    ] {
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request { method, url, headers: &headers, body: body.as_bytes() };
        let reply = respond(&mut World::new(), &request, NOW);
        assert_eq!(response(&reply).status, status, "{method} {url} {headers:?}");
    }
}

#[test]
fn client_info_is_strict() {
    let token = secret("sber.access_token");
    let good = format!("Bearer {token}");
    let unknown = "3513f959-bbd5-490a-9f9f-67fb7380fae5-2";
    for (method, url, authorization, body, status, says) in [
        ("GET", CLIENT_INFO, good.clone(), "", 200, r#""cdiPermDocSum": "790.00""#),
        ("GET", CLIENT_INFO, format!("Bearer {unknown}"), "", 401, unknown),
        (
            "GET",
            CLIENT_INFO,
            "Bearer xbgDF3brf456ghi789jkl012mNKFtEpqr678".to_owned(),
            "",
            401,
            "Некорректное",
        ),
        ("GET", CLIENT_INFO, format!("Bearer  {token}"), "", 401, "Некорректное"),
        ("GET", CLIENT_INFO, token.to_owned(), "", 401, "Некорректное"),
        ("GET", CLIENT_INFO, String::new(), "", 401, "Некорректное"),
        ("GET", CLIENT_INFO, good.clone(), "{}", 400, "VALIDATION_FAULT"),
        ("GET", "/fintech/api/v1/client-info?inn=1", good.clone(), "", 400, "checks"),
        ("POST", CLIENT_INFO, good.clone(), "", 405, "405"),
        ("GET", "/fintech/api/v2/client-info", good, "", 404, "404"),
    ] {
        let headers = [("Authorization".to_owned(), authorization)];
        let mut world = World::new();
        let request = Request { method, url, headers: &headers, body: body.as_bytes() };
        let reply = respond(&mut world, &request, NOW);
        assert_eq!(response(&reply).status, status, "{method} {url}");
        assert!(text(&reply).contains(says), "{says}: {}", text(&reply));
        let refused = world.counters().keys().filter(|key| key.ends_with(".refused")).count();
        assert_eq!(refused, usize::from(status != 200), "{url}");
    }
}

#[test]
fn every_account_has_its_control_digit() {
    for person in people().iter().filter(|person| person.operation == "sber.client_info") {
        let Reply::Response(answer) = ask(&mut World::new(), person, NOW) else { continue };
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        for after in text.split(r#""number": "4"#).skip(1) {
            // 225 of the БИК, and 20 digits.
            let digits = "2254".chars().chain(after.chars().take_while(char::is_ascii_digit));
            let number: String = digits.collect();
            assert_eq!(number.len(), 23, "{number}");
            let weighed = number.chars().zip([7, 1, 3].into_iter().cycle());
            let sum: u32 = weighed.map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
            assert_eq!(sum % 10, 0, "{number}");
        }
    }
}
