//! The core answers every conversation, and the conversations cover what they have to.
//!
//! `SPRAVKA_BLESS=1 cargo test -p spravka-tests --test conversations` writes the steps that the
//! core gives into the cases: read the difference before you keep it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
#![expect(clippy::disallowed_types, reason = "the jsonschema crate takes values; nothing is kept")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use spravka_core::error::Code;
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

/// Codes that no call can bring about; where they are tested instead.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::Internal, "stdio-runner: a panic in one line"),
    (Code::LineTooLong, "stdio-runner: step"),
    (Code::OriginNotAllowed, "core: fill"),
    (Code::SlotNotAllowed, "core: fill"),
    (Code::InvalidSecret, "core: fill"),
    (Code::MissingFile, "core: fill"),
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
    for entry in OPERATIONS {
        let name = entry.about.name;
        let met = kinds.get(name).cloned().unwrap_or_default();
        let wanted: &[&str] = match name {
            // A balance is never empty; a transform asks nobody.
            "api_cloud.balance" => &["found", "bad input", "refused", "unreadable", "no answer"],
            "identifiers.check" => &["found", "bad input"],
            _ => &["found", "empty", "bad input", "refused", "unreadable", "no answer"],
        };
        for kind in wanted {
            assert!(met.contains(kind), "{name} has no case of the kind: {kind}");
        }
    }
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
    for number in 1..=15 {
        let quirk = format!("Q-C{number:02}");
        assert!(abouts.iter().any(|about| about.contains(&quirk)), "{quirk} has no case");
    }
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
