//! An answer as operations read it: its status, and the JSON of its body.

use std::cell::OnceCell;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::body::{Body, Kind, PageKind};
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

/// Status, headers and body, before they are read.
pub(crate) struct Incoming<'a> {
    pub(crate) status: u16,
    pub(crate) headers: &'a Headers<'a>,
    pub(crate) now: Timestamp,
}

/// Reads a body. `decoded` is where one that has to be decoded is kept.
pub(crate) fn receive<'a>(
    incoming: &Incoming<'a>,
    body: &'a Body<'a>,
    cap: usize,
    decoded: &'a mut String,
    notes: &mut Notes,
) -> Answer<'a> {
    let Incoming { status, headers, now } = *incoming;
    let (text, kind) = body.read(headers, cap, decoded, notes);
    Answer { status, headers, text, kind, scanned: OnceCell::new(), now }
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
}
