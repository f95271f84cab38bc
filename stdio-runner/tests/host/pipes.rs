//! Outputs that are closed after any byte, and outputs that are full, of every command.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write, pipe};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{path, play, spravka};

const JOB: &str = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"}}"#;
const CALL: &str = r#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"now":"2026-11-21T09:00:00Z"}"#;
const HELLO: &str = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#;
const LIST: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
const PERSON: &str = r#"{"id":"1","last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01","iin":"000101300019"}"#;
const SANDBOX: [&str; 2] = ["--transport", "sandbox"];

/// Every command that writes, with its input: more than a pipe holds, where it can be so much.
fn commands() -> Vec<(Vec<&'static str>, String)> {
    let calls = format!("{CALL}\n").repeat(200);
    let jobs = format!("{JOB}\n").repeat(100);
    let people = format!("{PERSON}\n").repeat(8);
    let send = play(&["step"], CALL).out;
    let report = play(&[&["check"], &SANDBOX[..]].concat(), PERSON).out;
    let call = ["call", "kz_info.exec_proc_info", "--iin", "000101300019"];
    let own = |args: &[&'static str]| args.to_vec();
    vec![
        (own(&["step"]), calls),
        ([&["run"], &SANDBOX[..]].concat(), jobs),
        ([&["check"], &SANDBOX[..]].concat(), people),
        ([&call, &SANDBOX[..]].concat(), String::new()),
        (own(&["report", "--format", "html"]), report.repeat(8)),
        (own(&["report", "--format", "markdown"]), report),
        (own(&["list"]), String::new()),
        (own(&["list", "--json"]), String::new()),
        (own(&["schema", "osnovanie.create"]), String::new()),
        ([&["mcp"], &SANDBOX[..]].concat(), format!("{HELLO}\n{LIST}\n")),
        (own(&["curl"]), send),
        (own(&["sandbox", "--people"]), String::new()),
        (own(&["sandbox", "--listen", "127.0.0.1:0"]), String::new()),
        (own(&["completions", "bash"]), String::new()),
        (own(&["man"]), String::new()),
        (own(&["exit-codes"]), String::new()),
        (own(&["help", "exit-codes"]), String::new()),
        (own(&["--help"]), String::new()),
        (own(&["call", "osnovanie.create", "--help"]), String::new()),
        (own(&["--version"]), String::new()),
    ]
}

/// Reads so much of what a command writes, and closes.
fn cut(args: &[&str], input: &str, after: usize) -> Output {
    let (stdout, writer) = pipe().unwrap();
    // Closed before there is anybody to write: who has written, and waits, never learns of it.
    let stdout = (after > 0).then_some(stdout);
    let mut command = spravka(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    // It holds the writing end as well.
    drop(command);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    if let Some(stdout) = stdout {
        stdout.take(after as u64).read_to_end(&mut Vec::new()).unwrap();
    }
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    output
}

#[test]
fn an_output_that_is_closed_after_any_byte_ends_it_quietly() {
    for (args, input) in commands() {
        let listens = args.contains(&"--listen");
        // A tree of flags takes seconds in a build for tests.
        let is_slow =
            matches!(args[0], "completions" | "man") || args.contains(&"osnovanie.create");
        let cuts = if listens { &[0][..] } else { &[0, 1, 4096, 65_537] };
        for &after in if is_slow { &cuts[..1] } else { cuts } {
            let output = cut(&args, &input, after);
            assert_eq!(output.status.code(), Some(0), "{args:?} after {after}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(listens || said.is_empty(), "{args:?} after {after}: {said}");
        }
    }
}

fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

#[test]
fn an_output_that_is_full_is_not_success() {
    for (args, input) in commands() {
        let mut child = spravka(&args)
            .stdin(Stdio::piped())
            .stdout(full())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It may be over before it has read all.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        // Hosts of `step` read both together.
        assert_eq!(said.contains("no storage space"), args[0] != "step", "{args:?}: {said}");
    }
}

#[test]
fn without_an_input_there_is_nothing_to_do_and_without_an_output_nobody_to_tell() {
    for (args, _) in commands().into_iter().take(3) {
        for closed in ["<&-", ">&-"] {
            let mut sh = Command::new("sh");
            sh.args(["-c", &format!(r#"exec "$0" "$@" {closed}"#), env!("CARGO_BIN_EXE_spravka")]);
            sh.args(&args).env_clear().env("PATH", path()).stdin(Stdio::null());
            let Output { status, stdout, stderr } = sh.output().unwrap();
            assert_eq!(status.code(), Some(0), "{args:?} {closed}");
            assert!(stdout.is_empty() && stderr.is_empty(), "{args:?} {closed}");
        }
    }
}

/// Runs a command that may write no file longer than 512 bytes.
fn short_of_space(folder: &Path, args: &[&str], input: &str) -> Output {
    let limited = r#"trap '' XFSZ; ulimit -f 1; exec "$0" "$@" < input"#;
    std::fs::write(folder.join("input"), input).unwrap();
    let mut sh = Command::new("sh");
    sh.args(["-c", limited, env!("CARGO_BIN_EXE_spravka")]).args(args);
    sh.env_clear().env("PATH", path()).current_dir(folder).output().unwrap()
}

#[test]
fn no_half_of_a_file_is_left_behind() {
    let report = play(&[&["check"], &SANDBOX[..]].concat(), PERSON).out;
    let check = [&["check", "--out", "out"], &SANDBOX[..]].concat();
    for (args, input) in [
        (&check[..], PERSON),
        (&["report", "--format", "html", "--out", "out/page.html"], &*report),
        (&["report", "--format", "markdown", "--out", "out/"], &report),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        std::fs::write(out.join("page.html"), "of yesterday").unwrap();
        let output = short_of_space(folder.path(), args, input);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("--out cannot be written"), "{args:?}: {said}");
        let names: Vec<_> =
            std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["page.html"], "{args:?}");
        assert_eq!(std::fs::read_to_string(out.join("page.html")).unwrap(), "of yesterday");
    }
}

#[test]
fn what_was_recorded_is_whole_lines_and_a_piece_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = format!("{JOB}\n").repeat(3);
    let args = [&["run", "--record", "record"], &SANDBOX[..]].concat();
    let output = short_of_space(folder.path(), &args, &jobs);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--record cannot be written"));
    // What was sent was sent: its answer is told, and nothing more is sent.
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    let replay = ["run", "--transport", "replay:record"];
    let mut command = spravka(&replay);
    command.current_dir(folder.path());
    let replayed = crate::support::run(command, JOB.as_bytes());
    assert!(!replayed.out.contains(r#""step":"done""#), "{}", replayed.out);
}
