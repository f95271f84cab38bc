//! Archives of documents as Python's `zipfile` writes them, whole and damaged: the core accepts what
//! the provider's rules accept, nothing that `zipfile` refuses, and needs little memory to look.
//!
//! `PROPTEST_CASES` sets how many there are. Without python3 nothing is checked, and it says so.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use spravka_core::{Beside, dispatch_with};

#[derive(Deserialize)]
struct Archive {
    zip: String,
    whole: bool,
    names: Option<Vec<String>>,
}

/// The letters of a name's beginning, by what they stand for, and whether each order has it.
const KINDS: [([&str; 2], bool); 6] = [
    (["Application", "Заявление"], true),
    (["Passport", "Паспорт"], true),
    (["SNILS", "СНИЛС"], true),
    (["Photo", "Фото"], true),
    (["Procuration", "Доверенность"], false),
    (["Revocation", "Отзыв"], false),
];

/// The rules of «External API», section 6, for a person, told once more.
fn is_complete(names: &[String]) -> bool {
    let unsafe_name = |name: &String| {
        name.starts_with('/')
            || name.contains(['\\', ':', '\u{202e}'])
            || name.split('/').any(|part| part == "..")
    };
    let noise = |name: &&String| {
        name.ends_with('/') || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store")
    };
    let documents: Vec<&str> = names
        .iter()
        .filter(|name| !noise(name))
        .map(|name| name.rsplit('/').next().unwrap_or_default())
        .collect();
    let is = |name: &str, kind: [&str; 2]| kind.iter().any(|start| name.starts_with(start));
    !names.iter().any(unsafe_name)
        && documents.len() >= 5
        && documents.iter().all(|name| KINDS.iter().any(|(kind, _)| is(name, *kind)))
        && KINDS
            .iter()
            .all(|(kind, needed)| !needed || documents.iter().any(|name| is(name, *kind)))
}

const CALL: &[u8] = br#"{"call":"start","operation":"osnovanie.attach_file","input":{"application_id":1370,"file_kind":8,"file":{"name":"a.zip"}},"now":"2026-11-21T09:00:00Z"}"#;

/// Whether the core would send it, and the bytes that looking at it took at the most.
fn looked_at(zip: &[u8]) -> (bool, u64) {
    let mut step = Vec::new();
    let most = allocation_counter::measure(|| {
        step = dispatch_with(CALL, Beside { body: None, files: &[("file", zip)] });
    })
    .bytes_max;
    let step = String::from_utf8(step).expect("a step is UTF-8");
    let sent = step.starts_with(r#"{"step":"send""#);
    let refused =
        step.contains(r#""code":"invalid_value""#) && step.contains(r#""path":"/input/file""#);
    assert!(sent || refused, "{step}");
    (sent, most)
}

#[test]
fn python_agrees() {
    let count = proptest::test_runner::Config::default().cases.to_string();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("archives/generate.py");
    let output = match Command::new("python3").arg(script).args([&*count, "1"]).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("NOT CHECKED: archives against zipfile: python3 cannot be started: {error}");
            return;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("lines of JSON");
    let (mut accepted, mut damaged) = (0, 0);
    for (index, line) in text.lines().enumerate() {
        let archive: Archive = serde_json::from_str(line).expect("an archive");
        let zip = STANDARD.decode(&archive.zip).expect("base64");
        let (sent, most) = looked_at(&zip);
        assert!(most <= zip.len() as u64 + 1024 * 1024, "archive {index} took {most} bytes");
        match archive.names {
            Some(names) if archive.whole => {
                assert_eq!(sent, is_complete(&names), "archive {index}: {names:?}");
                accepted += usize::from(sent);
            }
            names => {
                // A name may be damaged too, so they are counted and not compared.
                let read = names.map_or(0, |names| names.len());
                assert!(!sent || read >= 5, "archive {index} is damaged, and would be sent");
                damaged += usize::from(sent);
            }
        }
    }
    assert_eq!(text.lines().count().to_string(), count);
    assert!(accepted > 0, "none of {count} was complete");
    eprintln!("{count} archives: {accepted} accepted as written, {damaged} after harmless damage");
}
