//! What SpectrumData turns down, and how its reports come about.

use serde::Deserialize;

use super::*;

const ACCOUNT: &str = "https://b2b-api.spectrumdata.ru/b2b/api/v1/user";
const MAKE: &str = "/reports/report_person%40sandbox/_make";

fn with(
    world: &mut World,
    method: &str,
    path: &str,
    token: &str,
    body: &str,
    now_ms: i64,
) -> Reply {
    let header = |name: &str, value: String| (name.to_owned(), value);
    let headers = [
        header("Content-Type", "application/json".to_owned()),
        header("Authorization", format!("AR-REST {token}")),
    ];
    let url = format!("{ACCOUNT}{path}");
    respond(world, &Request { method, url: &url, headers: &headers, body: body.as_bytes() }, now_ms)
}

fn order(last_name: &str, options: &str) -> String {
    format!(
        r#"{{"queryType":"MULTIPART","query":" ","data":{{"last_name":"{last_name}","first_name":"Иван","birth":"1900-01-01"}}{options}}}"#
    )
}

fn make(world: &mut World, body: &str, now_ms: i64) -> Reply {
    with(world, "POST", MAKE, secret("spectrum_data.token"), body, now_ms)
}

pub(super) fn ask(world: &mut World, person: &Person, now_ms: i64) -> Reply {
    make(world, &order(value(person, "last_name"), ""), now_ms)
}

#[derive(Deserialize)]
struct Envelope {
    data: Vec<Made>,
}

#[derive(Deserialize)]
struct Made {
    uid: String,
    isnew: bool,
}

fn made(reply: &Reply) -> Option<Made> {
    let Reply::Response(_) = reply else { return None };
    serde_json::from_str::<Envelope>(&text(reply)).ok()?.data.pop()
}

pub(super) fn uid(reply: &Reply) -> Option<String> {
    made(reply).map(|made| made.uid)
}

pub(super) fn look(world: &mut World, uid: &str, now_ms: i64) -> Reply {
    let uid = uid.replace('@', "%40").replace('=', "%3D");
    let path = format!("/reports/{uid}?_content=true&_detailed=true");
    with(world, "GET", &path, secret("spectrum_data.token"), "", now_ms)
}

#[test]
fn orders_are_read_strictly() {
    let good = order("Чистов", "");
    let token = secret("spectrum_data.token");
    for (case, method, path, body, status, says) in [
        ("all", "POST", MAKE, good.clone(), 200, r#""isnew":true"#),
        ("with a key", "POST", MAKE, order("Чистов", r#","idempotenceKey":"k""#), 200, "uid"),
        ("GET", "GET", MAKE, good.clone(), 405, "Not Allowed"),
        ("a bare @", "POST", "/reports/report_person@sandbox/_make", good.clone(), 404, "nginx"),
        (
            "another type",
            "POST",
            "/reports/report%40sandbox/_make",
            good.clone(),
            500,
            "DataSeekObjectError",
        ),
        ("no body", "POST", MAKE, String::new(), 400, "HttpMessageNotReadableException"),
        ("a list", "POST", MAKE, "[]".to_owned(), 400, r#""status":400"#),
        ("no space", "POST", MAKE, good.replace("\" \"", "\"\""), 400, "Bad Request"),
        ("another kind", "POST", MAKE, good.replace("MULTIPART", "VIN"), 400, "Bad Request"),
        (
            "a dotted date",
            "POST",
            MAKE,
            good.replace("1900-01-01", "01.01.1900"),
            400,
            "Bad Request",
        ),
        ("another name", "POST", MAKE, good.replace("birth", "birth_date"), 400, "Bad Request"),
        (
            "no birth",
            "POST",
            MAKE,
            good.replace(r#","birth":"1900-01-01""#, ""),
            400,
            "Bad Request",
        ),
    ] {
        let reply = with(&mut World::new(), method, path, token, &body, NOW);
        assert_eq!(response(&reply).status, status, "{case}: {}", text(&reply));
        assert!(text(&reply).contains(says), "{case}: {}", text(&reply));
    }
}

#[test]
fn tokens_are_checked() {
    // Good for five seconds of 2017.
    let vector = "dGVzdEB0ZXN0OjE0ODM2MzQ3MjM6NTpaVGZBTzQramFDdmhWMCs2elk1dWFnPT0=";
    let own = secret("spectrum_data.token");
    let century = 3_155_760_000_000;
    for (token, now_ms, says) in [
        (own, NOW, r#""state":"ok""#),
        (own, NOW + century, "SecurityAuthTimeoutedStamp"),
        (own, NOW - century, "SecurityAuthTimeoutedStamp"),
        (vector, 1_483_634_724_000, "SecurityAuthWrongUser"),
        ("", NOW, "SecurityAuthMalformedToken"),
        ("d3Jvbmc=", NOW, "SecurityAuthMalformedToken"),
        (own.trim_end_matches('='), NOW, "SecurityAuthMalformedToken"),
    ] {
        let reply = with(&mut World::new(), "POST", MAKE, token, &order("Чистов", ""), now_ms);
        assert!(text(&reply).contains(says), "{token}: {}", text(&reply));
        let status = if token == own && now_ms == NOW { 200 } else { 400 };
        assert_eq!(response(&reply).status, status);
        let account = with(&mut World::new(), "GET", "", token, "", now_ms);
        assert_eq!(response(&account).status, status, "{token}: {}", text(&account));
        assert!(text(&account).contains(says), "{token}: {}", text(&account));
    }
}

#[test]
fn the_same_question_gives_the_same_report() {
    let mut world = World::new();
    let mut made = |options: &str| made(&make(&mut world, &order("Чистов", options), NOW)).unwrap();
    let (first, again) = (made(""), made(""));
    assert!(first.isnew && !again.isnew && first.uid == again.uid);
    let forced = made(r#","options":{"FORCE":true}"#);
    assert!(!forced.isnew && forced.uid == first.uid);
    assert_eq!(world.counters()["spectrum_data.make.executed/Чистов"], 2);
    assert_eq!(world.counters()["spectrum_data.make"], 3);
}

#[test]
fn what_is_made_anew_is_shown_as_it_was_at_first() {
    let mut world = World::new();
    let uid =
        uid(&make(&mut world, &order("Прежнев", r#","options":{"FORCE":true}"#), NOW)).unwrap();
    let mut at = |ms| text(&look(&mut world, &uid, NOW + ms));
    for (ms, wait, updated) in [
        (999, 0, "2026-10-12T09:00:02.000Z"),
        (1_000, 3, "2026-11-21T09:00:01.000Z"),
        (3_000, 0, "2026-11-21T09:00:03.000Z"),
    ] {
        let report = at(ms);
        assert!(report.contains(&format!(r#""progress_wait":{wait}"#)), "{ms}: {report}");
        assert!(report.contains(&format!(r#""updated_at":"{updated}""#)), "{ms}: {report}");
        assert!(report.contains(r#""created_at":"2026-10-12T09:00:00.000Z""#), "{ms}: {report}");
    }
}

#[test]
fn a_report_fills_up() {
    let mut world = World::new();
    let uid = uid(&make(&mut world, &order("Образцов", ""), NOW)).unwrap();
    let at = |world: &mut World, ms| text(&look(world, &uid, NOW + ms));
    for (ms, ok, wait) in [(0, 0, 3), (1_000, 2, 1), (1_999, 2, 1), (2_000, 3, 0)] {
        let report = at(&mut world, ms);
        let progress = format!(r#""progress_ok":{ok},"progress_wait":{wait},"progress_error":0"#);
        assert!(report.contains(&progress), "{ms}: {report}");
        assert_eq!(report.contains("10001/24/77010"), wait == 0, "{ms}");
    }
    let bare = with(
        &mut world,
        "GET",
        &format!("/reports/{}", uid.replace('@', "%40").replace('=', "%3D")),
        secret("spectrum_data.token"),
        "",
        NOW + 2_000,
    );
    assert!(!text(&bare).contains("content") && !text(&bare).contains("sources"));
    let unknown = look(&mut world, "x@sandbox", NOW);
    assert!(text(&unknown).contains(r#""state":"ok","size":0"#));
    assert!(text(&unknown).ends_with(r#""data":[]}"#));
}

#[test]
fn an_order_may_be_carried_out_without_an_answer() {
    let mut world = World::new();
    let body = order("Таймаутов", "");
    assert!(matches!(make(&mut world, &body, NOW), Reply::Failure { kind: "timeout", .. }));
    let again = made(&make(&mut world, &body, NOW)).unwrap();
    assert!(!again.isnew);
    assert_eq!(world.counters()["spectrum_data.make.executed/Таймаутов"], 1);
    let earlier = made(&make(&mut world, &order("Прежнев", ""), NOW)).unwrap();
    assert!(!earlier.isnew);
    assert!(text(&look(&mut world, &earlier.uid, NOW)).contains("2026-10-12"));
}
