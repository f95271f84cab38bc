//! A member of an answer, whatever its type is today.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Str, text_of};

/// A member whose type drifts: `"52"` or `52`, `null` or absent, a text or a list of texts. Numbers
/// keep their digits.
#[derive(Clone, Default)]
pub enum Field<'a> {
    /// The text, and the JSON that it was read from.
    Text(Cow<'a, str>, &'a RawValue),
    Number(&'a str),
    Bool(bool),
    Null,
    List(Vec<Str<'a>>),
    /// An object, or an array of anything but texts.
    Other,
    #[default]
    Absent,
}

impl<'a> Field<'a> {
    /// Reads one JSON value.
    pub(crate) fn of(raw: &'a RawValue) -> Self {
        let json = raw.get();
        match json.as_bytes().first() {
            Some(b'"') => text_of(json).map_or(Self::Other, |text| Self::Text(text, raw)),
            Some(b'-' | b'0'..=b'9') => Self::Number(json),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') => Self::Null,
            Some(b'[') => serde_json::from_str(json).map_or(Self::Other, Self::List),
            _ => Self::Other,
        }
    }

    /// The text of a string or a number that is not empty.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text, _) if !text.trim().is_empty() => Some(text),
            Self::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// The same, borrowed from the body where it can be.
    #[must_use]
    pub fn cow(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text, _) if !text.trim().is_empty() => Some(text.clone()),
            Self::Number(digits) => Some(Cow::Borrowed(digits)),
            _ => None,
        }
    }

    /// A whole number, sent as a number or as its digits.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        self.text()?.trim().parse().ok()
    }

    /// Not sent, or sent without a value.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text, _) => text.trim().is_empty(),
            Self::Null | Self::Absent => true,
            _ => false,
        }
    }

    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(..) => "Field::Text(…)",
            Self::Number(_) => "Field::Number(…)",
            Self::Bool(_) => "Field::Bool(…)",
            Self::Null => "Field::Null",
            Self::List(_) => "Field::List(…)",
            Self::Other => "Field::Other",
            Self::Absent => "Field::Absent",
        })
    }
}

/// As a text: numbers by their digits, what is neither scalar nor list as `null`.
impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // As it came: a JSON string has no line break in it, and needs no escaping again.
            Self::Text(_, json) => json.serialize(serializer),
            Self::Number(digits) => serializer.serialize_str(digits),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::List(texts) => serializer.collect_seq(texts.iter().map(|text| &*text.0)),
            Self::Null | Self::Other | Self::Absent => serializer.serialize_unit(),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Field<'_> {
    fn schema_name() -> Cow<'static, str> {
        "provider_field".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "boolean", "array", "null"],
            "items": { "type": "string" },
            "description": "The provider's own value as text; a number by the digits it was sent with."
        })
    }
}
