//! Any call and any answer has exactly one step, and it is one of the documented ones.

use proptest::prelude::*;
use spravka_core::dispatch;

use super::{CREATE, Flow, OPERATIONS, quoted, text};

pub(crate) fn is_one_step(step: &str) {
    let kinds = ["send", "wait", "store", "done", "fail"];
    let known = kinds.iter().any(|kind| step.starts_with(&format!(r#"{{"step":"{kind}","#)));
    assert!(known, "{step}");
    let whole = serde_json::from_str::<&serde_json::value::RawValue>(step);
    assert!(whole.is_ok(), "{step}");
}

/// Lists and files may be twice as long as other answers.
#[test]
fn bodies_have_a_greatest_length() {
    const MIB: usize = 1024 * 1024;
    let input = |wanted: &str| OPERATIONS.iter().find(|(name, _)| *name == wanted);
    for (operation, most) in [
        ("kz_info.exec_proc_info", 16),
        ("fssp.search_physical", 16),
        ("bitrix24.ensure_fields", 16),
        ("osnovanie.list", 32),
        ("osnovanie.result", 32),
        ("osnovanie.create_application", 32),
    ] {
        let input = input(operation).map_or(CREATE, |(_, input)| *input);
        for (length, is_too_long) in [(most * MIB, false), (most * MIB + 1, true)] {
            let mut flow = Flow::start(operation, input, r#"{"max_attempts":1}"#);
            let event = r#"{"response":{"status":200,"headers":{}}}"#;
            flow.resume(1, event, Some(&b" ".repeat(length)));
            let fault = flow.read().error.expect("a blank body is no answer");
            assert_eq!(fault.code == "body_too_large", is_too_long, "{operation}: {length}");
        }
    }
}

/// The right JSON text, or any.
fn or_right(right: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![Just(right.to_owned()), json()]
}

/// JSON texts with the members that providers send, in any order and of any type.
pub(crate) fn json() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "status",
        "code",
        "response",
        "result",
        "task",
        "error",
        "message",
        "count",
        "balance",
        "inquiry",
        "price",
        "policy",
        "auto",
        "detail",
        "exec_proc",
        "recovery_amount",
        "name",
        "subject",
        "ip_end",
        "details",
        "exe_production",
        "bailiff",
        "department",
        "filters",
        "requestDate",
        "accounts",
        "blockedSums",
        "debitBlocked",
        "cause",
        "access_token",
        "expires_in",
        "info",
        "products",
        "requestId",
        "StatusId",
        "contentBase64",
        "sn",
        "__proto__",
        "$serde_json::private::RawValue",
    ]);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("0".to_owned()),
        Just("200".to_owned()),
        Just("1e400".to_owned()),
        Just("12345678901234567890.123456789".to_owned()),
        "\\PC{0,12}".prop_map(|text| quoted(&text)),
        "[0-9.,:;/от №руб-]{0,30}".prop_map(|text| quoted(&text)),
        Just("\"success\"".to_owned()),
        Just("\"2018-02-12, 46, 1, 3\"".to_owned()),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((names.clone(), inner), 0..5).prop_map(|members| {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, value)| format!("{}:{value}", quoted(name)))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_answered(call in prop::collection::vec(any::<u8>(), 0..200)) {
        is_one_step(&text(dispatch(&call)));
    }

    #[test]
    fn any_answer_is_classified(
        which in 0..OPERATIONS.len(),
        status in 0_u16..1000,
        header in "\\PC{0,20}",
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..120),
            json().prop_map(String::into_bytes),
        ],
    ) {
        let (operation, input) = OPERATIONS[which];
        let mut flow = Flow::start(operation, input, "{}");
        let header = quoted(&header);
        let event = format!(
            r#"{{"response":{{"status":{status},"headers":{{"content-type":{header},"retry-after":{header}}}}}}}"#
        );
        flow.resume(1, &event, Some(&body));
        is_one_step(&flow.step);
    }

    /// An empty result needs an answer that says so: nothing else may look like "no debts".
    #[test]
    fn nothing_but_a_right_answer_is_empty(which in 0..OPERATIONS.len(), status in 0_u16..1000, body in json()) {
        let (operation, input) = OPERATIONS[which];
        let mut flow = Flow::start(operation, input, "{}");
        let event = format!(r#"{{"response":{{"status":{status},"headers":{{}}}}}}"#);
        flow.resume(1, &event, Some(body.as_bytes()));
        if flow.step.contains(r#""outcome":"empty""#) {
            let right = match which {
                0 => status == 200 && body == "[]"
                    || status == 404 && body.to_lowercase().contains("subject not found"),
                1 => status == 200 && body.contains(r#""count""#),
                _ if operation == "osnovanie.list" => {
                    status == 200 && body.to_lowercase().contains(r#""info""#)
                }
                _ if operation == "osnovanie.products" => {
                    status == 200 && body.to_lowercase().contains(r#""products""#)
                }
                _ => status == 200 && body == "[]",
            };
            prop_assert!(right, "{status} {body}");
        }
    }

    /// Nor in a group: an item is empty where its part says so, whatever the other parts are.
    #[test]
    fn no_item_is_empty_without_its_part(
        status in 0_u8..5,
        parts in prop::collection::vec(json(), 0..4),
        right in 0..5_usize,
    ) {
        let empty = r#"{"status":0,"result":[]}"#;
        let mut parts = parts;
        if let Some(part) = parts.get_mut(right) {
            empty.clone_into(part);
        }
        let mut flow = Flow::group();
        let body = format!(
            r#"{{"status":"success","response":{{"status":{status},"result":[{}]}}}}"#,
            parts.join(",")
        );
        flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
        is_one_step(&flow.step);
        let said = parts.iter().filter(|part| part.contains(r#""result":[]"#)).count();
        let read = flow.step.matches(r#""outcome":"empty""#).count();
        prop_assert!(read <= said, "{} of {body}", flow.step);
        if read > 0 {
            prop_assert_eq!(parts.len(), 2, "which part is whose?");
        }
    }

    /// Nor in a report: the source has answered, its list is empty, and no count says otherwise.
    #[test]
    fn no_report_is_empty_without_its_list(
        list in or_right(r"[]"),
        state in or_right(r#""OK""#),
        count in or_right("0"),
        status in or_right(r#""OK""#),
    ) {
        let mut flow = Flow::report();
        let sources = format!(
            r#"[{{"_id":"check_person/executive_proceeding_base","state":{state},"data":{{"real_status":{status}}}}}]"#
        );
        let body = format!(
            r#"{{"state":"ok","stamp":"2026-11-21T09:00:00Z","data":[{{"progress_ok":1,"progress_error":0,"state":{{"sources":{sources}}},"updated_at":"2026-11-21T09:00:00Z","content":{{"check_person":{{"executive_proceeding_base":{{"items":{list},"count":{count}}}}}}}}}]}}"#
        );
        flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
        is_one_step(&flow.step);
        let blank = |json: &str| json == "null" || json.trim_matches('"').trim().is_empty();
        let zero = count.trim_matches('"').trim().parse::<i64>() == Ok(0) || blank(&count);
        let ok = state == r#""OK""# && (status == r#""OK""# || blank(&status));
        let empty = flow.step.contains(r#""outcome":"empty""#);
        prop_assert_eq!(empty, list == "[]" && ok && zero, "{} of {}", flow.step, body);
    }

    #[test]
    fn any_planted_value_leaves_the_rest(value in json()) {
        let (operation, input) = OPERATIONS[0];
        let mut flow = Flow::start(operation, input, "{}");
        let body = format!(r#"[{{"exec_proc":"90000001","unknown":{value},"debtor_iin":"1"}}]"#);
        flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
        is_one_step(&flow.step);
        if flow.step.starts_with(r#"{"step":"done""#) {
            prop_assert!(flow.step.contains(r#""source_id":"90000001""#));
        }
    }
}
