//! Whatever is planted in an input, a header, a body or an option: no failure repeats it, in none
//! of its encodings, nor any eight characters of it.
#![expect(clippy::disallowed_types, reason = "values are damaged here; none is kept")]

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use spravka_core::protocol::Allowed;
use spravka_core::{dispatch, fill};
use spravka_tests::canary as plants;

use super::material::{ANSWERS, PLACES, Place, places};
use super::{Flow, OPERATIONS, quoted, request_of, text};

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

/// Finds any eight characters in a row of any encoding.
fn windows(planted: &str) -> AhoCorasick {
    windows_of(&[planted])
}

fn windows_of(planted: &[&str]) -> AhoCorasick {
    // It is built for each canary, and searches little.
    let kind = Some(AhoCorasickKind::NoncontiguousNFA);
    let windows = planted.iter().flat_map(|planted| plants::windows(planted));
    AhoCorasick::builder().kind(kind).prefilter(false).build(windows).expect("windows")
}

fn holds_none_of(haystack: &str, windows: &AhoCorasick) {
    let haystack = haystack.to_lowercase();
    if let Some(found) = windows.find(&haystack) {
        panic!("{:?} of a secret in {haystack}", haystack.get(found.range()));
    }
}

/// Checks a step if it tells a failure; what is sent and what was found holds data by its nature.
fn fails_without(step: &str, windows: &AhoCorasick) {
    if step.starts_with(r#"{"step":"fail""#) {
        holds_none_of(step, windows);
    }
}

/// The canary in a place: as a text, in a list, as a member's name, or behind a wrong first letter.
fn planted(canary: &str, form: u8) -> Value {
    match form {
        0 => json!(canary),
        1 => json!([canary]),
        2 => json!({ canary: 1 }),
        _ => json!(format!("!{canary}")),
    }
}

proptest! {
    /// In any place of any call: input, file, option, state, the call itself.
    #[test]
    fn inputs(canary in canary(), places in prop::collection::vec((any::<Index>(), 0_u8..5), 4)) {
        let windows = windows(&canary);
        for (place, form) in places {
            let Place { call, at } = place.get(&PLACES);
            let mut call = (*call).clone();
            let value = call.pointer_mut(at).expect("a place that was listed");
            match value.as_object_mut().filter(|_| form == 4) {
                Some(members) => drop(members.insert(canary.clone(), json!(1))),
                None => *value = planted(&canary, form),
            }
            fails_without(&text(dispatch(call.to_string().as_bytes())), &windows);
        }
        for member in ["inn", "snils", "passport", "phone"] {
            let wrong = format!(r#"{{"{member}":{}}}"#, quoted(&format!("!{canary}")));
            holds_none_of(&Flow::start("identifiers.check", &wrong, "{}").step, &windows);
        }
    }

    #[test]
    fn calls_and_options(canary in canary(), which in any::<Index>()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        let calls = [
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
        ];
        fails_without(&text(dispatch(which.get(&calls).as_bytes())), &windows);
        let salted = Flow::start("api_cloud.balance", "{}", &format!(r#"{{"key_salt":{value}}}"#));
        holds_none_of(&salted.step, &windows);
    }

    /// In any place of any answer's body.
    #[test]
    fn places_of_answers(canary in canary(), places in prop::collection::vec((any::<Index>(), any::<Index>(), 0_u8..3), 4)) {
        let windows = windows(&canary);
        for (answer, place, form) in places {
            let answer = answer.get(&ANSWERS);
            // The provider's words are shown with leave; `words_of_a_provider` has what of them.
            if answer.shows_words() {
                continue;
            }
            let mut body: Value = serde_json::from_str(&answer.body).expect("a JSON body");
            let mut all = Vec::new();
            self::places(&body, "", &mut all);
            let at: &String = place.get(&all);
            *body.pointer_mut(at).expect("a place that was listed") = planted(&canary, form);
            fails_without(&answer.with(body.to_string().as_bytes()), &windows);
        }
    }

    #[test]
    fn answers(canary in canary(), status in 200_u16..600, which in any::<Index>(), first in 0..11_usize) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        let (operation, input) = which.get(&OPERATIONS);
        let bodies = [
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
        ];
        for body in bodies.iter().cycle().skip(first).take(3) {
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

    /// The provider's own words are shown with leave, and without what the input says.
    #[test]
    fn words_of_a_provider(name in "[А-ЯЁа-яё]{16,40}", series in "[0-9]{4}", number in "[0-9]{6}", status in prop::sample::select(vec![400_u16, 403, 404, 500])) {
        let windows = windows(&name);
        let input = format!(r#"{{"last_name":{}}}"#, quoted(&name));
        let words = format!("Заявка {name}, паспорт {series} {number}");
        let event = format!(r#"{{"response":{{"status":{status},"headers":{{}}}}}}"#);
        let options = r#"{"max_attempts":1,"provider_text":true}"#;
        for body in [words.clone(), quoted(&words), words.to_uppercase()] {
            let mut flow = Flow::start("osnovanie.list", &input, options);
            flow.resume(1, &event, Some(body.as_bytes()));
            holds_none_of(&flow.step, &windows);
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
        let windows = windows_of(&[&access, &refresh, &id_token]);
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
    fn parts_of_a_group(canary in canary(), which in any::<Index>()) {
        let windows = windows(&canary);
        let value = quoted(&canary);
        let parts = [
            format!(r#"{{"status":3,"result":{{"code":{value},"message":{value},{value}:1}}}}"#),
            format!(r#"{{"status":0,"exception":{value},"result":[]}}"#),
            format!(r#"{{"status":{value},"result":[]}}"#),
            format!(r#"{{"status":0,"result":{value}}}"#),
            format!(r#"{{"status":0,"result":[{{{value}:{value}}}]}}"#),
            format!(r#"{{"status":0,"query":{{"type":1,"params":{{"lastname":{value}}}}},"result":[]}}"#),
        ];
        let part = which.get(&parts);
        let mut flow = Flow::group();
        let body =
            format!(r#"{{"status":"success","response":{{"status":3,"result":[{part},{part}]}}}}"#);
        flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
        assert!(!flow.step.contains(r#""outcome":"empty""#), "{}", flow.step);
        holds_none_of(&flow.step, &windows);
    }

    /// A passport or an IIN where a provider's code is read, as a number and as a text.
    #[test]
    fn numbers_as_codes(number in "[1-9][0-9]{9,14}", status in 200_u16..600, which in any::<Index>()) {
        let (operation, input) = which.get(&OPERATIONS);
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

    #[test]
    fn filling(canary in canary(), first in any::<Index>()) {
        let windows = windows(&canary);
        let some = OPERATIONS.iter().cycle().skip(first.index(OPERATIONS.len())).step_by(7).take(5);
        for (operation, input) in some {
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
