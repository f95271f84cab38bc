//! The transport `http`, against `spravka sandbox --listen` and servers of the tests' own.

use std::net::TcpListener;

use crate::support::{Ended, Listener, run, secrets, spravka};

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

/// A portal's name is in no address of a simulation, its webhook in the path of both.
#[test]
fn a_secret_in_the_path_over_real_http() {
    let listener = Listener::start();
    let job = |phone: &str| {
        let input =
            format!(r#"{{"portal":"example.bitrix24.ru","user_id":1,"phones":["{phone}"]}}"#);
        format!(r#"{{"operation":"bitrix24.find_contact","input":{input}}}"#)
    };
    let found = run(listener.command(&["run"]), job("+79990000102").as_bytes());
    let both =
        r#""contacts":[{"id":"102","matched_by":["phone"]},{"id":"103","matched_by":["phone"]}]"#;
    assert!(found.line().contains(both), "{}", found.out);
    let refused = run(
        {
            let mut command = listener.command(&["run"]);
            command.env("SPRAVKA_BITRIX24_WEBHOOK", "anotherwebhook01");
            command
        },
        job("+79990000102").as_bytes(),
    );
    assert_eq!(code(&refused), "unauthorized");
    assert!(!refused.out.contains("anotherwebhook01") && !refused.err.contains("anotherwebhook01"));
    assert_eq!(listener.count("bitrix24.crm.duplicate.findbycomm"), 2);
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
fn a_name_without_an_address_is_certainly_not_sent() {
    let origin = "kz_info=https://nonexistent.invalid";
    let mut command = spravka(&["run", "--transport", "http", "--origin", origin]);
    command.envs(secrets());
    let ended = run(command, job("000101300019").as_bytes());
    assert_eq!(code(&ended), "dns_failed", "{}", ended.out);
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
