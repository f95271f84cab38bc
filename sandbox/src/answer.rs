//! Answers that do not depend on what was asked: static texts, and the faults of the wire.

use crate::http::{JSON, page, respond, with_header};
use crate::{Reply, clock};

#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// JSON text, in which `{asked}` stands for the identifier that was asked for.
    Json(u16, &'static str),
    /// JSON text with U+FEFF before it.
    Bom(&'static str),
    /// JSON text in windows-1251, which the content type says.
    Cp1251(&'static str),
    /// Bytes that call themselves JSON.
    Bytes(&'static [u8]),
    Text(u16, &'static str),
    /// A page of a proxy or a web server, by its title.
    Html(u16, &'static str),
    /// A page that asks for proof of being human, with status 200.
    Captcha,
    Blank(u16),
    /// The first three quarters of a JSON text; the connection ends there.
    Cut(&'static str),
    /// A whole JSON text that calls itself longer.
    Short(&'static str, usize),
    /// An array in an array in an array…
    Nested(usize),
    /// `[]` and so many spaces.
    Padded(usize),
    TooManyRequests(RetryAfter, &'static str),
    Redirect(&'static str),
    Failure {
        kind: &'static str,
        sent: &'static str,
    },
}

#[derive(Clone, Copy)]
pub(crate) enum RetryAfter {
    Written(&'static str),
    /// An HTTP date so many milliseconds from now.
    DateIn(i64),
    Absent,
}

impl Answer {
    pub(crate) const TIMEOUT: Self = Self::Failure { kind: "timeout", sent: "maybe" };
    pub(crate) const RESET: Self = Self::Failure { kind: "reset", sent: "maybe" };
    pub(crate) const CONNECT: Self = Self::Failure { kind: "connect", sent: "no" };
    pub(crate) const DNS: Self = Self::Failure { kind: "dns", sent: "no" };
    pub(crate) const TLS: Self = Self::Failure { kind: "tls", sent: "no" };

    pub(crate) fn play(self, asked: &str, now_ms: i64) -> Reply {
        let fill = |text: &str| text.replace("{asked}", asked);
        match self {
            Self::Json(status, text) => respond(status, JSON, fill(text).into_bytes()),
            Self::Bom(text) => respond(200, JSON, format!("\u{feff}{}", fill(text)).into_bytes()),
            Self::Cp1251(text) => {
                let body = fill(text).chars().map(cp1251).collect();
                respond(200, "application/json; charset=windows-1251", body)
            }
            Self::Bytes(body) => respond(200, JSON, body.to_vec()),
            Self::Text(status, text) => {
                respond(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
            }
            Self::Html(status, title) => page(status, title),
            Self::Captcha => respond(200, "text/html; charset=utf-8", CAPTCHA.as_bytes().to_vec()),
            Self::Blank(status) => respond(status, JSON, Vec::new()),
            Self::Cut(text) => cut(respond(200, JSON, fill(text).into_bytes())),
            Self::Short(text, length) => {
                longer(respond(200, JSON, text.as_bytes().to_vec()), length)
            }
            Self::Nested(depth) => {
                let body = ["[".repeat(depth), "]".repeat(depth)].concat();
                respond(200, JSON, body.into_bytes())
            }
            Self::Padded(spaces) => {
                let mut body = b"[]".to_vec();
                body.resize(spaces + 2, b' ');
                respond(200, JSON, body)
            }
            Self::TooManyRequests(after, text) => {
                let reply = respond(429, JSON, fill(text).into_bytes());
                match after {
                    RetryAfter::Written(text) => with_header(reply, "retry-after", text.to_owned()),
                    RetryAfter::DateIn(ms) => {
                        let date = clock::http_date(now_ms.saturating_add(ms));
                        with_header(reply, "retry-after", date)
                    }
                    RetryAfter::Absent => reply,
                }
            }
            Self::Redirect(to) => with_header(page(302, "Found"), "location", to.to_owned()),
            Self::Failure { kind, sent } => Reply::Failure { kind, sent },
        }
    }

    /// Whether the provider did its work, though the answer did not arrive whole.
    pub(crate) fn was_carried_out(self) -> bool {
        matches!(self, Self::Failure { sent: "maybe", .. } | Self::Cut(_) | Self::Short(..))
    }
}

const CAPTCHA: &str = "<!DOCTYPE html>\n<html><head><title>Проверка браузера</title></head>\
    <body><form><p>Подтвердите, что вы не робот</p><input name=\"captcha\"></form></body></html>\n";

/// The first three quarters of it.
pub(crate) fn cut(mut reply: Reply) -> Reply {
    if let Reply::Response(response) = &mut reply {
        response.body.truncate(response.body.len() / 4 * 3);
    }
    reply
}

fn longer(mut reply: Reply, length: usize) -> Reply {
    if let Reply::Response(response) = &mut reply {
        response.declared_length = length;
    }
    reply
}

fn cp1251(c: char) -> u8 {
    match c {
        'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xC0).unwrap_or(b'?'),
        'Ё' => 0xA8,
        'ё' => 0xB8,
        '№' => 0xB9,
        _ if c.is_ascii() => u8::try_from(c).unwrap_or(b'?'),
        _ => b'?',
    }
}
