//! What is said beside an answer: when, from whom, at what cost, and what was tolerated.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::Happened;
use crate::members::Members;
use crate::value::Timestamp;

/// A tolerance that was applied while reading, once per code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Quirk {
    /// `provider.what`.
    pub code: Cow<'static, str>,
    /// JSON Pointer to the first place, made of schema members and indexes only.
    pub first: String,
    /// In how many places.
    pub count: u32,
}

impl Quirk {
    const MEMBERS: &'static [&'static str] = &["code", "first", "count"];

    /// Whether it is made of names and indexes, as all of ours are.
    pub(crate) fn is_ours(&self) -> bool {
        let plain = |text: &str| {
            text.len() <= 200
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_./*".contains(&b))
        };
        plain(&self.code) && plain(&self.first)
    }

    /// Those that a state kept.
    pub(crate) fn list(raw: &RawValue) -> Option<Vec<Self>> {
        let quirks: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
        let read = |raw: &&RawValue| {
            let members = Members::of(raw.get(), "/state/quirks", Self::MEMBERS).ok()?;
            Some(Self {
                code: members.text("code").ok()??.into_owned().into(),
                first: members.text("first").ok()??.into_owned(),
                count: members.number("count").ok()??,
            })
        };
        quirks.iter().map(read).collect()
    }
}

/// What a call cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Charge {
    pub status: Happened,
    /// What was taken for this call, as a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// What is left on the account, as a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'static str>,
}

/// What an operation notes while it reads.
#[derive(Debug, Default)]
pub struct Notes {
    pub(crate) quirks: Vec<Quirk>,
    pub(crate) charge: Option<Charge>,
}

impl Notes {
    /// Notes a tolerance; `at` is asked for the place only the first time.
    pub fn quirk(&mut self, code: &'static str, at: impl FnOnce() -> String) {
        match self.quirks.iter_mut().find(|quirk| quirk.code == code) {
            Some(quirk) => quirk.count = quirk.count.saturating_add(1),
            None => self.quirks.push(Quirk { code: code.into(), first: at(), count: 1 }),
        }
    }

    /// Notes what the provider says that the call cost.
    pub fn charge(&mut self, charge: Charge) {
        self.charge = Some(charge);
    }
}

/// What is said beside an answer.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "meta"))]
pub struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'static str>,
    /// The moment of this step, as the host gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The name of the flow; only where `options.key_salt` keeps it from being guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_key: Option<String>,
    /// How many requests were sent in this flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// SHA-256 of the last answer's body, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_sha256: Option<String>,
    /// Whether that was computed over the bytes on the wire or over a text made of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_from: Option<BodyFrom>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged: Option<Charge>,
    /// The answer comes from a simulation or a recording: nothing follows from it about anybody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BodyFrom {
    Bytes,
    Text,
}
