//! Steps: what the host does next.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::meta::Meta;
use super::state::State;
use crate::error::{Error, Text};
use crate::value::Timestamp;

/// What a request does at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Reads, free of charge.
    Read,
    /// Uses up a quota or leaves a task behind.
    Quota,
    /// Reads, and costs money or a subscription's share.
    PaidRead,
    /// Changes something, to the same end however often.
    Write,
    /// Makes something new each time.
    Create,
    /// Cannot be taken back.
    Irreversible,
}

/// What a request is expected to cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Estimate {
    /// A decimal string.
    pub amount: &'static str,
    pub currency: &'static str,
}

/// Where a secret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotPlace {
    Query,
    Header,
    /// A `{placeholder}` of the path.
    Path,
    /// A member of the JSON body's root.
    JsonBody,
    FormBody,
}

impl SlotPlace {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Header => "header",
            Self::Path => "path",
            Self::JsonBody => "json_body",
            Self::FormBody => "form_body",
        }
    }
}

/// How a secret or a file is written into its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotFormat {
    /// The file's bytes.
    Base64,
    /// The same, encoded once more.
    Base64Twice,
    /// The file is base64 or PEM itself: without the lines around it and its line breaks.
    Base64Text,
}

impl SlotFormat {
    pub(crate) const ALL: [Self; 3] = [Self::Base64, Self::Base64Twice, Self::Base64Text];
    pub(crate) const WORDS: &'static [(&'static str, Self)] = &[
        ("base64", Self::Base64),
        ("base64_twice", Self::Base64Twice),
        ("base64_text", Self::Base64Text),
    ];
    pub(crate) const EXPECTED: Text = Text {
        en: "base64, base64_twice or base64_text",
        ru: "base64, base64_twice или base64_text",
    };

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Base64Twice => "base64_twice",
            Self::Base64Text => "base64_text",
        }
    }
}

/// A place of the request that the host fills at the last moment: with a secret, or with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slot {
    /// The secret's name, `provider.what`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<&'static str>,
    /// The file's name: the input member that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'static str>,
    #[serde(rename = "in")]
    pub place: SlotPlace,
    pub name: &'static str,
    /// The text around the secret, which stands for `{}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<SlotFormat>,
}

impl Slot {
    #[must_use]
    pub const fn secret(secret: &'static str, place: SlotPlace, name: &'static str) -> Self {
        Self { secret: Some(secret), file: None, place, name, format: None, encoding: None }
    }

    /// With a text around the secret, in which it stands for `{}`.
    #[must_use]
    pub const fn within(mut self, format: &'static str) -> Self {
        self.format = Some(format);
        self
    }

    /// The file of an input member, as the JSON body's member `file`.
    pub(crate) const fn file(member: &'static str, encoding: SlotFormat) -> Self {
        Self {
            secret: None,
            file: Some(member),
            place: SlotPlace::JsonBody,
            name: "file",
            format: None,
            encoding: Some(encoding),
        }
    }
}

/// A request without its secrets.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "request"))]
pub struct Request {
    pub provider: &'static str,
    pub method: &'static str,
    /// Complete and percent-encoded, but for its slots.
    pub url: String,
    pub headers: Headers,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
    pub timeout_ms: u64,
    /// A redirect is never followed: it would carry the secrets along, or pay twice.
    pub redirect: Redirect,
    pub effect: Effect,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// The client certificate that the host presents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_identity: Option<&'static str>,
    pub flow_key: String,
    /// The same for a repeat of the same request.
    pub request_key: String,
}

/// The address and the body name a person.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// The headers of a request: each name once, in lower case.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headers {
    pub accept: &'static str,
    #[serde(rename = "content-type", skip_serializing_if = "Option::is_none")]
    pub content_type: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Redirect {
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// The provider is still at work.
    Pending,
    RateLimited,
    /// The last attempt failed on the way.
    BackOff,
    Unavailable,
    /// Resume when the input has what `needs` names.
    InputNeeded,
}

impl WaitReason {
    pub(crate) const ALL: [Self; 5] =
        [Self::Pending, Self::RateLimited, Self::BackOff, Self::Unavailable, Self::InputNeeded];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::RateLimited => "rate_limited",
            Self::BackOff => "back_off",
            Self::Unavailable => "unavailable",
            Self::InputNeeded => "input_needed",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitScope {
    Flow,
    /// Hold every send to this provider.
    Provider,
}

/// Send this request.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename = "send")]
pub(crate) struct SendStep<'a> {
    pub(crate) request: Request,
    pub(crate) state: &'a State,
}

/// Sleep, or come back with this state.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename = "wait")]
pub(crate) struct WaitStep<'a> {
    pub(crate) wait_ms: u64,
    pub(crate) until: Timestamp,
    pub(crate) reason: WaitReason,
    pub(crate) scope: WaitScope,
    /// The input members that `input_needed` waits for: a member that is missing, or the bytes of
    /// its file.
    #[serde(skip_serializing_if = "<[Cow<'static, str>]>::is_empty")]
    pub(crate) needs: &'a [Cow<'static, str>],
    pub(crate) state: &'a State,
}

/// Replace these secrets durably and at once, then resume with `"stored"`. This step is not printed,
/// logged or kept: what it holds is nowhere else.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename = "store")]
pub(crate) struct StoreStep<'a> {
    /// By their names, such as `sber.access_token`.
    pub(crate) secrets: BTreeMap<&'static str, String>,
    pub(crate) state: &'a State,
}

/// There is no answer.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename = "fail")]
pub(crate) struct Fail<'a> {
    #[cfg_attr(feature = "schema", schemars(with = "crate::error::Wire<'static>"))]
    pub(crate) error: &'a Error,
    pub(crate) meta: Meta,
    /// Resume with `"elapsed"` once the cause is mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<&'a State>,
}
