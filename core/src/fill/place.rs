//! Where it goes: into the address, a header or the body.

use percent_encoding::utf8_percent_encode;

use super::FilledHeader;
use crate::error::{Code, Error, Result};
use crate::http::RESERVED;
use crate::protocol::{Slot, SlotPlace};

/// A request on its way to being filled.
pub(super) struct Filling {
    pub url: String,
    pub headers: Vec<FilledHeader>,
    pub body: Option<String>,
}

impl Filling {
    pub(super) fn put(&mut self, slot: &Slot, value: &str) -> Result<()> {
        match slot.place {
            SlotPlace::Query => {
                self.url.push(if self.url.contains('?') { '&' } else { '?' });
                push_pair(&mut self.url, slot.name, value);
            }
            SlotPlace::Header => self.header(slot.name, value.to_owned())?,
            SlotPlace::Path => {
                let placeholder = placeholder(slot.name);
                let path = self.url.split('?').next().unwrap_or_default();
                let whole = path.split('/').filter(|segment| *segment == placeholder).count();
                if whole != 1 || self.url.matches(&placeholder).count() != 1 {
                    return Err(Error::new(Code::SlotNotAllowed).at("/request/url"));
                }
                let encoded = utf8_percent_encode(value, RESERVED).to_string();
                self.url = self.url.replacen(&placeholder, &encoded, 1);
            }
            SlotPlace::JsonBody => {
                let body = self.body.take().unwrap_or_default();
                self.body = Some(with_member(&body, slot.name, value)?);
            }
            SlotPlace::FormBody => {
                let form = self.body.get_or_insert_default();
                if !form.is_empty() {
                    form.push('&');
                }
                push_pair(form, slot.name, value);
            }
        }
        Ok(())
    }

    /// Visible ASCII, with single spaces inside.
    pub(super) fn header(&mut self, name: &str, value: String) -> Result<()> {
        let token = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let visible = |b: u8| (0x20..=0x7e).contains(&b);
        let edges = value.starts_with(' ') || value.ends_with(' ') || value.contains("  ");
        if name.bytes().all(token) && value.bytes().all(visible) && !edges && !value.is_empty() {
            self.headers.push(FilledHeader { name: name.to_ascii_lowercase(), value });
            Ok(())
        } else {
            Err(Error::new(Code::InvalidSecret).at("/request/headers"))
        }
    }
}

pub(super) fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

fn push_pair(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push('=');
    out.extend(utf8_percent_encode(value, RESERVED));
}

/// `body`, an object that this library wrote, with one more member at its end.
fn with_member(body: &str, name: &str, value: &str) -> Result<String> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let body = if body.is_empty() { "{}" } else { body };
    let open = body
        .strip_suffix('}')
        .filter(|open| open.starts_with('{'))
        .ok_or_else(|| Error::new(Code::WrongType).at("/request/body"))?;
    let comma = if open.trim_end().len() > 1 { "," } else { "" };
    Ok(format!("{open}{comma}{}:{}}}", quoted(name), quoted(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_keeps_what_it_has() {
        let slot = Slot::secret("sber.client_secret", SlotPlace::FormBody, "client_secret");
        for (body, whole) in
            [(None, "client_secret=a%26b"), (Some("a=1"), "a=1&client_secret=a%26b")]
        {
            let mut filling =
                Filling { url: String::new(), headers: Vec::new(), body: body.map(str::to_owned) };
            filling.put(&slot, "a&b").unwrap();
            assert_eq!(filling.body.as_deref(), Some(whole));
        }
        assert_eq!(with_member("", "a", "b").unwrap(), r#"{"a":"b"}"#);
        assert_eq!(with_member("{}", "a", "b").unwrap(), r#"{"a":"b"}"#);
        assert_eq!(with_member("[]", "a", "b").unwrap_err().code, Code::WrongType);
    }

    #[test]
    fn a_header_is_one_line_of_visible_characters() {
        let mut filling = Filling { url: String::new(), headers: Vec::new(), body: None };
        assert!(filling.header("Authorization", "Bearer a".to_owned()).is_ok());
        let sent = filling.headers.first().map(|header| (&*header.name, &*header.value));
        assert_eq!(sent, Some(("authorization", "Bearer a")));
        for (name, value) in [
            ("a", ""),
            ("a", " b"),
            ("a", "b "),
            ("a", "b  c"),
            ("a", "b\r\nc: d"),
            ("a", "б"),
            ("a b", "c"),
            ("a:", "c"),
        ] {
            let error = filling.header(name, value.to_owned()).unwrap_err();
            assert_eq!(error.code, Code::InvalidSecret, "{name}: {value}");
        }
        assert_eq!(filling.headers.len(), 1);
    }
}
