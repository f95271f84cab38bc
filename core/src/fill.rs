//! Filling a request's slots: the last thing before it is sent, for hosts that hold secrets.

mod place;
mod value;

use self::place::{Filling, placeholder};
use self::value::value;
use crate::error::{Code, Error, Result};
use crate::http::{Content, Method};
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
        filling.put(&own, &value(&own, secrets, files)?)?;
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
    fn nothing_filled_is_shown() {
        let url = "https://api-cloud.ru/";
        let filled = filled(&request("api_cloud", url, CLOUD, "")).unwrap();
        assert_eq!(format!("{filled:?} {:?}", filled.headers), "Filled(…) [FilledHeader(…)]");
    }
}
