//! Calls and events, borrowed from the line that they came in.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::envelope::{Envelope, EventParts};
use super::options::Options;
use super::state::State;
use crate::error::{Choice, Code, Detail, Error, Result, Text};
use crate::http::Headers;
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::{Field, Object, Str};

/// One call.
pub(crate) struct Call<'a> {
    pub(crate) call: Str<'a>,
    pub(crate) operation: Option<Str<'a>>,
    pub(crate) input: Option<&'a RawValue>,
    pub(crate) event: Option<Event<'a>>,
    pub(crate) now: Option<Timestamp>,
    pub(crate) options: Options,
}

/// What happened since the last step.
pub(crate) enum Event<'a> {
    Response(Box<Response<'a>>),
    Failure(Failure),
    Elapsed,
    Stored,
    Choice(Choice),
}

/// An answer as it arrived.
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) headers: Headers<'a>,
    pub(crate) body: Option<Str<'a>>,
    pub(crate) body_base64: Option<Str<'a>>,
    pub(crate) json: Option<&'a RawValue>,
    pub(crate) body_sha256: Option<Str<'a>>,
    pub(crate) simulated: bool,
}

/// The host could not get an answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Failure {
    pub kind: FailureKind,
    /// Whether the request may have reached the provider; by the kind where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
    /// With `no_secret`: the name of the one that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// It comes from a simulation or a recording.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    Dns,
    Connect,
    Tls,
    ClientCertificate,
    Timeout,
    Reset,
    TooLarge,
    /// The host died after it had stored a `send` step and does not know.
    Interrupted,
    /// The host does not hold a secret that the request needs.
    NoSecret,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    No,
    Maybe,
}

impl<'a> Call<'a> {
    const MEMBERS: &'static [&'static str] =
        &["call", "operation", "input", "state", "event", "now", "options"];

    /// Reads a call; its state goes to `state` first, so that it is there whatever else is wrong.
    ///
    /// # Errors
    /// `call_not_json`, or what is wrong at which member.
    pub(crate) fn read(text: &'a str, state: &mut Option<State>) -> Result<Self> {
        let (call, event) = match serde_json::from_str::<Envelope<'a>>(text) {
            Ok(envelope) => (envelope.call, envelope.event.map(Event::read)),
            Err(_) => {
                // The JSON is broken, which this says better, or the event is a word.
                let call = Members::object(text, "")?;
                let event = call.raw("event").map(Event::word);
                (call, event)
            }
        };
        *state = call.raw("state").map(State::read).transpose()?;
        let members = Members::check(call, "", Self::MEMBERS)?;
        Ok(Self {
            call: members.text("call")?.ok_or_else(|| Error::missing("/call"))?,
            operation: members.text("operation")?,
            input: members.raw("input"),
            event: event.transpose()?,
            now: members.moment("now")?,
            options: match members.members("options", Options::MEMBERS)? {
                Some(options) => Options::read(&options)?,
                None => Options::default(),
            },
        })
    }
}

impl<'a> Event<'a> {
    const MEMBERS: &'static [&'static str] = &["response", "failure", "choice"];

    fn word(raw: &RawValue) -> Result<Self> {
        match raw.get() {
            r#""elapsed""# => Ok(Self::Elapsed),
            r#""stored""# => Ok(Self::Stored),
            _ => Err(no_event()),
        }
    }

    fn read(EventParts { event, response }: EventParts<'a>) -> Result<Self> {
        let members = Members::check(event, "/event", Self::MEMBERS)?;
        let failure = members.members("failure", Failure::MEMBERS)?;
        match (response, failure, members.has("choice")) {
            (Some(response), None, false) => {
                let response = Members::check(response, "/event/response", Response::MEMBERS)?;
                Ok(Self::Response(Box::new(Response::read(&response)?)))
            }
            (None, Some(failure), false) => Ok(Self::Failure(Failure::read(&failure)?)),
            (None, None, true) => match members.members("choice", CHOICE)? {
                Some(choice) => Ok(Self::Choice(choice_of(&choice)?)),
                None => Err(no_event()),
            },
            _ => Err(no_event()),
        }
    }
}

pub(super) const CHOICE: &[&str] = &["option", "application_id"];

pub(super) fn choice_of(members: &Members<'_>) -> Result<Choice> {
    let option = members.text("option")?.ok_or_else(|| Error::missing(members.path("option")))?;
    Ok(Choice {
        option: option.into_owned().into(),
        application_id: members.text("application_id")?.map(Str::into_owned),
    })
}

fn no_event() -> Error {
    Error::new(Code::WrongType).at("/event").because(Detail::Expected(EVENT))
}

impl<'a> Response<'a> {
    const MEMBERS: &'static [&'static str] =
        &["status", "headers", "body", "body_base64", "json", "body_sha256", "simulated"];

    fn read(members: &Members<'a>) -> Result<Self> {
        let status = members.number("status")?;
        Ok(Self {
            status: status.ok_or_else(|| Error::missing(members.path("status")))?,
            headers: match members.raw("headers") {
                Some(raw) => headers(raw).ok_or_else(|| members.wrong_type("headers", HEADERS))?,
                None => Headers::default(),
            },
            body: members.text("body")?,
            body_base64: members.text("body_base64")?,
            // A body that is the JSON text `null` is a body.
            json: members.raw("json"),
            body_sha256: members.text("body_sha256")?,
            simulated: members.boolean("simulated")?.unwrap_or(false),
        })
    }
}

/// Names to a string or an array of strings.
fn headers(raw: &RawValue) -> Option<Headers<'_>> {
    let object: Object<'_> = serde_json::from_str(raw.get()).ok()?;
    let mut headers = Headers::default();
    for (name, value) in object.entries() {
        match Field::of(value) {
            Field::Text(value, _) => headers.push(name.0.clone(), value),
            Field::List(values) => {
                values.into_iter().for_each(|value| headers.push(name.0.clone(), value.0));
            }
            _ => return None,
        }
    }
    Some(headers)
}

impl Failure {
    const MEMBERS: &'static [&'static str] = &["kind", "sent", "secret", "simulated"];

    fn read(members: &Members<'_>) -> Result<Self> {
        let missing = || Error::missing(members.path("kind"));
        let kind = members.word("kind", FAILURE_KIND)?.ok_or_else(missing)?;
        let sent = members.word("sent", SENT)?;
        let secret = members.text("secret")?.map(Str::into_owned);
        let simulated = members.boolean("simulated")?.unwrap_or(false);
        Ok(Self { kind, sent, secret, simulated })
    }
}

impl FailureKind {
    /// Whether the request may have reached the provider, where the host does not say it.
    #[must_use]
    pub const fn usually_sent(self) -> Sent {
        match self {
            Self::Dns | Self::Connect | Self::Tls | Self::ClientCertificate | Self::NoSecret => {
                Sent::No
            }
            Self::Timeout | Self::Reset | Self::TooLarge | Self::Interrupted => Sent::Maybe,
        }
    }
}

const EVENT: Text = Text {
    en: "\"elapsed\", \"stored\", or an object with one of response, failure and choice",
    ru: "\"elapsed\", \"stored\" или объект с одним из полей response, failure, choice",
};
const HEADERS: Text = Text {
    en: "names to a string or an array of strings",
    ru: "имена и строки или массивы строк",
};
const FAILURE_KIND: Text = Text {
    en: "dns, connect, tls, client_certificate, timeout, reset, too_large, interrupted or no_secret",
    ru: "dns, connect, tls, client_certificate, timeout, reset, too_large, interrupted или no_secret",
};
const SENT: Text = Text { en: "no or maybe", ru: "no или maybe" };
