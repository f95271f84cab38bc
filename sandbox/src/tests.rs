mod bitrix24;
mod everyone;
mod groups;
mod osnovanie;
mod parser_api;
mod sber;
mod spectrum_data;
mod strictness;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Person, Reply, Request, Response, World, fssp, respond, secrets};

/// 2026-11-21T09:00:00Z
const NOW: i64 = 1_795_251_600_000;

fn send(world: &mut World, method: &str, url: &str, json: Option<&str>, now_ms: i64) -> Reply {
    let content_type = [("Content-Type".to_owned(), "application/json".to_owned())];
    let headers = if json.is_some() { &content_type[..] } else { &[] };
    let body = json.unwrap_or_default().as_bytes();
    respond(world, &Request { method, url, headers, body }, now_ms)
}

fn get(world: &mut World, url: &str) -> Reply {
    send(world, "GET", url, None, NOW)
}

fn secret(name: &str) -> &'static str {
    secrets().iter().find(|(known, _)| *known == name).unwrap().1
}

fn query(pairs: &[(&str, &str)]) -> String {
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn value<'a>(person: &'a Person, name: &str) -> &'a str {
    &person.asked.iter().find(|(known, _)| *known == name).unwrap().1
}

/// The first request of the operation that leads to this person.
fn ask(world: &mut World, person: &Person, now_ms: i64) -> Reply {
    match person.provider {
        "kz_info" => {
            let (key, iin) = (secret("kz_info.api_key"), value(person, "iin"));
            kz_info(world, &format!(r#"{{"api_key":"{key}","iin":"{iin}"}}"#), now_ms)
        }
        "api_cloud" if person.operation.starts_with("api_cloud.fssp_") => {
            let url = format!("https://api-cloud.ru/api/fssp.php?{}", api_cloud_fssp(person));
            send(world, "GET", &url, None, now_ms)
        }
        "api_cloud" => {
            let (token, plate) = (secret("api_cloud.token"), value(person, "plate"));
            let query = query(&[("type", "checkPolicy"), ("token", token), ("gosNumber", plate)]);
            let url = format!("https://api-cloud.ru/api/nsso.php?{query}");
            send(world, "GET", &url, None, now_ms)
        }
        "bitrix24" => bitrix24::ask(world, person, now_ms),
        "parser_api" => parser_api::ask(world, person, now_ms),
        "sber" => sber::ask(world, person, now_ms),
        "spectrum_data" => spectrum_data::ask(world, person, now_ms),
        _ => {
            let url = format!("https://api-ip.fssp.gov.ru{}", fssp_search(person));
            send(world, "GET", &url, None, now_ms)
        }
    }
}

/// The query of fssp.php for someone.
fn api_cloud_fssp(person: &Person) -> String {
    let kind = person.operation.strip_prefix("api_cloud.fssp_").unwrap();
    let mut pairs = vec![("type", kind), ("token", secret("api_cloud.token"))];
    for (name, value) in &person.asked {
        pairs.push(match *name {
            "last_name" => ("lastname", value),
            "first_name" => ("firstname", value),
            "patronymic" => ("secondname", value),
            "birth_date" => ("birthdate", "01.01.1900"),
            "company_name" => ("nameLegal", value),
            "proceeding_number" => ("number", value),
            other => (other, value),
        });
    }
    query(&pairs)
}

/// Path and query of the single search for someone.
fn fssp_search(person: &Person) -> String {
    let mut birth_date: Vec<_> = match person.asked.iter().find(|(name, _)| *name == "birth_date") {
        Some((_, day)) => day.split('-').collect(),
        None => Vec::new(),
    };
    birth_date.reverse();
    let birth_date = birth_date.join(".");
    let named = |(name, value): &(&'static str, String)| match *name {
        "last_name" => ("lastname", value.clone()),
        "first_name" => ("firstname", value.clone()),
        "patronymic" => ("secondname", value.clone()),
        "birth_date" => ("birthdate", birth_date.clone()),
        "company_name" => ("name", value.clone()),
        "proceeding_number" => ("number", value.clone()),
        other => (other, value.clone()),
    };
    let named: Vec<_> = person.asked.iter().map(named).collect();
    let mut pairs = vec![("token", fssp::TOKEN)];
    pairs.extend(named.iter().map(|(name, value)| (*name, value.as_str())));
    let kind = person.operation.strip_prefix("fssp.search_").unwrap();
    format!("/api/v1.0/search/{kind}?{}", query(&pairs))
}

const KZ_INFO: &str = "https://kyc.biometric.kz/api/v1/backend/info/kz/exec_proc_info/";

fn kz_info(world: &mut World, body: &str, now_ms: i64) -> Reply {
    send(world, "POST", KZ_INFO, Some(body), now_ms)
}

fn response(reply: &Reply) -> &Response {
    match reply {
        Reply::Response(response) => response,
        Reply::Failure { kind, .. } => panic!("no answer: {kind}"),
    }
}

fn text(reply: &Reply) -> String {
    String::from_utf8_lossy(&response(reply).body).into_owned()
}

fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    let mut headers = response(reply).headers.iter();
    headers.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
