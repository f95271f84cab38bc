//! Filling a request's slots: the last thing before it is sent, for hosts that hold secrets.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::utf8_percent_encode;

use crate::error::{Code, Detail, Error, Result};
use crate::file::base64_text;
use crate::http::{Content, Method, RESERVED};
use crate::operation::Provider;
use crate::protocol::{Allowed, Slot, SlotFormat, SlotPlace};
use crate::registry::providers;
use crate::wire::{Field, Object, Str, text_of};

/// A request with its secrets: to be sent, not to be kept.
pub struct Filled {
    pub method: String,
    pub url: String,
    pub headers: Vec<FilledHeader>,
    pub body: Option<Vec<u8>>,
    pub timeout_ms: u64,
    /// The client certificate to present.
    pub tls_identity: Option<String>,
}

pub struct FilledHeader {
    pub name: String,
    pub value: String,
}

impl std::fmt::Debug for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Filled(…)")
    }
}

impl std::fmt::Debug for FilledHeader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FilledHeader(…)")
    }
}

/// The members of a request that filling needs; it may come from a store and is not trusted.
struct Unfilled<'a> {
    provider: Str<'a>,
    method: Str<'a>,
    url: Str<'a>,
    headers: Object<'a>,
    body: Option<Str<'a>>,
    slots: Vec<Object<'a>>,
    timeout_ms: u64,
    tls_identity: Option<Str<'a>>,
}

impl<'a> Unfilled<'a> {
    fn read(request: &'a str) -> Option<Self> {
        let request: Object<'a> = serde_json::from_str(request).ok()?;
        let text = |name: &str| request.raw(name).and_then(|raw| text_of(raw.get())).map(Str);
        Some(Self {
            provider: text("provider")?,
            method: text("method")?,
            url: text("url")?,
            headers: request.object("/headers").ok()?.unwrap_or_default(),
            body: text("body"),
            slots: request.objects("/slots").ok()?.unwrap_or_default(),
            timeout_ms: request.raw("timeout_ms")?.get().parse().ok()?,
            tls_identity: text("tls_identity"),
        })
    }
}

/// Fills the slots of a `send` step's request.
///
/// `secrets` and `files` are asked by name. `allowed` is the host's own: origins beside the listed
/// ones are never taken from the request.
///
/// # Errors
/// `origin_not_allowed` and `slot_not_allowed` where the request is not one that this library built;
/// `missing_secret`, `invalid_secret` and `missing_file`.
pub fn fill(
    request: &str,
    secrets: &dyn Fn(&str) -> Option<String>,
    files: &dyn Fn(&str) -> Option<Vec<u8>>,
    allowed: &Allowed,
) -> Result<Filled> {
    let request =
        Unfilled::read(request).ok_or_else(|| Error::new(Code::WrongType).at("/request"))?;
    let provider = providers()
        .find(|provider| provider.name == &*request.provider)
        .ok_or_else(|| Error::new(Code::OriginNotAllowed).at("/request/provider"))?;
    check_origin(&request.url, provider, allowed)?;
    if ![Method::Get, Method::Post].iter().any(|method| method.name() == &*request.method) {
        return Err(Error::new(Code::InvalidValue).at("/request/method"));
    }
    let mut filling = Filling {
        url: request.url.into_owned(),
        headers: Vec::new(),
        body: request.body.map(|body| body.into_owned()),
    };
    for (name, value) in request.headers.entries() {
        let value = text_of(value.get()).unwrap_or_default();
        // Those that we write, each once: `host` alone could send a secret elsewhere.
        let own =
            OWN_HEADERS.iter().any(|(own, values)| *own == &**name && values.contains(&&*value));
        if !own || filling.headers.iter().any(|header| header.name == **name) {
            return Err(Error::new(Code::SlotNotAllowed).at("/request/headers"));
        }
        filling.header(name, value.into_owned())?;
    }
    if request.tls_identity.as_deref() != provider.tls_identity {
        return Err(Error::new(Code::SlotNotAllowed).at("/request/tls_identity"));
    }
    for slot in &request.slots {
        let own = own_slot(provider, slot)
            .ok_or_else(|| Error::new(Code::SlotNotAllowed).at("/request/slots"))?;
        filling.slot(&own, secrets, files)?;
    }
    // A request that has lost its slot.
    let unfilled = |slot: &Slot| {
        slot.place == SlotPlace::Path && filling.url.contains(&placeholder(slot.name))
    };
    if provider.slots.iter().any(unfilled) {
        return Err(Error::new(Code::SlotNotAllowed).at("/request/url"));
    }
    Ok(Filled {
        method: request.method.into_owned(),
        url: filling.url,
        headers: filling.headers,
        body: filling.body.map(String::into_bytes),
        timeout_ms: request.timeout_ms,
        tls_identity: request.tls_identity.map(Str::into_owned),
    })
}

/// The headers of requests that this library builds.
const OWN_HEADERS: [(&str, &[&str]); 2] = [
    ("accept", &["application/json"]),
    ("content-type", &[Content::Json.media_type(), Content::Form.media_type()]),
];

/// Scheme, host and port, byte by byte; no URL parser, so there is nothing to disagree about.
fn check_origin(url: &str, provider: &Provider, allowed: &Allowed) -> Result<()> {
    let origin = url
        .split_once("://")
        .and_then(|(scheme, rest)| {
            let host = rest.find('/')?;
            url.get(..scheme.len() + 3 + host)
        })
        .ok_or_else(|| Error::new(Code::OriginNotAllowed).at("/request/url"))?;
    let target = url.get(origin.len()..).unwrap_or_default();
    let plain = target.bytes().all(|b| b.is_ascii_graphic() && b != b'\\' && b != b'#');
    let known = provider.has_origin(origin) || allowed.permits(provider.name, origin);
    if known && plain { Ok(()) } else { Err(Error::new(Code::OriginNotAllowed).at("/request/url")) }
}

/// The provider's own slot that this one is.
fn own_slot(provider: &Provider, slot: &Object<'_>) -> Option<Slot> {
    let of_files = provider
        .files
        .iter()
        .flat_map(|member| SlotFormat::ALL.iter().map(|encoding| Slot::file(member, *encoding)));
    provider.slots.iter().copied().chain(of_files).find(|own| is(slot, own))
}

/// Whether a slot of the request is this one of the provider's, member by member.
fn is(slot: &Object<'_>, own: &Slot) -> bool {
    let says = |name: &str, value: Option<&str>| match slot.field(name) {
        Field::Text(text, _) => Some(&*text) == value,
        Field::Null | Field::Absent => value.is_none(),
        _ => false,
    };
    says("secret", own.secret)
        && says("file", own.file)
        && says("in", Some(own.place.name()))
        && says("name", Some(own.name))
        && says("format", own.format)
        && says("encoding", own.encoding.map(SlotFormat::name))
}

struct Filling {
    url: String,
    headers: Vec<FilledHeader>,
    body: Option<String>,
}

impl Filling {
    fn slot(
        &mut self,
        slot: &Slot,
        secrets: &dyn Fn(&str) -> Option<String>,
        files: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<()> {
        let value = match slot.secret {
            Some(secret) => secret_value(slot, secret, secrets)?,
            None => file_value(slot, slot.file.unwrap_or_default(), files)?,
        };
        self.put(slot, &value)
    }

    fn put(&mut self, slot: &Slot, value: &str) -> Result<()> {
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
    fn header(&mut self, name: &str, value: String) -> Result<()> {
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

fn secret_value(
    slot: &Slot,
    name: &'static str,
    secrets: &dyn Fn(&str) -> Option<String>,
) -> Result<String> {
    let secret = secrets(name).filter(|secret| !secret.is_empty()).ok_or_else(|| {
        let operation = name.split('.').next().unwrap_or_default();
        Error::new(Code::MissingSecret).because(Detail::Secret(name, operation))
    })?;
    // RFC 6750's characters and a little more; what no credential has is a pasted line break.
    let sendable = secret.len() <= 4096 && secret.bytes().all(|b| b.is_ascii_graphic());
    if !sendable && slot.place != SlotPlace::JsonBody {
        return Err(Error::new(Code::InvalidSecret));
    }
    // One segment: a pasted address is none, and dots lead elsewhere.
    let segment = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if slot.place == SlotPlace::Path && !secret.bytes().all(segment) {
        return Err(Error::new(Code::InvalidSecret));
    }
    if secret.chars().any(char::is_control) {
        return Err(Error::new(Code::InvalidSecret));
    }
    Ok(match slot.format {
        Some(format) => format.replacen("{}", &secret, 1),
        None => secret,
    })
}

fn file_value(slot: &Slot, name: &str, files: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<String> {
    let bytes =
        files(name).ok_or_else(|| Error::new(Code::MissingFile).at(format!("/input/{name}")))?;
    Ok(match slot.encoding {
        Some(SlotFormat::Base64Twice) => STANDARD.encode(STANDARD.encode(bytes)),
        Some(SlotFormat::Base64Text) => {
            let text = base64_text(&bytes);
            text.ok_or_else(|| Error::new(Code::InvalidValue).at(format!("/input/{name}")))?
        }
        _ => STANDARD.encode(bytes),
    })
}

fn placeholder(name: &str) -> String {
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
    let member: Cow<'_, str> = quoted(name).into();
    Ok(format!("{open}{comma}{member}:{}}}", quoted(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "sandbox0api0cloud0token000000000";

    fn request(provider: &str, url: &str, slots: &str, body: &str) -> String {
        format!(
            r#"{{"provider":"{provider}","method":"POST","url":"{url}","headers":{{"accept":"application/json"}},"slots":[{slots}],"timeout_ms":1{body}}}"#
        )
    }

    fn filled(request: &str) -> Result<Filled> {
        fill(request, &|_| Some(TOKEN.to_owned()), &|_| None, &Allowed::default())
    }

    const KZ: &str = r#"{"secret":"kz_info.api_key","in":"json_body","name":"api_key"}"#;
    const CLOUD: &str = r#"{"secret":"api_cloud.token","in":"query","name":"token"}"#;

    #[test]
    fn secrets_go_to_their_places() {
        let body = r#","body":"{\"iin\":\"1\"}""#;
        let kz = filled(&request("kz_info", "https://kyc.biometric.kz/a/", KZ, body)).unwrap();
        let text = String::from_utf8(kz.body.unwrap()).unwrap();
        assert_eq!(text, format!(r#"{{"iin":"1","api_key":"{TOKEN}"}}"#));
        let url = "https://api-cloud.ru/api/nsso.php?type=a";
        let cloud = filled(&request("api_cloud", url, CLOUD, "")).unwrap();
        assert_eq!(cloud.url, format!("{url}&token={TOKEN}"));
    }

    #[test]
    fn secrets_go_nowhere_else() {
        for url in [
            "https://api-cloud.ru@evil.test/api",
            "https://api-cloud.ru.evil.test/api",
            "https://evil.test/https://api-cloud.ru/",
            "https://аpi-cloud.ru/api",
            "https://API-CLOUD.RU/api",
            "http://api-cloud.ru/api",
            "https://api-cloud.ru:443/api",
            "https://api-cloud.ru",
            "https://api-cloud.ru\\\\@evil.test/",
            "https://api-cloud.ru/a#b",
            "https://kyc.biometric.kz/api",
            "http://127.0.0.1:8080/api",
            "//api-cloud.ru/",
            "",
        ] {
            let error = filled(&request("api_cloud", url, CLOUD, "")).unwrap_err();
            assert_eq!(error.code, Code::OriginNotAllowed, "{url}");
        }
        let error = filled(&request("api_cloud", "https://api-cloud.ru/", KZ, "")).unwrap_err();
        assert_eq!(error.code, Code::SlotNotAllowed);
        let header = CLOUD.replace("query", "header");
        let error =
            filled(&request("api_cloud", "https://api-cloud.ru/", &header, "")).unwrap_err();
        assert_eq!(error.code, Code::SlotNotAllowed);
    }

    const WEBHOOK: &str = r#"{"secret":"bitrix24.webhook","in":"path","name":"webhook"}"#;

    #[test]
    fn a_secret_of_the_path_is_one_segment_of_a_portals_address() {
        let filled_of = |url: &str| filled(&request("bitrix24", url, WEBHOOK, ""));
        let url = "https://example.bitrix24.ru/rest/1/{webhook}/crm.item.update";
        assert_eq!(filled_of(url).unwrap().url, url.replace("{webhook}", TOKEN));
        assert!(filled_of(&url.replace("example.bitrix24.ru", "a-1.bitrix24.kz")).is_ok());
        let long = "a".repeat(64);
        for host in [
            "bitrix24.ru",
            ".bitrix24.ru",
            "a.b.bitrix24.ru",
            "A.bitrix24.ru",
            "пример.bitrix24.ru",
            "a_b.bitrix24.ru",
            "a@b.bitrix24.ru",
            "a.bitrix24.test",
            "a.bitrix24.ru.evil.test",
            "evil.test?.bitrix24.ru",
            "{portal}.bitrix24.ru",
            "{webhook}.bitrix24.ru",
            "a.bitrix24.ru:8443",
            &format!("{long}.bitrix24.ru"),
        ] {
            let error = filled_of(&url.replace("example.bitrix24.ru", host)).unwrap_err();
            assert_eq!(error.code, Code::OriginNotAllowed, "{host}");
        }
        for path in [
            "/rest/1/crm.item.update",
            "/rest/1/a{webhook}/crm.item.update",
            "/rest/1/{webhook}/crm.item.update?a={webhook}",
            "/rest/1/{webhook}/{webhook}/crm.item.update",
            "/rest/1/x?/{webhook}/",
        ] {
            let error = filled_of(&format!("https://example.bitrix24.ru{path}")).unwrap_err();
            assert_eq!(error.code, Code::SlotNotAllowed, "{path}");
        }
        let bare = filled(&request("bitrix24", url, "", "")).unwrap_err();
        assert_eq!(bare.code, Code::SlotNotAllowed);
        let request = request("bitrix24", url, WEBHOOK, "");
        for secret in ["..", "a/../b", "1/abc", "https://example.bitrix24.ru/rest/1/a/", "a%2Fb"] {
            let secrets = |_: &str| Some(secret.to_owned());
            let error = fill(&request, &secrets, &|_| None, &Allowed::default()).unwrap_err();
            assert_eq!(error.code, Code::InvalidSecret, "{secret}");
        }
    }

    #[test]
    fn headers_are_ours_and_each_there_once() {
        let headers = |headers: &str| {
            let request = request("api_cloud", "https://api-cloud.ru/", CLOUD, "");
            filled(&request.replace(r#"{"accept":"application/json"}"#, headers))
        };
        for good in [
            "{}",
            r#"{"accept":"application/json","content-type":"application/json"}"#,
            r#"{"content-type":"application/x-www-form-urlencoded"}"#,
        ] {
            assert!(headers(good).is_ok(), "{good}");
        }
        for bad in [
            r#"{"host":"application/json"}"#,
            r#"{"Accept":"application/json"}"#,
            r#"{"accept":"application/x-www-form-urlencoded"}"#,
            r#"{"content-type":"text/plain"}"#,
        ] {
            assert_eq!(headers(bad).unwrap_err().code, Code::SlotNotAllowed, "{bad}");
        }
    }

    #[test]
    fn the_hosts_own_origins() {
        let test =
            Allowed { test_origin: Some("http://127.0.0.1:8080".into()), ..Default::default() };
        let request = request("api_cloud", "http://127.0.0.1:8080/api", CLOUD, "");
        let secrets = |_: &str| Some(TOKEN.to_owned());
        assert!(fill(&request, &secrets, &|_| None, &test).is_ok());
        let other =
            Allowed { test_origin: Some("http://127.0.0.1:80".into()), ..Default::default() };
        assert!(fill(&request, &secrets, &|_| None, &other).is_err());
        let remote = Allowed { test_origin: Some("http://evil.test".into()), ..Default::default() };
        assert!(!remote.permits("api_cloud", "http://evil.test"));
    }

    #[test]
    fn secrets_that_cannot_be_sent() {
        let request = request("api_cloud", "https://api-cloud.ru/", CLOUD, "");
        for (secret, code) in [
            (None, Code::MissingSecret),
            (Some(""), Code::MissingSecret),
            (Some("a b"), Code::InvalidSecret),
            (Some("a\r\nx: y"), Code::InvalidSecret),
            (Some("токен"), Code::InvalidSecret),
        ] {
            let secrets = |_: &str| secret.map(str::to_owned);
            let error = fill(&request, &secrets, &|_| None, &Allowed::default()).unwrap_err();
            assert_eq!(error.code, code);
        }
    }

    #[test]
    fn a_request_of_nobody_is_not_filled() {
        let good = request("api_cloud", "https://api-cloud.ru/", CLOUD, "");
        let accept = r#"{"accept":"application/json"}"#;
        for (part, other, code) in [
            ("POST", "PUT", Code::InvalidValue),
            (accept, r#"{"host":"evil.test"}"#, Code::SlotNotAllowed),
            (accept, r#"{"accept":"text/html"}"#, Code::SlotNotAllowed),
            (r#"":1}"#, r#"":1,"tls_identity":"sber"}"#, Code::SlotNotAllowed),
            (r#""token""#, "1", Code::SlotNotAllowed),
            ("api_cloud\"", "nobody\"", Code::OriginNotAllowed),
            (r#""url""#, r#""address""#, Code::WrongType),
        ] {
            let error = filled(&good.replacen(part, other, 1)).unwrap_err();
            assert_eq!(error.code, code, "{other}");
        }
    }

    #[test]
    fn a_body_keeps_what_it_has() {
        let slot = Slot::secret("sber.client_secret", SlotPlace::FormBody, "client_secret");
        for (body, whole) in
            [(None, "client_secret=a%26b"), (Some("a=1"), "a=1&client_secret=a%26b")]
        {
            let mut filling =
                Filling { url: String::new(), headers: Vec::new(), body: body.map(str::to_owned) };
            filling.slot(&slot, &|_| Some("a&b".to_owned()), &|_| None).unwrap();
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

    #[test]
    fn secrets_in_bodies_have_no_control_characters() {
        let slot = Slot::secret("kz_info.api_key", SlotPlace::JsonBody, "api_key");
        let value =
            |secret: &str| secret_value(&slot, "kz_info.api_key", &|_| Some(secret.to_owned()));
        assert_eq!(value("пароль и пробел").unwrap(), "пароль и пробел");
        assert_eq!(value("a\nb").unwrap_err().code, Code::InvalidSecret);
        let bearer = slot.within("Bearer {}");
        let secrets = |_: &str| Some("t".to_owned());
        assert_eq!(secret_value(&bearer, "sber.access_token", &secrets).unwrap(), "Bearer t");
        let query = Slot::secret("api_cloud.token", SlotPlace::Query, "token");
        for (length, sent) in [(4096, true), (4097, false)] {
            let long = |_: &str| Some("a".repeat(length));
            assert_eq!(secret_value(&query, "api_cloud.token", &long).is_ok(), sent, "{length}");
        }
    }

    #[test]
    fn files_are_encoded_as_their_slot_says() {
        let value = |encoding, bytes: &'static [u8]| {
            file_value(&Slot::file("file", encoding), "file", &|_| Some(bytes.to_vec()))
        };
        assert_eq!(value(SlotFormat::Base64, b"abc").unwrap(), "YWJj");
        assert_eq!(value(SlotFormat::Base64Twice, b"abc").unwrap(), "WVdKag==");
        assert_eq!(value(SlotFormat::Base64Text, b"YWJj\n").unwrap(), "YWJj");
        let error = value(SlotFormat::Base64Text, b"!").unwrap_err();
        assert_eq!((error.code, error.path.as_deref()), (Code::InvalidValue, Some("/input/file")));
        let slot = Slot::file("file", SlotFormat::Base64);
        let error = file_value(&slot, "file", &|_| None).unwrap_err();
        assert_eq!((error.code, error.path.as_deref()), (Code::MissingFile, Some("/input/file")));
    }

    #[test]
    fn nothing_filled_is_shown() {
        let url = "https://api-cloud.ru/";
        let filled = filled(&request("api_cloud", url, CLOUD, "")).unwrap();
        assert_eq!(format!("{filled:?} {:?}", filled.headers), "Filled(…) [FilledHeader(…)]");
    }
}
