//! What the providers turn down, with their codes; and what it is counted as.

use super::*;

#[test]
fn secrets_have_the_lengths_of_the_documents() {
    assert_eq!(secret("fssp.token").len(), 12);
    assert_eq!(secret("api_cloud.token").len(), 32);
    assert_eq!(secret("sber.access_token").len(), 38);
    assert_eq!(secret("sber.refresh_token").len(), 38);
    let key = secret("kz_info.api_key");
    assert!(
        key.len() >= 47 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    );
}

#[test]
fn kz_info_is_strict() {
    let key = secret("kz_info.api_key");
    let body = |tail: &str| format!(r#"{{"api_key":"{key}"{tail}}}"#);
    let good = body(r#","iin":"000101300019""#);
    for (case, json, status, says) in [
        ("wrong key", good.replace(key, "x"), 401, "detail"),
        ("no key", r#"{"iin":"000101300019"}"#.to_owned(), 401, "detail"),
        ("the document's comma", body(r#","iin":"000101300019","#), 400, "JSON parse error"),
        ("no body", String::new(), 400, "JSON parse error"),
        ("no iin", body(""), 400, "Invalid IIN"),
        ("short iin", body(r#","iin":"00010130001""#), 400, "Invalid IIN"),
        ("letters", body(r#","iin":"00010130001a""#), 400, "Invalid IIN"),
        ("a number", body(r#","iin":101300019"#), 400, "Invalid request body"),
        ("one more", body(r#","iin":"000101300019","lang":"ru""#), 400, "Invalid request body"),
        ("twice", body(r#","iin":"000101300019","iin":"1""#), 400, "Invalid request body"),
    ] {
        let reply = kz_info(&mut World::new(), &json, NOW);
        assert_eq!(response(&reply).status, status, "{case}");
        assert!(text(&reply).contains(says), "{case}: {}", text(&reply));
    }
    let mut world = World::new();
    assert_eq!(response(&kz_info(&mut world, &good, NOW)).status, 200);
    for (method, url, json, status) in [
        ("POST", KZ_INFO.trim_end_matches('/'), Some(good.as_str()), 404),
        ("GET", KZ_INFO, Some(&good), 405),
        ("POST", KZ_INFO, None, 415),
    ] {
        let reply = send(&mut world, method, url, json, NOW);
        assert_eq!(response(&reply).status, status, "{method} {url}");
    }
    assert_eq!(world.counters()["kz_info.exec_proc_info"], 3);
    assert_eq!(world.counters()["kz_info.exec_proc_info/000101300019"], 2);
    assert_eq!(world.counters()["kz_info.exec_proc_info.refused"], 2);
    assert_eq!(world.counters()["kz_info.unknown.refused"], 1);
}

#[test]
fn api_cloud_is_strict() {
    let token = secret("api_cloud.token");
    let other = "0".repeat(32);
    for (case, pairs, code) in [
        ("no type", vec![("token", token)], "500"),
        ("other type", vec![("type", "osago"), ("token", token)], "602"),
        ("no token", vec![("type", "checkPolicy")], "502"),
        ("short token", vec![("type", "checkPolicy"), ("token", "x")], "499"),
        ("other token", vec![("type", "checkPolicy"), ("token", &other)], "503"),
    ] {
        assert_api_cloud(case, &pairs, code);
    }
    for (case, pairs, code) in [
        ("nothing asked", vec![], "766"),
        ("both asked", vec![("gosNumber", "А111АА11"), ("polis", "A1")], "111"),
        ("twice", vec![("gosNumber", "А111АА11"), ("gosNumber", "А111АА11")], "111"),
        ("Latin plate", vec![("gosNumber", "A111AA11")], "888"),
        ("small plate", vec![("gosNumber", "а111аа11")], "888"),
        ("long plate", vec![("gosNumber", "А111АА1111")], "888"),
        ("policy", vec![("polis", "A_1")], "888"),
        ("Cyrillic policy", vec![("polis", "ХХХ0000000001")], "888"),
        ("ISO date", vec![("gosNumber", "А111АА11"), ("date", "2026-11-21")], "015"),
        ("no such day", vec![("gosNumber", "А111АА11"), ("date", "31.11.2026")], "015"),
        ("actual", vec![("gosNumber", "А111АА11"), ("onlyActual", "true")], "888"),
        ("unknown", vec![("gosNumber", "А111АА11"), ("only_actual", "1")], "888"),
    ] {
        let pairs = [&[("type", "checkPolicy"), ("token", token)], pairs.as_slice()].concat();
        assert_api_cloud(case, &pairs, code);
    }
}

#[test]
fn api_cloud_fssp_is_strict() {
    let mut world = World::new();
    let mut ask = |kind: &str, pairs: &[(&str, &str)]| {
        let common = [("type", kind), ("token", secret("api_cloud.token"))];
        text(&get(&mut world, &format!("/api/fssp.php?{}", query(&[&common, pairs].concat()))))
    };
    let born = ("birthdate", "01.01.1900");
    let (last, first, region) = (("lastname", "Чистов"), ("firstname", "Иван"), ("region", "-1"));
    for (kind, pairs, code) in [
        ("physical", vec![last, first, region], "766"),
        ("physical", vec![last, first, born], "766"),
        ("physical", vec![last, ("firstname", " "), born, region], "100"),
        ("physical", vec![("lastname", ""), first, born, region], "101"),
        ("physical", vec![last, first, born, ("region", "x")], "103"),
        ("physical", vec![last, first, ("birthdate", "1900-01-01"), region], "104"),
        ("physical", vec![last, first, born, region, ("second_name", "Т")], "888"),
        ("physical", vec![last, first, born, region, ("onlyActual", "true")], "888"),
        ("legal", vec![("nameLegal", ""), region], "105"),
        ("legal", vec![("nameLegal", "ООО"), region, ("address", "Г")], "888"),
        ("ip", vec![("number", "1/21/77010-IP")], "102"),
        ("inn", vec![("inn", "1"), region], "888"),
        ("document", vec![], "602"),
    ] {
        let answer = ask(kind, &pairs);
        assert!(answer.starts_with(&format!(r#"{{"error":"{code}""#)), "{pairs:?}: {answer}");
    }
    let nothing = ask("physical", &[last, first, born, region]);
    assert!(nothing.contains("В базе ФССП отсутствует"), "{nothing}");
    let person = [("lastname", "Образцов"), first, born, region];
    assert!(ask("physical", &person).contains(r#""count":3,"#));
    let actual = ask("physical", &[&person[..], &[("onlyActual", "1")]].concat());
    assert!(actual.contains(r#""count":1,"totalLoadedPage":1,"onlyActual":1,"#), "{actual}");
}

fn assert_api_cloud(case: &str, pairs: &[(&str, &str)], code: &str) {
    let mut world = World::new();
    let reply = get(&mut world, &format!("/api/nsso.php?{}", query(pairs)));
    assert_eq!(response(&reply).status, 200, "{case}");
    let text = text(&reply);
    assert!(text.starts_with(&format!(r#"{{"error":"{code}","message":""#)), "{case}: {text}");
    let refused = world.counters().keys().any(|key| key.ends_with(".refused"));
    assert!(refused, "{case}");
}

#[test]
fn api_cloud_wants_https_and_get_and_takes_the_token_as_a_header() {
    let mut world = World::new();
    let path = format!("/api/nsso.php?{}", query(&[("type", "checkPolicy"), ("polis", "A1")]));
    let with_token = format!("{path}&token={}", secret("api_cloud.token"));
    let moved = get(&mut world, &format!("http://api-cloud.ru{with_token}"));
    assert_eq!(response(&moved).status, 301);
    let posted = send(&mut world, "POST", &with_token, None, NOW);
    assert!(text(&posted).contains("MISSING_REQUIRED_TYPE_PARAMETER"));
    let headers = [("Token".to_owned(), secret("api_cloud.token").to_owned())];
    let request = Request { method: "GET", url: &path, headers: &headers, body: &[] };
    let reply = respond(&mut world, &request, NOW);
    assert!(text(&reply).starts_with(r#"{"status":200,"count":0,"result":[]"#), "{}", text(&reply));
    assert_eq!(world.counters()["api_cloud.nsso.checkPolicy/A1"], 3);
    assert_eq!(world.counters()["api_cloud.nsso.checkPolicy.refused"], 2);
}

#[test]
fn api_cloud_filters_by_day_and_counts_the_money() {
    let mut world = World::new();
    let ask = |world: &mut World, more: &[(&str, &str)]| {
        let common = [("type", "checkPolicy"), ("token", secret("api_cloud.token"))];
        let reply = get(world, &format!("/api/nsso.php?{}", query(&[&common, more].concat())));
        text(&reply)
    };
    let documented = ask(&mut world, &[("gosNumber", "А111АА11")]);
    assert!(documented.contains(r#""PolicyStart":"01.01.2026","PolicyStop":"31.12.2026""#));
    assert!(documented.ends_with(
        r#""filters":{"requestDate":"21.11.2026","onlyActual":1},"inquiry":{"price":0.75,"balance":14700,"credit":20000,"speed":26,"attempts":1}}"#
    ));
    let plate = ("gosNumber", "О002ОО77");
    for (more, count) in [
        (vec![plate], 1),
        (vec![plate, ("onlyActual", "0")], 2),
        (vec![plate, ("date", "31.12.2025")], 1),
        (vec![plate, ("date", "31.12.2024")], 0),
        (vec![("gosNumber", "О003ОО77")], 0),
        (vec![("gosNumber", "О003ОО77"), ("onlyActual", "0")], 1),
        (vec![("polis", "TESX000000000000001")], 1),
        (vec![("polis", "IGSX224123456275000")], 1),
    ] {
        let text = ask(&mut world, &more);
        assert!(text.contains(&format!(r#""status":200,"count":{count},"#)), "{more:?}: {text}");
    }
    let balance = |world: &mut World| {
        let query = query(&[("type", "balance"), ("token", secret("api_cloud.token"))]);
        text(&get(world, &format!("/api/apilk.php?{query}")))
    };
    assert_eq!(balance(&mut world), r#"{"status":200,"balance":14694}"#);
    ask(&mut world, &[("gosNumber", "Е498СТ77")]);
    assert_eq!(balance(&mut world), r#"{"status":200,"balance":14694}"#);
    world.api_cloud_spent = 1_470_075 - 85;
    assert!(ask(&mut world, &[plate]).contains(r#""balance":0.1,"#));
    assert_eq!(ask(&mut world, &[plate]), r#"{"error":"498","message":"TOKEN_NO_MONEY"}"#);
}

#[test]
fn fssp_is_strict() {
    let good = [
        ("token", fssp::TOKEN),
        ("region", "77"),
        ("firstname", "Иван"),
        ("lastname", "Образцов"),
        ("birthdate", "01.01.1900"),
    ];
    let path = |pairs: &[(&str, &str)]| format!("/api/v1.0/search/physical?{}", query(pairs));
    let with = |name: &str, value: &'static str| {
        path(&good.map(|(known, old)| (known, if known == name { value } else { old })))
    };
    for (method, url, json, status) in [
        ("GET", path(&good), None, 200),
        ("GET", with("token", "other"), None, 401),
        ("GET", with("token", ""), None, 401),
        ("GET", with("region", ""), None, 400),
        ("GET", with("region", "Москва"), None, 400),
        ("GET", with("region", "79"), None, 400),
        ("GET", with("region", "-1"), None, 200),
        ("GET", with("firstname", " "), None, 400),
        ("GET", path(&good[..3]), None, 400),
        ("GET", with("birthdate", "1900-01-01"), None, 400),
        ("GET", with("birthdate", "31.02.1900"), None, 400),
        ("GET", with("birthdate", ""), None, 200),
        ("GET", path(&[good.as_slice(), &[("region", "77")]].concat()), None, 400),
        ("GET", path(&good), Some("{}"), 400),
        ("POST", path(&good), None, 405),
        ("GET", path(&good).replace('?', "/?"), None, 404),
        ("GET", format!("/api/v1.0/status?token={}&task=1", fssp::TOKEN), None, 400),
        ("GET", "/api/v1.0/result?task=1".to_owned(), None, 401),
    ] {
        let mut world = World::new();
        let reply = send(&mut world, method, &url, json, NOW);
        assert_eq!(response(&reply).status, status, "{method} {url}");
        if matches!(status, 400 | 401) {
            assert!(text(&reply).starts_with(r#"{"status":"error","code":"#), "{url}");
        }
        let refused = world.counters().keys().filter(|key| key.ends_with(".refused")).count();
        assert_eq!(refused, usize::from(status != 200), "{url}");
    }
    for (path, pairs, status) in [
        ("legal", vec![("name", "ООО Чистое"), ("region", "-1")], 200),
        ("legal", vec![("name", "ООО Чистое"), ("address", "Тестов"), ("region", "77")], 200),
        ("legal", vec![("name", "ООО Чистое")], 400),
        ("legal", vec![("name", " "), ("region", "77")], 400),
        ("legal", vec![("name", "ООО Чистое"), ("region", "79")], 400),
        ("ip", vec![("number", "1/24/77010-ИП")], 200),
        ("ip", vec![("number", "27122/12/020/77")], 200),
        ("ip", vec![], 400),
        ("ip", vec![("number", "1/24/77010-IP")], 400),
        ("ip", vec![("number", "1/24/77010")], 400),
        ("ip", vec![("number", "12345678/24/77010-ИП")], 400),
    ] {
        let pairs = [&[("token", fssp::TOKEN)], pairs.as_slice()].concat();
        let url = format!("/api/v1.0/search/{path}?{}", query(&pairs));
        assert_eq!(response(&get(&mut World::new(), &url)).status, status, "{url}");
    }
    let mut world = World::new();
    get(&mut world, &path(&good));
    assert_eq!(world.counters()["fssp.search_physical/Образцов Иван 01.01.1900 77"], 1);
}

#[test]
fn urls_are_read_strictly() {
    for (url, status) in [
        ("/", 404),
        ("https://example.org", 400),
        ("/api/other.php?type=x", 404),
        ("/api/nsso.php?gosNumber=А111АА11", 400),
        ("/rest/{webhook}/x", 400),
        ("/api/nsso.php?type=%", 400),
        ("/api/nsso.php?type=%4", 400),
        ("/api/nsso.php?type=%FF", 400),
        ("/api/nsso.php?type=a b", 400),
        ("/api/nsso.php#x", 400),
    ] {
        assert_eq!(response(&get(&mut World::new(), url)).status, status, "{url}");
    }
    // `+` and `%20` are the same space.
    let tail = format!("&token={}&region=-1&lastname=Testov", fssp::TOKEN);
    let mut world = World::new();
    for first_name in ["Ivan+I", "Ivan%20I"] {
        get(&mut world, &format!("/api/v1.0/search/physical?firstname={first_name}{tail}"));
    }
    assert_eq!(world.counters()["fssp.search_physical/Testov Ivan I -1"], 2);
}

#[test]
fn counters_can_be_read_and_are_not_counted() {
    let mut world = World::new();
    get(&mut world, "/nowhere");
    for _ in 0..2 {
        let reply = get(&mut world, "http://127.0.0.1:8080/__sandbox/counters");
        assert_eq!(text(&reply), r#"{"unknown":1,"unknown.refused":1}"#);
        assert_eq!(header(&reply, "x-spravka-simulated"), Some("true"));
    }
}

#[test]
fn a_moment_to_retry_after_comes_from_the_clock() {
    let key = secret("kz_info.api_key");
    let body = format!(r#"{{"api_key":"{key}","iin":"000101304309"}}"#);
    let reply = kz_info(&mut World::new(), &body, NOW);
    assert_eq!(header(&reply, "retry-after"), Some("Sat, 21 Nov 2026 09:00:09 GMT"));
}
