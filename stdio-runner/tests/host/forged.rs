//! `spravka curl` and requests that somebody else wrote: their text stays text in the shell.

use std::path::Path;
use std::process::Command;

use crate::support::{Ended, path, run, serve_once, spravka};

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
const SLOT: &str = r#"{"secret":"kz_info.api_key","in":"json_body","name":"api_key"}"#;
const ODD: &str = "'\";touch a;$(touch b)`touch c`${HOME}$HOME!!&|<>*~%41%{url}";

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn request(url: &str, body: &str) -> String {
    format!(
        r#"{{"provider":"kz_info","method":"POST","url":{},"headers":{{"accept":"application/json"}},"body":{},"slots":[{SLOT}],"timeout_ms":5000}}"#,
        quoted(url),
        quoted(body)
    )
}

fn curl(origin: &str, request: &str) -> Ended {
    run(spravka(&["curl", "--test-origin", origin]), request.as_bytes())
}

/// Runs the command in a folder where nothing may appear.
fn execute(shell: &str, command: &str, folder: &Path) -> Ended {
    let script = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(script.path(), command).unwrap();
    let mut shell = Command::new(shell);
    shell.arg(script.path()).current_dir(folder).env_clear();
    shell.env("PATH", path()).env("HOME", "/canary").env("SPRAVKA_KZ_INFO_API_KEY", "opens-it");
    let ended = run(shell, b"");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "{command}");
    ended
}

#[test]
fn odd_text_arrives_as_it_is() {
    let target = "/a'\";touch${IFS}a;$(touch${IFS}b)`touch${IFS}c`${HOME}!!&|<>*~%41[1-3]{x,y}@{";
    let body =
        format!("{{\"x\":\"{ODD}\\\\\"\n\r\n\tEND_OF_CONFIG\nEND_OF_CONFIG\n{ODD}\\\n@file\n)\n}}");
    for shell in ["bash", "sh"] {
        let folder = tempfile::tempdir().unwrap();
        let (origin, sent) = serve_once(EMPTY);
        let command = curl(&origin, &request(&format!("{origin}{target}"), &body));
        assert_eq!(command.code, Some(0), "{}", command.err);
        let ended = execute(shell, &command.out, folder.path());
        assert_eq!(ended.out, "[]", "{}", ended.err);
        let sent = sent.join().unwrap();
        assert!(sent.starts_with(&format!("POST {target} HTTP/1.1\r\n")), "{sent}");
        assert!(sent.contains("\r\naccept: application/json\r\n"), "{sent}");
        let open = body.strip_suffix('}').unwrap();
        assert!(sent.ends_with(&format!("{open},\"api_key\":\"opens-it\"}}")), "{sent}");
    }
}

#[test]
fn no_text_passes_for_the_place_of_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let (origin, sent) = serve_once(EMPTY);
    let body = r#"{"x":"SECRETx1x0x"}"#;
    let escaped = request(&format!("{origin}/SECRETx0x0x"), body).replace("SECRET", r"SECR\u0045T");
    let ended = execute("sh", &curl(&origin, &escaped).out, folder.path());
    assert_eq!(ended.out, "[]", "{}", ended.err);
    let sent = sent.join().unwrap();
    assert!(sent.starts_with("POST /SECRETx0x0x HTTP/1.1\r\n"), "{sent}");
    assert!(sent.ends_with(r#"{"x":"SECRETx1x0x","api_key":"opens-it"}"#), "{sent}");
}

#[test]
fn what_cannot_be_quoted_is_refused() {
    let origin = "http://127.0.0.1:1";
    let plain = request(&format!("{origin}/"), "{}");
    assert_eq!(curl(origin, &plain).code, Some(0));
    let with = |from: &str, to: &str| {
        assert!(plain.contains(from), "{from}");
        plain.replacen(from, to, 1)
    };
    let identity = |name: &str| with("{", &format!(r#"{{"tls_identity":{},"#, quoted(name)));
    let secret = |name: &str| with("kz_info.api_key", name);
    let header = |header: &str| with(r#""accept":"application/json""#, header);
    for forged in [
        header(r#""host":"evil.test""#),
        header(r#""x-odd":"$(touch a)""#),
        header(r#""accept":"$(touch a)""#),
        header(r#""accept$(touch a)":"x""#),
        header(r#""accept\nurl = ":"x""#),
        header(r#""accept":"x\r\ny: z""#),
        header(r#""accept":"application/json","accept":"application/json""#),
        header(r#""":"x""#),
        identity("x\"); touch a; (\""),
        identity("sber.client_certificate$(touch a)"),
        identity("x:?}\"; touch a; : \"${x"),
        identity("`touch a`"),
        identity("a\nb"),
        identity("SBER"),
        identity(""),
        with("{", r#"{"tls_identity":"a.b","tls_identity":"$(touch a)","#),
        secret("kz_info.api_key$(touch a)"),
        secret("x:?}\\\"; touch a; : \\\"${x"),
        with(SLOT, r#"["$(touch a)","query"]"#),
        with(r#""slots""#, r#""slots":[{"secret":"$(touch a)","in":"query"}],"slots""#),
        with(r#""POST""#, r#""POST\"\n$(touch a)""#),
        with(r#":"{}""#, r#":"{\u0000}""#),
        with(r#":"{}""#, r#":"{\u001b[2J}""#),
        with(":1/", ":1/a b"),
        with(":1/", r":1/a\nb"),
        with(":1/", "$(touch a):1/"),
    ] {
        let refused = curl(origin, &forged);
        assert_eq!((refused.code, refused.out.as_str()), (Some(65), ""), "{forged}");
        assert!(!refused.err.contains("touch"), "{}", refused.err);
        assert!(refused.err.len() > "spravka: \n".len(), "it says why");
    }
}
