//! The tool `check_debtor`.

use serde_json::json;

use super::client::Client;
use super::{SIMULATED, person};

#[test]
fn a_debtor_is_checked_at_all_sources() {
    let about = json!({"person": {
        "last_name": "Должников", "first_name": "Пётр", "patronymic": "Тестович",
        "birth_date": "1901-02-03", "iin": "010203300025"
    }});
    let mut client = Client::sandbox(&["--allow", "paid"]);
    let checked = client.call("check_debtor", &about);
    let output = &checked.structured["output"];
    assert_eq!(output["report"]["complete"], true, "{}", checked.text);
    let sources = output["report"]["sources"].as_array().unwrap();
    let statuses: Vec<_> = sources.iter().map(|s| (&s["name"], &s["status"])).collect();
    let [found, empty] = [json!("found"), json!("empty")];
    assert_eq!(statuses, [(&json!("fssp"), &found), (&json!("kz_info"), &empty)]);
    let summary = output["summary_ru"].as_str().unwrap();
    assert!(summary.contains("Найдено производств: 1"), "{summary}");
    assert!(checked.text.starts_with(&format!("{SIMULATED}{summary}\n{{")), "{}", checked.text);

    // Without leave to pay Kazakhstan is not asked, and says so before any figure.
    let checked = Client::sandbox(&[]).call("check_debtor", &about);
    let report = &checked.structured["output"]["report"];
    assert_eq!(report["complete"], false);
    assert_eq!(report["sources"][1]["status"], "not_checked");
    assert_eq!(report["sources"][1]["unasked"][0]["why"], "no_price");
    let place = |words: &str| checked.text.find(words).expect(words);
    assert!(place("НЕ ПРОВЕРЕНО: kz_info") < place("Найдено производств"));
}

#[test]
fn a_stand_in_that_costs_money_needs_leave() {
    // The FSSP is shut for him; api-cloud knows nothing of him.
    let about = json!({"person": person("Закрытов")});
    let nothing = Client::sandbox(&[]).call("check_debtor", &about);
    assert!(nothing.is_error, "nobody has answered: {}", nothing.text);
    let source = &nothing.structured["output"]["report"]["sources"][0];
    assert_eq!(source["status"], "not_checked");
    assert_eq!(source["unasked"][0]["operation"], "api_cloud.fssp_physical");
    assert!(nothing.text.contains("НЕ ПРОВЕРЕНО: fssp"), "{}", nothing.text);
    let free = json!({"amount": "0", "currency": "RUB"});
    let mut prices = about.clone();
    prices["money"] = json!({"amount": "1000", "currency": "RUB"});
    prices["prices"] = json!({"api_cloud.fssp_physical": free, "parser_api.fssp_physical": free});
    let nothing = Client::sandbox(&[]).call("check_debtor", &prices);
    assert!(nothing.is_error, "a caller's prices open nothing: {}", nothing.text);
    let failures = nothing.structured["output"]["report"]["sources"][0]["failures"].to_string();
    assert_eq!(failures.matches("not_allowed").count(), 2, "{failures}");
    let checked = Client::sandbox(&["--allow", "paid"]).call("check_debtor", &about);
    let source = &checked.structured["output"]["report"]["sources"][0];
    assert_eq!(source["status"], "empty", "{}", checked.text);
    assert_eq!(source["failures"][0]["operation"], "fssp.search_physical");
}

#[test]
fn a_check_that_waits_is_gone_on_with_by_its_number() {
    let mut client = Client::sandbox(&["--max-wait", "1ms", "--allow", "paid"]);
    let mut about = person("Медленнов");
    about["iin"] = json!("000101300019");
    let mut last = client.call("check_debtor", &json!({"person": about}));
    let number = last.structured["check"].clone();
    assert!(number.is_u64(), "{}", last.text);
    let mut waits = 0;
    while last.structured["step"] == "wait" && waits < 50 {
        assert_eq!(last.structured["output"]["report"]["complete"], false, "{}", last.text);
        assert!(last.text.contains("NOT FINISHED: call `resume` with this `check`"));
        last = client.call("resume", &json!({"check": number}));
        waits += 1;
    }
    assert!(waits > 1, "{}", last.text);
    let report = &last.structured["output"]["report"];
    assert_eq!(report["complete"], true, "{}", last.text);
    let answers = report["sources"][1]["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 1, "Kazakhstan is paid once");
    let over = client.call("resume", &json!({"check": number}));
    assert_eq!(over.structured["error"]["code"], "state_invalid", "{}", over.text);
}
