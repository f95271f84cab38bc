//! Osnovanie's files: what is handed out is what was sent, with its size and hash.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::file::sha256_hex;

use super::answered::answer;

#[derive(Deserialize)]
struct Output<'a> {
    outcome: &'a str,
    #[serde(borrow)]
    files: Vec<File<'a>>,
}

#[derive(Deserialize)]
struct File<'a> {
    size: Option<usize>,
    sha256: Option<&'a str>,
    base64: Option<&'a str>,
}

pub(crate) const OPERATIONS: [&str; 2] = ["osnovanie.result", "osnovanie.client_docs"];

/// The bytes: the operation (1), then those of an answer.
pub(super) fn run(data: &[u8]) {
    let Some((which, data)) = data.split_first() else { return };
    let Some(answered) = answer(OPERATIONS[usize::from(which % 2)], data) else { return };
    let Some(output) = answered.output::<Output<'_>>() else { return };
    assert_eq!(answered.status, 200);
    assert_eq!(output.outcome == "empty", output.files.is_empty());
    if let Some(sent) = answered.plain::<Vec<&RawValue>>() {
        assert_eq!(output.files.len(), sent.len(), "{}", answered.flow.step);
    }
    for file in output.files {
        let Some(base64) = file.base64 else { continue };
        let bytes = STANDARD.decode(base64).expect("strict base64");
        assert_eq!(file.size, Some(bytes.len()));
        assert_eq!(file.sha256, Some(&*sha256_hex(&bytes)));
    }
}
