//! One request to the sandbox, from bytes to bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use spravka_sandbox::{Reply, Request, World};
use spravka_wasm_memory::framed;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    method: String,
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    now_ms: i64,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Head<'a> {
    Answer { status: u16, headers: BTreeMap<&'a str, &'a str> },
    Failure { failure: Failure },
}

#[derive(Serialize)]
struct Failure {
    kind: &'static str,
    sent: &'static str,
    simulated: bool,
}

/// Answers `{"method","url","headers","now_ms"}` with a head as a frame, `{"status","headers"}` or
/// `{"failure"}`, and the body behind it.
pub fn respond(world: &mut World, request: &[u8], body: &[u8]) -> Vec<u8> {
    let lost = |kind, sent| Head::Failure { failure: Failure { kind, sent, simulated: true } };
    let Ok(asked) = serde_json::from_slice::<Asked>(request) else {
        return framed(&json(&lost("connect", "no")), &[]);
    };
    let headers: Vec<(String, String)> = asked.headers.into_iter().collect();
    let request = Request { method: &asked.method, url: &asked.url, headers: &headers, body };
    match spravka_sandbox::respond(world, &request, asked.now_ms) {
        Reply::Failure { kind, sent } => framed(&json(&lost(kind, sent)), &[]),
        // As every HTTP client has it: the connection broke in the middle of the answer.
        Reply::Response(response) if response.declared_length > response.body.len() => {
            framed(&json(&lost("reset", "maybe")), &[])
        }
        Reply::Response(response) => {
            let headers = response.headers.iter();
            let headers = headers.map(|(name, value)| (&**name, &**value)).collect();
            framed(&json(&Head::Answer { status: response.status, headers }), &response.body)
        }
    }
}

/// The secrets that the sandbox accepts, as an object.
#[must_use]
pub fn secrets() -> Vec<u8> {
    json(&spravka_sandbox::secrets().iter().copied().collect::<BTreeMap<_, _>>())
}

/// Our own types serialize into memory without fail.
fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
