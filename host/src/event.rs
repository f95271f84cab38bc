//! What came of a request, as the core's `event`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_core::protocol::Failure;
pub use spravka_core::protocol::{FailureKind as Kind, Sent};

/// An event, with the answer's body beside it where that came as bytes.
pub struct Event<B> {
    pub json: String,
    pub body: Option<B>,
}

/// It is full of personal data.
impl<B> std::fmt::Debug for Event<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Event(…)")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    response: Option<Response<'a>>,
    #[serde(skip_serializing)]
    failure: Option<Failure>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Response<'a> {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, Values>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing)]
    body_base64: Option<String>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    json: Option<&'a RawValue>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    body_sha256: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    simulated: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Many(Vec<String>),
}

impl<B> Event<B> {
    pub fn elapsed() -> Self {
        Self { json: "\"elapsed\"".to_owned(), body: None }
    }

    /// The secrets of a `store` step are safe.
    pub fn stored() -> Self {
        Self { json: "\"stored\"".to_owned(), body: None }
    }

    pub fn failure(kind: Kind, sent: Sent) -> Self {
        Self::failed(&Failure { kind, sent: Some(sent), secret: None, simulated: false })
    }

    /// The same in a simulation.
    pub fn simulated_failure(kind: Kind, sent: Sent) -> Self {
        Self::failed(&Failure { kind, sent: Some(sent), secret: None, simulated: true })
    }

    /// The host does not hold this secret, or does not know which one it is.
    pub fn no_secret(secret: Option<&str>) -> Self {
        let (kind, sent, secret) = (Kind::NoSecret, Some(Sent::No), secret.map(str::to_owned));
        Self::failed(&Failure { kind, sent, secret, simulated: false })
    }

    fn failed(failure: &Failure) -> Self {
        let failure = serde_json::to_string(failure).unwrap_or_default();
        Self { json: format!(r#"{{"failure":{failure}}}"#), body: None }
    }

    /// The connection broke after the request may have left.
    pub fn lost() -> Self {
        Self::failure(Kind::Reset, Sent::Maybe)
    }

    pub fn response<'a>(
        status: u16,
        headers: impl IntoIterator<Item = (&'a str, Cow<'a, str>)>,
        body: B,
        simulated: bool,
    ) -> Self {
        let mut grouped: BTreeMap<String, Values> = BTreeMap::new();
        for (name, value) in headers {
            let values = grouped.entry(name.to_ascii_lowercase());
            values
                .and_modify(|values| values.add(value.to_string()))
                .or_insert_with(|| Values::One(value.into_owned()));
        }
        let response = Response {
            status,
            headers: grouped,
            body: None,
            body_base64: None,
            json: None,
            body_sha256: None,
            simulated,
        };
        Self { json: response.json_text(), body: Some(body) }
    }

    /// An answer with the hash of its body: 64 hexadecimal digits. Anything else is left out.
    pub fn with_sha256(mut self, hash: &str) -> Self {
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash && self.body.is_some() && self.json.ends_with("}}") {
            self.json.truncate(self.json.len() - 2);
            self.json += &format!(r#","body_sha256":"{hash}"}}}}"#);
        }
        self
    }
}

impl Event<Vec<u8>> {
    /// Reads an event that another program wrote; `None` where it is not one.
    pub fn parse(json: &str, simulated: bool) -> Option<Self> {
        match serde_json::from_str(json).ok()? {
            Wire { response: Some(mut response), failure: None } => {
                let body = response.body_base64.take();
                let body = body.map(|text| STANDARD.decode(text)).transpose().ok()?;
                response.simulated |= simulated;
                Some(Self { json: response.json_text(), body })
            }
            Wire { response: None, failure: Some(mut failure) } => {
                failure.sent = failure.sent.or(Some(failure.kind.usually_sent()));
                failure.simulated |= simulated;
                Some(Self::failed(&failure))
            }
            _ => None,
        }
    }

    /// One JSON text with the body inside.
    pub fn whole(&self) -> String {
        match (&self.body, self.json.strip_suffix("}}")) {
            (Some(body), Some(open)) => {
                format!(r#"{open},"body_base64":"{}"}}}}"#, STANDARD.encode(body))
            }
            _ => self.json.clone(),
        }
    }
}

impl Response<'_> {
    fn json_text(self) -> String {
        let wire = Wire { response: Some(self), failure: None };
        serde_json::to_string(&wire).unwrap_or_default()
    }
}

impl Values {
    fn add(&mut self, value: String) {
        match self {
            Self::One(first) => *self = Self::Many(vec![std::mem::take(first), value]),
            Self::Many(values) => values.push(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_survives_the_way_through_a_record() {
        let headers = [("Set-Cookie", "a".into()), ("set-cookie", "b".into()), ("x", "y".into())];
        let event = Event::response(200, headers, b"\xff{}".to_vec(), false);
        let again = Event::parse(&event.whole(), true).unwrap();
        assert_eq!(again.body.as_deref(), Some(&b"\xff{}"[..]));
        assert_eq!(
            again.json,
            r#"{"response":{"status":200,"headers":{"set-cookie":["a","b"],"x":"y"},"simulated":true}}"#
        );
    }

    #[test]
    fn a_hash_is_put_beside_the_status() {
        let event = || Event::response(200, [], Vec::<u8>::new(), false);
        let hash = "0f".repeat(32);
        let json =
            format!(r#"{{"response":{{"status":200,"headers":{{}},"body_sha256":"{hash}"}}}}"#);
        assert_eq!(event().with_sha256(&hash).json, json);
        assert_eq!(event().with_sha256("\"").json, event().json);
        assert_eq!(Event::<()>::elapsed().with_sha256(&hash).json, "\"elapsed\"");
    }

    #[test]
    fn what_is_no_event_is_not_guessed_at() {
        for json in [
            "{}",
            "null",
            "\"elapsed\"",
            r#"{"response":{}}"#,
            r#"{"response":{"status":70000}}"#,
            r#"{"response":{"status":200,"body_base64":"!"}}"#,
            r#"{"failure":{"kind":"nothing"}}"#,
            r#"{"response":{"status":200},"failure":{"kind":"dns"}}"#,
        ] {
            assert!(Event::parse(json, false).is_none(), "{json}");
        }
        let failure = Event::parse(r#"{"failure":{"kind":"dns"}}"#, false).unwrap();
        assert_eq!(failure.json, r#"{"failure":{"kind":"dns","sent":"no"}}"#);
        let recorded = Event::parse(&failure.json, true).unwrap();
        assert_eq!(recorded.json, r#"{"failure":{"kind":"dns","sent":"no","simulated":true}}"#);
    }
}
