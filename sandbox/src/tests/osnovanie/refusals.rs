//! What is refused for what it is.

use super::*;

fn raw(world: &mut World, method: &str, path: &str, content_type: &str, body: &str) -> Reply {
    let headers = [("content-type".to_owned(), content_type.to_owned())];
    let url = format!("{URL}{path}");
    let request = Request { method, url: &url, headers: &headers, body: body.as_bytes() };
    respond(world, &request, NOW)
}

#[test]
fn every_call_checks_method_type_json_and_password() {
    for path in [
        "request/list",
        "request/create",
        "request/change",
        "request/view",
        "request/attach_file",
        "products",
        "request/result",
        "request/status",
        "request/client_docs",
        "fns/find",
        "request/attach_certificate",
    ] {
        let world = &mut World::new();
        let json = "application/json";
        assert_eq!(response(&raw(world, "GET", path, json, "")).status, 405, "{path}");
        assert_eq!(response(&raw(world, "POST", path, "text/plain", "{}")).status, 415, "{path}");
        for broken in ["", "{", "[]", "null", r#"{"login":"a",}"#] {
            let reply = raw(world, "POST", path, "application/json; utf-8", broken);
            assert_eq!(response(&reply).status, 400, "{path} {broken}");
        }
        for wrong in [
            "{}",
            r#"{"login":"manager@sandbox.invalid","pass":"x"}"#,
            r#"{"login":1,"pass":"sandbox-osnovanie-password"}"#,
            r#"{"login":"manager@sandbox.invalid","password":"sandbox-osnovanie-password"}"#,
        ] {
            assert_eq!(response(&raw(world, "POST", path, json, wrong)).status, 401, "{path}");
        }
        let refused = world.counters().iter().filter(|(key, _)| key.ends_with(".refused"));
        assert_eq!(refused.map(|(_, count)| count).sum::<u64>(), 11, "{path}");
        assert_eq!(response(&raw(world, "POST", &format!("{path}/"), json, "{}")).status, 404);
        assert_eq!(world.counters()["osnovanie.unknown"], 1);
    }
}

#[test]
fn names_are_read_in_any_case() {
    let body = r#"{"LOGIN":"manager@sandbox.invalid","Pass":"sandbox-osnovanie-password",
        "requestid":2001}"#;
    let reply = raw(&mut World::new(), "POST", "request/view", "application/json", body);
    assert_eq!(response(&reply).status, 200);
    let other = body.replace("requestid", "request_id");
    let reply = raw(&mut World::new(), "POST", "request/view", "application/json", &other);
    refused(&reply, 500, "requestId");
}

#[test]
fn creation_is_strict() {
    let format = "Input string was not in a correct format.";
    let one = r#""type":1"#;
    let with = |more: &str| info(PLAIN, more);
    for (case, info, says) in [
        ("type as a text", with(r#""type":"1""#), format),
        ("no type", with(r#""position":"x""#), "поля type"),
        ("type 4", with(r#""type":4"#), "поля type"),
        ("СНИЛС as a number", person(PLAIN).replace("\"99900000115\"", "99900000115"), format),
        ("a short СНИЛС", person("9990000011"), "поля snils"),
        ("no gender", person(PLAIN).replace(r#""gender":"M","#, ""), "поля gender"),
        ("small gender", person(PLAIN).replace(r#""gender":"M""#, r#""gender":"m""#), "gender"),
        ("ISO date", person(PLAIN).replace("01.01.1900", "1900-01-01"), "поля birthDate"),
        ("no such day", person(PLAIN).replace("20.02.1920", "30.02.1920"), "passportDate"),
        ("7 digits", person(PLAIN).replace("520000", "5200000"), "поля passportCode"),
        ("region", person(PLAIN).replace("\"52\"", "\"НН\""), format),
        ("products", person(PLAIN).replace("[224,226]", "[\"224\"]"), format),
        ("offer", person(PLAIN).replace(":true", ":\"true\""), format),
        ("kind 2", with(&format!(r#"{one},"identificationKind":2"#)), "identificationKind"),
        ("forInfoSys", with(&format!(r#"{one},"forInfoSys":true"#)), "forInfoSys"),
        ("СМЭВ", with(&format!(r#"{one},"IdSmevEGRUL":5"#)), "idSmevEGRUL"),
        ("СМЭВ as a text", with(&format!(r#"{one},"IdSmevMvd":"5""#)), format),
        ("no ogrnip", with(r#""type":2"#), "поля ogrnip"),
        ("no kpp", company(PLAIN).replace(r#""kpp":"980001001","#, ""), "поля kpp"),
        ("no department", company(PLAIN).replace(r#""department":"","#, ""), "department"),
        ("regionLaw", company(PLAIN).replace(r#""regionLaw":77"#, r#""regionLaw":"77""#), format),
    ] {
        let mut api = Api::new();
        let reply = api.create(&info);
        assert_eq!(response(&reply).status, 500, "{case}");
        assert!(text(&reply).contains(says), "{case}: {}", text(&reply));
        assert_eq!(api.count("create.refused"), 1, "{case}");
    }
    let mut api = Api::new();
    for info in [
        person(PLAIN),
        person(PLAIN).replace("\"52\"", "52").replace("520000", "520 000"),
        person(PLAIN).replace(r#""gender":"M""#, "\"gender\":\"\u{41c}\""),
        with(&format!(r#"{one},"forInfoSys":false,"IdSmevSNILS":5,"idSmevMvd":6,"unknown":{{}}"#)),
        with(r#""type":2,"ogrn":"326980000000011","forInfoSys":true,"IdSmevEGRIP":5"#),
        company(PLAIN),
    ] {
        api.created(&info);
    }
    refused(&api.post("request/create", ""), 500, "info");
    refused(&api.post("request/create", r#""info":[]"#), 500, format);
    assert_eq!(api.count(&format!("create.executed/{PLAIN}")), 6);
}

#[test]
fn other_calls_are_strict_too() {
    let mut api = Api::new();
    for (path, members, status, says) in [
        ("request/list", "", 400, "Не передан объект filter"),
        ("request/list", r#""filter":[]"#, 400, "Не передан объект filter"),
        ("request/list", r#""filter":{"passportSerial":"0000"}"#, 500, "одновременно"),
        ("request/list", r#""filter":{"createDate":"2026-11-21"}"#, 500, "valid DateTime"),
        ("request/list", r#""filter":{"statusId":"1"}"#, 500, "correct format"),
        ("request/list", r#""filter":{"passportCode":"52"}"#, 500, "correct format"),
        ("request/view", "", 500, "requestId"),
        ("request/view", r#""requestId":"2001""#, 500, "correct format"),
        ("request/change", r#""requestId":2006"#, 500, "info"),
        ("request/change", r#""requestId":2006,"requestArchived":"yes""#, 500, "correct format"),
        ("request/status", "", 400, "Ошибка входных данных"),
        ("request/status", r#""requests":2001"#, 400, "Ошибка входных данных"),
        ("request/status", r#""requests":["2001"]"#, 400, "Ошибка входных данных"),
        ("request/client_docs", r#""requestId":2001"#, 500, "correct format"),
        ("request/attach_file", r#""requestId":2006,"fileType":"8""#, 500, "correct format"),
        ("request/attach_file", r#""requestId":2006,"fileType":8"#, 500, "Файл не передан"),
        ("request/attach_file", r#""requestId":2006,"fileType":8,"file":"ДА=="}"#, 400, ""),
        ("request/attach_file", r#""requestId":2006,"fileType":8,"file":"ДА==""#, 500, "format"),
        ("request/attach_certificate", r#""requestId":2003"#, 400, "неверные входные данные"),
        ("request/attach_certificate", r#""file":"MAA=""#, 400, "неверные входные данные"),
    ] {
        let reply = api.post(path, members);
        assert_eq!(response(&reply).status, status, "{path} {members}: {}", text(&reply));
        assert!(text(&reply).contains(says), "{path} {members}: {}", text(&reply));
    }
    assert!(!api.world.counters().keys().any(|key| key.contains(".executed")));
}
