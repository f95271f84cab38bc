//! Everyone in the table gets what the table says, and always the same.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::*;
use crate::{Holds, people, people_table};

/// A reader of its own: forgiving in what does not change the meaning, deaf to the rest.
fn read(person: &Person, reply: &Reply) -> Holds {
    let Reply::Response(response) = reply else {
        return Holds::Silent;
    };
    let whole = response.body.len() == response.declared_length;
    if !whole || response.body.len() > 16 << 20 {
        return Holds::Silent;
    }
    let text = text(reply);
    let text = text.trim_start_matches('\u{feff}');
    match person.provider {
        "kz_info" => read_kz_info(response.status, text),
        "api_cloud" if person.operation.starts_with("api_cloud.fssp_") => {
            read_api_cloud_fssp(response.status, text)
        }
        "api_cloud" => read_api_cloud(response.status, text),
        "bitrix24" => read_bitrix24(response.status, text),
        "parser_api" => read_parser_api(response.status, text),
        "sber" => read_sber(response.status, text),
        "spectrum_data" => read_spectrum_data(response.status, text),
        _ => read_fssp(response.status, text),
    }
    .unwrap_or(Holds::Silent)
}

fn held(records: usize) -> Holds {
    if records == 0 { Holds::Nothing } else { Holds::Records }
}

fn read_kz_info(status: u16, text: &str) -> Option<Holds> {
    if (status, text) == (404, r#"{"detail":"Subject not found"}"#) {
        return Some(Holds::Nothing);
    }
    let items: Vec<BTreeMap<String, IgnoredAny>> = serde_json::from_str(text).ok()?;
    (status == 200).then(|| held(items.len()))
}

fn read_api_cloud(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    struct Answer {
        status: u16,
        count: Box<RawValue>,
        result: Vec<IgnoredAny>,
    }
    let answer: Answer = serde_json::from_str(text).ok()?;
    let agrees = !answer.result.is_empty() || answer.count.get().trim_matches('"') == "0";
    (status == 200 && answer.status == 200 && agrees).then(|| held(answer.result.len()))
}

fn read_api_cloud_fssp(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    struct Answer {
        status: u16,
        count: u16,
        message: Option<String>,
        #[serde(default)]
        records: Vec<IgnoredAny>,
    }
    let answer: Answer = serde_json::from_str(text).ok()?;
    let nothing = answer.message.as_deref() == Some("В базе ФССП отсутствует");
    let agrees = !answer.records.is_empty() || (nothing && answer.count == 0);
    (status == 200 && answer.status == 200 && agrees).then(|| held(answer.records.len()))
}

fn read_parser_api(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    struct Answer {
        done: u8,
        result: Vec<IgnoredAny>,
    }
    let answer: Answer = serde_json::from_str(text).ok()?;
    (status == 200 && answer.done == 1).then(|| held(answer.result.len()))
}

fn read_bitrix24(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        result: &'a RawValue,
        error: Option<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct Duplicates {
        #[serde(rename = "CONTACT")]
        contact: Vec<u64>,
    }
    let answer: Answer<'_> = serde_json::from_str(text).ok()?;
    if status != 200 || answer.error.is_some() {
        return None;
    }
    let rows: Result<Vec<IgnoredAny>, _> = serde_json::from_str(answer.result.get());
    if let Ok(rows) = rows {
        return Some(held(rows.len()));
    }
    let found: Duplicates = serde_json::from_str(answer.result.get()).ok()?;
    Some(held(found.contact.len()))
}

fn read_sber(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer {
        #[serde(alias = "access_token")]
        short_name: Option<IgnoredAny>,
        accounts: Option<Vec<IgnoredAny>>,
    }
    // `inn` may come twice.
    let answer: Answer = serde_json::from_str(text).ok()?;
    let says = answer.short_name.is_some() || answer.accounts.is_some();
    (status == 200 && says).then_some(Holds::Records)
}

fn read_spectrum_data(status: u16, text: &str) -> Option<Holds> {
    const FSSP: &str = "check_person/executive_proceeding_base";
    #[derive(Deserialize)]
    struct Envelope {
        state: String,
        stamp: String,
        data: Vec<Report>,
    }
    #[derive(Deserialize)]
    struct Report {
        progress_ok: usize,
        progress_error: usize,
        state: State,
        content: BTreeMap<String, Box<RawValue>>,
        updated_at: String,
    }
    #[derive(Deserialize)]
    struct State {
        sources: Vec<Source>,
    }
    #[derive(Deserialize)]
    struct Source {
        #[serde(rename = "_id")]
        id: String,
        state: String,
        #[serde(default)]
        data: BTreeMap<String, Box<RawValue>>,
    }
    #[derive(Deserialize)]
    struct Records {
        items: Vec<BTreeMap<String, IgnoredAny>>,
        count: Option<usize>,
    }
    let answer: Envelope = serde_json::from_str(text).ok()?;
    let [report] = answer.data.as_slice() else { return None };
    let over = report.progress_ok + report.progress_error >= report.state.sources.len();
    let source = report.state.sources.iter().find(|source| source.id == FSSP)?;
    let truly = source.data.get("real_status").is_none_or(|status| status.get() == r#""OK""#);
    // All of it happens within a day, or a month ago.
    let today = report.updated_at.get(..7) == answer.stamp.get(..7);
    let content = report.content.get("check_person")?;
    let content: BTreeMap<String, Records> = serde_json::from_str(content.get()).ok()?;
    let Records { items, count } = content.get("executive_proceeding_base")?;
    let agrees = count.is_none_or(|count| count == items.len());
    let known = items.iter().all(|item| item.contains_key("number"));
    let checked = over && source.state == "OK" && truly && today && agrees && known;
    (status == 200 && answer.state == "ok" && checked).then(|| held(items.len()))
}

fn read_fssp(status: u16, text: &str) -> Option<Holds> {
    #[derive(Deserialize)]
    struct Part {
        status: u8,
        result: Vec<BTreeMap<String, IgnoredAny>>,
    }
    #[derive(Deserialize)]
    struct Result {
        status: u8,
        result: Vec<Part>,
    }
    let result: Result = envelope(status, text)?;
    let [part] = result.result.as_slice() else {
        return None;
    };
    (matches!(result.status, 0 | 3) && part.status == 0).then(|| held(part.result.len()))
}

fn envelope<'a, T: Deserialize<'a>>(status: u16, text: &'a str) -> Option<T> {
    #[derive(Deserialize)]
    struct Envelope<T> {
        status: String,
        code: u16,
        response: T,
    }
    let envelope: Envelope<T> = serde_json::from_str(text).ok()?;
    (status == 200 && envelope.status == "success" && envelope.code == 0)
        .then_some(envelope.response)
}

/// Those that one question leads to; applications and changes are stories of their own.
fn looked_up() -> impl Iterator<Item = &'static Person> {
    people().iter().filter(|person| match person.provider {
        "osnovanie" => false,
        "bitrix24" => person.operation == "bitrix24.find_contact",
        _ => true,
    })
}

/// All that is answered to who asks for this person twice, polls for two hours and fetches twice.
fn play(world: &mut World, person: &Person) -> Vec<Reply> {
    let mut replies = vec![ask(world, person, NOW), ask(world, person, NOW)];
    if person.provider == "fssp"
        && let Some(task) = task(&replies[1])
    {
        for (path, minutes) in [("status", 0), ("status", 1), ("status", 119), ("result", 119)] {
            let now_ms = NOW + minutes * 60_000;
            replies.push(poll(world, path, &task, now_ms));
        }
        replies.push(poll(world, "result", &task, NOW + 120 * 60_000));
    }
    if person.provider == "spectrum_data"
        && let Some(uid) = spectrum_data::uid(&replies[1])
    {
        for minutes in [0, 1, 119, 119] {
            replies.push(spectrum_data::look(world, &uid, NOW + minutes * 60_000));
        }
    }
    replies
}

fn task(reply: &Reply) -> Option<String> {
    #[derive(Deserialize)]
    struct Submitted {
        task: String,
    }
    let Reply::Response(response) = reply else {
        return None;
    };
    envelope::<Submitted>(response.status, &text(reply)).map(|submitted| submitted.task)
}

fn status(reply: &Reply) -> Option<u8> {
    #[derive(Deserialize)]
    struct Progress {
        status: u8,
    }
    envelope::<Progress>(response(reply).status, &text(reply)).map(|progress| progress.status)
}

fn poll(world: &mut World, path: &str, task: &str, now_ms: i64) -> Reply {
    let query = query(&[("token", fssp::TOKEN), ("task", task)]);
    send(world, "GET", &format!("/api/v1.0/{path}?{query}"), None, now_ms)
}

#[test]
fn everyone_is_as_the_table_says() {
    let mut world = World::new();
    for person in looked_up() {
        let replies = play(&mut world, person);
        let over = match person.provider {
            "fssp" => replies.get(4).is_some_and(|reply| matches!(status(reply), Some(0 | 3))),
            _ => true,
        };
        let read = if over { read(person, replies.last().unwrap()) } else { Holds::Silent };
        assert_eq!(read, person.holds, "{:?}: {}", person.asked, person.happens);
        for reply in replies.iter().filter(|reply| matches!(reply, Reply::Response(_))) {
            assert_eq!(header(reply, "x-spravka-simulated"), Some("true"));
        }
    }
}

#[test]
fn everyone_answers_the_same_in_every_world() {
    let mut worlds = [World::new(), World::new()];
    let [first, second] = worlds
        .each_mut()
        .map(|world| looked_up().flat_map(|person| play(world, person)).collect::<Vec<_>>());
    assert!(first == second);
    assert_eq!(worlds[0].counters(), worlds[1].counters());
    assert!(!worlds[0].counters().keys().any(|key| key.ends_with(".refused")
        && key != "fssp.status.refused"
        && key != "fssp.result.refused"));
}

#[test]
fn first_answers_differ_once() {
    for (asked, first, then) in [
        ("000101305070", 503, 200),
        ("000101304339", 429, 200),
        ("Лимитов-Однажды", 429, 200),
        ("Р502АЕ77", 502, 200),
        ("Лимитов-Первый", 429, 200),
    ] {
        let mut world = World::new();
        let person = people().iter().find(|p| p.asked.iter().any(|(_, v)| v == asked)).unwrap();
        let statuses = [(); 3].map(|()| response(&ask(&mut world, person, NOW)).status);
        assert_eq!(statuses, [first, then, then], "{asked}");
    }
}

#[test]
fn nobody_is_listed_twice_and_every_iin_has_its_control_digit() {
    let mut seen = std::collections::BTreeSet::new();
    for person in people() {
        assert!(seen.insert((person.operation, &person.asked[0].1)), "{:?}", person.asked);
        if person.provider == "kz_info" {
            let digits: Vec<u32> =
                value(person, "iin").chars().map(|c| c.to_digit(10).unwrap()).collect();
            let sum = |shift: usize| -> u32 {
                let weight = |at: usize| u32::try_from((at + shift) % 11 + 1).unwrap();
                (0..11).map(|at| digits[at] * weight(at)).sum::<u32>() % 11
            };
            let control = if sum(0) == 10 { sum(2) } else { sum(0) };
            assert_eq!(Some(&control), digits.get(11), "{:?}", person.asked);
        }
    }
}

#[test]
fn the_page_shows_the_table() {
    let page = include_str!("../../PEOPLE.md");
    assert!(page == people_table(), "run: cargo test -p spravka-sandbox -- --ignored write");
}

#[test]
#[ignore = "writes PEOPLE.md"]
fn write_the_page() {
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/PEOPLE.md"), people_table()).unwrap();
}

#[test]
fn tasks_go_through_their_states_and_are_forgotten() {
    let mut world = World::new();
    let slow = people().iter().find(|p| p.asked[0].1 == "Медленнов").unwrap();
    let id = task(&ask(&mut world, slow, NOW)).unwrap();
    let at = |world: &mut World, path, ms| poll(world, path, &id, NOW + ms);
    for (ms, expected) in [(0, 2), (299, 2), (300, 1), (29_999, 1), (30_000, 0)] {
        assert_eq!(status(&at(&mut world, "status", ms)), Some(expected), "{ms}");
    }
    let early = text(&at(&mut world, "result", 0));
    assert!(early.contains(r#""status":2,"task_start":null,"result":[]"#), "{early}");
    let late = text(&at(&mut world, "result", 30_000));
    assert!(
        late.contains(r#""task_start":"2026-11-21 12:00:00","task_end":"2026-11-21 12:00:30""#)
    );
    assert!(late.contains(r#""params":{"region":"77","firstname":"иван","secondname":"тестович""#));
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(response(&at(&mut world, "result", day - 1)).status, 200);
    assert_eq!(response(&at(&mut world, "result", day)).status, 400);
    assert_eq!(world.counters()["fssp.result"], 4);
    assert_eq!(world.counters()["fssp.result.refused"], 1);
    assert_eq!(world.counters()[&format!("fssp.status/{id}")], 5);
}

#[test]
fn the_fssp_compares_the_whole_question() {
    let records = |pairs: &[(&str, &str)]| {
        let mut world = World::new();
        let query = query(&[&[("token", fssp::TOKEN)], pairs].concat());
        let id = task(&get(&mut world, &format!("/api/v1.0/search/physical?{query}"))).unwrap();
        text(&poll(&mut world, "result", &id, NOW + 5_000)).matches("exe_production").count()
    };
    let (ivan, all) = (("firstname", "ИВАН"), ("region", "-1"));
    let namesakes = ("lastname", "однофамильцев");
    assert_eq!(records(&[namesakes, ivan, all]), 2);
    assert_eq!(records(&[namesakes, ivan, all, ("birthday", "01.01.1900")]), 2);
    assert_eq!(records(&[namesakes, ivan, all, ("birthdate", "01.01.1900")]), 1);
    assert_eq!(records(&[namesakes, ivan, all, ("secondname", "примерович")]), 1);
    assert_eq!(records(&[namesakes, ivan, ("region", "50")]), 0);
    assert_eq!(records(&[namesakes, ("firstname", "Пётр"), all]), 0);
    assert_eq!(records(&[("lastname", "Должников"), ("firstname", "Петр"), all]), 1);
    assert_eq!(records(&[("lastname", "Ктотов"), ivan, all]), 0);
}
