//! Hostile JSON through every reading of an answer: JSONTestSuite (MIT), where it can be had.
//!
//! It is looked for at `SPRAVKA_JSON_TEST_SUITE`, then beside the project at
//! `../shared/JSONTestSuite`. Without it these tests say so and pass, unless
//! `SPRAVKA_REQUIRE_CORPUS` is set.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::value::RawValue;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::hostile::{self, Reading, planted, readings};

#[derive(serde::Deserialize)]
struct Step<'a> {
    #[serde(borrow)]
    step: &'a str,
    #[serde(borrow, default)]
    error: Option<Fault<'a>>,
    #[serde(borrow, default)]
    output: Option<Output<'a>>,
}

#[derive(serde::Deserialize)]
struct Fault<'a> {
    code: &'a str,
    class: &'a str,
}

#[derive(serde::Deserialize)]
struct Output<'a> {
    #[serde(borrow, default)]
    outcome: Option<&'a str>,
    #[serde(borrow, default)]
    items: Vec<Item<'a>>,
}

#[derive(serde::Deserialize)]
struct Item<'a> {
    #[serde(borrow, default)]
    outcome: Option<&'a str>,
}

/// What a reading made of a body: `done found`, `fail bad_body body_not_json`, …
fn verdict(reading: &Reading, body: &[u8]) -> String {
    let step = dispatched(&reading.resume, Some(body));
    let step: Step<'_> = serde_json::from_str(&step).expect("a step is JSON");
    match (step.error, step.output) {
        (Some(error), _) => format!("{} {} {}", step.step, error.class, error.code),
        (None, Some(output)) => {
            let items = output.items.iter().filter_map(|item| item.outcome);
            let outcomes: Vec<&str> = output.outcome.into_iter().chain(items).collect();
            format!("{} {}", step.step, outcomes.join(" "))
        }
        (None, None) => step.step.to_owned(),
    }
}

/// The files of a folder of the suite, or nothing where there is none and none is asked for.
fn files(folder: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let files = hostile::files(folder);
    if files.is_none() {
        let suite = hostile::suite();
        assert!(
            std::env::var_os("SPRAVKA_REQUIRE_CORPUS").is_none(),
            "no JSONTestSuite at {}",
            suite.display()
        );
        // Written past the harness, which keeps what a passing test prints to itself.
        let skipped = format!("\nSKIPPED: no JSONTestSuite at {}: ", suite.display());
        let advice = "nothing hostile was read; set SPRAVKA_JSON_TEST_SUITE\n";
        std::io::stderr().write_all((skipped + advice).as_bytes()).expect("standard error");
    }
    files
}

#[test]
fn what_is_no_json_is_never_an_answer() {
    let Some(files) = files("test_parsing") else { return };
    assert_eq!(files.len(), 318);
    let mut runs = 0;
    for reading in readings(&dispatched) {
        for (name, body) in &files {
            let mut bodies = vec![body.clone()];
            bodies.extend(reading.plants.iter().map(|plant| planted(plant, body)));
            for body in bodies {
                let verdict = verdict(&reading, &body);
                runs += 1;
                // An array's end planted into an array can make a right document of a wrong one.
                let mended = is_json(&body);
                if name.starts_with("n_") && !mended {
                    let refused = verdict.starts_with("fail bad_body")
                        || verdict == "fail unavailable html_page"
                        || verdict == "fail unavailable source_shut";
                    assert!(refused, "{} {name}: {verdict}", reading.name);
                }
            }
        }
    }
    assert_eq!(runs, readings(&dispatched).len() * 318 * 4);
}

#[test]
fn what_implementations_differ_about_is_pinned() {
    let (Some(parsing), Some(transform)) = (files("test_parsing"), files("test_transform")) else {
        return;
    };
    let readings = readings(&dispatched);
    let mut pinned = String::new();
    let differing = parsing.iter().filter(|(name, _)| name.starts_with("i_"));
    for (name, body) in differing.chain(&transform) {
        for reading in &readings {
            let plant = reading.plants.first().expect("a plant");
            let root = verdict(reading, body);
            let unknown = verdict(reading, &planted(plant, body));
            writeln!(pinned, "{name} | {} | {root} | {unknown}", reading.name).expect("a line");
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/json_test_suite.txt");
    if std::env::var_os("SPRAVKA_BLESS").is_some() {
        std::fs::write(path, &pinned).expect("the pinned answers can be written");
    }
    let expected = std::fs::read_to_string(path).expect("the pinned answers");
    for (pinned, expected) in pinned.lines().zip(expected.lines()) {
        assert_eq!(pinned, expected);
    }
    assert_eq!(pinned.lines().count(), expected.lines().count());
}

fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(body).is_ok()
}

fn dispatched(call: &str, body: Option<&[u8]>) -> String {
    let step = dispatch_with(call.as_bytes(), Beside { body, files: &[] });
    String::from_utf8(step).expect("a step is UTF-8")
}
