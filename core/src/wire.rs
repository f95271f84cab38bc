//! Wire types: members as providers really send them, borrowed from the body.

use std::borrow::Cow;
use std::ops::Deref;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON string, borrowed where it has no escapes (also inside `Option`, where serde's `Cow` is
/// always owned).
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Str<'a>(pub Cow<'a, str>);

impl Str<'_> {
    #[must_use]
    pub fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Anybody's name may be in it.
impl std::fmt::Debug for Str<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Str({} bytes)", self.0.len())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Text<'a> {
            type Value = Str<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Str<'a>, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Str<'a>, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text(std::marker::PhantomData))
    }
}

/// A member whose type drifts: `"52"` or `52`, `null` or absent, a text or a list of texts. Numbers
/// keep their digits.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Field<'a> {
    Text(Cow<'a, str>),
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
    fn of(json: &'a str) -> Result<Self, serde_json::Error> {
        Ok(match json.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str::<Str<'a>>(json)?.0),
            Some(b'-' | b'0'..=b'9') => Self::Number(json),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') => Self::Null,
            Some(b'[') => serde_json::from_str(json).map_or(Self::Other, Self::List),
            _ => Self::Other,
        })
    }

    /// The text of a string or a number that is not empty.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            Self::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// The same, borrowed from the body where it can be.
    #[must_use]
    pub fn cow(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text.clone()),
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
            Self::Text(text) => text.trim().is_empty(),
            Self::Null | Self::Absent => true,
            _ => false,
        }
    }

    #[must_use]
    pub fn is_absent(&self) -> bool {
        *self == Self::Absent
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Field::Text(…)",
            Self::Number(_) => "Field::Number(…)",
            Self::Bool(_) => "Field::Bool(…)",
            Self::Null => "Field::Null",
            Self::List(_) => "Field::List(…)",
            Self::Other => "Field::Other",
            Self::Absent => "Field::Absent",
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Field<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'a RawValue>::deserialize(deserializer)?;
        Self::of(raw.get()).map_err(|_| de::Error::custom("not a field"))
    }
}

/// As a text: numbers by their digits, what is neither scalar nor list as `null`.
impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
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
