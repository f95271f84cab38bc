//! Reading requests as a strict server does, and making answers.

use percent_encoding::percent_decode_str;
use serde::Serialize;

use crate::{Reply, Request, Response};

/// A request with its URL taken apart.
pub(crate) struct Call<'a> {
    request: &'a Request<'a>,
    pub(crate) path: &'a str,
    /// Decoded, in the order of the URL.
    query: Vec<(String, String)>,
    pub(crate) now_ms: i64,
}

impl<'a> Call<'a> {
    /// `None` for a URL that RFC 3986 does not allow: unencoded Cyrillic, a placeholder in braces
    /// that nobody filled, a broken escape, escapes that are not UTF-8.
    pub(crate) fn read(request: &'a Request<'a>, now_ms: i64) -> Option<Self> {
        let target = path_and_query(request.url);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if !target.starts_with('/') || !target.bytes().all(allowed) || !escapes_are_whole(target) {
            return None;
        }
        Some(Self { request, path, query: pairs(query)?, now_ms })
    }

    pub(crate) fn method(&self) -> &str {
        self.request.method
    }

    pub(crate) fn url(&self) -> &str {
        self.request.url
    }

    pub(crate) fn body(&self) -> &[u8] {
        self.request.body
    }

    /// The body as `application/x-www-form-urlencoded`; `None` where it is not.
    pub(crate) fn form(&self) -> Option<Vec<(String, String)>> {
        let body = str::from_utf8(self.body()).ok()?;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._~+%=&".contains(&byte);
        (body.bytes().all(allowed) && escapes_are_whole(body)).then(|| pairs(body))?
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.request.headers.iter();
        headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn params(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn repeats_a_param(&self) -> bool {
        self.params().enumerate().any(|(at, name)| self.params().take(at).any(|n| n == name))
    }
}

fn path_and_query(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return url;
    };
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("")
}

fn allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&byte)
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let mut digits = after.bytes();
        [digits.next(), digits.next()].iter().all(|d| d.is_some_and(|d| d.is_ascii_hexdigit()))
    })
}

fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Some((decode(name)?, decode(value)?)))
        .collect()
}

/// Both `%20` and `+` are a space, as in `http_build_query` of the api-cloud document.
fn decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(|text| text.into_owned())
}

pub(crate) const JSON: &str = "application/json; charset=utf-8";

pub(crate) fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Reply {
    match serde_json::to_vec(value) {
        Ok(body) => respond(status, JSON, body),
        Err(_) => page(500, "Internal Server Error"),
    }
}

/// A page as proxies and web servers make them.
pub(crate) fn page(status: u16, title: &str) -> Reply {
    let body = format!(
        "<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n\
         <center><h1>{status} {title}</h1></center>\r\n<hr><center>nginx</center>\r\n\
         </body>\r\n</html>\r\n"
    );
    respond(status, "text/html; charset=utf-8", body.into_bytes())
}

pub(crate) fn respond(status: u16, content_type: &str, body: Vec<u8>) -> Reply {
    Reply::Response(Response {
        status,
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        declared_length: body.len(),
        body,
    })
}

pub(crate) fn with_header(mut reply: Reply, name: &str, value: String) -> Reply {
    if let Reply::Response(response) = &mut reply {
        response.headers.push((name.to_owned(), value));
    }
    reply
}
