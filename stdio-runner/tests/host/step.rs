//! The contract of `spravka step`.

use std::io::{Read, Write};
use std::process::Stdio;

use crate::support::{play, spravka};

const CATALOGUE: &str = r#"{"call":"operations"}"#;
const START: &str = r#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"791028302728"},"now":"2026-11-21T09:00:00Z"}"#;

#[test]
fn one_step_a_line_in_the_same_order() {
    let ended = play(&["step"], &format!("{START}\n{CATALOGUE}\n{START}\n"));
    let lines = ended.lines();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with(r#"{"step":"send","#), "{}", lines[0]);
    assert!(lines[1].starts_with(r#"{"step":"done","#), "{}", lines[1]);
    assert_eq!(lines[0], lines[2]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn a_step_is_what_the_core_answers() {
    let ended = play(&["step"], START);
    assert_eq!(ended.line().as_bytes(), spravka_core::dispatch(START.as_bytes()));
}

#[test]
fn odd_lines_each_have_one_result() {
    let input = format!(
        "\u{feff}{START}\r\n\n \t \r\n{{\"call\":\n\u{feff}{START}\n[1]\nnull\n{{\"call\":\"\u{2028}\"}}\n{START}\0\n{CATALOGUE}"
    );
    let mut input = input.into_bytes();
    input.extend(b"\n\xff\xfe\n");
    input.extend(START.as_bytes());
    let ended = crate::support::run(spravka(&["step"]), &input);
    let kinds: Vec<&str> =
        ended.lines().iter().map(|line| line.split('"').nth(3).unwrap()).collect();
    let expected = ["send", "fail", "fail", "fail", "fail", "fail", "fail", "done", "fail", "send"];
    assert_eq!(kinds, expected);
    assert!(ended.lines()[1].contains(r#""code":"call_not_json""#));
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn a_line_over_the_cap_fails_in_its_place() {
    let long = "x".repeat(3 * 1024 * 1024);
    let ended = play(&["step", "--max-line", "1000"], &format!("{START}\n{long}\n{START}\n{long}"));
    let lines = ended.lines();
    assert_eq!(lines.len(), 4);
    for index in [1, 3] {
        assert!(lines[index].contains(r#""code":"line_too_long""#), "{}", lines[index]);
        assert!(lines[index].contains("1000 bytes"), "{}", lines[index]);
    }
    assert_eq!(lines[0], lines[2]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn nothing_in_nothing_out() {
    for input in ["", "\n", "\r\n\n"] {
        let ended = play(&["step"], input);
        assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), "", ""));
    }
}

#[test]
fn blank_lines_behind_the_last_one_lose_nothing() {
    let whole = play(&["step"], START).out;
    assert!(whole.starts_with(r#"{"step":"send""#), "{whole}");
    for end in ["\n\n", "\r\n\r\n", "\n \n\t\n", "\n\n "] {
        assert_eq!(play(&["step"], &format!("{START}{end}")).out, whole, "{end:?}");
    }
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    use std::io::{BufRead, BufReader};

    let job = r#"{"operation":"identifiers.check","input":{"inn":"7707083893"}}"#;
    for (args, line, begins) in [
        (&["step"][..], START, r#"{"step":"send""#),
        (&["run", "--transport", "sandbox"], job, r#"{"step":"done""#),
    ] {
        let mut child = spravka(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        for end in ["\n", "\n\n", "\r\n\r\n"] {
            stdin.write_all(format!("{line}{end}").as_bytes()).unwrap();
            let mut answer = String::new();
            stdout.read_line(&mut answer).unwrap();
            assert!(answer.starts_with(begins), "{answer}");
        }
        drop(stdin);
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let input = format!("{CATALOGUE}\n").repeat(2000);
    for args in [&["step"][..], &["run", "--transport", "sandbox"]] {
        let mut child = spravka(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn the_output_does_not_depend_on_how_the_input_comes() {
    let input = format!("{START}\n{CATALOGUE}\nbroken\n").repeat(300);
    let whole = play(&["step"], &input).out;
    let mut child =
        spravka(&["step"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let pieces = std::thread::spawn(move || {
        for piece in input.as_bytes().chunks(97) {
            stdin.write_all(piece).unwrap();
            stdin.flush().unwrap();
        }
    });
    let output = child.wait_with_output().unwrap();
    pieces.join().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not_success() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = spravka(&["step"])
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(START.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
}

// `env --default-signal` is of GNU coreutils.
#[cfg(target_os = "linux")]
#[test]
fn signals_end_it() {
    use std::os::unix::process::ExitStatusExt;

    for (name, number) in [("-TERM", 15), ("-INT", 2)] {
        // Whoever runs the tests in the background has them, and their children, ignore SIGINT.
        let mut child = std::process::Command::new("env")
            .args(["--default-signal=INT,TERM", env!("CARGO_BIN_EXE_spravka"), "step"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(format!("{CATALOGUE}\n").as_bytes()).unwrap();
        // It has begun to answer: the signals are as they stay.
        let stdout = child.stdout.as_mut().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        let kill = std::process::Command::new("sh")
            .args(["-c", "kill $0 $1", name, &child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        // A shell shows 128 and the number: 143 and 130.
        assert_eq!(child.wait().unwrap().signal(), Some(number));
    }
}
