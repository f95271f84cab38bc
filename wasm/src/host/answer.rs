//! What a transport gives back, as an event of the core.

use std::borrow::Cow;

use js_sys::{Array, Uint8Array};
use spravka_host::event::{Kind, Sent};
use wasm_bindgen::prelude::*;

use super::core::Event;
use super::interop::{entries, json, list, property, text};

/// The largest body that any operation reads.
pub(super) const BODY_CAP: u32 = 32 * 1024 * 1024;

/// `{status, headers, body, simulated?}`, or `{failure: {kind, sent?, simulated?}}`. Whatever else a
/// transport returns is a request of which nobody knows what became.
pub(super) fn event(answer: &JsValue) -> Event {
    if let Some(failure) = property(answer, "failure") {
        return failed(&failure).unwrap_or_else(Event::lost);
    }
    response(answer).unwrap_or_else(Event::lost)
}

fn response(answer: &JsValue) -> Option<Event> {
    let status = property(answer, "status")?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let status = (100.0..=599.0).contains(&status).then_some(status as u16)?;
    let body = match property(answer, "body") {
        Some(body) => bytes(body)?,
        None => Uint8Array::new_with_length(0),
    };
    if body.length() > BODY_CAP {
        return Some(Event::failure(Kind::TooLarge, Sent::Maybe));
    }
    let headers = entries(&property(answer, "headers").unwrap_or(JsValue::UNDEFINED));
    let headers = headers.iter().flat_map(|(name, value)| {
        let values = list(value).into_iter().filter_map(|value| value.as_string());
        values.map(|value| (name.as_str(), Cow::Owned(value)))
    });
    let simulated = property(answer, "simulated").is_some_and(|simulated| simulated.is_truthy());
    Some(Event::response(status, headers, body, simulated))
}

fn bytes(body: JsValue) -> Option<Uint8Array> {
    if let Some(text) = body.as_string() {
        return Some(Uint8Array::from(text.as_bytes()));
    }
    match body.dyn_into::<Uint8Array>() {
        Ok(bytes) => Some(bytes),
        // An ArrayBuffer, perhaps of another realm; what is none has no length in bytes.
        Err(body) => property(&body, "byteLength")?
            .as_f64()
            .filter(|_| !Array::is_array(&body))
            .map(|_| Uint8Array::new(&body)),
    }
}

fn failed(failure: &JsValue) -> Option<Event> {
    let failure =
        spravka_host::event::Event::parse(&format!(r#"{{"failure":{}}}"#, json(failure)?), false)?;
    Some(Event { json: failure.json, body: None })
}

/// What a transport has thrown. `sent` is `no` only where nothing can have left.
pub(super) fn thrown(error: &JsValue) -> Event {
    let mut error = Some(error.clone());
    // `fetch` of Node.js says `fetch failed`, and the reason in `cause`.
    for _ in 0..4 {
        let Some(thrown) = error else { break };
        if let Some((kind, sent)) = text(&thrown, "code").and_then(|code| by_code(&code)) {
            return Event::failure(kind, sent);
        }
        error = property(&thrown, "cause");
    }
    Event::lost()
}

/// Codes of Node.js, OpenSSL and undici.
fn by_code(code: &str) -> Option<(Kind, Sent)> {
    Some(match code {
        "ENOTFOUND" | "EAI_AGAIN" | "EAI_FAIL" | "EAI_NONAME" => (Kind::Dns, Sent::No),
        "ECONNREFUSED"
        | "EHOSTUNREACH"
        | "ENETUNREACH"
        | "EADDRNOTAVAIL"
        | "EHOSTDOWN"
        | "UND_ERR_CONNECT_TIMEOUT" => (Kind::Connect, Sent::No),
        "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"
        | "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"
        | "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE"
        | "ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED"
        | "ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED"
        | "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN" => (Kind::ClientCertificate, Sent::No),
        // Certificates are looked at before the first byte of the request leaves.
        "ERR_TLS_CERT_ALTNAME_INVALID"
        | "CERT_HAS_EXPIRED"
        | "CERT_NOT_YET_VALID"
        | "CERT_REVOKED"
        | "CERT_REJECTED"
        | "CERT_UNTRUSTED"
        | "CERT_CHAIN_TOO_LONG"
        | "CERT_SIGNATURE_FAILURE"
        | "DEPTH_ZERO_SELF_SIGNED_CERT"
        | "SELF_SIGNED_CERT_IN_CHAIN"
        | "UNABLE_TO_GET_ISSUER_CERT"
        | "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
        | "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
        | "ERR_SSL_WRONG_VERSION_NUMBER"
        | "ERR_SSL_UNSUPPORTED_PROTOCOL"
        | "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE" => (Kind::Tls, Sent::No),
        "ETIMEDOUT" | "UND_ERR_HEADERS_TIMEOUT" | "UND_ERR_BODY_TIMEOUT" | "TimeoutError" => {
            (Kind::Timeout, Sent::Maybe)
        }
        "ECONNRESET" | "EPIPE" | "UND_ERR_SOCKET" => (Kind::Reset, Sent::Maybe),
        _ => return None,
    })
}
