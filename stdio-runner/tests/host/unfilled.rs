//! Slots that cannot be filled in a flow that has sent requests before.

use crate::support::{play, run, spravka, state};

const INPUT: &str = r#"{"last_name":"Чистова","first_name":"Анна","patronymic":"Тестовна","birth_date":"1902-03-04","region":77}"#;

/// A flow whose request was lost, and that waits to ask again.
fn lost() -> String {
    let call = |call: &str| play(&["step"], call);
    let start = call(&format!(
        r#"{{"call":"start","operation":"fssp.search_physical","input":{INPUT},"now":"2026-01-01T00:00:00Z"}}"#
    ));
    let waits = call(&format!(
        r#"{{"call":"resume","state":{},"input":{INPUT},"event":{{"failure":{{"kind":"timeout","sent":"maybe"}}}},"now":"2026-01-01T00:00:30Z"}}"#,
        state(start.line())
    ));
    assert!(waits.line().starts_with(r#"{"step":"wait""#), "{}", waits.out);
    state(waits.line()).to_owned()
}

fn take_up(state: &str, options: &str, token: &str, transport: &str) -> String {
    let job = format!(
        r#"{{"id":1,"state":{state},"input":{INPUT},"event":"elapsed","options":{options}}}"#
    );
    let mut command = spravka(&["run", "--transport", transport]);
    command.env("SPRAVKA_FSSP_TOKEN", token);
    run(command, job.as_bytes()).line().to_owned()
}

#[test]
fn the_reason_is_the_slots_and_the_rest_the_flows() {
    let lost = lost();
    let elsewhere = r#"{"test_origin":"http://127.0.0.1:1"}"#;
    for (options, token, error, path) in [
        (
            "{}",
            "a b",
            r#"{"code":"invalid_secret","class":"unauthorized","message":"a secret has characters that cannot be sent","#,
            None,
        ),
        (
            elsewhere,
            "ab",
            r#"{"code":"origin_not_allowed","class":"invalid_input","message":"the origin is not one of the provider's","#,
            Some(r#","path":"/request/url"},"meta":"#),
        ),
    ] {
        let failed = take_up(&lost, options, token, "exec:false");
        assert!(
            failed.starts_with(&format!(r#"{{"id":1,"step":"fail","error":{error}"#)),
            "{failed}"
        );
        assert!(failed.contains(r#""executed":"maybe","charged":"no","#), "{failed}");
        assert!(failed.contains(r#""provider":{"name":"fssp"}"#), "{failed}");
        assert!(path.is_none_or(|path| failed.contains(path)), "{failed}");
        assert!(!failed.contains("missing") && !failed.contains("SPRAVKA_"), "{failed}");
        assert!(failed.contains(r#""attempts":1"#), "nothing was sent: {failed}");
        let done = take_up(state(&failed), "{}", "", "sandbox");
        assert!(done.contains(r#""step":"done","output":{"outcome":"empty""#), "{done}");
    }
}

#[test]
fn a_flow_that_sent_nothing_has_nothing_to_tell() {
    let job = format!(r#"{{"operation":"fssp.search_physical","input":{INPUT}}}"#);
    let mut command = spravka(&["run", "--transport", "exec:false"]);
    command.env("SPRAVKA_FSSP_TOKEN", "a b");
    let ended = run(command, job.as_bytes());
    assert!(ended.out.contains(r#""code":"invalid_secret""#), "{}", ended.out);
    assert!(ended.out.contains(r#""executed":"no","charged":"no""#), "{}", ended.out);
    assert!(ended.out.contains(r#""operation":"fssp.search_physical""#), "{}", ended.out);
}
