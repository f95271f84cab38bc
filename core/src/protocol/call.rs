//! Calls and events, borrowed from the line that they came in.

use std::borrow::Cow;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::options::Options;
use super::state::State;
use crate::error::{Code, Error};
use crate::http::Headers;
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::Str;

/// One call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call<'a> {
    #[serde(borrow)]
    pub(crate) call: Str<'a>,
    #[serde(borrow, default)]
    pub(crate) operation: Option<Str<'a>>,
    #[serde(borrow, default)]
    pub(crate) input: Option<&'a RawValue>,
    #[serde(default)]
    pub(crate) state: Option<State>,
    #[serde(borrow, default)]
    pub(crate) event: Option<Event<'a>>,
    #[serde(default)]
    pub(crate) now: Option<Timestamp>,
    #[serde(default)]
    pub(crate) options: Option<Options>,
}

/// What happened since the last step.
pub(crate) enum Event<'a> {
    Response(Response<'a>),
    Failure(Failure),
    Elapsed,
    Stored,
    Choice(
        #[expect(dead_code, reason = "read by procedures, which come with their first user")]
        &'a RawValue,
    ),
}

/// An answer as it arrived.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    #[serde(borrow, default)]
    pub(crate) headers: Headers<'a>,
    #[serde(borrow, default)]
    pub(crate) body: Option<Str<'a>>,
    #[serde(borrow, default)]
    pub(crate) body_base64: Option<Str<'a>>,
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) json: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) body_sha256: Option<Str<'a>>,
    #[serde(default)]
    pub(crate) simulated: bool,
}

/// The host could not get an answer.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Failure {
    pub kind: FailureKind,
    /// Whether the request may have reached the provider; by the kind where nothing is said.
    pub sent: Option<Sent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    No,
    Maybe,
}

/// A body that is the JSON text `null` is a body.
fn present<'de: 'a, 'a, D: Deserializer<'de>>(d: D) -> Result<Option<&'a RawValue>, D::Error> {
    <&RawValue>::deserialize(d).map(Some)
}

impl<'de: 'a, 'a> Deserialize<'de> for Event<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EventVisitor(std::marker::PhantomData))
    }
}

struct EventVisitor<'a>(std::marker::PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for EventVisitor<'a> {
    type Value = Event<'a>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an event")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Event<'a>, E> {
        match text {
            "elapsed" => Ok(Event::Elapsed),
            "stored" => Ok(Event::Stored),
            _ => Err(E::custom("unknown event")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event<'a>, A::Error> {
        let event = match map.next_key::<Str<'de>>()?.as_deref() {
            Some("response") => Event::Response(map.next_value()?),
            Some("failure") => Event::Failure(map.next_value()?),
            Some("choice") => Event::Choice(map.next_value()?),
            _ => return Err(de::Error::custom("unknown event")),
        };
        match map.next_key::<Str<'de>>()? {
            None => Ok(event),
            Some(_) => Err(de::Error::custom("more than one event")),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HeadersVisitor(std::marker::PhantomData))
    }
}

struct HeadersVisitor<'a>(std::marker::PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for HeadersVisitor<'a> {
    type Value = Headers<'a>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("headers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers<'a>, A::Error> {
        let mut headers = Headers::default();
        while let Some(name) = map.next_key::<Str<'de>>()? {
            for value in map.next_value::<HeaderValues<'de>>()?.0 {
                headers.push(name.0.clone(), value);
            }
        }
        Ok(headers)
    }
}

/// A string or an array of strings.
struct HeaderValues<'a>(Vec<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for HeaderValues<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for OneOrMany<'a> {
            type Value = HeaderValues<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a header's value")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(HeaderValues(vec![Cow::Borrowed(text)]))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(HeaderValues(vec![Cow::Owned(text.to_owned())]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = seq.next_element::<Str<'de>>()? {
                    values.push(value.0);
                }
                Ok(HeaderValues(values))
            }
        }

        deserializer.deserialize_any(OneOrMany(std::marker::PhantomData))
    }
}

/// Why `text`, which could not be read as a [`Call`], is none: with the place of the fault, and
/// none of its words.
pub(crate) fn explain(text: &str) -> Error {
    const CALL: &[&str] = &["call", "operation", "input", "state", "event", "now", "options"];
    const STATE: &[&str] = &["state"];
    let members = match Members::split(text, "") {
        Ok(members) => members,
        Err(error) if error.code == Code::CallNotJson => return error,
        Err(_) => return Error::new(Code::InvalidCall),
    };
    if let Some(error) = members.unknown(CALL) {
        return error;
    }
    if let Some(options) = members.raw("options") {
        match Members::split(options.get(), "/options") {
            Err(error) => return error,
            Ok(options) => {
                if let Some(error) = options.unknown(Options::MEMBERS) {
                    return error;
                }
            }
        }
    }
    let fails = |name: &str| -> bool {
        let Some(raw) = members.raw(name) else { return false };
        let text = raw.get();
        match name {
            "call" | "operation" => serde_json::from_str::<Str<'_>>(text).is_err(),
            "state" => serde_json::from_str::<Option<State>>(text).is_err(),
            "event" => serde_json::from_str::<Event<'_>>(text).is_err(),
            "now" => serde_json::from_str::<Timestamp>(text).is_err(),
            "options" => serde_json::from_str::<Options>(text).is_err(),
            _ => false,
        }
    };
    match CALL.iter().find(|name| fails(name)) {
        Some(name) if STATE.contains(name) => Error::new(Code::StateInvalid).at("/state"),
        Some(name) => Error::new(Code::WrongType).at(format!("/{name}")),
        None if members.raw("call").is_none() => Error::missing("/call"),
        None => Error::new(Code::InvalidCall),
    }
}
