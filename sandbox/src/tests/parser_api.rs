//! What api-parser.ru turns down, and how it counts.

use super::*;

const ORIGIN: &str = "https://api-parser.ru";

pub(super) fn ask(world: &mut World, person: &Person, now_ms: i64) -> Reply {
    let key = ("key", secret("parser_api.key"));
    let (call, pairs) = match person.operation {
        "parser_api.fssp_physical" => {
            let name = ("lastName", value(person, "last_name"));
            let first_name = ("firstName", value(person, "first_name"));
            ("search_fiz", vec![key, name, first_name, ("dob", value(person, "birth_date"))])
        }
        "parser_api.fssp_legal_by_name" => {
            ("search_ur_by_name", vec![key, ("name", value(person, "company_name"))])
        }
        _ => ("search_ur_by_inn", vec![key, ("inn", value(person, "inn"))]),
    };
    let url = format!("{ORIGIN}/parser/fssp_api/{call}?{}", query(&pairs));
    send(world, "GET", &url, None, now_ms)
}

#[test]
fn parser_api_is_strict() {
    let key = secret("parser_api.key");
    let good = [("key", key), ("lastName", "Итогов"), ("firstName", "иван"), ("dob", "01.01.1900")];
    let without = |name: &str| good.into_iter().filter(|pair| pair.0 != name).collect::<Vec<_>>();
    let with = |name, value| [without(name), vec![(name, value)]].concat();
    for (case, pairs, status, says) in [
        ("no key", without("key"), 401, "Missing key"),
        ("wrong key", with("key", "x"), 403, "Wrong key"),
        ("no dob", without("dob"), 400, r#""error_code":40001"#),
        ("no first name", without("firstName"), 400, r#""error_code":40001"#),
        ("blank last name", with("lastName", ""), 400, r#""error_code":40001"#),
        ("dob of two digits", with("dob", "01.01.00"), 400, "Wrong dob"),
        ("key twice", [good.to_vec(), vec![("key", key)]].concat(), 400, "Wrong input params"),
        ("all", good.to_vec(), 200, "3621.21"),
        ("another form of dob", with("dob", "1900-01-01"), 200, "3621.21"),
        ("another dob", with("dob", "02.01.1900"), 200, r#""result":[]"#),
        ("another first name", with("firstName", "Пётр"), 200, r#""result":[]"#),
    ] {
        let mut world = World::new();
        let url = format!("{ORIGIN}/parser/fssp_api/search_fiz?{}", query(&pairs));
        let reply = get(&mut world, &url);
        assert_eq!(response(&reply).status, status, "{case}");
        assert!(text(&reply).contains(says), "{case}: {}", text(&reply));
        assert!(status == 200 || text(&reply).starts_with(r#"{"done":0"#), "{case}");
    }
    let unknown = get(&mut World::new(), &format!("{ORIGIN}/parser/fssp_api/search?key={key}"));
    assert_eq!(response(&unknown).status, 404);
}

#[test]
fn parser_api_counts_the_month() {
    let mut world = World::new();
    let key = secret("parser_api.key");
    let stat = |world: &mut World| get(world, &format!("{ORIGIN}/stat/?key={key}"));
    let search = |world: &mut World, inn: &str| {
        get(world, &format!("{ORIGIN}/parser/fssp_api/search_ur_by_inn?key={key}&inn={inn}"))
    };
    assert!(text(&stat(&mut world)).contains(r#""month_request_count":12"#));
    search(&mut world, "9800000038");
    search(&mut world, "");
    assert!(text(&stat(&mut world)).contains(r#""month_request_count":13"#));
    world.parser_api_requests = 200 - 12;
    assert_eq!(response(&search(&mut world, "9800000038")).status, 429);
    assert_eq!(response(&get(&mut world, "/stat/")).status, 401);
    assert_eq!(world.counters()["parser_api.search_ur_by_inn.refused"], 2);
}
