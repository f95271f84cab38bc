//! Reports on debtors, made of any answers.
#![expect(clippy::disallowed_types, reason = "values are damaged here; none is kept")]

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use spravka_core::dispatch;
use spravka_tests::cases;

use super::material::places;
use super::text;
use super::totality::is_one_step;

fn step(call: &Value) -> Value {
    let step = text(dispatch(call.to_string().as_bytes()));
    is_one_step(&step);
    serde_json::from_str(&step).expect("a step is JSON")
}

/// Every call of the debtors' conversations.
static CALLS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let debtors = cases().into_iter().filter(|case| case.name.starts_with("debtor/"));
    let calls = debtors.flat_map(|case| case.turns).map(|turn| turn.call);
    calls.map(|call| serde_json::from_str(&call).expect("a call is JSON")).collect()
});

fn junk() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[]])),
        Just(json!("999999999999999999")),
        Just(json!("-0.5")),
        Just(json!(1e300)),
        Just(json!("2100-12-31")),
        "\\PC{0,12}".prop_map(Value::from),
    ]
}

/// What a call came to: found, so many; found in part; empty; failed; still at work.
#[derive(Clone, Copy, Debug)]
enum Came {
    Found(u8, bool),
    Empty,
    Failed,
    Waiting,
}

fn came() -> impl Strategy<Value = Came> {
    prop_oneof![
        (1_u8..4, any::<bool>()).prop_map(|(count, whole)| Came::Found(count, whole)),
        Just(Came::Empty),
        Just(Came::Failed),
        Just(Came::Waiting),
    ]
}

const OPERATIONS: [&str; 3] =
    ["fssp.search_physical", "api_cloud.fssp_physical", "parser_api.fssp_physical"];

fn result(index: usize, source: u8, operation: &str, came: Came) -> Value {
    let meta = json!({ "operation": operation, "as_of": "2026-11-21T09:00:00Z" });
    let record = |n: u8| {
        json!({
            "number": format!("{index}{n}/24/77010-ИП"), "status": "open",
            "amounts": { "currency": "RUB", "principal": "0.10" },
            "debtor": { "name": "Образцов Иван", "birth_date": "1900-01-01" }
        })
    };
    let done = |outcome: &str, complete: bool, records: Vec<Value>| {
        let output = json!({ "outcome": outcome, "complete": complete, "proceedings": records });
        json!({ "step": "done", "output": output, "meta": meta })
    };
    let step = match came {
        Came::Found(count, whole) => done("found", whole, (0..count).map(record).collect()),
        Came::Empty => done("empty", true, Vec::new()),
        Came::Failed => json!({ "step": "fail", "error": {}, "meta": meta }),
        Came::Waiting => json!({ "step": "wait" }),
    };
    json!({ "source": format!("source {source}"), "operation": operation, "step": step })
}

proptest! {
    #[test]
    fn a_damaged_call_is_answered(which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), junk in junk()) {
        let mut call = which.get(&CALLS).clone();
        let mut all = Vec::new();
        places(&call["input"], "/input", &mut all);
        let at: &String = place.get(&all);
        *call.pointer_mut(at).expect("a place that was listed") = junk;
        step(&call);
    }

    /// Whatever was asked and came: nothing is complete while a source was not read whole, and every
    /// record that was read is counted once.
    #[test]
    fn a_report_hides_nothing(given in prop::collection::vec((0_u8..3, 0..OPERATIONS.len(), came()), 0..6)) {
        let results: Vec<Value> = given
            .iter()
            .enumerate()
            .map(|(index, (source, operation, came))| result(index, *source, OPERATIONS[*operation], *came))
            .collect();
        let person = json!({ "last_name": "Образцов", "first_name": "Иван", "birth_date": "1900-01-01" });
        let input = json!({ "person": person, "results": results });
        let step = step(&json!({ "call": "start", "operation": "debtor.report", "input": input }));
        let report = &step["output"];
        let of = |source: u8| given.iter().filter(move |(own, ..)| *own == source).map(|(.., came)| *came);
        let answers = |source| of(source).filter(|came| matches!(came, Came::Found(..) | Came::Empty));
        let asked: Vec<u8> = (0..3).filter(|source| of(*source).next().is_some()).collect();
        let whole = |source: &u8| {
            answers(*source).next().is_some()
                && answers(*source).all(|came| !matches!(came, Came::Found(_, false)))
        };
        prop_assert_eq!(report["complete"].as_bool(), Some(!asked.is_empty() && asked.iter().all(whole)));
        let unread = asked.iter().filter(|source| answers(**source).next().is_none()).count();
        let warned = report["warnings"].as_array().expect("a list").iter();
        prop_assert_eq!(warned.filter(|warning| warning["code"] == "not_checked").count(), unread);
        let count: u64 = given.iter().map(|(.., came)| match came {
            Came::Found(count, _) => u64::from(*count),
            _ => 0,
        }).sum();
        let owed = &report["totals"]["confirmed"]["owed"];
        prop_assert_eq!(owed["count"].as_u64(), Some(count));
        if count > 0 {
            let sum = format!("{}.{}0", count / 10, count % 10);
            prop_assert_eq!(owed["by_currency"][0]["principal"].as_str(), Some(&*sum));
        }
        // A comparison with itself has no change; with nothing read, nothing is gone.
        let silent = json!({ "person": person, "results": [result(0, 0, OPERATIONS[0], Came::Failed)] });
        let silent = self::step(&json!({ "call": "start", "operation": "debtor.report", "input": silent }));
        for after in [report, &silent["output"]] {
            let mut after = after.clone();
            after["as_of"] = report["as_of"].clone();
            let input = json!({ "before": report, "after": after });
            let diff = self::step(&json!({ "call": "start", "operation": "debtor.diff", "input": input }));
            let changes = diff["output"]["changes"].as_array().expect("a list");
            prop_assert!(changes.iter().all(|change| change["kind"] == "source_lost"), "{changes:?}");
        }
    }
}
