//! A turn taken apart, changed, and told again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fastrand::Rng;

use super::members::Members;
use super::{Document, bytes, json};

/// A call without the body of its answer, and the body.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// As it stands, where it is no object.
    broken: Option<String>,
    call: Members,
    /// The answer that the event tells of, without its body.
    response: Option<Members>,
    body: Option<Vec<u8>>,
    /// After all else: the text of the call is cut or one bit of it is another.
    damage: Option<u64>,
}

const STATUSES: &[&str] = &[
    "200", "200", "200", "201", "202", "204", "206", "301", "302", "307", "400", "401", "402",
    "403", "404", "404", "408", "409", "413", "415", "422", "429", "429", "456", "500", "500",
    "502", "503", "504", "520", "599", "0", "99", "600", "999", "65536", "-1", "200.0", "\"200\"",
    "null",
];

const HEADERS: &[(&str, &str)] = &[
    ("retry-after", r#""30""#),
    ("retry-after", r#""0""#),
    ("retry-after", r#""-1""#),
    ("retry-after", r#""1000000000000""#),
    ("retry-after", r#""Sat, 21 Nov 2026 10:00:00 GMT""#),
    ("retry-after", r#""Saturday, 21-Nov-26 10:00:00 GMT""#),
    ("retry-after", r#"["30","60"]"#),
    ("date", r#""Sat, 21 Nov 2026 09:00:00 GMT""#),
    ("content-type", r#""text/html; charset=windows-1251""#),
    ("content-type", r#""application/json; charset=utf-8""#),
    ("content-type", r#""application/json; charset=windows-1251""#),
    ("content-encoding", r#""gzip""#),
    ("content-length", r#""1""#),
    ("location", r#""https://example.invalid/""#),
    ("x-spravka-simulated", r#""1""#),
    ("rqu-id", r#""0123456789abcdef0123456789abcdef""#),
    ("X-Request-Id", r#""a""#),
    ("", r#""a""#),
    ("a", "1"),
    ("a", "null"),
];

const EVENTS: &[&str] = &[
    r#""elapsed""#,
    r#""stored""#,
    r#""else""#,
    "null",
    "{}",
    r#"{"failure":{"kind":"dns","sent":"no"}}"#,
    r#"{"failure":{"kind":"connect","sent":"no"}}"#,
    r#"{"failure":{"kind":"tls","sent":"no"}}"#,
    r#"{"failure":{"kind":"client_certificate","sent":"no"}}"#,
    r#"{"failure":{"kind":"timeout","sent":"maybe"}}"#,
    r#"{"failure":{"kind":"reset","sent":"maybe"}}"#,
    r#"{"failure":{"kind":"reset","sent":"no"}}"#,
    r#"{"failure":{"kind":"too_large","sent":"maybe"}}"#,
    r#"{"failure":{"kind":"interrupted","sent":"maybe"}}"#,
    r#"{"failure":{"kind":"no_secret","sent":"no"}}"#,
    r#"{"failure":{"kind":"else","sent":"no"}}"#,
    r#"{"choice":{"option":"repeat"}}"#,
    r#"{"choice":{"option":"confirm"}}"#,
    r#"{"choice":{}}"#,
];

const TIMES: &[&str] = &[
    "2026-11-21T09:00:00Z",
    "2026-11-21T09:05:00Z",
    "2026-11-21T10:30:00.500Z",
    "2026-11-22T09:00:00Z",
    "2027-02-28T23:59:59Z",
    "2026-11-21T23:59:60Z",
    "2024-02-29T00:00:00Z",
    "2000-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z",
    "2026-11-21T12:00:00+03:00",
    "2026-11-21t09:00:00z",
    "2026-11-21 09:00:00Z",
    "2026-11-21T09:00:00.123456789Z",
    "2026-11-21",
    "",
];

const OPTIONS: &[(&str, &str)] = &[
    ("evidence", "true"),
    ("evidence", "false"),
    ("provider_text", "true"),
    ("max_attempts", "1"),
    ("max_attempts", "0"),
    ("max_attempts", "5"),
    ("max_wait_ms", "0"),
    ("max_wait_ms", "3600000"),
    ("deadline", r#""2026-11-21T09:00:30Z""#),
    ("allow_paid_retry", "true"),
    ("allow_token_refresh", "true"),
    ("key_salt", r#""соль в шестнадцать байт""#),
    ("run", r#""2026-11""#),
    ("test_origin", r#""http://127.0.0.1:8080""#),
    ("test_origin", r#""http://localhost:8080""#),
    ("origins", r#"{"fssp":"https://proxy.example"}"#),
    ("else", "1"),
];

impl Turn {
    /// `beside`: a body beside the call.
    pub(super) fn new(call: &str, beside: Option<&[u8]>) -> Self {
        let mut turn = Self {
            broken: None,
            call: Members::default(),
            response: None,
            body: beside.map(<[u8]>::to_vec),
            damage: None,
        };
        match Members::of(call) {
            Some(members) => turn.call = members,
            None => turn.broken = Some(call.to_owned()),
        }
        let response = turn.call.get("event").and_then(Members::of);
        turn.response = response.and_then(|event| event.get("response").and_then(Members::of));
        if let Some(response) = &mut turn.response {
            let text = |json: String| serde_json::from_str::<String>(&json).ok();
            let body = response.take("body").and_then(text).map(String::into_bytes);
            let encoded = response.take("body_base64").and_then(text);
            let decoded = encoded.and_then(|encoded| STANDARD.decode(encoded).ok());
            let raw = response.take("json").map(String::into_bytes);
            turn.body = turn.body.or(body).or(decoded).or(raw);
        }
        turn
    }

    /// One change; what it may take from elsewhere is from `other`.
    pub(super) fn change(&mut self, rng: &mut Rng, other: &Self) {
        if self.body.is_some() && rng.u8(..4) > 0 {
            return self.change_answer(rng, other);
        }
        match rng.u8(..16) {
            0 | 1 => {
                let now = rng.choice(TIMES).copied().unwrap_or_default();
                self.call.set("now", format!("\"{now}\""));
            }
            2 if self.call.get("state").is_some() => self.change_member(rng, "state"),
            3..=6 if self.call.get("event").is_some() => {
                let event = rng.choice(EVENTS).copied().unwrap_or("null");
                self.response = None;
                self.body = None;
                self.call.set("event", event.to_owned());
            }
            7 => {
                if let Some(input) = other.call.get("input") {
                    self.call.set("input", input.to_owned());
                }
            }
            8..=10 => self.change_member(rng, "input"),
            11 => self.damage = Some(rng.u64(..)),
            _ => {
                let options = self.call.get("options").and_then(Members::of);
                let mut options = options.unwrap_or_default();
                let (name, value) = rng.choice(OPTIONS).copied().unwrap_or_default();
                options.set(name, value.to_owned());
                self.call.set("options", options.text());
            }
        }
    }

    fn change_answer(&mut self, rng: &mut Rng, other: &Self) {
        match rng.u8(..16) {
            0..=8 => {
                if let Some(mut text) = self.text() {
                    json::change(rng, &mut text, 6);
                    self.body = Some(text.into_bytes());
                }
            }
            9..=11 => {
                if let Some(body) = &mut self.body {
                    bytes::change(rng, body);
                }
            }
            12 => self.body.clone_from(&other.body),
            13 | 14 => self.set_response("status", rng.choice(STATUSES)),
            _ => {
                let mut headers = Members::default();
                for _ in 0..rng.u8(1..4) {
                    let (name, value) = rng.choice(HEADERS).copied().unwrap_or_default();
                    headers.set(name, value.to_owned());
                }
                self.set_response("headers", Some(&&*headers.text()));
            }
        }
    }

    fn text(&self) -> Option<String> {
        self.body.clone().and_then(|body| String::from_utf8(body).ok())
    }

    fn set_response(&mut self, name: &str, value: Option<&&str>) {
        if let (Some(response), Some(value)) = (&mut self.response, value) {
            response.set(name, (*value).to_owned());
        }
    }

    fn change_member(&mut self, rng: &mut Rng, name: &str) {
        let Some(mut text) = self.call.get(name).map(str::to_owned) else { return };
        json::change(rng, &mut text, 7);
        self.call.set(name, text);
    }

    /// As it stands, with the body beside the call.
    pub(super) fn document(&self, operation: &str) -> Document {
        let mut call = self.call.clone();
        if let Some(response) = &self.response {
            call.set("event", format!(r#"{{"response":{}}}"#, response.text()));
        }
        let call = self.broken.clone().unwrap_or_else(|| call.text()).into_bytes();
        let operation = operation.to_owned();
        Document { operation, call, body: self.body.clone(), files: Vec::new() }
    }

    /// With body and files beside the call or within it, and its damage.
    pub(super) fn told(mut self, rng: &mut Rng, operation: &str) -> Document {
        let files = if rng.bool() { self.files() } else { Vec::new() };
        if let (Some(response), Some(body)) = (&mut self.response, &self.body) {
            let text = std::str::from_utf8(body).ok();
            let within = match (rng.u8(..8), text) {
                (0, Some(text)) => serde_json::to_string(text).ok().map(|text| ("body", text)),
                (1, Some(text)) => Some(("json", text.to_owned())),
                (0..=2, _) => Some(("body_base64", format!("\"{}\"", STANDARD.encode(body)))),
                _ => None,
            };
            if let Some((name, value)) = within {
                response.set(name, value);
                self.body = None;
            }
        }
        let mut document = Document { files, ..self.document(operation) };
        if let Some(damage) = self.damage {
            let mut rng = Rng::with_seed(damage);
            bytes::change(&mut rng, &mut document.call);
        }
        document
    }

    /// Takes the files out of the input.
    fn files(&mut self) -> Vec<(String, Vec<u8>)> {
        let Some(input) = self.call.get("input").and_then(Members::of) else { return Vec::new() };
        let (mut files, mut rest) = (Vec::new(), input.clone());
        for (name, value) in input.iter() {
            let Some(mut file) = Members::of(value) else { continue };
            let encoded = file.take("base64").unwrap_or_default();
            if let Ok(bytes) = STANDARD.decode(encoded.trim_matches('"'))
                && !encoded.is_empty()
            {
                rest.set(name, file.text());
                files.push((name.to_owned(), bytes));
            }
        }
        if !files.is_empty() {
            self.call.set("input", rest.text());
        }
        files
    }
}
