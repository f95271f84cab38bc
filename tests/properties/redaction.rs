//! Whatever is planted in an input, a header, a body or an option: no failure repeats it, in none
//! of eight encodings, nor any eight characters of it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use spravka_core::protocol::Allowed;
use spravka_core::{dispatch, fill};

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

/// The canary as it could leak: eight ways to write it.
fn encodings(canary: &str) -> Vec<String> {
    let bytes = canary.as_bytes();
    let percent: String = bytes.iter().map(|b| format!("%{b:02X}")).collect();
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let decimal: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let escaped: String = canary.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    vec![
        canary.to_owned(),
        quoted(canary).trim_matches('"').to_owned(),
        percent,
        STANDARD.encode(bytes),
        hex,
        decimal.join(", "),
        escaped,
        canary.chars().rev().collect(),
    ]
}

/// Every eight characters in a row of every encoding. Our own texts have runs of few different
/// characters too, such as zeros: a window of a secret has more.
fn windows(canary: &str) -> Vec<String> {
    let mut windows = BTreeSet::new();
    for encoding in encodings(canary) {
        let letters: Vec<char> = encoding.to_lowercase().chars().collect();
        for window in letters.windows(8) {
            if window.iter().collect::<BTreeSet<_>>().len() > 4 {
                windows.insert(window.iter().collect());
            }
        }
    }
    windows.into_iter().collect()
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
            ("fssp.search_physical", "birth_date"),
            ("fssp.search_physical", "region"),
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
    fn answers(canary in canary(), status in 200_u16..600) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        for (operation, input) in OPERATIONS {
            for body in [
                canary.clone(),
                value.clone(),
                format!(r#"{{"detail":{value},"message":{value},"exception":{value}}}"#),
                format!(r#"{{"status":"error","code":{value},"exception":{value},"response":{value}}}"#),
                format!(r#"{{"error":{value},"message":{value},"errormsg":{value}}}"#),
                format!(r#"{{"status":404,"error":{value}}}"#),
                format!(r#"{{"count":{value},"result":{value},"balance":{value}}}"#),
                format!(r#"[{value},{{{value}:{value}}}"#),
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
