//! Files: by their paths in `run` and `call`, as base64, in curl.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::support::{
    SIGNATURE, application, archive, certificate_request, play, run, spravka, state, submission,
};

const SANDBOX: &[&str] = &["run", "--transport", "sandbox"];

fn create() -> String {
    let input = application("99900000115");
    format!(r#"{{"id":"create","operation":"osnovanie.create_application","input":{input}}}"#)
}

fn submit(input: &str, files: &str) -> String {
    format!(
        r#"{{"id":"submit","operation":"osnovanie.submit_documents","input":{{"application_id":1370{input}}},"files":{files}}}"#
    )
}

const FILES: &str = r#"{"archive":"documents.zip","signature":"documents.zip.sig","certificate_request":"request.p10"}"#;
const READY: &str = r#"{"operation":"osnovanie.await_ready","input":{"application_id":1370}}"#;
const ISSUE: &str = r#"{"operation":"osnovanie.await_issue","input":{"application_id":1370}}"#;

fn in_folder(folder: &tempfile::TempDir, jobs: &[&str]) -> Vec<String> {
    let mut command = spravka(SANDBOX);
    command.current_dir(folder.path());
    let ended = run(command, jobs.join("\n").as_bytes());
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    ended.lines().into_iter().map(str::to_owned).collect()
}

#[test]
fn a_certificate_is_ordered_with_files_of_the_working_directory() {
    let folder = submission();
    let lines = in_folder(&folder, &[&create(), READY, &submit("", FILES), ISSUE]);
    assert!(lines[0].contains(r#""application_id":"1370","origin":"created""#), "{}", lines[0]);
    assert!(lines[2].contains(r#""submitted":true"#), "{}", lines[2]);
    assert!(lines[3].contains(r#""issued":true"#), "{}", lines[3]);
    assert!(!lines.concat().contains("documents.zip"), "paths stay where they are");
}

#[test]
fn base64_in_the_input_is_sent_too() {
    let folder = submission();
    let file = |name: &str, bytes: &[u8]| {
        format!(r#","{name}":{{"name":"{name}","base64":"{}"}}"#, STANDARD.encode(bytes))
    };
    let input = file("archive", &archive())
        + &file("signature", SIGNATURE)
        + &file("certificate_request", &certificate_request());
    let lines = in_folder(&folder, &[&create(), READY, &submit(&input, "{}"), ISSUE]);
    assert!(lines[2].contains(r#""submitted":true"#), "{}", lines[2]);
    assert!(lines[3].contains(r#""issued":true"#), "{}", lines[3]);
    let both = submit(&input, r#"{"archive":"documents.zip"}"#);
    let lines = in_folder(&folder, &[&both]);
    assert!(lines[0].contains(r#""code":"conflicting_members""#), "{}", lines[0]);
}

#[test]
fn what_is_missing_is_waited_for_and_taken_up() {
    let folder = submission();
    let two = r#"{"archive":"documents.zip","signature":"documents.zip.sig"}"#;
    let mut command = spravka(SANDBOX);
    let mut child = command
        .current_dir(folder.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut ask = |job: &str| {
        use std::io::{BufRead, Write};
        stdin.write_all(format!("{job}\n").as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        line
    };
    ask(&create());
    ask(READY);
    let waits = ask(&submit("", two));
    assert!(waits.contains(r#""step":"wait""#), "{waits}");
    assert!(waits.contains(r#""reason":"input_needed""#), "{waits}");
    assert!(waits.contains(r#""needs":["certificate_request"]"#), "{waits}");
    let again = |files: &str| {
        format!(
            r#"{{"state":{},"input":{{"application_id":1370}},"event":"elapsed","files":{files}}}"#,
            state(&waits)
        )
    };
    // A file that is not there leaves the flow where it stood.
    let lost = ask(&again(&FILES.replace("request.p10", "nothing")));
    assert!(lost.contains(r#""code":"missing_file""#), "{lost}");
    assert!(lost.contains(r#""path":"/files/certificate_request""#), "{lost}");
    assert!(lost.contains(r#""executed":"yes""#), "{lost}");
    assert_eq!(state(&lost), state(&waits));
    let done = ask(&again(FILES));
    assert!(done.contains(r#""submitted":true"#), "{done}");
    drop(stdin);
    child.wait().unwrap();
}

#[test]
fn a_file_that_cannot_be_sent_fails_its_line() {
    let folder = submission();
    std::fs::File::create(folder.path().join("large")).unwrap().set_len(33_554_433).unwrap();
    let jobs = [
        submit("", r#"{"archive":"nothing"}"#),
        submit("", r#"{"archive":"."}"#),
        submit("", r#"{"archive":"large"}"#),
        submit("", r#"{"archiv":"documents.zip"}"#),
        submit("", "[]"),
        submit("", FILES).replace(r#""files":"#, r#""files":{},"files":"#),
        submit("", r#"{"archive":"request.p10","signature":"documents.zip.sig"}"#),
        submit(
            r#","archive":{"name":"documents.zip","size":1,"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
            FILES,
        ),
        r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"files":{"iin":"large"}}"#.to_owned(),
        r#"{"operation":"nope","input":{},"files":{"archive":"large"}}"#.to_owned(),
        r#"{"id":"last","operation":"identifiers.check","input":{"inn":"7707083893"},"files":null}"#.to_owned(),
    ];
    let lines = in_folder(&folder, &jobs.each_ref().map(String::as_str));
    assert_eq!(lines.len(), jobs.len());
    for (line, (code, path)) in lines.iter().zip([
        ("missing_file", "/files/archive"),
        ("missing_file", "/files/archive"),
        ("file_too_large", "/files/archive"),
        ("unknown_member", "/files/*"),
        ("wrong_type", "/files"),
        ("invalid_value", "/files"),
        ("invalid_value", "/input/archive"),
        ("file_differs", "/input/archive"),
        ("unknown_member", "/files/*"),
        ("unknown_operation", "/operation"),
    ]) {
        assert!(line.contains(&format!(r#""code":"{code}""#)), "{line}");
        assert!(line.contains(&format!(r#""path":"{path}""#)), "{line}");
    }
    assert!(lines[0].starts_with(r#"{"id":"submit","step":"fail""#), "{}", lines[0]);
    assert!(lines[0].contains(r#""operation":"osnovanie.submit_documents""#), "{}", lines[0]);
    assert!(lines[10].starts_with(r#"{"id":"last","step":"done""#), "{}", lines[10]);
}

#[test]
fn call_takes_paths() {
    let folder = submission();
    let call = |args: &[&str]| {
        let mut command = spravka(&["call", "osnovanie.submit_documents"]);
        command.args(args).args(["--transport", "sandbox"]).current_dir(folder.path());
        run(command, br#"{"application_id":2003}"#)
    };
    // 2003 waits for its request, which is sent at once.
    let files = ["--archive", "documents.zip", "--signature", "documents.zip.sig"];
    let request = ["--certificate-request", "request.p10"];
    let flags = call(&[&["--application-id", "2003"], &files[..], &request].concat());
    assert_eq!(flags.code, Some(0), "{}{}", flags.out, flags.err);
    let document = call(&[&["--input", "-"], &files[..], &request].concat());
    assert_eq!(document.code, Some(0), "{}{}", document.out, document.err);
    let waits = call(&[&["--application-id", "2003"], &files[..]].concat());
    assert_eq!(waits.code, Some(75), "{}{}", waits.out, waits.err);
    assert!(waits.out.contains(r#""needs":["certificate_request"]"#), "{}", waits.out);
    let missing = call(&["--application-id", "2003", "--archive", "no", "--signature", "no"]);
    assert_eq!(missing.code, Some(65), "{}{}", missing.out, missing.err);
    assert!(missing.line().contains("путь, по которому есть файл"), "{}", missing.out);
}

#[test]
fn curl_takes_the_file_of_a_request() {
    let folder = submission();
    let path = folder.path().join("request.p10");
    let path = path.to_str().unwrap();
    let base64 = STANDARD.encode(certificate_request());
    let call = format!(
        r#"{{"call":"start","operation":"osnovanie.attach_file","input":{{"application_id":1370,"file_kind":0,"identification_kind":0,"file":{{"name":"request.p10","base64":"{base64}"}}}},"now":"2026-11-21T09:00:00Z"}}"#
    );
    let step = play(&["step"], &call);
    assert!(step.line().starts_with(r#"{"step":"send""#), "{}", step.out);
    assert!(!step.out.contains(&base64), "{}", step.out);
    let without = play(&["curl"], &step.out);
    assert_eq!(without.code, Some(65));
    assert!(without.err.contains("--file MEMBER=PATH"), "{}", without.err);
    let with = play(&["curl", "--file", &format!("file={path}")], &step.out);
    assert_eq!(with.code, Some(0), "{}", with.err);
    assert!(with.out.contains(&base64), "{}", with.out);
}
