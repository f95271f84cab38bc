//! `spravka step` answers every conversation as the core does, byte for byte.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[test]
fn step_answers_every_conversation() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_spravka"))
        .arg("step")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut calls = child.stdin.take().unwrap();
    let mut steps = BufReader::new(child.stdout.take().unwrap()).lines();
    let cases = spravka_tests::cases();
    assert!(!cases.is_empty());
    for case in &cases {
        case.check(&mut |call| {
            // One line in, one line out: the answer comes before the next call is written.
            writeln!(calls, "{call}").unwrap();
            steps.next().unwrap().unwrap()
        });
    }
    drop(calls);
    assert!(steps.next().is_none());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "step is silent");
}
