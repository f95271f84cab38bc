//! The fifty faults, with the forms that some of them have.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Call, body_of};

/// One form of a fault.
#[derive(Debug)]
pub struct Fault {
    /// `F07`, or `F11 302` where there are several forms.
    pub name: &'static str,
    pub about: &'static str,
    what: What,
}

#[derive(Debug)]
enum What {
    /// The host got no answer: the kind, and whether the request was sent.
    Failure(&'static str, &'static str),
    /// 200 with a body made of the right one.
    Body(fn(&Call) -> Vec<u8>, &'static str),
    /// A status, with a body and a header.
    Status(u16, Words, Option<(&'static str, &'static str)>),
}

#[derive(Debug)]
enum Words {
    Nothing,
    /// The provider's own, or `{}`.
    Own,
    Text(&'static str),
}

/// What comes back.
#[derive(Debug)]
pub enum Event {
    Failure { kind: &'static str, sent: &'static str },
    Response { status: u16, content_type: &'static str, retry_after: Option<String>, body: Vec<u8> },
}

impl Event {
    pub(super) fn answer(status: u16, body: Vec<u8>) -> Self {
        Self::Response { status, content_type: JSON, retry_after: None, body }
    }

    pub(super) fn to_json(&self) -> String {
        match self {
            Self::Failure { kind, sent } => {
                format!(r#"{{"failure":{{"kind":"{kind}","sent":"{sent}"}}}}"#)
            }
            Self::Response { status, content_type, retry_after, body } => {
                let after = retry_after
                    .as_ref()
                    .map_or_else(String::new, |after| format!(r#","retry-after":"{after}""#));
                format!(
                    r#"{{"response":{{"status":{status},"headers":{{"content-type":"{content_type}"{after}}},"body_base64":"{}"}}}}"#,
                    STANDARD.encode(body)
                )
            }
        }
    }
}

impl Fault {
    /// `F07`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or_default()
    }

    pub(super) fn event(&self, call: &Call) -> Event {
        match &self.what {
            What::Failure(kind, sent) => Event::Failure { kind, sent },
            What::Body(body, content_type) => {
                Event::Response { status: 200, content_type, retry_after: None, body: body(call) }
            }
            What::Status(status, words, header) => {
                let body = match words {
                    Words::Nothing => String::new(),
                    Words::Own => call
                        .words
                        .get(self.id())
                        .map_or_else(|| "{}".to_owned(), |body| body_of(body)),
                    Words::Text(text) => (*text).to_owned(),
                };
                let page = body.starts_with('<');
                Event::Response {
                    status: *status,
                    content_type: if page { HTML } else { JSON },
                    retry_after: header.map(|(_, value)| value.to_owned()),
                    body: body.into_bytes(),
                }
            }
        }
    }
}

const JSON: &str = "application/json";
const HTML: &str = "text/html";

const fn failure(
    name: &'static str,
    about: &'static str,
    kind: &'static str,
    sent: &'static str,
) -> Fault {
    Fault { name, about, what: What::Failure(kind, sent) }
}

const fn body(name: &'static str, about: &'static str, make: fn(&Call) -> Vec<u8>) -> Fault {
    Fault { name, about, what: What::Body(make, JSON) }
}

const fn typed(
    name: &'static str,
    about: &'static str,
    make: fn(&Call) -> Vec<u8>,
    content_type: &'static str,
) -> Fault {
    Fault { name, about, what: What::Body(make, content_type) }
}

const fn status(name: &'static str, about: &'static str, status: u16, words: Words) -> Fault {
    Fault { name, about, what: What::Status(status, words, None) }
}

const fn after(name: &'static str, about: &'static str, status: u16, value: &'static str) -> Fault {
    let header = Some(("retry-after", value));
    Fault { name, about, what: What::Status(status, Words::Own, header) }
}

const PAGE: Words = Words::Text("<html><body>nginx</body></html>");

/// reliability, 3.6, in its order.
pub const FAULTS: &[Fault] = &[
    failure("F01", "name not resolved", "dns", "no"),
    failure("F02", "connection refused", "connect", "no"),
    failure("F03", "connect timeout", "timeout", "no"),
    failure("F04", "certificate not verified", "tls", "no"),
    failure("F05", "client certificate refused", "client_certificate", "no"),
    failure("F06", "reset before sending", "reset", "no"),
    failure("F07", "reset after sending", "reset", "maybe"),
    failure("F08", "no byte in time", "timeout", "maybe"),
    failure("F09", "slow until the deadline", "timeout", "maybe"),
    failure("F10", "body cut on the wire", "reset", "maybe"),
    status("F11 301", "redirect", 301, Words::Nothing),
    status("F11 302", "redirect", 302, PAGE),
    status("F11 303", "redirect", 303, Words::Nothing),
    status("F12 307", "redirect that keeps the method", 307, Words::Nothing),
    status("F12 308", "redirect that keeps the method", 308, Words::Nothing),
    status("F13 0", "no status", 0, Words::Nothing),
    status("F13 600", "no status", 600, Words::Nothing),
    status("F13 999", "no status", 999, Words::Own),
    body("F14", "200, empty", |_| Vec::new()),
    body("F15", "200, null", |_| b"null".to_vec()),
    typed("F16 captcha", "200, a page", |_| b"<html>captcha</html>".to_vec(), HTML),
    typed("F16 page", "200, a page", |_| b"<html>maintenance</html>".to_vec(), HTML),
    Fault { name: "F17", about: "200, an error inside", what: What::Status(200, Words::Own, None) },
    body("F18", "200, cut off", |call| {
        let mut text = call.answer();
        text.pop();
        if text.is_empty() { b"{\"a\":".to_vec() } else { text.into_bytes() }
    }),
    typed("F19", "200, JSON as text/html", |call| call.answer().into_bytes(), HTML),
    body("F20", "200, text as JSON", |_| b"Internal error".to_vec()),
    body("F21", "200, BOM", |call| [b"\xef\xbb\xbf", call.answer().as_bytes()].concat()),
    typed(
        "F22 declared",
        "200, cp1251",
        |call| cp1251(&call.answer()),
        "application/json; charset=windows-1251",
    ),
    body("F22 silent", "200, cp1251", |call| cp1251(&planted(call, "\"я\""))),
    body("F23", "200, bad UTF-8 where nobody looks", |call| {
        planted(call, "\"?\"").bytes().map(|b| if b == b'?' { 0xff } else { b }).collect()
    }),
    body("F24", "200, gzip", |_| b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec()),
    failure("F25", "over the limit", "too_large", "maybe"),
    body("F26", "200, too deep", |call| {
        planted(call, &format!("{}{}", "[".repeat(70), "]".repeat(70))).into_bytes()
    }),
    body("F27", "200, a member twice", |call| planted(call, "1,\"unknown\":2").into_bytes()),
    body("F28 unknown", "200, an odd number where nobody looks", |call| {
        planted(call, "1e400").into_bytes()
    }),
    body("F28 known", "200, an odd number", |call| {
        call.odd.as_ref().map_or_else(|| b"1e400".to_vec(), |odd| body_of(odd).into_bytes())
    }),
    body("F29 text", "200, another root", |_| b"\"ok\"".to_vec()),
    body("F29 number", "200, another root", |_| b"42".to_vec()),
    body("F29 other", "200, another root", |call| {
        if call.answer().starts_with('[') { b"{}".to_vec() } else { b"[]".to_vec() }
    }),
    body("F30", "200, an unknown code", |call| {
        call.unknown.as_ref().map_or_else(
            || planted(call, "\"new\"").into_bytes(),
            |unknown| body_of(unknown).into_bytes(),
        )
    }),
    status("F31", "204", 204, Words::Nothing),
    body("F32", "200, two documents", |call| {
        let answer = call.answer();
        let one = if answer.is_empty() { "{}" } else { &answer };
        [one, one].concat().into_bytes()
    }),
    status("F33", "400", 400, Words::Own),
    status("F34", "401", 401, Words::Own),
    status("F35", "403", 403, Words::Own),
    status("F36", "404, JSON", 404, Words::Own),
    status("F37", "404, a page", 404, PAGE),
    status("F38", "408", 408, Words::Nothing),
    status("F39 413", "413", 413, Words::Nothing),
    status("F39 414", "414", 414, PAGE),
    after("F40", "429 and seconds", 429, "5"),
    after("F41", "429 and a date", 429, "Sat, 21 Nov 2026 09:00:30 GMT"),
    after("F41 past", "429 and a date", 429, "Sun, 06 Nov 1994 08:49:37 GMT"),
    status("F42", "429", 429, Words::Own),
    after("F43 word", "429 and no time", 429, "soon"),
    after("F43 negative", "429 and no time", 429, "-5"),
    after("F43 huge", "429 and 10^12 seconds", 429, "1000000000000"),
    status("F44 409", "another 4xx", 409, Words::Own),
    status("F44 418", "another 4xx", 418, Words::Own),
    status("F45", "500, JSON", 500, Words::Own),
    status("F46", "500, text", 500, Words::Text("Internal Server Error")),
    status("F47 502", "502, a page", 502, PAGE),
    status("F47 504", "504, a page", 504, PAGE),
    after("F48", "503 and seconds", 503, "5"),
    status("F49", "503, JSON", 503, Words::Own),
    status("F50 520", "520", 520, PAGE),
    status("F50 524", "524", 524, Words::Nothing),
    status("F50 599", "599", 599, Words::Own),
];

/// The right answer with an unknown member in it.
fn planted(call: &Call, value: &str) -> String {
    let answer = call.answer();
    match answer.find('{') {
        Some(at) if !answer[at..].starts_with("{}") => {
            format!("{}{{\"unknown\":{value},{}", &answer[..at], &answer[at + 1..])
        }
        _ => format!("{{\"unknown\":{value}}}"),
    }
}

/// windows-1251, as far as the answers go.
fn cp1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(c as u32 - 'А' as u32 + 0xc0).unwrap_or(b'?'),
        'ё' => 0xb8,
        'Ё' => 0xa8,
        '№' => 0xb9,
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}
