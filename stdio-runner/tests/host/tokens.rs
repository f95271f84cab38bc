//! Tokens: put away before anybody goes on, or not asked for at all; and never written elsewhere.

use std::path::Path;
use std::process::Command;

use crate::support::{Ended, play, run, spravka};

const REFRESH: &[&str] = &["call", "sber.refresh_token", "--client-id", "sandbox-client"];
const OLD: &str = "4ef4e5ed-0000-4000-8000-000000000000-1";

fn not_stored(ended: &Ended, executed: &str) {
    assert_eq!(ended.code, Some(78), "{}{}", ended.out, ended.err);
    assert!(ended.out.contains(r#""code":"secrets_not_stored""#), "{}", ended.out);
    assert!(ended.out.contains(&format!(r#""executed":"{executed}""#)), "{}", ended.out);
    assert!(!ended.out.contains(r#""state""#), "{}", ended.out);
    no_token(&ended.out);
}

/// Nothing in it looks like a token of the sandbox.
fn no_token(text: &str) {
    assert!(!text.contains("-0000-4000-8000-"), "{text}");
    assert!(!text.contains("id_token"), "{text}");
}

#[cfg(feature = "http")]
fn write_secrets(folder: &Path) -> String {
    let path = folder.join("secrets.json");
    let mut json = String::from("{\n  \"mine\": \"stays\"");
    for (name, value) in spravka_sandbox::secrets() {
        json += &format!(",\n  \"{name}\": \"{value}\"");
    }
    json += "\n}\n";
    std::fs::write(&path, json).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    path.to_str().unwrap().to_owned()
}

#[test]
fn in_the_sandbox_they_live_as_long_as_it_does() {
    let ended = play(&[REFRESH, &["--transport", "sandbox"]].concat(), "");
    assert_eq!(ended.code, Some(0), "{}", ended.out);
    assert!(ended.line().contains(r#""access_token_expires_at""#), "{}", ended.out);
    no_token(&ended.out);
    // The second line is sent with what the first one brought: a spent code would be refused.
    let refresh = r#"{"operation":"sber.refresh_token","input":{"client_id":"sandbox-client"}}"#;
    let info = r#"{"operation":"sber.client_info","input":{}}"#;
    let exchange = r#"{"operation":"sber.exchange_code","input":{"client_id":"sandbox-client","redirect_uri":"https://spravka.example/callback"}}"#;
    let ended =
        play(&["run", "--transport", "sandbox"], &[exchange, refresh, refresh, info].join("\n"));
    for line in ended.lines() {
        assert!(line.starts_with(r#"{"step":"done""#), "{line}");
    }
    no_token(&ended.out);
}

#[test]
fn where_they_cannot_be_kept_they_are_not_asked_for() {
    // The program would be the first to see a request.
    let program = ["--transport", "exec:cat > /dev/null; exit 1"];
    let with_variables = |args: &[&str]| {
        let mut command = spravka(&[args, &program[..]].concat());
        command.env("SPRAVKA_SBER_REFRESH_TOKEN", OLD).env("SPRAVKA_SBER_CLIENT_SECRET", "x");
        command.env("SPRAVKA_SBER_AUTHORIZATION_CODE", "x");
        run(command, b"")
    };
    let refused = with_variables(REFRESH);
    not_stored(&refused, "no");
    assert!(refused.out.contains(r#""attempts":0"#), "{}", refused.out);
    assert!(refused.out.contains("--secrets-file"), "{}", refused.out);
    let exchange =
        ["call", "sber.exchange_code", "--client-id", "c", "--redirect-uri", "https://a.test/"];
    not_stored(&with_variables(&exchange), "no");
}

#[test]
fn a_record_gives_no_tokens_back() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    std::fs::write(&record, "").unwrap();
    let secrets = folder.path().join("secrets.json");
    std::fs::write(&secrets, "{}").unwrap();
    let replay = format!("replay:{}", record.to_str().unwrap());
    let ended = play(
        &[REFRESH, &["--transport", &replay, "--secrets-file", secrets.to_str().unwrap()]].concat(),
        "",
    );
    not_stored(&ended, "no");
    assert!(ended.out.contains("обмен токенов не записывается"), "{}", ended.out);
    assert_eq!(std::fs::read_to_string(secrets).unwrap(), "{}");
}

#[cfg(feature = "http")]
#[test]
fn a_new_pair_is_written_back_and_not_recorded() {
    let listener = crate::support::Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let path = write_secrets(folder.path());
    let record = folder.path().join("record.ndjson");
    let play = |args: &[&str], input: &str| {
        let mut command = spravka(args);
        command.args(["--transport", "http", "--test-origin", &listener.origin]);
        command.args(["--secrets-file", &path, "--record", record.to_str().unwrap()]);
        run(command, input.as_bytes())
    };
    let ended = play(REFRESH, "");
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    no_token(&ended.out);
    let first = std::fs::read_to_string(&path).unwrap();
    assert!(first.starts_with("{\n  \"mine\": \"stays\",\n  \"api_cloud.token\": "), "{first}");
    assert!(!first.contains(OLD) && first.contains("\"sber.refresh_token\": \""), "{first}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // An expired token, and leave to refresh it: the new one is used and kept.
    let expired = first
        .lines()
        .map(|line| match line.split_once("\"sber.access_token\": ") {
            Some(_) => "  \"sber.access_token\": \"00000401-0000-4000-8000-000000000000-1\",",
            None => line,
        })
        .collect::<Vec<_>>()
        .join("\n");
    std::fs::write(&path, &expired).unwrap();
    let job = r#"{"operation":"sber.client_info","input":{"client_id":"sandbox-client"},"options":{"allow_token_refresh":true}}"#;
    let ended = play(&["run"], &[job, job].join("\n"));
    for line in ended.lines() {
        assert!(line.starts_with(r#"{"step":"done""#), "{line}");
    }
    assert!(ended.lines()[1].contains(r#""attempts":1"#), "{}", ended.out);
    let second = std::fs::read_to_string(&path).unwrap();
    assert!(second != expired && !second.contains("00000401"), "{second}");
    no_token(&ended.out);
    let record = std::fs::read_to_string(&record).unwrap();
    assert_eq!(record.lines().count(), 3, "client_info three times, no exchange: {record}");
    no_token(&record);
    assert!(!record.contains("oauth"), "{record}");

    // Without a file the read is sent, and the refresh is not.
    let mut command = spravka(&["run", "--transport", "http", "--test-origin", &listener.origin]);
    command.env("SPRAVKA_SBER_ACCESS_TOKEN", "00000401-0000-4000-8000-000000000000-1");
    let before = listener.count("sber.token");
    let ended = run(command, job.as_bytes());
    assert!(ended.line().contains(r#""code":"secrets_not_stored""#), "{}", ended.out);
    assert!(ended.line().contains(r#""executed":"no""#), "{}", ended.out);
    assert_eq!(listener.count("sber.token"), before);
}

#[cfg(feature = "http")]
#[test]
fn many_flows_refresh_one_token_once() {
    let listener = crate::support::Listener::with_delay("50ms");
    let folder = tempfile::tempdir().unwrap();
    let path = write_secrets(folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("\"sber.access_token\": \"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    let expired = "00000401-0000-4000-8000-000000000000-1";
    let text = format!("{before}\"sber.access_token\": \"{expired}\"{after}");
    std::fs::write(&path, text).unwrap();
    let job = r#"{"operation":"sber.client_info","input":{"client_id":"sandbox-client"},"options":{"allow_token_refresh":true}}"#;
    let mut command = spravka(&["run", "--concurrency", "8", "--secrets-file", &path]);
    command.args(["--transport", "http", "--test-origin", &listener.origin]);
    let ended = run(command, [job; 6].join("\n").as_bytes());
    for line in ended.lines() {
        assert!(line.starts_with(r#"{"step":"done""#), "{line}");
    }
    assert_eq!((ended.lines().len(), listener.count("sber.token")), (6, 1));
    assert_eq!(listener.count("sber.client_info"), 7, "asked in vain once");
    no_token(&ended.out);
}

/// A program that brings a pair, and does something to the folder of the secrets before.
#[cfg(unix)]
fn with_program(folder: &Path, before: &str) -> Command {
    let script = folder.join("program.sh");
    let program = format!(
        r#"while read -r line; do id=${{line#*:}}; id=${{id%%,*}}; {before}
printf '{{"id":%s,"event":{{"response":{{"status":200,"headers":{{"content-type":"application/json"}},"json":{{"access_token":"canary-access","refresh_token":"canary-refresh","expires_in":3600,"token_type":"Bearer","scope":"openid"}}}}}}}}\n' "$id"
done"#
    );
    std::fs::write(&script, program).unwrap();
    let secrets = folder.join("secrets.json");
    let text =
        r#"{"sber.refresh_token":"old","sber.authorization_code":"old","sber.client_secret":"x"}"#;
    std::fs::write(&secrets, text).unwrap();
    let transport = format!("exec:sh {}", script.to_str().unwrap());
    let mut command = spravka(&[]);
    command.current_dir(folder).env("FOLDER", folder);
    command.args(["call", "--transport", &transport]);
    command.args(["--secrets-file", secrets.to_str().unwrap()]);
    command
}

#[cfg(unix)]
#[test]
fn a_pair_that_cannot_be_put_away_is_said_to_be_lost() {
    for (operation, advice) in
        [("sber.refresh_token", "в течение часа"), ("sber.exchange_code", "войдите заново")]
    {
        let folder = tempfile::tempdir().unwrap();
        // A folder in its place is not replaced by a file.
        let before =
            r#"mv "$FOLDER/secrets.json" "$FOLDER/old.json"; mkdir "$FOLDER/secrets.json""#;
        let mut command = with_program(folder.path(), before);
        command.args([operation, "--client-id", "c"]);
        if operation == "sber.exchange_code" {
            command.args(["--redirect-uri", "https://a.test/"]);
        }
        let ended = run(command, b"");
        not_stored(&ended, "yes");
        assert!(ended.out.contains(advice), "{}", ended.out);
        assert!(!ended.out.contains("canary") && !ended.err.contains("canary"));
        let old = std::fs::read_to_string(folder.path().join("old.json")).unwrap();
        assert!(old.contains(r#""sber.refresh_token":"old""#), "{old}");
        let names = std::fs::read_dir(folder.path()).unwrap();
        assert_eq!(names.count(), 3, "nothing is left beside");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = with_program(folder.path(), ":");
    command.args(["sber.refresh_token", "--client-id", "c"]);
    let ended = run(command, b"");
    assert_eq!(ended.code, Some(0), "{}", ended.out);
    assert!(!ended.out.contains("canary"), "{}", ended.out);
    let text = std::fs::read_to_string(folder.path().join("secrets.json")).unwrap();
    assert!(text.contains(r#""sber.refresh_token": "canary-refresh""#), "{text}");
}

#[test]
fn the_secret_that_is_missing_is_named() {
    for (known, missing) in [
        ("SPRAVKA_OSNOVANIE_LOGIN", "SPRAVKA_OSNOVANIE_PASSWORD"),
        ("SPRAVKA_OSNOVANIE_PASSWORD", "SPRAVKA_OSNOVANIE_LOGIN"),
    ] {
        let mut command = spravka(&[
            "call",
            "osnovanie.view",
            "--application-id",
            "1370",
            "--transport",
            "exec:false",
        ]);
        command.env(known, "x");
        let ended = run(command, b"");
        assert_eq!(ended.code, Some(78), "{}", ended.out);
        assert!(ended.out.contains(missing) && !ended.out.contains(known), "{}", ended.out);
    }
}
