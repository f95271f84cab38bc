//! The transport `http`, against `spravka sandbox --listen` and servers of the tests' own.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::support::{Ended, Listener, path, run, secrets, spravka};

fn job(iin: &str) -> String {
    format!(
        r#"{{"operation":"kz_info.exec_proc_info","input":{{"iin":"{iin}"}},"options":{{"max_attempts":1}}}}"#
    )
}

fn code(ended: &Ended) -> &str {
    let after = ended.line().split(r#""code":""#).nth(1);
    after.map_or("done", |after| after.split('"').next().unwrap())
}

#[test]
fn over_real_http() {
    let listener = Listener::start();
    let play = |iin: &str| run(listener.command(&["run"]), job(iin).as_bytes());
    let found = play("000101300019");
    assert!(found.line().contains(r#""outcome":"found""#), "{}", found.out);
    assert!(found.line().contains(r#""simulated":true"#), "the sandbox says so in a header");
    assert!(play("020304400032").line().contains(r#""outcome":"empty""#));
    assert!(play("000101300188").line().contains(r#""http.cp1251""#), "bytes stay bytes");
    assert_eq!(code(&play("000101300415")), "redirected");
    assert_eq!(code(&play("000101300386")), "connection_reset", "cut off");
    assert_eq!(code(&play("000101300396")), "connection_reset", "`[]` of 1,024 bytes");
    assert_eq!(code(&play("000101309012")), "connection_reset");
    assert_eq!(code(&play("000101300405")), "body_too_large");
    assert_eq!(code(&play("000101304349")), "forbidden");
    let limited = play("000101304296");
    assert_eq!(code(&limited), "rate_limited");
    assert!(limited.out.contains(r#""retry_at""#), "headers arrive: {}", limited.out);
}

#[test]
fn silence_is_a_timeout_that_may_have_been_carried_out() {
    let listener = Listener::start();
    let ended = run(listener.command(&["run"]), job("000101309002").as_bytes());
    assert_eq!(code(&ended), "timed_out");
    assert!(ended.out.contains(r#""executed":"maybe""#), "{}", ended.out);
}

#[test]
fn no_connection_is_certainly_not_sent() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let origin = format!("http://127.0.0.1:{port}");
    let mut command = spravka(&["run", "--transport", "http", "--test-origin", &origin]);
    command.envs(secrets());
    let ended = run(command, job("000101300019").as_bytes());
    assert_eq!(code(&ended), "connect_failed");
    assert!(ended.out.contains(r#""executed":"no","charged":"no""#), "{}", ended.out);
}

#[test]
fn a_missing_secret_sends_nothing() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let origin = format!("http://{}", server.local_addr().unwrap());
    let jobs = [
        job("000101300019"),
        r#"{"operation":"api_cloud.balance","input":{}}"#.to_owned(),
        r#"{"operation":"identifiers.check","input":{"inn":"7707083893"}}"#.to_owned(),
    ]
    .join("\n");
    let command = spravka(&["run", "--transport", "http", "--test-origin", &origin]);
    let ended = run(command, jobs.as_bytes());
    let lines = ended.lines();
    for (line, variable, operation) in [
        (lines[0], "SPRAVKA_KZ_INFO_API_KEY", "kz_info.exec_proc_info"),
        (lines[1], "SPRAVKA_API_CLOUD_TOKEN", "api_cloud.balance"),
    ] {
        assert!(line.contains(r#""code":"missing_secret""#), "{line}");
        assert!(line.contains(variable) && line.contains(operation), "{line}");
        assert!(line.contains(r#""executed":"no""#), "{line}");
    }
    assert!(lines[2].starts_with(r#"{"step":"done""#));
    assert!(server.accept().is_err(), "nobody connected");
    let call = spravka(&[
        "call",
        "kz_info.exec_proc_info",
        "--iin",
        "000101300019",
        "--transport",
        "http",
        "--test-origin",
        &origin,
    ]);
    assert_eq!(run(call, b"").code, Some(78));
}

#[test]
fn a_job_cannot_send_secrets_elsewhere() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let origin = format!("http://{}", server.local_addr().unwrap());
    for options in [
        format!(r#"{{"test_origin":"{origin}"}}"#),
        format!(r#"{{"origins":{{"kz_info":"{origin}"}}}}"#),
    ] {
        let job = format!(
            r#"{{"id":1,"operation":"kz_info.exec_proc_info","input":{{"iin":"000101300019"}},"options":{options}}}"#
        );
        let mut command = spravka(&["run", "--transport", "http"]);
        command.envs(secrets());
        let ended = run(command, job.as_bytes());
        assert_eq!(code(&ended), "origin_not_allowed", "{}", ended.out);
    }
    assert!(server.accept().is_err(), "nobody connected");
}

#[test]
fn no_secret_comes_out_anywhere() {
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.ndjson");
    let canary = "canary-7d1f-secret";
    let mut command = listener.command(&["run", "--record", record.to_str().unwrap()]);
    for (name, _) in secrets() {
        command.env(name, canary);
    }
    let jobs = [
        job("000101300019"),
        r#"{"operation":"api_cloud.balance","input":{}}"#.to_owned(),
        r#"{"operation":"fssp.search_physical","input":{"last_name":"Чистова","first_name":"Анна","region":77}}"#.to_owned(),
    ]
    .join("\n");
    let ended = run(command, jobs.as_bytes());
    assert_eq!(ended.lines().len(), 3);
    let record = std::fs::read_to_string(record).unwrap();
    assert!(record.lines().count() >= 3, "{record}");
    for text in [&ended.out, &ended.err, &record] {
        assert!(!text.contains("canary"), "{text}");
    }
}

/// One request, as it came; the answer is `answer`.
fn serve_once(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", server.local_addr().unwrap());
    let request = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let read = stream.read(&mut piece).unwrap();
            request.extend(&piece[..read]);
            let text = String::from_utf8_lossy(&request).to_lowercase();
            let length = text
                .split("content-length: ")
                .nth(1)
                .map_or(0, |rest| rest.split("\r\n").next().unwrap().parse::<usize>().unwrap());
            let Some(head) = text.find("\r\n\r\n") else { continue };
            if request.len() >= head + 4 + length || read == 0 {
                break;
            }
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (origin, request)
}

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
/// What has to be escaped in JSON, in curl's configuration, and in a shell.
const ODD_KEY: &str = r#"a"b\c$(echo d)`echo e`$HOME'%41&\\""#;

#[test]
fn curl_sends_the_same_request() {
    let (origin, request) = serve_once(EMPTY);
    let mut command = spravka(&["run", "--transport", "http", "--test-origin", &origin]);
    command.env("SPRAVKA_KZ_INFO_API_KEY", ODD_KEY);
    let ended = run(command, job("000101300019").as_bytes());
    assert!(ended.out.contains(r#""outcome":"empty""#), "{}", ended.out);
    let sent = request.join().unwrap();
    assert!(sent.contains(&format!("user-agent: spravka/{}", env!("CARGO_PKG_VERSION"))), "{sent}");

    let (origin, request) = serve_once(EMPTY);
    let ended = through_curl(
        &origin,
        r#""kz_info.exec_proc_info","input":{"iin":"000101300019"}"#,
        ("SPRAVKA_KZ_INFO_API_KEY", ODD_KEY),
    );
    assert_eq!(ended.out, "[]", "{}", ended.err);
    let by_curl = request.join().unwrap();
    let body = |request: &str| request.split("\r\n\r\n").nth(1).unwrap().to_owned();
    assert_eq!(body(&by_curl), body(&sent));
    assert!(by_curl.to_lowercase().contains("content-type: application/json"), "{by_curl}");
}

#[test]
fn curl_percent_encodes_secrets_of_the_query() {
    let (origin, request) = serve_once(EMPTY);
    let ended = through_curl(
        &origin,
        r#""api_cloud.nsso_check_policy","input":{"plate":"О001ОО77"}"#,
        ("SPRAVKA_API_CLOUD_TOKEN", "a&b=c #%1\"\\$d"),
    );
    assert_eq!(ended.out, "[]", "{}", ended.err);
    let request = request.join().unwrap();
    let token: String = "a&b=c #%1\"\\$d".bytes().map(|b| format!("%{b:02x}")).collect();
    assert!(request.contains(&format!("token={token}")), "{request}");
}

/// Builds a request by `step`, turns it into a command and runs that in bash.
fn through_curl(origin: &str, job: &str, (name, secret): (&str, &str)) -> Ended {
    let call = format!(
        r#"{{"call":"start","operation":{job},"now":"2026-11-21T09:00:00Z","options":{{"test_origin":"{origin}"}}}}"#
    );
    let step = run(spravka(&["step"]), call.as_bytes());
    let command = run(spravka(&["curl", "--test-origin", origin]), step.out.as_bytes());
    assert_eq!(command.code, Some(0), "{}", command.err);
    assert!(!command.out.contains(secret));
    assert!(command.out.contains(&format!("${name}")), "{}", command.out);
    let mut bash = std::process::Command::new("bash");
    bash.arg("-c").arg(&command.out).env_clear().env("PATH", path());
    let unset = run(bash, b"");
    assert_ne!(unset.code, Some(0), "without its secret nothing is sent");
    assert!(unset.err.contains(name), "{}", unset.err);
    let mut bash = std::process::Command::new("bash");
    bash.arg("-c").arg(&command.out).env_clear().env("PATH", path()).env(name, secret);
    run(bash, b"")
}

#[test]
fn curl_hands_an_event_on() {
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let body = folder.path().join("body $x");
    let call = format!(
        r#"{{"call":"start","operation":"kz_info.exec_proc_info","input":{{"iin":"000101300019"}},"now":"2026-11-21T09:00:00Z","options":{{"test_origin":"{}"}}}}"#,
        listener.origin
    );
    let step = run(spravka(&["step"]), call.as_bytes());
    let body_to = body.to_str().unwrap();
    let command = run(
        spravka(&["curl", "--test-origin", &listener.origin, "--body-to", body_to]),
        step.out.as_bytes(),
    );
    let mut bash = std::process::Command::new("bash");
    bash.arg("-c").arg(&command.out).env_clear().env("PATH", path()).envs(secrets());
    let event = run(bash, b"").out.replace('\n', "");
    let state = crate::support::state(step.line());
    let text = std::fs::read_to_string(&body).unwrap();
    let text = serde_json::to_string(&text).unwrap();
    let event = event.strip_suffix("}}").unwrap();
    let resume = format!(
        r#"{{"call":"resume","state":{state},"input":{{"iin":"000101300019"}},"event":{event},"body":{text}}}}},"now":"2026-11-21T09:00:01Z","options":{{"test_origin":"{}"}}}}"#,
        listener.origin
    );
    let done = run(spravka(&["step"]), resume.as_bytes());
    assert!(done.line().contains(r#""outcome":"found""#), "{}", done.out);
}

#[test]
fn curl_refuses_what_spravka_did_not_build() {
    for forged in [
        r#"{"provider":"kz_info","method":"POST","url":"https://evil.test/","slots":[{"secret":"kz_info.api_key","in":"json_body","name":"api_key"}],"timeout_ms":1}"#,
        r#"{"provider":"kz_info","method":"POST","url":"https://kyc.biometric.kz/","slots":[{"secret":"fssp.token","in":"query","name":"token"}],"timeout_ms":1}"#,
        "{}",
        "",
        r#"{"step":"done","output":{}}"#,
    ] {
        let ended = run(spravka(&["curl"]), forged.as_bytes());
        assert_eq!((ended.code, ended.out.as_str()), (Some(65), ""), "{forged}");
    }
}
