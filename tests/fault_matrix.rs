//! What comes of each of fifty faults for each request, pinned in `fault_matrix/*.txt`, and the
//! rules that hold whatever is pinned.
//!
//! `SPRAVKA_BLESS=1 cargo test -p spravka-tests --test fault_matrix` writes what the core makes of
//! them: read the difference before you keep it.
#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use spravka_core::dispatch;
use spravka_core::operation::Kind;
use spravka_core::registry::OPERATIONS;
use spravka_tests::matrix::{Call, End, FAULTS, Fault, Played, calls, directory};

fn core(call: &str) -> String {
    String::from_utf8(dispatch(call.as_bytes())).expect("a step is UTF-8")
}

#[test]
fn every_cell_is_pinned() {
    let bless = std::env::var_os("SPRAVKA_BLESS").is_some();
    let mut files = BTreeSet::from(["calls.json".to_owned()]);
    for call in calls() {
        let mut text = format!("{}: {}\n", call.name, call.effect);
        for fault in FAULTS {
            let line = call.play(fault, &mut core).line();
            writeln!(text, "{:13} {:38} {line}", fault.name, fault.about).expect("a line");
        }
        let file = format!("{}.txt", call.name.replace('/', "."));
        let path = directory().join(&file);
        if bless {
            std::fs::write(&path, &text).expect("the matrix can be written");
        }
        let pinned = std::fs::read_to_string(&path).unwrap_or_default();
        for (line, pinned) in text.lines().zip(pinned.lines()) {
            assert_eq!(line, pinned, "{}", call.name);
        }
        assert_eq!(text.lines().count(), pinned.lines().count(), "{file}");
        assert!(files.insert(file), "{} is there twice", call.name);
    }
    let there = std::fs::read_dir(directory()).expect("the matrix");
    let there = there.map(|entry| entry.expect("an entry").file_name().into_string());
    assert_eq!(there.map(|name| name.expect("a name")).collect::<BTreeSet<_>>(), files);
}

/// Every operation that asks somebody, at every stage of its flow.
#[test]
fn every_request_has_its_row() {
    let calls = calls();
    let rows: BTreeSet<(&str, &str)> =
        calls.iter().map(|call| (&*call.operation, &*call.stage)).collect();
    for entry in OPERATIONS {
        let own = rows.iter().filter(|(operation, _)| *operation == entry.about.name);
        match entry.kind {
            Kind::Transform => assert_eq!(own.count(), 0, "{}", entry.about.name),
            Kind::Job => assert_eq!(own.count(), 3, "{}", entry.about.name),
            Kind::Exchange | Kind::Procedure => assert!(own.count() > 0, "{}", entry.about.name),
        }
    }
    let faults: BTreeSet<&str> = FAULTS.iter().map(Fault::id).collect();
    assert_eq!(faults.len(), 50);
}

/// Faults after which the provider has done nothing, whoever it is.
const NOT_EXECUTED: &[&str] =
    &["F01", "F02", "F03", "F04", "F05", "F06", "F40", "F41", "F42", "F43"];

/// Faults after which it may have done its work, whoever it is. 503 with JSON is left to the
/// provider's table.
const IN_DOUBT: &[&str] = &[
    "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F18", "F20", "F22",
    "F23", "F24", "F25", "F26", "F27", "F28", "F29", "F31", "F32", "F37", "F38", "F45", "F46",
    "F47", "F48", "F50",
];

#[test]
fn the_rules_hold_in_every_cell() {
    let calls = calls();
    for call in &calls {
        let same_flow = |other: &&Call| other.operation == call.operation;
        let paid = calls.iter().filter(same_flow).any(|other| other.effect == "paid_read");
        for fault in FAULTS {
            let played = call.play(fault, &mut core);
            let at = format!("{} {}: {}", call.name, fault.name, played.line());
            repeats(call, fault, &played, &at);
            match &played.end {
                End::Never => panic!("{at}"),
                End::Done(outcome) => assert_ne!(outcome.as_deref(), Some("empty"), "{at}"),
                End::On(_) => {}
                End::Failed(_) => failure(call, paid, fault, &played, &at),
            }
        }
    }
}

/// What may have had an effect is not sent again, unless something else was asked first.
fn repeats(call: &Call, fault: &Fault, played: &Played, at: &str) {
    // A code that nobody knows may be one for work that is still going on.
    let polled = call.stage == "poll" && at.contains(" poll_limit ");
    assert!(played.in_a_row <= 3 || polled, "{at}");
    assert!(played.sends <= 3 || polled, "{at}");
    // KZ Info's 503 says that its service was not reached, Bitrix24's that there are too many requests.
    let says_so = call.name == "kz_info.exec_proc_info" || call.name.starts_with("bitrix24.");
    let documented = says_so && fault.name == "F49";
    let harmless = matches!(&*call.effect, "read" | "quota");
    if !harmless && !documented && !NOT_EXECUTED.contains(&fault.id()) {
        assert!(played.in_a_row <= 1 + call.repeats, "{at}");
    }
    if matches!(fault.id(), "F04" | "F05" | "F11" | "F12" | "F25" | "F33" | "F34" | "F35" | "F36") {
        assert_eq!(played.in_a_row, 1, "{at}");
    }
}

/// `paid`: the flow has a request that costs money, this one or one before it.
fn failure(call: &Call, paid: bool, fault: &Fault, played: &Played, at: &str) {
    let End::Failed(failure) = &played.end else { return };
    let next = &*failure.next.action;
    assert_ne!(failure.class, "internal", "{at}");
    // A procedure that was sent out in vain has looked: what it sent is not there.
    let looked = failure.code == "tried_in_vain" && call.name != call.operation;
    // A page under 404 is what the FSSP's portal says since it was shut.
    let shut = fault.id() == "F37" && failure.code == "source_shut";
    let in_doubt = IN_DOUBT.contains(&fault.id()) && !looked && !shut;
    if in_doubt {
        assert_ne!(failure.executed, "no", "{at}");
    }
    let earlier = [r#""done":["#, r#""task":{"#];
    let alone = !played.turns.iter().any(|(call, _)| earlier.iter().any(|e| call.contains(e)));
    if NOT_EXECUTED.contains(&fault.id()) && alone {
        assert_eq!(failure.executed, "no", "{at}");
    }
    assert!(paid || failure.charged == "no", "{at}");
    if paid && failure.executed != "no" {
        assert_ne!(failure.charged, "no", "{at}");
    }
    if fault.id() == "F34" {
        assert_eq!(failure.class, "unauthorized", "{at}");
        assert!(matches!(next, "fix_credentials" | "stop_batch" | "refresh_token"), "{at}");
    }
    if matches!(fault.id(), "F04" | "F05") {
        assert!(matches!(next, "fix_credentials" | "stop_batch"), "{at}");
    }
    if matches!(fault.id(), "F40" | "F41" | "F42" | "F43") {
        assert_eq!(failure.class, "rate_limited", "{at}");
        assert!(failure.retry_at.is_some(), "{at}");
    }
    let changes = matches!(&*call.effect, "write" | "create" | "irreversible");
    if changes && in_doubt && failure.executed != "no" {
        // Nothing tells what became of a refresh: it is sent again, with the same token.
        let refresh = call.stage == "refresh" && matches!(next, "resume_later" | "stop_batch");
        assert!(next == "reconcile" || refresh, "{at}");
    }
}
