//! `fill`, from bytes to bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use spravka_core::Filled;
use spravka_core::error::{Code, Error, Result};
use spravka_core::protocol::Allowed;
use spravka_wasm_memory::{files, framed};

/// What a host holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    #[serde(default)]
    secrets: BTreeMap<String, String>,
    #[serde(default)]
    allowed: Origins,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Origins {
    test_origin: Option<String>,
    origins: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Head<'a> {
    method: &'a str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    /// Whether there is one, which may be empty.
    body: bool,
    timeout_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    tls_identity: Option<&'a str>,
}

#[derive(Serialize)]
struct Refusal {
    error: Error,
}

/// The head of the request as a frame, `{"method","url","headers","body","timeout_ms",
/// "tls_identity"}` or `{"error"}`, and the body behind it. `secrets` is
/// `{"secrets":{name:value},"allowed":{"test_origin","origins"}}`, `beside` are frames.
pub(crate) fn fill(request: &[u8], secrets: &[u8], beside: &[u8]) -> Vec<u8> {
    match filled(request, secrets, beside) {
        Ok(filled) => {
            let headers = filled.headers.iter();
            let head = Head {
                method: &filled.method,
                url: &filled.url,
                headers: headers.map(|header| (&*header.name, &*header.value)).collect(),
                body: filled.body.is_some(),
                timeout_ms: filled.timeout_ms,
                tls_identity: filled.tls_identity.as_deref(),
            };
            framed(&json(&head), filled.body.as_deref().unwrap_or_default())
        }
        Err(error) => framed(&json(&Refusal { error }), &[]),
    }
}

fn filled(request: &[u8], secrets: &[u8], beside: &[u8]) -> Result<Filled> {
    let wrong = |place: &str| Error::new(Code::WrongType).at(place);
    let request = std::str::from_utf8(request).map_err(|_| wrong("/request"))?;
    let held: Held = serde_json::from_slice(secrets).map_err(|_| wrong("/secrets"))?;
    let files = files(beside).ok_or_else(|| wrong("/files"))?;
    let secret = |name: &str| held.secrets.get(name).cloned();
    let file =
        |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.to_vec());
    let allowed = Allowed { test_origin: held.allowed.test_origin, origins: held.allowed.origins };
    spravka_core::fill(request, &secret, &file, &allowed)
}

/// Our own types serialize into memory without fail.
fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &str = r#"{"provider":"kz_info","method":"POST","url":"https://kzinfo.kz/api/v1/backend/ckb/","headers":{},"body":"{}","slots":[],"timeout_ms":1}"#;

    fn text(answer: &[u8]) -> String {
        String::from_utf8(answer.get(4..).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn a_refusal_is_the_error() {
        let answer = fill(REQUEST.replace("kz_info", "nobody").as_bytes(), b"{}", b"");
        assert!(text(&answer).starts_with(r#"{"error":{"code":"origin_not_allowed""#));
        let answer = fill(REQUEST.as_bytes(), br#"{"secrets":{"a":1}}"#, b"");
        assert!(text(&answer).contains(r#""path":"/secrets""#));
        let answer = fill(REQUEST.as_bytes(), b"{}", b"\x01");
        assert!(text(&answer).contains(r#""path":"/files""#));
    }
}
