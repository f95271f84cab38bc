//! Reading an answer: size, compression, encoding and kind of the body, before anyone looks inside.

use std::borrow::Cow;
use std::cell::OnceCell;

use memchr::memmem;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::cp1251;
use super::headers::{Headers, RetryAfter};
use super::scan::scan;
use crate::error::{Code, Detail, Error, Happened, Result};
use crate::protocol::Notes;
use crate::value::Timestamp;
use crate::wire::{Field, Object, Objects};

/// An answer whose body is text.
pub struct Answer<'a> {
    pub status: u16,
    headers: &'a Headers<'a>,
    text: &'a str,
    kind: Kind,
    /// What the scan of a JSON text found, once it was asked for.
    scanned: OnceCell<Result<(), Code>>,
    now: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Page(PageKind),
    Text,
    Unreadable(Code),
}

/// What an HTML page is, as far as its bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// A captcha or an attack filter: the one who asks is refused.
    Protection,
    /// A proxy's error, maintenance, a portal.
    Other,
}

/// A body as the host handed it over.
pub(crate) enum Body<'a> {
    Bytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
}

/// Status, headers and body, before they are read.
pub(crate) struct Incoming<'a> {
    pub(crate) status: u16,
    pub(crate) headers: &'a Headers<'a>,
    pub(crate) now: Timestamp,
}

impl Body<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }
}

/// Decides what a body is. `decoded` is where a body that has to be decoded is kept.
pub(crate) fn receive<'a>(
    incoming: &Incoming<'a>,
    body: &'a Body<'a>,
    cap: usize,
    decoded: &'a mut String,
    notes: &mut Notes,
) -> Answer<'a> {
    let content_type = incoming.headers.first("content-type").unwrap_or_default();
    let (text, kind) = match text_of(body, content_type, cap, decoded, notes) {
        Ok(text) => {
            let text = text.trim_matches([' ', '\t', '\r', '\n']);
            (text, kind_of(text))
        }
        Err(code) => ("", Kind::Unreadable(code)),
    };
    let kind = if is_lost(incoming, body) { Kind::Unreadable(Code::BodyCutOff) } else { kind };
    let declared_otherwise = !content_type.is_empty() && !is_json_type(content_type);
    if kind == Kind::Text && declared_otherwise && text.starts_with(['{', '[']) {
        notes.quirk("http.content_type", String::new);
    }
    Answer {
        status: incoming.status,
        headers: incoming.headers,
        text,
        kind,
        scanned: OnceCell::new(),
        now: incoming.now,
    }
}

/// Whether nothing is left of a body that was sent: Node.js inflates what was cut off, and gives what
/// came of it. An empty text takes gzip twenty bytes.
fn is_lost(incoming: &Incoming<'_>, body: &Body<'_>) -> bool {
    const EMPTY_GZIP: u64 = 20;
    let length = incoming.headers.first("content-length").and_then(|length| length.parse().ok());
    body.bytes().is_empty() && length.is_some_and(|length: u64| length > EMPTY_GZIP)
}

fn text_of<'a>(
    body: &'a Body<'a>,
    content_type: &str,
    cap: usize,
    decoded: &'a mut String,
    notes: &mut Notes,
) -> Result<&'a str, Code> {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    const UTF16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
    const BOM: &str = "\u{feff}";
    let bytes = body.bytes();
    if bytes.len() > cap {
        return Err(Code::BodyTooLarge);
    }
    if bytes.starts_with(GZIP) {
        return Err(Code::BodyCompressed);
    }
    if UTF16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(Code::BodyEncoding);
    }
    let text = match body {
        Body::Text(text) => text,
        Body::Bytes(_) if cp1251::is_declared(content_type) => {
            notes.quirk("http.cp1251", String::new);
            *decoded = cp1251::decode(bytes);
            decoded.as_str()
        }
        Body::Bytes(bytes) => simdutf8::basic::from_utf8(bytes).map_err(|_| Code::BodyEncoding)?,
    };
    Ok(match text.strip_prefix(BOM) {
        Some(rest) => {
            notes.quirk("http.bom", String::new);
            rest
        }
        None => text,
    })
}

fn kind_of(text: &str) -> Kind {
    match text.as_bytes().first() {
        None => Kind::Empty,
        Some(b'<') => Kind::Page(page_kind(text.as_bytes())),
        Some(_) => Kind::Text,
    }
}

/// Marks of protection pages: captchas, DDoS-Guard, Qrator, Cloudflare's challenge.
fn page_kind(page: &[u8]) -> PageKind {
    const MARKS: [&[u8]; 6] =
        [b"captcha", b"ddos-guard", b"qrator", b"challenge-platform", b"cf-chl", b"smart-captcha"];
    let head: Vec<u8> = page.iter().take(65_536).map(u8::to_ascii_lowercase).collect();
    if MARKS.iter().any(|mark| memmem::find(&head, mark).is_some()) {
        PageKind::Protection
    } else {
        PageKind::Other
    }
}

fn is_json_type(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence
            .get(essence.len().saturating_sub(5)..)
            .is_some_and(|t| t.eq_ignore_ascii_case("+json"))
}

impl<'a> Answer<'a> {
    /// The moment of the call.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The body without white space around it, whatever it is.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    #[must_use]
    pub fn page(&self) -> Option<PageKind> {
        match self.kind {
            Kind::Page(kind) => Some(kind),
            _ => None,
        }
    }

    /// What is wrong with the body as such, if something is.
    pub(crate) fn unreadable(&self) -> Option<Code> {
        match self.kind {
            Kind::Unreadable(code) => Some(code),
            _ => None,
        }
    }

    pub(crate) fn retry_after(&self) -> RetryAfter {
        self.headers.retry_after(self.now)
    }

    /// The body as one JSON object.
    ///
    /// # Errors
    /// The class `bad_body`, with `executed:"yes"`: the provider did answer.
    pub fn object(&self) -> Result<Object<'a>> {
        self.json()
    }

    /// The body as one JSON array of objects.
    ///
    /// # Errors
    /// The class `bad_body`, with `executed:"yes"`: the provider did answer.
    pub fn objects(&self) -> Result<Vec<Object<'a>>> {
        self.json::<Objects<'a>>()?.whole()
    }

    /// The body as one JSON string or array of strings.
    pub(crate) fn field(&self) -> Result<Field<'a>> {
        self.json::<&'a RawValue>().map(Field::of)
    }

    fn json<T: Deserialize<'a>>(&self) -> Result<T> {
        let fault = |code| Err(Error::new(code).happened(Happened::Yes));
        match self.kind {
            Kind::Empty => return fault(Code::BodyEmpty),
            Kind::Page(_) => return fault(Code::HtmlPage),
            Kind::Unreadable(code) => return fault(code),
            Kind::Text => {}
        }
        if let Err(code) = self.scanned.get_or_init(|| scan(self.text)) {
            return fault(*code);
        }
        serde_json::from_str(self.text).map_err(|error| {
            let position = Detail::Position(error.line(), error.column());
            let error = match error.classify() {
                serde_json::error::Category::Data => Error::new(Code::BodyShape),
                serde_json::error::Category::Eof => Error::new(Code::BodyCutOff).because(position),
                _ => Error::new(Code::BodyNotJson).because(position),
            };
            error.happened(Happened::Yes)
        })
    }
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("kind", &self.kind)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAP: usize = 16;

    /// Why the bytes are no JSON object, and what `Debug` shows of them.
    fn refused(content_type: &'static str, body: &[u8]) -> (Option<Code>, String) {
        let mut headers = Headers::default();
        headers.push("Content-Type".into(), content_type.into());
        let now = Timestamp::from_ms(0);
        let incoming = Incoming { status: 200, headers: &headers, now };
        let (body, mut decoded) = (Body::Bytes(body.into()), String::new());
        let answer = receive(&incoming, &body, CAP, &mut decoded, &mut Notes::default());
        (answer.object().err().map(|error| error.code), format!("{answer:?}"))
    }

    #[test]
    fn what_is_no_json_object_says_why() {
        const JSON: &str = "application/json";
        for (content_type, body, code) in [
            (JSON, &b"{}"[..], None),
            (JSON, b" \r\n{}\t", None),
            (JSON, b"\xef\xbb\xbf{}", None),
            ("text/plain; charset=windows-1251", b"{\"a\":\"\xc0\"}", None),
            (JSON, b"{\"a\":\"\xc0\"}", Some(Code::BodyEncoding)),
            (JSON, b"\xff\xfe{\0}\0", Some(Code::BodyEncoding)),
            (JSON, b"\xfe\xff\0{\0}", Some(Code::BodyEncoding)),
            (JSON, b"\x1f\x8b\x08", Some(Code::BodyCompressed)),
            (JSON, b"", Some(Code::BodyEmpty)),
            (JSON, b" \n", Some(Code::BodyEmpty)),
            (JSON, b"<p>captcha", Some(Code::HtmlPage)),
            (JSON, b"[]", Some(Code::BodyShape)),
            (JSON, b"{\"a\":", Some(Code::BodyCutOff)),
            (JSON, b"{a}", Some(Code::BodyNotJson)),
            (JSON, b"{\"a\":1,\"a\":1}", Some(Code::BodyDuplicateKey)),
            (JSON, b"{             }", None),
            (JSON, b"{              }", None),
            (JSON, b"{               }", Some(Code::BodyTooLarge)),
        ] {
            assert_eq!(refused(content_type, body).0, code, "{}", body.escape_ascii());
        }
    }

    #[test]
    fn the_body_is_not_shown() {
        let shown = refused("", b"{\"secret\":1}").1;
        assert_eq!(shown, "Answer { status: 200, kind: Text, bytes: 12, .. }");
    }

    #[test]
    fn pages_of_protection_are_known_by_their_marks() {
        for mark in
            ["CAPTCHA", "DDoS-Guard", "qrator", "challenge-platform", "cf-chl-x", "SmartCaptcha"]
        {
            let page = format!("<html><i>{mark}</i>");
            assert_eq!(page_kind(page.as_bytes()), PageKind::Protection, "{mark}");
        }
        assert_eq!(page_kind(b"<html>502 Bad Gateway"), PageKind::Other);
        let late = |before: usize| [" ".repeat(before), "captcha".to_owned()].concat();
        assert_eq!(page_kind(late(65_529).as_bytes()), PageKind::Protection);
        assert_eq!(page_kind(late(65_530).as_bytes()), PageKind::Other);
    }

    #[test]
    fn json_by_its_declaration() {
        for good in
            ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"]
        {
            assert!(is_json_type(good), "{good}");
        }
        for bad in ["", "text/html", "json", "application/jsonp", "text/plain; a=application/json"]
        {
            assert!(!is_json_type(bad), "{bad}");
        }
    }
}
