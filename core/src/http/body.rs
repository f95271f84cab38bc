//! What the body of an answer is: size, compression, encoding and kind, before anyone looks inside.

use std::borrow::Cow;

use memchr::memmem;

use super::cp1251;
use super::headers::Headers;
use crate::error::{Code, Result};
use crate::protocol::Notes;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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

impl Body<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }

    /// The text without white space around it, and what it is.
    pub(super) fn read<'a>(
        &'a self,
        headers: &Headers<'_>,
        cap: usize,
        decoded: &'a mut String,
        notes: &mut Notes,
    ) -> (&'a str, Kind) {
        let content_type = headers.first("content-type").unwrap_or_default();
        let (text, kind) = match text_of(self, content_type, cap, decoded, notes) {
            Ok(text) => {
                let text = text.trim_matches([' ', '\t', '\r', '\n']);
                (text, kind_of(text))
            }
            Err(code) => ("", Kind::Unreadable(code)),
        };
        let kind = if self.is_lost(headers) { Kind::Unreadable(Code::BodyCutOff) } else { kind };
        let declared_otherwise = !content_type.is_empty() && !is_json_type(content_type);
        if kind == Kind::Text && declared_otherwise && text.starts_with(['{', '[']) {
            notes.quirk("http.content_type", String::new);
        }
        (text, kind)
    }

    /// Whether nothing is left of a body that was sent: Node.js inflates what was cut off, and gives
    /// what came of it. An empty text takes gzip twenty bytes.
    fn is_lost(&self, headers: &Headers<'_>) -> bool {
        const EMPTY_GZIP: u64 = 20;
        let length = headers.first("content-length").and_then(|length| length.parse().ok());
        self.bytes().is_empty() && length.is_some_and(|length: u64| length > EMPTY_GZIP)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
