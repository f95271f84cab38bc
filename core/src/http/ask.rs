//! What an operation asks for: method, path, query and body, without origin and without secrets.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// Everything but the unreserved characters of RFC 3986, 2.3.
pub(crate) const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

impl Method {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request of one operation.
pub struct Ask {
    pub(crate) method: Method,
    /// Path and query, percent-encoded.
    pub(crate) target: String,
    pub(crate) body: Option<String>,
}

impl Ask {
    #[must_use]
    pub fn get(path: &'static str) -> Self {
        Self { method: Method::Get, target: path.to_owned(), body: None }
    }

    #[must_use]
    pub fn post(path: &'static str) -> Self {
        Self { method: Method::Post, target: path.to_owned(), body: None }
    }

    #[must_use]
    pub fn query(mut self, name: &'static str, value: &str) -> Self {
        self.target.push(if self.target.contains('?') { '&' } else { '?' });
        self.target.push_str(name);
        self.target.push('=');
        self.target.extend(utf8_percent_encode(value, RESERVED));
        self
    }

    #[must_use]
    pub fn query_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// The body: an object of our own types, which serialize without fail.
    #[must_use]
    pub fn json<T: Serialize>(mut self, body: &T) -> Self {
        self.body = serde_json::to_string(body).ok();
        self
    }
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ask").field("method", &self.method).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        let ask = Ask::get("/api/v1.0/search/ip")
            .query("number", "1234/12/12345-ИП")
            .query("a", "b&c=d +#%\r\n");
        assert_eq!(
            ask.target,
            "/api/v1.0/search/ip?number=1234%2F12%2F12345-%D0%98%D0%9F&a=b%26c%3Dd%20%2B%23%25%0D%0A"
        );
    }
}
