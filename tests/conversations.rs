//! The core answers every conversation, and the conversations cover what they have to.
//!
//! `SPRAVKA_BLESS=1 cargo test -p spravka-tests --test conversations` writes the steps that the
//! core gives into the cases: read the difference before you keep it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
#![expect(clippy::disallowed_types, reason = "the jsonschema crate takes values; nothing is kept")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use spravka_core::error::Code;
use spravka_core::operation::Kind;
use spravka_core::registry::OPERATIONS;
use spravka_core::{dispatch, schema};
use spravka_tests::{Case, cases};

fn core(call: &str) -> String {
    String::from_utf8(dispatch(call.as_bytes())).expect("a step is UTF-8")
}

#[test]
fn the_core_answers_every_conversation() {
    let bless = std::env::var_os("SPRAVKA_BLESS").is_some();
    let cases = cases();
    assert!(!cases.is_empty());
    for case in &cases {
        if bless {
            case.write(&case.play(&mut |call| core(call)));
        } else {
            case.check(&mut |call| core(call));
        }
    }
}

#[test]
fn the_same_call_gives_the_same_step() {
    for case in cases() {
        let first = case.play(&mut |call| core(call));
        assert_eq!(first, case.play(&mut |call| core(call)), "{}", case.name);
    }
}

/// The cases whose matter are events that do not fit.
const OUT_OF_ORDER: [&str; 2] = ["/out_of_order", "/states_at_fault"];

/// Elsewhere such an event means that the core has come to ask for something else since the case
/// was written, which a bless would hide.
#[test]
fn events_fit_where_they_are_not_the_matter() {
    let is_the_matter = |case: &Case| OUT_OF_ORDER.iter().any(|name| case.name.ends_with(name));
    for case in cases().iter().filter(|case| !is_the_matter(case)) {
        for (turn, step) in steps(case).iter().enumerate() {
            let code = &step["error"]["code"];
            assert_ne!(code, "event_out_of_order", "{}, turn {}", case.name, turn + 1);
        }
    }
}

/// Codes that no call can bring about; where they are tested instead.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::Internal, "stdio-runner: a panic in one line"),
    (Code::LineTooLong, "stdio-runner: step"),
    (Code::OutputTooLong, "stdio-runner: cut"),
    (Code::OriginNotAllowed, "core: fill"),
    (Code::SlotNotAllowed, "core: fill"),
    (Code::InvalidSecret, "core: fill"),
    (Code::MissingFile, "core: fill"),
    (Code::SecretsNotStored, "stdio-runner: tokens"),
    (Code::BudgetExceeded, "stdio-runner: budget"),
    (Code::PriceUnknown, "stdio-runner: budget"),
    (Code::NotAllowed, "stdio-runner: mcp"),
];

#[test]
fn every_error_code_occurs() {
    let met: BTreeSet<String> =
        cases().iter().flat_map(steps).filter_map(|step| text(&step["error"]["code"])).collect();
    let name = |code: &Code| serde_json::to_string(code).expect("a code").replace('"', "");
    let excused = |code: &Code| ELSEWHERE.iter().any(|(other, _)| other == code);
    let missing: Vec<String> = Code::ALL
        .iter()
        .filter(|code| !excused(code))
        .map(name)
        .filter(|c| !met.contains(c))
        .collect();
    assert_eq!(missing, [""; 0], "in no case");
    let needless: Vec<String> =
        ELSEWHERE.iter().map(|(code, _)| name(code)).filter(|code| met.contains(code)).collect();
    assert_eq!(needless, [""; 0], "needlessly excused");
}

/// Kinds that an operation cannot have.
const NEVER: &[(&str, &[&str])] = &[(
    "empty",
    &[
        "api_cloud.balance",
        // What is written is no lookup, and the calls of a batch have outcomes of their own.
        "bitrix24.add_timeline_comment",
        "bitrix24.batch",
        "bitrix24.ensure_fields",
        "bitrix24.update_contact",
        // A group has no outcome of its own; its items are told apart below.
        "fssp.search_group",
        "osnovanie.archive",
        "osnovanie.attach_certificate",
        "osnovanie.attach_file",
        "osnovanie.await_issue",
        "osnovanie.await_ready",
        "osnovanie.change",
        "osnovanie.change_application",
        "osnovanie.create",
        "osnovanie.create_application",
        "osnovanie.finish_remote_identification",
        "osnovanie.status",
        "osnovanie.submit_documents",
        "osnovanie.view",
        "parser_api.quota",
        // A company or a pair of tokens is there, or it is refused.
        "sber.client_info",
        "sber.exchange_code",
        "sber.refresh_token",
    ],
)];

/// A transform asks nobody.
const OF_TRANSFORMS: [&str; 2] = ["found", "bad input"];

#[test]
fn every_operation_has_its_six_kinds() {
    let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for case in cases() {
        let operation = case.name.rsplit_once('/').expect("a folder").0.replace('/', ".");
        for step in steps(&case) {
            let kind = match text(&step["step"]).as_deref() {
                Some("done") if step["output"]["outcome"] == "empty" => "empty",
                Some("done") => "found",
                Some("fail") => match text(&step["error"]["class"]).as_deref() {
                    Some("invalid_input") if step["error"]["provider"].is_null() => "bad input",
                    Some("bad_body") => "unreadable",
                    Some("transport") => "no answer",
                    _ => "refused",
                },
                _ => continue,
            };
            kinds.entry(operation.clone()).or_default().insert(kind);
        }
    }
    let kinds_of = |name: &str| kinds.get(name).cloned().unwrap_or_default();
    for entry in OPERATIONS {
        let name = entry.about.name;
        for kind in ["found", "empty", "bad input", "refused", "unreadable", "no answer"] {
            let never = NEVER.iter().any(|(other, who)| *other == kind && who.contains(&name))
                || entry.kind == Kind::Transform && !OF_TRANSFORMS.contains(&kind);
            assert!(never || kinds_of(name).contains(kind), "{name} has no case: {kind}");
        }
    }
}

#[test]
fn a_group_has_items_of_every_outcome() {
    let mut outcomes = BTreeSet::new();
    let cases = cases();
    let groups = cases.iter().filter(|case| case.name.starts_with("fssp/search_group/"));
    for step in groups.flat_map(steps) {
        for item in step["output"]["items"].as_array().into_iter().flatten() {
            let outcome = text(&item["outcome"]).expect("an item has an outcome");
            let error = outcome == "not_checked";
            assert_eq!(!item["error"].is_null(), error, "{item}");
            assert!(outcome != "empty" || item["complete"] == true, "{item}");
            assert_eq!(item["proceedings"] != serde_json::json!([]), outcome == "found", "{item}");
            outcomes.insert(outcome);
        }
    }
    assert_eq!(outcomes, BTreeSet::from(["empty", "found", "not_checked"].map(str::to_owned)));
}

/// The quirks of the providers' documents, and the case that shows each.
#[test]
fn every_numbered_quirk_has_its_case() {
    let abouts: Vec<String> = cases()
        .into_iter()
        .flat_map(|case| {
            let turns = case.turns.into_iter().filter_map(|turn| turn.about);
            std::iter::once(case.about).chain(turns).collect::<Vec<_>>()
        })
        .collect();
    let numbered = |letter: char, last: u8| (1..=last).map(move |n| format!("Q-{letter}{n:02}"));
    let quirks = numbered('A', 48)
        .chain(["Q-A42a".to_owned()])
        .chain(numbered('B', 15))
        .chain(numbered('C', 15));
    for quirk in quirks {
        let other = |about: &str| about.split(&*quirk).skip(1).any(|rest| !rest.starts_with('a'));
        assert!(abouts.iter().any(|about| other(about)), "{quirk} has no case");
    }
}

#[test]
fn the_catalogue_and_the_schemas_are_of_every_operation() {
    let step: Value = serde_json::from_str(&core(r#"{"call":"operations"}"#)).expect("a step");
    let catalogue: Value = serde_json::from_str(&schema::catalogue()).expect("a catalogue");
    assert_eq!(step, serde_json::json!({"step": "done", "output": catalogue, "meta": {}}));
    let listed = catalogue["operations"].as_array().expect("a list");
    let files: BTreeMap<String, String> = schema::all().into_iter().collect();
    assert_eq!(listed.len(), OPERATIONS.len());
    for (row, entry) in listed.iter().zip(OPERATIONS) {
        let name = entry.about.name;
        assert_eq!(row["name"], name);
        let file = |member: &str| files.get(row[member].as_str().expect("a file")).cloned();
        assert!(file("input_schema").is_some() && file("output_schema").is_some(), "{name}");
        assert_eq!(schema::input_schema(name), file("input_schema"), "{name}");
        assert_eq!(schema::output_schema(name), file("output_schema"), "{name}");
    }
    assert_eq!(schema::input_schema("fssp"), None);
}

#[test]
fn calls_and_steps_fit_their_schemas() {
    let schemas: BTreeMap<String, Value> = schema::all()
        .into_iter()
        .map(|(name, text)| (name, serde_json::from_str(&text).expect("a schema is JSON")))
        .collect();
    let compile = |schema: &Value| jsonschema::validator_for(schema).expect("a schema");
    let mut protocol = schemas["protocol.json"].clone();
    let mut part = |part: &str| {
        protocol.as_object_mut().expect("an object").remove("anyOf");
        protocol["$ref"] = format!("#/$defs/{part}").into();
        compile(&protocol)
    };
    let (call_schema, step_schema) = (part("call"), part("step"));
    let error_schema = compile(&schemas["error.json"]);
    let by_operation: BTreeMap<String, _> = schemas
        .iter()
        .filter(|(name, _)| name.ends_with("put.json"))
        .map(|(name, schema)| (name.clone(), compile(schema)))
        .collect();
    for case in cases() {
        let (mut calls, mut played) = (Vec::new(), Vec::new());
        case.play(&mut |call| {
            let step = core(call);
            calls.push(serde_json::from_str::<Value>(call).unwrap_or_default());
            played.push(serde_json::from_str::<Value>(&step).expect("a step is JSON"));
            step
        });
        for (call, step) in calls.iter().zip(&played) {
            let at = &case.name;
            assert_eq!(errors(&step_schema, step), "", "{at}: a step, {step}");
            let refused = step["step"] == "fail" && step["error"]["provider"].is_null();
            if step["step"] == "fail" {
                assert_eq!(errors(&error_schema, &step["error"]), "", "{at}: an error");
            }
            if !refused {
                assert_eq!(errors(&call_schema, call), "", "{at}: a call, {call}");
            }
            let Some(operation) = text(&step["meta"]["operation"]) else { continue };
            if !refused {
                let input = &by_operation[&format!("{operation}.input.json")];
                assert_eq!(errors(input, &call["input"]), "", "{at}: an input");
            }
            if step["step"] == "done" {
                let output = &by_operation[&format!("{operation}.output.json")];
                assert_eq!(errors(output, &step["output"]), "", "{at}: an output");
            }
        }
    }
}

fn errors(schema: &jsonschema::Validator, instance: &Value) -> String {
    let places: Vec<String> = schema
        .iter_errors(instance)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    places.join("; ")
}

fn steps(case: &Case) -> Vec<Value> {
    let steps = case.turns.iter().filter_map(|turn| turn.step.as_deref());
    steps.map(|step| serde_json::from_str(step).expect("a step is JSON")).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
