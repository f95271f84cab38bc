//! `spravka mcp`, in conversation with a client.
#![expect(clippy::disallowed_types, reason = "a client reads values; no amount is kept")]

pub(crate) mod client;
mod debtor;
#[cfg(unix)]
mod programs;

use serde_json::{Value, json};

use self::client::Client;
use crate::support::{application, play, submission};

const SIMULATED: &str = "SIMULATED DATA: NOTHING FOLLOWS FROM IT ABOUT ANYBODY. УЧЕБНЫЕ ДАННЫЕ: К НАСТОЯЩИМ ЛЮДЯМ НЕ ОТНОСЯТСЯ.\n";

fn person(last_name: &str) -> Value {
    json!({
        "last_name": last_name,
        "first_name": "Иван",
        "patronymic": "Тестович",
        "birth_date": "1900-01-01",
        "region": 77
    })
}

#[test]
fn what_is_not_free_is_listed_once_it_is_switched_on() {
    let listed = |args: &[&str]| -> Vec<Value> {
        let client = Client::sandbox(args);
        client.tools.values().cloned().collect()
    };
    let names = |tools: &[Value]| -> Vec<String> {
        tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
    };
    let free = listed(&[]);
    assert!(free.iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));
    let free = names(&free);
    for name in ["check_debtor", "resume", "fssp_search_physical", "identifiers_check"] {
        assert!(free.iter().any(|listed| listed == name), "{name}");
    }
    for (args, more, not) in [
        (&["--allow", "paid"][..], "kz_info_exec_proc_info", "osnovanie_create"),
        (&["--allow", "write"], "osnovanie_create", "osnovanie_submit_documents"),
        (&["--allow", "irreversible"], "osnovanie_submit_documents", "osnovanie_create"),
    ] {
        let with = listed(args);
        let tool = with.iter().find(|tool| tool["name"] == more).expect(more);
        assert_eq!(tool["annotations"]["readOnlyHint"], false, "{tool}");
        assert!(!names(&with).contains(&not.to_owned()) && !free.contains(&more.to_owned()));
    }
    let all = listed(&["--allow", "paid,write", "--allow", "irreversible"]);
    assert_eq!(all.len(), spravka_core::registry::OPERATIONS.len() + 2);
    let files = |tools: &[Value]| {
        let of = |tool: &&Value| tool["inputSchema"]["properties"].get("files").is_some();
        tools.iter().filter(of).count()
    };
    assert_eq!(files(&all), 0);
    assert!(files(&listed(&["--allow", "paid,write,irreversible,files"])) > 3);
}

#[test]
fn a_lookup_gives_the_step_as_it_is() {
    let mut client = Client::sandbox(&[]);
    let found = client.call("fssp_search_physical", &person("Медленнов"));
    assert_eq!(found.structured["step"], "done");
    assert_eq!(found.structured["output"]["outcome"], "found");
    assert_eq!(found.structured["meta"]["simulated"], true);
    let json = found.text.strip_prefix(SIMULATED).expect(&found.text);
    assert_eq!(serde_json::from_str::<Value>(json).unwrap(), found.structured);
    let empty = client.call("fssp_search_physical", &person("Чистов"));
    assert_eq!(empty.structured["output"]["outcome"], "empty");
    let pure = client.call("identifiers_check", &json!({"inn": "7707083893"}));
    assert!(pure.text.starts_with(r#"{"step":"done""#), "{}", pure.text);
    let (code, complaints) = client.close();
    assert_eq!((code, complaints.as_str()), (Some(0), ""));
}

#[test]
fn who_could_not_be_checked_is_an_error() {
    let mut client = Client::sandbox(&["--max-wait", "2h"]);
    for name in ["Занавесов", "Капчин", "Частичнов", "Пустов", "Именов"]
    {
        let failed = client.call("fssp_search_physical", &person(name));
        assert!(failed.is_error, "{name}: {}", failed.text);
        assert!(failed.text.contains("NO ANSWER") && failed.text.contains("ОТВЕТА НЕТ"));
        assert!(failed.structured["error"]["code"].is_string(), "{}", failed.text);
        assert!(failed.structured.get("output").is_none(), "{}", failed.text);
        assert!(!failed.text.contains("outcome") && !failed.text.contains(name), "{}", failed.text);
    }
}

#[test]
fn a_paid_call_is_refused_until_it_is_switched_on() {
    let input = json!({"iin": "000101300019"});
    let mut client = Client::sandbox(&[]);
    for (name, input, flag) in [
        ("kz_info_exec_proc_info", &input, "paid"),
        ("osnovanie_archive", &json!({}), "write"),
        ("sber_exchange_code", &json!({}), "irreversible"),
    ] {
        let refused = client.call(name, input);
        let error = &refused.structured["error"];
        assert!(refused.is_error && error["code"] == "not_allowed", "{}", refused.text);
        for message in ["message", "message_ru"] {
            let flag = format!("spravka mcp --allow {flag}");
            assert!(error[message].as_str().unwrap().contains(&flag), "{error}");
        }
        assert_eq!((&error["executed"], &error["charged"]), (&json!("no"), &json!("no")));
    }
    let mut client = Client::sandbox(&["--allow", "paid"]);
    let found = client.call("kz_info_exec_proc_info", &input);
    assert_eq!(found.structured["output"]["outcome"], "found", "{}", found.text);
    let refused = client.call("osnovanie_archive", &json!({}));
    assert_eq!(refused.structured["error"]["code"], "not_allowed");
}

#[test]
fn a_state_does_not_open_what_is_off() {
    let call = r#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"now":"2026-01-01T00:00:00Z"}"#;
    let step: Value = serde_json::from_str(play(&["step"], call).line()).unwrap();
    let going_on = json!({"state": step["state"], "input": {"iin": "000101300019"}});
    let refused = Client::sandbox(&[]).call("resume", &going_on);
    assert_eq!(refused.structured["error"]["code"], "not_allowed", "{}", refused.text);
    let mut client = Client::sandbox(&["--allow", "paid"]);
    let mut lost = client.call("resume", &going_on);
    assert_eq!(lost.structured["error"]["code"], "interrupted", "{}", lost.text);
    let mut state = lost.structured["state"].clone();
    state["options"]["allow_paid_retry"] = json!(true);
    let going_on = json!({"state": state, "input": going_on["input"]});
    lost = client.call("resume", &going_on);
    assert_eq!(lost.structured["error"]["code"], "paid_repeat_not_allowed", "{}", lost.text);
}

#[test]
fn what_is_wrong_with_the_arguments_is_said() {
    let mut client = Client::sandbox(&["--allow", "paid"]);
    for (name, arguments, code, path) in [
        ("kz_info_exec_proc_info", json!({"iin": "000101300018"}), "check_digits", "/input/iin"),
        ("kz_info_exec_proc_info", json!({}), "missing_member", "/input/iin"),
        ("kz_info_exec_proc_info", json!({"inn": "1"}), "unknown_member", "/input/*"),
        ("kz_info_exec_proc_info", json!({"files": {}}), "unknown_member", "/input/*"),
        ("check_debtor", json!({}), "missing_member", "/input/person"),
        ("check_debtor", json!({"person": {}, "calls": []}), "unknown_member", "/input/*"),
        ("check_debtor", json!({"person": {}, "secrets": []}), "unknown_member", "/input/*"),
        ("resume", json!({}), "missing_member", "/state"),
        ("resume", json!({"state": {}, "input": {}}), "state_invalid", "/state"),
        ("resume", json!({"check": 1}), "state_invalid", "/check"),
        ("resume", json!({"check": 1, "state": {}}), "conflicting_members", "/check"),
        ("resume", json!({"check": 1, "step": {}}), "unknown_member", "/*"),
    ] {
        let failed = client.call(name, &arguments);
        let error = &failed.structured["error"];
        assert_eq!(error["code"], code, "{name} {arguments}: {}", failed.text);
        assert!(error["path"].as_str().unwrap_or_default().starts_with(path), "{error}");
    }
    let id = client.send_call("fssp_serch_ip", &json!({}));
    let response = client.response(id);
    assert_eq!(response["error"]["code"], -32602);
    assert!(response["error"]["message"].as_str().unwrap().contains("fssp_search_ip"));
}

#[test]
fn a_long_wait_is_handed_out_and_gone_on_with() {
    let mut client = Client::sandbox(&["--max-wait", "1ms"]);
    let input = person("Медленнов");
    let mut last = client.call("fssp_search_physical", &input);
    let mut waits = 0;
    while last.structured["step"] == "wait" && waits < 50 {
        assert!(!last.is_error && last.text.starts_with("NOT FINISHED"), "{}", last.text);
        assert!(last.structured["until"].is_string(), "{}", last.text);
        last = client.call("resume", &json!({"state": last.structured["state"], "input": input}));
        waits += 1;
    }
    assert!(waits > 0, "{}", last.text);
    assert_eq!(last.structured["output"]["outcome"], "found", "{}", last.text);
}

#[test]
fn a_limit_is_said_and_not_sat_out() {
    let mut client = Client::sandbox(&["--allow", "paid", "--rate", "kz_info=1/h"]);
    let input = json!({"iin": "000101300019"});
    let found = client.call("kz_info_exec_proc_info", &input);
    assert_eq!(found.structured["output"]["outcome"], "found", "{}", found.text);
    let limited = client.call("kz_info_exec_proc_info", &input);
    let error = &limited.structured["error"];
    assert_eq!((&error["code"], &error["executed"]), (&json!("rate_limited"), &json!("no")));
    assert!(error["retry_at"].is_string() && limited.structured["not_sent"] == true, "{error}");
}

#[test]
fn a_budget_is_that_of_the_process() {
    let mut client = Client::sandbox(&["--allow", "paid", "--budget", "1.60RUB"]);
    let input = json!({"plate": "О001ОО77"});
    let call = |client: &mut Client| client.call("api_cloud_nsso_check_policy", &input);
    for _ in 0..2 {
        let found = call(&mut client);
        assert_eq!(found.structured["output"]["outcome"], "found", "{}", found.text);
    }
    let refused = call(&mut client);
    let error = &refused.structured["error"];
    assert_eq!((&error["code"], &error["executed"]), (&json!("budget_exceeded"), &json!("no")));
    assert!(refused.is_error && refused.structured["not_sent"] == true, "{}", refused.text);
    let unpriced = client.call("kz_info_exec_proc_info", &json!({"iin": "000101300019"}));
    assert_eq!(unpriced.structured["error"]["code"], "price_unknown", "{}", unpriced.text);
    let free = client.call("fssp_search_physical", &person("Чистов"));
    assert_eq!(free.structured["output"]["outcome"], "empty", "{}", free.text);

    // A report asks within it, and says what was not asked.
    let mut about = person("Медленнов");
    about["iin"] = json!("000101300019");
    let price = ["--price", "kz_info.exec_proc_info=2KZT", "--budget", "1KZT"];
    let mut client =
        Client::sandbox(&[&["--allow", "paid", "--max-wait", "9h"], &price[..]].concat());
    let checked = client.call("check_debtor", &json!({"person": about}));
    let sources = checked.structured["output"]["report"]["sources"].as_array().unwrap();
    let kz = sources.iter().find(|source| source["name"] == "kz_info").unwrap();
    assert_eq!(kz["status"], "not_checked", "{}", checked.text);
    assert_eq!(kz["failures"][0]["code"], "budget_exceeded", "{}", checked.text);
    assert_eq!(checked.structured["output"]["report"]["complete"], false);
}

#[test]
fn files_are_read_where_that_is_switched_on() {
    let folder = submission();
    let path = |name: &str| json!(folder.path().join(name));
    let mut submit = json!({"application_id": 1370, "files": {
        "archive": path("documents.zip"),
        "signature": path("documents.zip.sig"),
        "certificate_request": path("request.p10")
    }});
    let refused =
        Client::sandbox(&["--allow", "irreversible"]).call("osnovanie_submit_documents", &submit);
    assert_eq!(refused.structured["error"]["code"], "not_allowed", "{}", refused.text);
    assert_eq!(refused.structured["error"]["path"], "/files");
    let mut client = Client::sandbox(&["--allow", "write,irreversible,files", "--max-wait", "9h"]);
    let order: Value = serde_json::from_str(&application("99900000115")).unwrap();
    let created = client.call("osnovanie_create_application", &order);
    assert_eq!(created.structured["output"]["application_id"], "1370", "{}", created.text);
    client.call("osnovanie_await_ready", &json!({"application_id": 1370}));
    let mut without = submit.clone();
    without["files"].as_object_mut().unwrap().remove("certificate_request");
    let waits = client.call("osnovanie_submit_documents", &without);
    assert_eq!(waits.structured["needs"], json!(["certificate_request"]), "{}", waits.text);
    assert!(waits.text.contains("what `needs` names"), "{}", waits.text);
    let submitted = client.call(
        "resume",
        &json!({
            "state": waits.structured["state"],
            "input": {"application_id": 1370},
            "files": submit["files"]
        }),
    );
    assert_eq!(submitted.structured["output"]["submitted"], true, "{}", submitted.text);
    submit["files"]["archive"] = json!("/nowhere/at/all");
    let missing = client.call("osnovanie_submit_documents", &submit);
    assert_eq!(missing.structured["error"]["code"], "missing_file", "{}", missing.text);
    assert!(!missing.text.contains("nowhere"), "{}", missing.text);
}

#[test]
fn options_that_no_call_would_take_are_refused_at_the_start() {
    for (options, why) in [
        (
            r#"{"allow_payd_retry":true}"#,
            "unknown member: the nearest known one is `allow_paid_retry`",
        ),
        (r#"{"alow":"Тестов"}"#, "unknown member (/options/*)"),
        (r#"{"max_attempts":99}"#, "expected a number from 1 to 10 (/options/max_attempts)"),
        (r#"{"key_salt":"Тестов"}"#, "(/options/key_salt)"),
        (r#"{"run":"1","run":"2"}"#, "(/options/*)"),
        ("[]", "--options is not a JSON object"),
    ] {
        let ended = play(&["mcp", "--transport", "sandbox", "--options", options], "");
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{options}");
        assert!(ended.err.starts_with("spravka: --options"), "{}", ended.err);
        assert!(ended.err.contains(why) && !ended.err.contains("Тестов"), "{}", ended.err);
    }
    let options = r#"{"max_attempts":1,"allow_token_refresh":true}"#;
    let ended = play(&["mcp", "--transport", "sandbox", "--options", options], "");
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn a_transport_is_named() {
    let ended = play(&["mcp"], "");
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    assert!(ended.err.contains("--transport is missing"), "{}", ended.err);
    let nobody = play(&["mcp", "--transport", "sandbox"], "");
    assert_eq!((nobody.code, nobody.out.as_str(), nobody.err.as_str()), (Some(0), "", ""));
}
