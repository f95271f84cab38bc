//! Whatever is planted in an input, a header, a body or an option: no failure repeats it, in none
//! of its encodings, nor any eight characters of it.

use proptest::prelude::*;
use spravka_core::protocol::Allowed;
use spravka_core::{dispatch, fill};
use spravka_tests::canary::windows;

use super::{Flow, OPERATIONS, quoted, text};

/// Secrets as they are: tokens, passport numbers, names.
fn canary() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9_-]{16,64}",
        "[0-9]{4} [0-9]{6}[0-9]{6}",
        "[А-ЯЁа-яё]{16,40}",
        "[ -~]{16,64}",
        "\\PC{16,40}",
    ]
}

/// Tokens as RFC 6750 has them, the provider's own form among them.
fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[1-9]",
        "[A-Za-z0-9._~+/=-]{16,80}",
    ]
}

fn holds_none_of(haystack: &str, windows: &[String]) {
    let haystack = haystack.to_lowercase();
    for window in windows {
        assert!(!haystack.contains(window), "{window:?} of a secret in {haystack}");
    }
}

/// Checks a step if it tells a failure; what is sent and what was found holds data by its nature.
fn fails_without(step: &str, windows: &[String]) {
    if step.starts_with(r#"{"step":"fail""#) {
        holds_none_of(step, windows);
    }
}

proptest! {
    #[test]
    fn inputs(canary in canary()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        for (operation, member) in [
            ("kz_info.exec_proc_info", "iin"),
            ("api_cloud.nsso_check_policy", "plate"),
            ("api_cloud.nsso_check_policy", "policy_number"),
            ("api_cloud.nsso_check_policy", "on_date"),
            ("api_cloud.fssp_inn", "inn"),
            ("api_cloud.fssp_ip", "proceeding_number"),
            ("api_cloud.fssp_legal", "company_name"),
            ("api_cloud.fssp_physical", "birth_date"),
            ("fssp.search_physical", "birth_date"),
            ("fssp.search_physical", "region"),
            ("fssp.search_legal", "company_name"),
            ("fssp.search_legal", "address"),
            ("fssp.search_ip", "proceeding_number"),
            ("fssp.search_group", "requests"),
            ("sber.client_info", "client_id"),
            ("sber.exchange_code", "redirect_uri"),
            ("sber.authorize_url", "scope"),
            ("osnovanie.list", "snils"),
            ("osnovanie.view", "application_id"),
            ("osnovanie.status", "application_ids"),
            ("osnovanie.find_fns_certificates", "serial_number"),
            ("osnovanie.create", "application"),
            ("osnovanie.attach_file", "file_kind"),
            ("osnovanie.attach_certificate", "certificate"),
            ("parser_api.fssp_physical", "birth_date"),
            ("parser_api.fssp_legal_by_name", "company_name"),
            ("parser_api.fssp_legal_by_inn", "inn"),
            ("spectrum_data.person_report", "report_type"),
            ("spectrum_data.person_report", "mapping"),
            ("bitrix24.find_contact", "portal"),
            ("bitrix24.find_contact", "phones"),
            ("bitrix24.find_contact", "emails"),
            ("bitrix24.update_contact", "contact_id"),
            ("bitrix24.update_contact", "fields"),
            ("bitrix24.ensure_fields", "fields"),
            ("bitrix24.batch", "calls"),
        ] {
            let inputs = [
                format!(r#"{{"{member}":{value}}}"#),
                format!(r#"{{"{member}":[{value}]}}"#),
                format!(r#"{{{value}:1}}"#),
                value.clone(),
            ];
            for input in inputs {
                fails_without(&Flow::start(operation, &input, "{}").step, &windows);
            }
        }
        let names = format!(r#"{{"last_name":"1","first_name":{value}}}"#);
        fails_without(&Flow::start("fssp.search_physical", &names, "{}").step, &windows);
        for item in [
            format!(r#"{{"proceeding_number":{value}}}"#),
            format!(r#"{{"last_name":"Образцов","first_name":{value},"birth_date":{value}}}"#),
            format!(r#"{{"company_name":{value},"proceeding_number":{value}}}"#),
            format!(r#"{{{value}:1}}"#),
            value.clone(),
        ] {
            let group = format!(r#"{{"requests":[{item}]}}"#);
            fails_without(&Flow::start("fssp.search_group", &group, "{}").step, &windows);
        }
        for member in ["gender", "snils", "passport_issued_on", "email", "head", "smev_checks"] {
            let new = format!(r#"{{"application":{{"{member}":{value},{value}:1}}}}"#);
            fails_without(&Flow::start("osnovanie.create", &new, "{}").step, &windows);
            let new = format!(r#"{{"application":{{"{member}":{value}}}}}"#);
            fails_without(&Flow::start("osnovanie.create", &new, "{}").step, &windows);
        }
        for (operation, member) in [
            ("bitrix24.update_contact", format!(r#""contact_id":1,"fields":{{{value}:{value}}}"#)),
            ("bitrix24.update_contact", format!(r#""contact_id":1,"fields":{{"UF_CRM_A":{{"a":{value}}}}}"#)),
            ("bitrix24.ensure_fields", format!(r#""fields":[{{"name":{value},"type":{value}}}]"#)),
            ("bitrix24.ensure_fields", format!(r#""fields":[{{"name":"UF_CRM_A","type":{value},{value}:1}}]"#)),
            ("bitrix24.batch", format!(r#""calls":[{{"key":"a","method":{value}}}]"#)),
            ("bitrix24.batch", format!(r#""calls":[{{"key":"a","method":"a.b","params":{{"[":{value}}}}}]"#)),
            ("bitrix24.batch", format!(r#""calls":[{{"key":"a","method":"a.b","params":{value}}}]"#)),
        ] {
            let input = format!(r#"{{"portal":"example.bitrix24.ru","user_id":1,{member}}}"#);
            fails_without(&Flow::start(operation, &input, "{}").step, &windows);
        }
        for (member, value) in [
            ("passport", value.clone()),
            ("mapping", format!(r#"{{"items":"/a","number":{value}}}"#)),
            ("mapping", format!(r#"{{"items":"/a","number":"/a",{value}:1}}"#)),
        ] {
            let report = format!(
                r#"{{"report_type":"a@b","last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01","{member}":{value}}}"#
            );
            fails_without(&Flow::start("spectrum_data.person_report", &report, "{}").step, &windows);
        }
        for member in ["name", "sha256", "base64"] {
            let file = format!(r#"{{"name":"a","size":1,"{member}":{value}}}"#);
            let attached = format!(r#"{{"application_id":1,"certificate":{file}}}"#);
            fails_without(&Flow::start("osnovanie.attach_certificate", &attached, "{}").step, &windows);
        }
        for member in ["inn", "snils", "passport", "phone"] {
            let wrong = format!(r#"{{"{member}":{}}}"#, quoted(&format!("!{canary}")));
            holds_none_of(&Flow::start("identifiers.check", &wrong, "{}").step, &windows);
        }
    }

    #[test]
    fn calls_and_options(canary in canary()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        for call in [
            canary.clone(),
            value.clone(),
            format!(r#"{{"call":{value}}}"#),
            format!(r#"{{{value}:{value}}}"#),
            format!(r#"{{"call":"start","operation":{value},"input":{{}}}}"#),
            format!(r#"{{"call":"start","operation":"api_cloud.balance","input":{{}},"now":{value}}}"#),
            format!(r#"{{"call":"resume","state":{value},"input":{{}},"event":{value},"now":{value}}}"#),
            format!(r#"{{"call":"operations","options":{{"test_origin":{value}}}}}"#),
            format!(r#"{{"call":"operations","options":{{"origins":{{"fssp":{value}}}}}}}"#),
            format!(r#"{{"call":"operations","options":{{{value}:{value}}}}}"#),
        ] {
            fails_without(&text(dispatch(call.as_bytes())), &windows);
        }
        let salted = Flow::start("api_cloud.balance", "{}", &format!(r#"{{"key_salt":{value}}}"#));
        holds_none_of(&salted.step, &windows);
    }

    #[test]
    fn answers(canary in canary(), status in 200_u16..600, first in 0..OPERATIONS.len()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        // Some of them each time: to look for every window takes its time.
        let some = OPERATIONS.iter().cycle().skip(first).step_by(3).take(6);
        for (operation, input) in some {
            for body in [
                canary.clone(),
                value.clone(),
                format!(r#"{{"detail":{value},"message":{value},"exception":{value}}}"#),
                format!(r#"{{"status":"error","code":{value},"exception":{value},"response":{value}}}"#),
                format!(r#"{{"error":{value},"message":{value},"errormsg":{value}}}"#),
                format!(r#"{{"status":404,"error":{value}}}"#),
                format!(r#"{{"count":{value},"result":{value},"balance":{value}}}"#),
                format!(r#"[{value},{{{value}:{value}}}"#),
                format!(r#"{{"cause":{value},"referenceId":{value},"message":{value}}}"#),
                format!(r#"{{"errorCode":{value},"errorMsg":{value},"error_description":{value}}}"#),
                format!("<html>{canary}</html>"),
            ] {
                let event = format!(
                    r#"{{"response":{{"status":{status},"headers":{{"content-type":{value},"retry-after":{value},"x-other":{value}}}}}}}"#
                );
                let mut flow = Flow::start(operation, input, r#"{"max_attempts":1}"#);
                flow.resume(1, &event, Some(body.as_bytes()));
                fails_without(&flow.step, &windows);
            }
            let mut flow = Flow::start(operation, input, "{}");
            flow.resume(1, &format!(r#"{{"response":{{"status":200,"body_sha256":{value}}}}}"#), None);
            fails_without(&flow.step, &windows);
        }
    }

    /// The provider's own words are shown with leave, and without what the input says.
    #[test]
    fn words_of_a_provider(name in "[А-ЯЁа-яё]{16,40}", series in "[0-9]{4}", number in "[0-9]{6}", status in prop::sample::select(vec![400_u16, 403, 404, 500])) {
        let input = format!(r#"{{"last_name":{}}}"#, quoted(&name));
        let words = format!("Заявка {name}, паспорт {series} {number}");
        let event = format!(r#"{{"response":{{"status":{status},"headers":{{}}}}}}"#);
        let options = r#"{"max_attempts":1,"provider_text":true}"#;
        for body in [words.clone(), quoted(&words), words.to_uppercase()] {
            let mut flow = Flow::start("osnovanie.list", &input, options);
            flow.resume(1, &event, Some(body.as_bytes()));
            holds_none_of(&flow.step, &windows(&name));
            assert!(!flow.step.contains(&number), "{}", flow.step);
        }
    }

    /// Tokens stand in the step that has them put away, and in no state, output, meta or error.
    #[test]
    fn tokens(
        access in token(),
        refresh in token(),
        id_token in token(),
        (scope, expires_in) in ("[a-z ]{0,20}", any::<i64>()),
        trouble in 0..6_usize,
    ) {
        let windows: Vec<String> =
            [&access, &refresh, &id_token].into_iter().flat_map(|token| windows(token)).collect();
        let pair = format!(
            r#"{{"access_token":"{access}","refresh_token":"{refresh}","id_token":"{id_token}","{id_token}":"{access}","expires_in":{expires_in},"scope":"{scope}"}}"#
        );
        let answer = |status: u16| format!(r#"{{"response":{{"status":{status},"headers":{{}}}}}}"#);
        for (operation, input) in &OPERATIONS[7..10] {
            let mut flow = Flow::start(operation, input, r#"{"allow_token_refresh":true,"evidence":true}"#);
            if *operation == "sber.client_info" {
                let echo = format!(r#"{{"cause":"UNAUTHORIZED","message":"value = {access}"}}"#);
                flow.resume(1, &answer(401), Some(echo.as_bytes()));
                holds_none_of(&flow.step, &windows);
            }
            // Cut off, with a character that cannot be sent, with a member twice, refused, whole.
            let body = match trouble {
                0 => pair.trim_end_matches('}').to_owned(),
                1 => pair.replace(&access, &format!("{access}é")),
                2 => pair.replace("scope", "id_token"),
                _ => pair.clone(),
            };
            let status = if trouble == 3 { 400 } else { 200 };
            flow.resume(1, &answer(status), Some(body.as_bytes()));
            if trouble < 4 {
                holds_none_of(&flow.step, &windows);
                continue;
            }
            prop_assert!(flow.step.starts_with(r#"{"step":"store","#), "{}", flow.step);
            let secrets = format!(
                r#""secrets":{{"sber.access_token":"{access}","sber.refresh_token":"{refresh}"}}"#
            );
            prop_assert_eq!(flow.step.matches(&secrets).count(), 1);
            holds_none_of(&flow.step.replace(&secrets, ""), &windows);
            if trouble == 5 {
                flow.resume(1, "\"elapsed\"", None);
                holds_none_of(&flow.step, &windows);
            }
            flow.resume(1, "\"stored\"", None);
            holds_none_of(&flow.step, &windows);
        }
    }

    /// What a part of a group says of its failure is in no item.
    #[test]
    fn parts_of_a_group(canary in canary()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        for part in [
            format!(r#"{{"status":3,"result":{{"code":{value},"message":{value},{value}:1}}}}"#),
            format!(r#"{{"status":0,"exception":{value},"result":[]}}"#),
            format!(r#"{{"status":{value},"result":[]}}"#),
            format!(r#"{{"status":0,"result":{value}}}"#),
            format!(r#"{{"status":0,"result":[{{{value}:{value}}}]}}"#),
            format!(r#"{{"status":0,"query":{{"type":1,"params":{{"lastname":{value}}}}},"result":[]}}"#),
        ] {
            let mut flow = Flow::group();
            let body = format!(
                r#"{{"status":"success","response":{{"status":3,"result":[{part},{part}]}}}}"#
            );
            flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
            assert!(!flow.step.contains(r#""outcome":"empty""#), "{}", flow.step);
            holds_none_of(&flow.step, &windows);
        }
    }

    /// A passport or an IIN where a provider's code is read, as a number and as a text.
    #[test]
    fn numbers_as_codes(number in "[1-9][0-9]{9,14}", status in 200_u16..600) {
        for (operation, input) in OPERATIONS {
            for value in [number.clone(), quoted(&number)] {
                for member in ["error", "code", "status", "message", "detail"] {
                    let body = format!(r#"{{"{member}":{value},"response":{{"status":{value}}}}}"#);
                    let event = format!(r#"{{"response":{{"status":{status},"headers":{{}}}}}}"#);
                    let mut flow = Flow::start(operation, input, r#"{"max_attempts":1}"#);
                    flow.resume(1, &event, Some(body.as_bytes()));
                    assert!(!flow.step.contains(&number), "{number} in {}", flow.step);
                }
            }
        }
    }

    #[test]
    fn filling(canary in canary()) {
        let windows = windows(&canary);
        for (operation, input) in OPERATIONS {
            let flow = Flow::start(operation, input, "{}");
            let request = request_of(&flow.step);
            let secrets = |_: &str| Some(canary.clone());
            match fill(&request, &secrets, &|_| None, &Allowed::default()) {
                Ok(filled) => {
                    holds_none_of(&format!("{filled:?}"), &windows);
                    assert!(!filled.url.contains(['\r', '\n', ' ']));
                    assert!(filled.url.is_ascii());
                }
                Err(error) => {
                    holds_none_of(&format!("{error:?} {error}"), &windows);
                    holds_none_of(&serde_json::to_string(&error).expect("an error"), &windows);
                }
            }
            let elsewhere = request.replace("https://", &format!("https://{canary}@"));
            if let Err(error) = fill(&elsewhere, &secrets, &|_| None, &Allowed::default()) {
                holds_none_of(&format!("{error:?} {error}"), &windows);
            }
        }
    }
}

proptest! {
    /// Headers are visible ASCII with single spaces inside, or the request is refused; so are
    /// addresses that are not plain.
    #[test]
    fn headers_and_addresses(name in "\\PC{1,12}", value in "[\\x00-\\x7f\u{400}-\u{44f}]{0,12}") {
        let flow = Flow::start("api_cloud.balance", "{}", "{}");
        let request = request_of(&flow.step);
        let own = r#""headers":{"accept":"application/json"}"#;
        let headers = format!(r#""headers":{{{}:{}}}"#, quoted(&name), quoted(&value));
        let secrets = |_: &str| Some("sandbox0api0cloud0token000000000".to_owned());
        let allowed = Allowed::default();
        if let Ok(filled) = fill(&request.replace(own, &headers), &secrets, &|_| None, &allowed) {
            for header in filled.headers {
                prop_assert!(header.value.bytes().all(|b| (0x20..=0x7e).contains(&b)));
                prop_assert!(!header.value.contains("  ") && header.value.trim() == header.value);
                prop_assert!(header.name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
            }
        }
        let target = format!("https://api-cloud.ru/{}?", quoted(&value).trim_matches('"'));
        let elsewhere = request.replace("https://api-cloud.ru/api/apilk.php?", &target);
        if let Ok(filled) = fill(&elsewhere, &secrets, &|_| None, &allowed) {
            prop_assert!(filled.url.bytes().all(|b| b.is_ascii_graphic()));
        }
    }
}

fn request_of(step: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Send<'a> {
        #[serde(borrow)]
        request: &'a serde_json::value::RawValue,
    }

    serde_json::from_str::<Send<'_>>(step).expect("a send step").request.get().to_owned()
}
