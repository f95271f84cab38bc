//! Groups of the FSSP: what is refused, and what becomes of fifty questions in one task.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::*;

const GROUP: &str = "https://api-ip.fssp.gov.ru/api/v1.0/search/group";

fn post(world: &mut World, requests: &str) -> Reply {
    let body = format!(r#"{{"token":"{}","request":[{requests}]}}"#, fssp::TOKEN);
    send(world, "POST", GROUP, Some(&body), NOW)
}

fn person(last_name: &str) -> String {
    let params = format!(r#""firstname":"Иван","lastname":"{last_name}","region":77"#);
    format!(r#"{{"type":1,"params":{{{params}}}}}"#)
}

fn company(name: &str) -> String {
    format!(r#"{{"type":2,"params":{{"name":"{name}","address":"Тестов","region":-1}}}}"#)
}

fn number(number: &str) -> String {
    format!(r#"{{"type":3,"params":{{"number":"{number}"}}}}"#)
}

#[derive(Deserialize)]
struct Envelope<T> {
    response: T,
}

#[derive(Deserialize)]
struct Submitted {
    task: String,
}

#[derive(Deserialize)]
struct TaskResult {
    status: u8,
    result: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    status: u8,
    query: Option<Query>,
    result: Box<RawValue>,
}

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "type")]
    kind: u8,
    params: Box<RawValue>,
}

impl Part {
    /// The records, or `None` for an error.
    fn records(&self) -> Option<usize> {
        let text = self.result.get();
        text.starts_with('[').then(|| text.matches("exe_production").count())
    }
}

fn result(world: &mut World, submitted: &Reply, after_ms: i64) -> TaskResult {
    let submitted: Envelope<Submitted> = serde_json::from_str(&text(submitted)).unwrap();
    let query = query(&[("token", fssp::TOKEN), ("task", &submitted.response.task)]);
    let url = format!("/api/v1.0/result?{query}");
    let reply = send(world, "GET", &url, None, NOW + after_ms);
    serde_json::from_str::<Envelope<TaskResult>>(&text(&reply)).unwrap().response
}

#[test]
fn a_group_is_read_strictly() {
    let token = fssp::TOKEN;
    let body = |request: &str| format!(r#"{{"token":"{token}","request":{request}}}"#);
    let one = person("Образцов");
    let list = |count: usize| format!("[{}]", vec![one.as_str(); count].join(","));
    for (case, body, status) in [
        ("one", body(&list(1)), 200),
        ("fifty", body(&list(50)), 200),
        ("one too many", body(&list(51)), 400),
        ("none", body("[]"), 400),
        ("no list", format!(r#"{{"token":"{token}"}}"#), 400),
        ("no JSON", "token".to_owned(), 400),
        ("no token", format!(r#"{{"request":{}}}"#, list(1)), 401),
        ("other token", body(&list(1)).replace(token, "other"), 401),
        ("type 4", body(&format!("[{}]", one.replace(r#""type":1"#, r#""type":4"#))), 400),
        ("type 2", body(&format!("[{}]", one.replace(r#""type":1"#, r#""type":2"#))), 400),
        ("region as text", body(&format!("[{}]", one.replace("77", r#""77""#))), 400),
        ("region 79", body(&format!("[{}]", one.replace("77", "79"))), 400),
        ("a name as null", body(&format!("[{}]", one.replace(r#""Иван""#, "null"))), 400),
        ("no first name", body(&format!("[{}]", one.replace("firstname", "name"))), 400),
        ("no company", body(&format!("[{}]", company(""))), 400),
        ("no number", body(&format!("[{}]", number("1"))), 400),
        ("one of two", body(&format!("[{one},{}]", number("1"))), 400),
    ] {
        let reply = send(&mut World::new(), "POST", GROUP, Some(&body), NOW);
        assert_eq!(response(&reply).status, status, "{case}: {}", text(&reply));
    }
    let good = body(&list(1));
    for (method, url, json, status) in [
        ("GET", GROUP.to_owned(), Some(good.as_str()), 405),
        ("POST", format!("{GROUP}?token={token}"), Some(&good), 400),
        ("POST", GROUP.to_owned(), None, 400),
    ] {
        let mut world = World::new();
        let reply = send(&mut world, method, &url, json, NOW);
        assert_eq!(response(&reply).status, status, "{method} {url}");
        assert_eq!(world.counters()["fssp.search_group.refused"], 1);
    }
}

#[test]
fn a_group_answers_from_the_same_rows_in_its_own_order() {
    let mut world = World::new();
    let requests = [
        company("ООО Тестовая Компания"),
        person("Образцов"),
        number("27122/12/20/77"),
        person("Ктотов"),
        company("ООО Частичное"),
    ];
    let submitted = post(&mut world, &requests.join(","));
    let result = result(&mut world, &submitted, 5_000);
    assert_eq!(result.status, 3);
    let read = |part: &Part| {
        let query = part.query.as_ref().unwrap();
        (query.kind, part.status, part.records())
    };
    let parts: Vec<_> = result.result.iter().map(read).collect();
    let expected =
        [(2, 0, Some(3)), (1, 0, Some(8)), (3, 0, Some(1)), (1, 0, Some(0)), (2, 3, None)];
    assert_eq!(parts, expected);
    let failed = result.result.last().unwrap();
    assert_eq!(failed.result.get(), r#"{"code":0,"message":"Undefined index: address"}"#);
    assert_eq!(
        result.result[0].query.as_ref().unwrap().params.get(),
        r#"{"name":"ооо тестовая компания","address":"тестов","region":"-1"}"#
    );
}

#[test]
fn a_group_shows_what_it_has_while_it_works() {
    let mut world = World::new();
    let requests = [person("Должников").replace("Иван", "Пётр"), person("Медленнов")];
    let submitted = post(&mut world, &requests.join(","));
    for (ms, status, parts) in [
        (0, 2, vec![]),
        (300, 1, vec![(1, Some(0)), (1, Some(0))]),
        (1_000, 1, vec![(0, Some(1)), (1, Some(0))]),
        (30_000, 0, vec![(0, Some(1)), (0, Some(1))]),
    ] {
        let result = result(&mut world, &submitted, ms);
        let read: Vec<_> = result.result.iter().map(|p| (p.status, p.records())).collect();
        assert_eq!((result.status, read), (status, parts), "{ms}");
    }
}

#[test]
fn oddities_of_one_search_stay_with_it_or_concern_the_group() {
    let mut world = World::new();
    let requests = [person("Безэхов"), person("Чистова"), company("ООО Пропавшее")];
    let submitted = post(&mut world, &requests.join(","));
    let result = result(&mut world, &submitted, 5_000);
    let read: Vec<_> = result.result.iter().map(|p| (p.query.is_some(), p.records())).collect();
    assert_eq!(read, [(false, Some(1)), (true, Some(0))]);
    let shut = [person("Образцов"), person("Закрытов")].join(",");
    assert_eq!(response(&post(&mut world, &shut)).status, 404);
    let limited = person("Лимитов-Однажды");
    let statuses = [(); 2].map(|()| response(&post(&mut world, &limited)).status);
    assert_eq!(statuses, [429, 200]);
}
