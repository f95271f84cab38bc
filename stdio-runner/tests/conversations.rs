//! `spravka step` answers every conversation, and every call of the fault matrix, as the core does,
//! byte for byte.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use spravka_tests::matrix::{FAULTS, calls};

#[test]
fn step_answers_every_conversation() {
    let cases = spravka_tests::cases();
    assert!(!cases.is_empty());
    with_step(&mut |host| cases.iter().for_each(|case| case.check(host)));
}

#[test]
fn step_answers_every_fault() {
    with_step(&mut |host| {
        for call in calls() {
            for fault in FAULTS {
                call.play(fault, &mut |text| {
                    let step = host(text);
                    let expected = spravka_core::dispatch(text.as_bytes());
                    assert_eq!(step.as_bytes(), expected, "{} {}", call.name, fault.name);
                    step
                });
            }
        }
    });
}

/// Answers a call with a step.
type Host<'a> = &'a mut dyn FnMut(&str) -> String;

/// Has a process of `spravka step` answer the calls, one line each.
fn with_step(play: &mut dyn FnMut(Host<'_>)) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_spravka"))
        .arg("step")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut calls = child.stdin.take().unwrap();
    let mut steps = BufReader::new(child.stdout.take().unwrap()).lines();
    play(&mut |call| {
        // One line in, one line out: the answer comes before the next call is written.
        writeln!(calls, "{call}").unwrap();
        steps.next().unwrap().unwrap()
    });
    drop(calls);
    assert!(steps.next().is_none());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "step is silent");
}
