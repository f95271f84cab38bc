//! Options of a call: how patient, how careful, where to.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::{Object, Str, text_of};

/// The options of `start` and `resume`. `resume` may leave out what `start` gave, but for
/// `key_salt`, `origins` and `test_origin`, which no state holds.
#[derive(Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "options", deny_unknown_fields))]
pub struct Options {
    /// How often one request is sent at the most without being resumed, 1 to 10; 3 where nothing is
    /// said.
    pub max_attempts: Option<u8>,
    /// The longest back-off of an exchange in milliseconds; one hour where nothing is said. A
    /// longer one ends as `fail` with `retry_at`.
    pub max_wait_ms: Option<u64>,
    /// Nothing is sent and no wait ends after this moment.
    pub deadline: Option<Timestamp>,
    /// A paid request whose outcome is unknown may be sent again, and paid again.
    pub allow_paid_retry: Option<bool>,
    /// An expired access token may be refreshed within the flow.
    pub allow_token_refresh: Option<bool>,
    /// Compute the SHA-256 of the body where the host did not; false where nothing is said.
    pub evidence: Option<bool>,
    /// The key under which flows and requests are named, 16 bytes or more. Without it the names can be guessed from
    /// an identifier, and stay out of `meta`.
    pub key_salt: Option<String>,
    /// A period or batch, such as the date: the same input in another run has another `flow_key`.
    pub run: Option<String>,
    /// Add the provider's own words, masked, where they are the only explanation.
    pub provider_text: Option<bool>,
    /// `http://127.0.0.1:PORT`: every provider is a simulation at this address.
    pub test_origin: Option<String>,
    /// Provider to the origin that stands in for it, such as a proxy that holds a client
    /// certificate.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub origins: BTreeMap<String, String>,
}

/// What of the options a state keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "kept_options", deny_unknown_fields))]
pub(crate) struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    max_attempts: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_wait_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_paid_retry: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_token_refresh: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_text: Option<bool>,
}

impl Kept {
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "max_attempts",
        "max_wait_ms",
        "deadline",
        "allow_paid_retry",
        "allow_token_refresh",
        "evidence",
        "run",
        "provider_text",
    ];

    pub(crate) fn read(members: &Members<'_>) -> Result<Self> {
        Ok(Self {
            max_attempts: match members.number::<i64>("max_attempts")? {
                Some(attempts) => Some(
                    u8::try_from(attempts)
                        .ok()
                        .filter(|attempts| (1..=10).contains(attempts))
                        .ok_or_else(|| Error::invalid(members.path("max_attempts"), ATTEMPTS))?,
                ),
                None => None,
            },
            max_wait_ms: members.number("max_wait_ms")?,
            deadline: members.moment("deadline")?,
            allow_paid_retry: members.boolean("allow_paid_retry")?,
            allow_token_refresh: members.boolean("allow_token_refresh")?,
            evidence: members.boolean("evidence")?,
            run: members.text("run")?.map(Str::into_owned),
            provider_text: members.boolean("provider_text")?,
        })
    }
}

/// Provider to origin.
fn origins(raw: &RawValue) -> Option<BTreeMap<String, String>> {
    let object: Object<'_> = serde_json::from_str(raw.get()).ok()?;
    let pair = |(name, value): &(Str<'_>, &RawValue)| {
        Some((name.to_string(), text_of(value.get())?.into_owned()))
    };
    object.entries().iter().map(pair).collect()
}

impl Options {
    pub(crate) const MEMBERS: &[&str] = &[
        "max_attempts",
        "max_wait_ms",
        "deadline",
        "allow_paid_retry",
        "allow_token_refresh",
        "evidence",
        "key_salt",
        "run",
        "provider_text",
        "test_origin",
        "origins",
    ];

    /// # Errors
    /// `wrong_type` or `invalid_value` with the path of the option at fault.
    pub(crate) fn read(members: &Members<'_>) -> Result<Self> {
        let options = Self {
            key_salt: members.text("key_salt")?.map(Str::into_owned),
            test_origin: members.text("test_origin")?.map(Str::into_owned),
            origins: match members.raw("origins") {
                Some(raw) => origins(raw).ok_or_else(|| members.wrong_type("origins", ORIGINS))?,
                None => BTreeMap::new(),
            },
            ..Self::default()
        };
        let options = options.over(Kept::read(members)?);
        options.check()?;
        Ok(options)
    }

    fn check(&self) -> Result<()> {
        if self.key_salt.as_ref().is_some_and(|salt| salt.len() < 16) {
            return Err(Error::invalid("/options/key_salt", SALT));
        }
        if self.test_origin.as_deref().is_some_and(|origin| !is_test_origin(origin)) {
            return Err(Error::invalid("/options/test_origin", TEST_ORIGIN));
        }
        if !self.origins.values().all(|origin| is_origin(origin)) {
            return Err(Error::invalid("/options/origins/*", ORIGIN));
        }
        Ok(())
    }

    pub(crate) fn kept(&self) -> Kept {
        Kept {
            max_attempts: self.max_attempts,
            max_wait_ms: self.max_wait_ms,
            deadline: self.deadline,
            allow_paid_retry: self.allow_paid_retry,
            allow_token_refresh: self.allow_token_refresh,
            evidence: self.evidence,
            run: self.run.clone(),
            provider_text: self.provider_text,
        }
    }

    /// These options, with what the state kept where they say nothing. `run` names the flow and
    /// stays that of the start.
    pub(crate) fn over(self, kept: Kept) -> Self {
        Self {
            max_attempts: self.max_attempts.or(kept.max_attempts),
            max_wait_ms: self.max_wait_ms.or(kept.max_wait_ms),
            deadline: self.deadline.or(kept.deadline),
            allow_paid_retry: self.allow_paid_retry.or(kept.allow_paid_retry),
            allow_token_refresh: self.allow_token_refresh.or(kept.allow_token_refresh),
            evidence: self.evidence.or(kept.evidence),
            run: kept.run,
            provider_text: self.provider_text.or(kept.provider_text),
            ..self
        }
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts.unwrap_or(3).clamp(1, 10).into()
    }

    pub(crate) fn max_wait_ms(&self) -> u64 {
        self.max_wait_ms.unwrap_or(3_600_000)
    }
}

/// `key_salt` is a key, and origins may name machines: only the names of what is set are shown.
impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("kept", &self.kept()).finish_non_exhaustive()
    }
}

/// The origins beside the listed ones to which a host lets secrets go.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    pub test_origin: Option<String>,
    pub origins: BTreeMap<String, String>,
}

impl Allowed {
    /// Whether `origin` stands in for `provider` by the host's own word.
    pub(crate) fn permits(&self, provider: &str, origin: &str) -> bool {
        let test = self.test_origin.as_deref().filter(|test| is_test_origin(test));
        let own = self.origins.get(provider).map(String::as_str).filter(|own| is_origin(own));
        test == Some(origin) || own == Some(origin)
    }
}

const SALT: Text = Text { en: "16 bytes or more", ru: "не меньше 16 байт" };
const ATTEMPTS: Text = Text { en: "a number from 1 to 10", ru: "число от 1 до 10" };
const ORIGINS: Text = Text {
    en: "provider names to origins", ru: "имена поставщиков и адреса"
};
const TEST_ORIGIN: Text = Text {
    en: "http://127.0.0.1:PORT without a path",
    ru: "http://127.0.0.1:ПОРТ без пути",
};
const ORIGIN: Text = Text {
    en: "https://HOST or https://HOST:PORT in lower case and without a path",
    ru: "https://УЗЕЛ или https://УЗЕЛ:ПОРТ строчными буквами и без пути",
};

fn is_test_origin(origin: &str) -> bool {
    origin.strip_prefix("http://127.0.0.1:").is_some_and(is_port)
}

fn is_origin(origin: &str) -> bool {
    let Some(rest) = origin.strip_prefix("https://") else {
        return is_test_origin(origin);
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.len() <= 253 && host.split('.').all(label) && port.is_none_or(is_port)
}

fn is_port(port: &str) -> bool {
    !port.starts_with('0')
        && port.bytes().all(|b| b.is_ascii_digit())
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_plain() {
        for origin in ["https://api-cloud.ru", "https://proxy.local:8443", "http://127.0.0.1:8080"]
        {
            assert!(is_origin(origin), "{origin}");
        }
        for origin in [
            "https://api-cloud.ru/",
            "https://api-cloud.ru@evil.test",
            "https://аpi-cloud.ru",
            "https://API-cloud.ru",
            "http://api-cloud.ru",
            "http://127.0.0.1",
            "http://127.0.0.1:0",
            "http://127.0.0.1:080",
            "http://127.0.0.1:65536",
            "http://127.0.0.1:80@evil.test",
            "https://",
            "https://a..b",
            "https://a:",
        ] {
            assert!(!is_origin(origin), "{origin}");
        }
    }
}
