//! `spravka curl`: its commands, run by a shell.

use crate::support::{Ended, Listener, path, run, secrets, serve_once, spravka};

const JOB: &str = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"options":{"max_attempts":1}}"#;
const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
/// What has to be escaped in JSON, in curl's configuration, and in a shell.
const ODD_KEY: &str = r#"a"b\c$(echo d)`echo e`$HOME'%41&\\""#;

#[test]
fn curl_sends_the_same_request() {
    let (origin, request) = serve_once(EMPTY);
    let mut command = spravka(&["run", "--transport", "http", "--test-origin", &origin]);
    command.env("SPRAVKA_KZ_INFO_API_KEY", ODD_KEY);
    let ended = run(command, JOB.as_bytes());
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

/// The secret is a part of the path, and stands nowhere but in its variable.
#[test]
fn curl_puts_a_secret_into_the_path() {
    let listener = Listener::start();
    let input = r#"{"portal":"example.bitrix24.ru","user_id":1,"phones":["+79990000101"]}"#;
    let (name, secret) = secrets().into_iter().find(|(name, _)| name.ends_with("WEBHOOK")).unwrap();
    let job = format!(r#""bitrix24.find_contact","input":{input}"#);
    let ended = through_curl(&listener.origin, &job, (&name, &secret));
    assert!(ended.out.starts_with(r#"{"result":{"CONTACT":[101]}"#), "{}", ended.out);
    let call = format!(r#"{{"call":"start","operation":{job},"now":"2026-11-21T09:00:00Z"}}"#);
    let step = run(spravka(&["step"]), call.as_bytes());
    let command = run(spravka(&["curl"]), step.out.as_bytes()).out;
    let path = r#"url = "https://example.bitrix24.ru/rest/1/$(percent "$SPRAVKA_BITRIX24_WEBHOOK")/crm.duplicate.findbycomm""#;
    assert!(command.contains(path), "{command}");
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
        let is_none = !forged.contains("provider");
        assert_eq!(ended.err.contains("neither a `send` step"), is_none, "{}", ended.err);
    }
}
