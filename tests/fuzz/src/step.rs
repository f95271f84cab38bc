//! What every step is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use spravka_core::fill;
use spravka_core::protocol::Allowed;
use spravka_core::registry::providers;

/// A step, with its documented members and no others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step<'a> {
    pub step: Kind,
    #[serde(borrow)]
    pub request: Option<&'a RawValue>,
    pub wait_ms: Option<u64>,
    pub until: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub scope: Option<&'a str>,
    pub needs: Option<Vec<String>>,
    pub secrets: Option<BTreeMap<String, String>>,
    #[serde(borrow)]
    pub output: Option<&'a RawValue>,
    #[serde(borrow)]
    pub meta: Option<&'a RawValue>,
    pub error: Option<Fault<'a>>,
    #[serde(borrow)]
    pub state: Option<&'a RawValue>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Send,
    Wait,
    Store,
    Done,
    Fail,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request<'a> {
    pub provider: &'a str,
    pub method: &'a str,
    #[serde(borrow)]
    pub url: Cow<'a, str>,
    #[serde(borrow)]
    pub headers: BTreeMap<&'a str, &'a str>,
    #[serde(borrow)]
    pub body: Option<Cow<'a, str>>,
    #[serde(default)]
    pub slots: Vec<BTreeMap<String, String>>,
    pub timeout_ms: u64,
    pub redirect: &'a str,
    pub effect: &'a str,
    pub estimate: Option<IgnoredAny>,
    pub tls_identity: Option<&'a str>,
    pub flow_key: &'a str,
    pub request_key: &'a str,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault<'a> {
    pub code: &'a str,
    pub class: &'a str,
    pub message: Cow<'a, str>,
    pub message_ru: Cow<'a, str>,
    pub hint_ru: Cow<'a, str>,
    pub retry_at: Option<&'a str>,
    pub executed: Happened,
    pub charged: Happened,
    #[serde(borrow)]
    pub next: &'a RawValue,
    #[serde(borrow)]
    pub provider: Option<&'a RawValue>,
    pub path: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    No,
    Maybe,
    Yes,
}

const EFFECTS: [&str; 6] = ["read", "quota", "paid_read", "write", "create", "irreversible"];

/// Takes a step apart.
///
/// # Panics
/// Where it is none.
#[must_use]
pub fn parse(step: &str) -> Step<'_> {
    serde_json::from_str(step).unwrap_or_else(|error| panic!("no step: {error}: {step}"))
}

/// Takes a step apart and looks at it.
///
/// # Panics
/// Where it is none, or a request in it does not go to one of our origins.
#[must_use]
pub fn read(step: &str) -> Step<'_> {
    let read = parse(step);
    let whole = match read.step {
        Kind::Send => {
            check_request(read.request.expect("a request"));
            read.state.is_some()
        }
        Kind::Wait => {
            read.state.is_some()
                && read.wait_ms.is_some()
                && read.until.is_some()
                && read.reason.is_some()
                && read.scope.is_some()
        }
        Kind::Store => read.state.is_some() && read.secrets.is_some(),
        Kind::Done => read.output.is_some() && read.state.is_none() && read.error.is_none(),
        Kind::Fail => read.error.is_some() && read.meta.is_some() && read.output.is_none(),
    };
    assert!(whole, "{step}");
    assert_eq!(read.request.is_some(), read.step == Kind::Send, "{step}");
    assert_eq!(read.secrets.is_some(), read.step == Kind::Store, "{step}");
    if let Some(fault) = &read.error {
        // What nobody carried out has cost nothing.
        let free = fault.executed != Happened::No || fault.charged == Happened::No;
        assert!(free || fault.charged == Happened::Yes, "{step}");
    }
    read
}

/// The request of a `send` step.
#[must_use]
pub fn request<'a>(step: &Step<'a>) -> Request<'a> {
    let raw = step.request.expect("a request").get();
    serde_json::from_str(raw).unwrap_or_else(|error| panic!("no request: {error}: {raw}"))
}

/// Goes to an origin of its provider, as plain text and never by a redirect; and once its slots are
/// filled, it still does.
fn check_request(raw: &RawValue) {
    let text = raw.get();
    let request: Request<'_> =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("no request: {error}: {text}"));
    let own = origin(&request.url);
    let provider = providers().find(|provider| provider.name == request.provider).expect(text);
    assert!(provider.has_origin(own), "{text}");
    assert!(is_plain(&request.url), "{text}");
    assert!(matches!(request.method, "GET" | "POST") && request.redirect == "never", "{text}");
    assert!(EFFECTS.contains(&request.effect) && request.timeout_ms > 0, "{text}");
    assert_eq!(request.tls_identity, provider.tls_identity);
    for (name, value) in &request.headers {
        assert!(matches!(*name, "accept" | "content-type"), "{text}");
        assert!(value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "{text}");
    }
    if request.headers.get("content-type").is_some_and(|kind| kind.contains("json")) {
        let body = request.body.as_deref().expect(text);
        assert!(serde_json::from_str::<BTreeMap<String, IgnoredAny>>(body).is_ok(), "{text}");
    }
    for slot in &request.slots {
        let named = slot.get("secret").map(|secret| secret.split_once('.').expect(text).0);
        assert!(named.is_none_or(|owner| owner == request.provider), "{text}");
        assert_ne!(slot.contains_key("secret"), slot.contains_key("file"), "{text}");
    }
    let secret = |_: &str| Some(SECRET.to_owned());
    let file = |_: &str| Some(b"MAMCAQE=".to_vec());
    let filled = fill(text, &secret, &file, &Allowed::default()).expect(text);
    assert_eq!(origin(&filled.url), own);
    assert!(is_plain(&filled.url) && filled.method == request.method);
    for header in &filled.headers {
        assert!(header.value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{}", header.name);
    }
    assert!(!text.contains(SECRET), "{text}");
}

/// Nothing that a request knows before it is filled.
const SECRET: &str = "sandbox0token000000000000000000000";

/// Scheme, host and port, by their end alone.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    &url[..url[host..].find('/').map_or(url.len(), |at| host + at)]
}

/// No blank, no control character, nothing that a URL parser reads in two ways.
fn is_plain(url: &str) -> bool {
    url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#' | b'@'))
}
