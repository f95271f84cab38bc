//! What an operation asks for: method, path, query and body, without origin and without secrets.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::protocol::SlotFormat;

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
    /// Which of the provider's origins, where that depends on the input.
    pub(crate) origin: Option<String>,
    /// Path and query, percent-encoded.
    pub(crate) target: String,
    pub(crate) body: Option<String>,
    pub(crate) content: Content,
    /// The input member whose file goes along, and how it is written.
    pub(crate) file: Option<(&'static str, SlotFormat)>,
}

/// What a request's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Json,
    Form,
}

impl Content {
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

impl Ask {
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path)
    }

    #[must_use]
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::Post, path)
    }

    fn new(method: Method, path: impl Into<String>) -> Self {
        let target = path.into();
        Self { method, origin: None, target, body: None, content: Content::Json, file: None }
    }

    /// To this one of the provider's origins.
    #[must_use]
    pub fn at(mut self, origin: String) -> Self {
        self.origin = Some(origin);
        self
    }

    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// One more segment of the path.
    #[must_use]
    pub fn segment(mut self, segment: &str) -> Self {
        self.target.push('/');
        self.target.extend(utf8_percent_encode(segment, RESERVED));
        self
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

    /// One more member of a form.
    #[must_use]
    pub fn form(mut self, name: &'static str, value: &str) -> Self {
        self.content = Content::Form;
        let body = self.body.get_or_insert_default();
        if !body.is_empty() {
            body.push('&');
        }
        body.push_str(name);
        body.push('=');
        body.extend(utf8_percent_encode(value, RESERVED));
        self
    }

    /// Whether a form has this member with this value, which needs no encoding.
    #[must_use]
    pub fn has_in_form(&self, name: &str, value: &str) -> bool {
        let pairs = self.body.iter().flat_map(|body| body.split('&'));
        self.content == Content::Form
            && pairs.filter_map(|p| p.split_once('=')).any(|p| p == (name, value))
    }

    /// The file of an input member, as the body's member `file`.
    #[must_use]
    pub fn file(mut self, member: &'static str, format: SlotFormat) -> Self {
        self.file = Some((member, format));
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
        let ask = Ask::post("/reports").segment("a=b@c/../d?e#f").segment("_make");
        assert_eq!(ask.target, "/reports/a%3Db%40c%2F..%2Fd%3Fe%23f/_make");
    }

    #[test]
    fn the_query_is_not_shown() {
        let shown = format!("{:?}", Ask::get("/a").query("last_name", "Образцов"));
        assert_eq!(shown, "Ask { method: Get, .. }");
    }
}
