//! `spravka run` on the sandbox: results, waits, stops, records.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

#[cfg(feature = "http")]
use crate::support::{Listener, state};
use crate::support::{play, run, spravka};

const SANDBOX: &[&str] = &["run", "--transport", "sandbox"];

fn kz(id: &str, iin: &str) -> String {
    format!(r#"{{"id":{id},"operation":"kz_info.exec_proc_info","input":{{"iin":"{iin}"}}}}"#)
}

fn fssp(id: &str, last_name: &str) -> String {
    format!(r#"{{"id":{id},"operation":"fssp.search_physical","input":{}}}"#, fssp_input(last_name))
}

fn fssp_input(last_name: &str) -> String {
    format!(
        r#"{{"last_name":"{last_name}","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77}}"#
    )
}

fn nsso(id: &str, plate: &str) -> String {
    format!(
        r#"{{"id":{id},"operation":"api_cloud.nsso_check_policy","input":{{"plate":"{plate}"}}}}"#
    )
}

#[test]
fn found_empty_and_not_checked() {
    let jobs = [
        kz("1", "000101300019"),
        kz("\"two\"", "020304400032"),
        kz("3.50", "000101309022"),
        kz("null", "010203300025"),
    ];
    let ended = play(SANDBOX, &jobs.join("\n"));
    let lines = ended.lines();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with(r#"{"id":1,"step":"done","output":{"outcome":"found""#));
    assert!(lines[1].starts_with(r#"{"id":"two","step":"done","output":{"outcome":"empty""#));
    assert!(lines[2].starts_with(r#"{"id":3.50,"step":"fail","error":{"code":"connect_failed""#));
    assert!(lines[3].starts_with(r#"{"step":"done","output":{"outcome":"empty""#));
    for line in [lines[0], lines[1], lines[3]] {
        assert!(line.contains(r#""simulated":true"#), "{line}");
        assert!(line.contains(r#""body_sha256":""#), "evidence is the runner's default: {line}");
    }
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn exit_status_tells_of_a_failed_line() {
    let args = [SANDBOX, &["--exit-status"]].concat();
    assert_eq!(play(&args, &kz("1", "000101300019")).code, Some(0));
    assert_eq!(play(&args, &kz("1", "000101309022")).code, Some(1));
    assert_eq!(play(&args, "broken").code, Some(1));
    assert_eq!(play(SANDBOX, "broken").code, Some(0));
}

#[test]
fn a_bad_line_fails_alone_and_keeps_its_id() {
    let long =
        format!(r#"{{"id":"{}","operation":"identifiers.check","input":{{}}}}"#, "x".repeat(127));
    let jobs = [
        r#"{"id":1,"operation":"#,
        r#"{"id":2,"operation":"nope","input":{}}"#,
        r#"{"id":3,"operations":"identifiers.check","input":{}}"#,
        r#"{"id":4,"operation":"identifiers.check","input":{},"now":"2026-11-21T09:00:00Z"}"#,
        r#"{"id":{},"operation":"identifiers.check","input":{"inn":"7707083893"}}"#,
        &long,
        "[]",
        r#"{"id":8,"operation":"identifiers.check","input":{"inn":"7707083893"}}"#,
    ];
    let ended = play(SANDBOX, &jobs.join("\n"));
    let lines = ended.lines();
    let begins = [
        r#"{"id":1,"step":"fail","error":{"code":"call_not_json""#,
        r#"{"id":2,"step":"fail","error":{"code":"unknown_operation""#,
        r#"{"id":3,"step":"fail","error":{"code":"unknown_member""#,
        r#"{"id":4,"step":"fail","error":{"code":"invalid_value""#,
        r#"{"step":"fail","error":{"code":"invalid_value""#,
        r#"{"step":"fail","error":{"code":"invalid_value""#,
        r#"{"step":"fail","#,
        r#"{"id":8,"step":"done","#,
    ];
    assert_eq!(lines.len(), begins.len());
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}\n{begin}");
    }
}

#[test]
fn a_member_that_comes_twice_is_not_chosen_from() {
    let rest = r#""operation":"identifiers.check","input":{"inn":"7707083893"}"#;
    let jobs = [
        format!(r#"{{"id":1,"id":2,{rest}}}"#),
        format!(r#"{{"id":1,"options":{{}},{rest},"options":{{"max_attempts":1}}}}"#),
        format!(r#"{{"id":1,"options":{{}},{rest},"opt\u0069ons":{{}}}}"#),
        format!(r#"{{"id":1,{rest},"input":{{}}}}"#),
        format!(r#"{{"id":1,{rest},"options":{{"run":"a","run":"b"}}}}"#),
        format!(r#"{{"id":2,{rest}}}"#),
    ];
    let ended = play(SANDBOX, &jobs.join("\n"));
    let lines = ended.lines();
    assert_eq!(lines.len(), jobs.len());
    let paths = ["/id", "/options", "/options", "/*", "/options/*"];
    for (line, path) in lines.iter().zip(paths) {
        assert!(
            line.starts_with(r#"{"id":1,"step":"fail","error":{"code":"invalid_value""#),
            "{line}"
        );
        assert!(line.contains(&format!(r#""path":"{path}""#)), "{line}");
    }
    assert!(lines[5].starts_with(r#"{"id":2,"step":"done""#), "{}", lines[5]);
}

#[test]
fn over_long_lines_are_skipped() {
    let args = [SANDBOX, &["--max-line", "200"]].concat();
    let ended = play(&args, &format!("{}\n{}\n", "x".repeat(999_999), kz("2", "000101300019")));
    let lines = ended.lines();
    assert!(lines[0].contains(r#""code":"line_too_long""#));
    assert!(lines[1].starts_with(r#"{"id":2,"step":"done""#));
}

#[test]
fn a_simulation_waits_without_sleeping() {
    let ended = play(SANDBOX, &fssp("1", "Медленнов"));
    assert!(ended.line().starts_with(r#"{"id":1,"step":"done","output":{"outcome":"found""#));
}

#[cfg(feature = "http")]
#[test]
fn a_wait_longer_than_allowed_is_handed_out_and_taken_up_again() {
    let listener = Listener::start();
    let handed_out = run(
        listener.command(&["run", "--max-wait", "100ms"]),
        fssp("7", "Образцов").replace("Тестович", "Примерович").as_bytes(),
    );
    let wait = handed_out.line();
    assert!(wait.starts_with(r#"{"id":7,"step":"wait","wait_ms":"#), "{wait}");
    assert_eq!(handed_out.code, Some(0));
    let job = format!(
        r#"{{"id":"again","state":{},"input":{},"event":"elapsed"}}"#,
        state(wait),
        fssp_input("Образцов").replace("Тестович", "Примерович")
    );
    let taken_up = run(listener.command(&["run"]), job.as_bytes());
    let line = taken_up.line();
    assert!(
        line.starts_with(r#"{"id":"again","step":"done","output":{"outcome":"found""#),
        "{line}"
    );
}

#[test]
fn results_come_while_the_input_is_open() {
    let mut child = spravka(SANDBOX).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in ["1", "2"] {
        stdin.write_all(format!("{}\n", kz(id, "000101300019")).as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!(r#"{{"id":{id},"step":"done""#)), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_refused_login_stops_its_provider_only() {
    let jobs = [
        nsso("1", "О001ОО77"),
        nsso("2", "Е499СТ77"),
        nsso("3", "О001ОО77"),
        kz("4", "000101300019"),
        nsso("5", "not a plate"),
        r#"{"id":6,"operation":"api_cloud.balance","input":{}}"#.to_owned(),
    ]
    .join("\n");
    let stopped = play(SANDBOX, &jobs);
    let lines = stopped.lines();
    assert!(lines[0].starts_with(r#"{"id":1,"step":"done""#));
    assert!(lines[1].contains(r#""code":"unauthorized""#) && !lines[1].contains("not_sent"));
    for index in [2, 5] {
        let line = lines[index];
        assert!(line.contains(r#""code":"unauthorized""#), "{line}");
        assert!(line.contains(r#""executed":"no","charged":"no""#), "{line}");
        assert!(
            line.contains(r#""attempts":0"#) && line.ends_with(r#""not_sent":true}"#),
            "{line}"
        );
    }
    assert!(lines[5].contains(r#""operation":"api_cloud.balance""#));
    assert!(lines[3].starts_with(r#"{"id":4,"step":"done""#));
    assert!(lines[4].contains(r#""class":"invalid_input""#), "its own error: {}", lines[4]);

    let going = play(&[SANDBOX, &["--keep-going"]].concat(), &jobs);
    assert!(going.lines()[2].starts_with(r#"{"id":3,"step":"done""#));
    assert!(!going.out.contains("not_sent"));
}

#[test]
fn the_transport_must_be_named() {
    let ended = play(&["run"], &kz("1", "000101300019"));
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    for name in ["sandbox", "http", "exec:COMMAND", "replay:FILE"] {
        assert!(ended.err.contains(name), "{}", ended.err);
    }
    for wrong in ["", "Sandbox", "exec:", "replay:", "ftp", "http:x"] {
        let ended = play(&["run", "--transport", wrong], "");
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{wrong}");
    }
}

#[test]
fn a_salt_names_the_flow() {
    let job = kz("1", "000101300019");
    assert!(!play(SANDBOX, &job).out.contains(r#""flow_key""#));
    let mut salted = spravka(SANDBOX);
    salted.env("SPRAVKA_KEY_SALT", "pepper-and-more-of-it");
    let salted = run(salted, job.as_bytes());
    assert!(salted.out.contains(r#""flow_key":""#), "{}", salted.out);
    assert!(!salted.out.contains("pepper"));
}

#[test]
fn a_record_is_replayed_once_and_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.ndjson");
    let record = record.to_str().unwrap();
    let jobs = [kz("1", "000101300019"), fssp("2", "Повторов"), nsso("3", "О001ОО77")].join("\n");
    let recorded = play(&[SANDBOX, &["--record", record]].concat(), &jobs);
    let text = std::fs::read_to_string(record).unwrap();
    for (_, secret) in spravka_sandbox::secrets() {
        assert!(!text.contains(secret));
        assert!(!recorded.out.contains(secret) && !recorded.err.contains(secret));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(record).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let replay = format!("replay:{record}");
    let again = [jobs.as_str(), &kz("4", "000101300019")].join("\n");
    let replayed = play(&["run", "--transport", &replay], &again);
    let (old, new) = (recorded.lines(), replayed.lines());
    for (old, new) in old.iter().zip(&new) {
        let output = |line: &str| line.split(r#","meta":"#).next().unwrap().to_owned();
        assert_eq!(output(old), output(new));
        assert!(new.contains(r#""simulated":true"#));
    }
    assert!(new[3].contains(r#""code":"connect_failed""#), "each answer is given once: {}", new[3]);

    std::fs::write(record, "{}\n").unwrap();
    assert_eq!(play(&["run", "--transport", &replay], &jobs).code, Some(2));
}

#[cfg(feature = "validate")]
#[test]
fn validation_passes_what_is_right() {
    let jobs = [
        kz("1", "000101300019"),
        kz("2", "020304400032"),
        fssp("3", "Медленнов"),
        nsso("4", "О007ОО777"),
        r#"{"id":5,"operation":"api_cloud.balance","input":{}}"#.to_owned(),
        r#"{"id":6,"operation":"identifiers.check","input":{"inn":"7707083893"}}"#.to_owned(),
    ];
    let plain = play(SANDBOX, &jobs.join("\n"));
    let validated = play(&[SANDBOX, &["--validate", "--exit-status"]].concat(), &jobs.join("\n"));
    assert_eq!(validated.code, Some(0), "{}", validated.out);
    assert_eq!(plain.lines().len(), validated.lines().len());
}

#[cfg(not(feature = "validate"))]
#[test]
fn validation_is_said_to_be_missing() {
    let ended = play(&[SANDBOX, &["--validate"]].concat(), "");
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--features validate"), "{}", ended.err);
}
