//! SpectrumData's token: given, or made of login, password and clock.

use crate::support::{Ended, Listener, run, spravka};

const JOB: &str = r#"{"operation":"spectrum_data.person_report","input":{"report_type":"report_person@sandbox","last_name":"Чистов","first_name":"Иван","birth_date":"1900-01-01"}}"#;

fn sandbox(name: &str) -> &'static str {
    let secret = spravka_sandbox::secrets().iter().find(|(known, _)| *known == name);
    secret.unwrap().1
}

fn play(listener: &Listener, secrets: &[(&str, &str)]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.ndjson");
    let mut command = spravka(&["run", "--transport", "http", "--test-origin", &listener.origin]);
    command.args(["--record", record.to_str().unwrap()]);
    for (name, value) in secrets {
        command.env(spravka_core::error::variable(name), value);
    }
    let ended = run(command, JOB.as_bytes());
    let recorded = std::fs::read_to_string(record).unwrap_or_default();
    for (_, secret) in secrets {
        let kept = [&ended.out, &ended.err, &recorded].iter().any(|text| text.contains(secret));
        assert!(!kept, "{}{}{recorded}", ended.out, ended.err);
    }
    assert!(!recorded.contains("AR-REST c"), "{recorded}");
    ended
}

#[test]
fn it_is_made_where_it_is_not_given() {
    let listener = Listener::start();
    let login = ("spectrum_data.login", sandbox("spectrum_data.login"));
    let password = ("spectrum_data.password", sandbox("spectrum_data.password"));
    let made = play(&listener, &[login, password]);
    assert!(made.line().contains(r#""outcome":"empty""#), "{}", made.out);
    let token = ("spectrum_data.token", sandbox("spectrum_data.token"));
    let given = play(&listener, &[token, ("spectrum_data.password", "another")]);
    assert!(given.line().contains(r#""outcome":"empty""#), "{}", given.out);
}

#[test]
fn a_wrong_or_missing_one_is_said_to_be() {
    let listener = Listener::start();
    let login = ("spectrum_data.login", sandbox("spectrum_data.login"));
    let wrong = play(&listener, &[login, ("spectrum_data.password", "another")]);
    assert!(wrong.line().contains(r#""code":"unauthorized""#), "{}", wrong.out);
    assert!(wrong.out.contains(r#""executed":"no","charged":"no""#), "{}", wrong.out);
    let half = play(&listener, &[login]);
    assert!(half.line().contains(r#""code":"missing_secret""#), "{}", half.out);
    assert!(half.out.contains("SPRAVKA_SPECTRUM_DATA_TOKEN"), "{}", half.out);
}
