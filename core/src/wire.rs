//! Wire types: members as providers really send them, borrowed from the body.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Deref;

use serde::de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{Code, Detail, Error, Happened, Result};

/// A JSON object, its members in the order they came and not yet read.
///
/// Serde's derived readers take an array for an object, field by field; this one does not.
#[derive(Default)]
pub struct Object<'a> {
    entries: Vec<(Str<'a>, &'a RawValue)>,
    /// Where the next member is looked for first: providers keep to an order.
    next: Cell<usize>,
}

impl<'a> Object<'a> {
    /// The member's JSON text.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let next = self.next.get();
        let at = match self.entries.get(next) {
            Some((found, _)) if &**found == name => next,
            _ => self.entries.iter().position(|(found, _)| &**found == name)?,
        };
        self.next.set(at + 1);
        self.entries.get(at).map(|(_, raw)| *raw)
    }

    #[must_use]
    pub fn field(&self, name: &str) -> Field<'a> {
        self.raw(name).map_or(Field::Absent, Field::of)
    }

    /// The object at a place such as `/response`, whose last part is the member's name; `None`
    /// where it is absent or `null`.
    ///
    /// # Errors
    /// `body_shape` where it is anything else.
    pub fn object(&self, place: &str) -> Result<Option<Object<'a>>> {
        self.read(place)
    }

    /// The list of objects at a place.
    ///
    /// # Errors
    /// `body_shape` where it is anything else.
    pub fn objects(&self, place: &str) -> Result<Option<Vec<Object<'a>>>> {
        self.read::<Objects<'a>>(place)?.map(Objects::whole).transpose()
    }

    /// The JSON text at the end of these steps; `None` where there is none.
    pub(crate) fn at(&self, mut steps: impl Iterator<Item = String>) -> Option<&'a RawValue> {
        let first = steps.next()?;
        let mut found = self.raw(&first)?;
        for step in steps {
            found = match found.get().as_bytes().first()? {
                b'{' => serde_json::from_str::<Object<'a>>(found.get()).ok()?.raw(&step)?,
                b'[' => {
                    let items: Vec<&'a RawValue> = serde_json::from_str(found.get()).ok()?;
                    let index = step.parse::<usize>().ok().filter(|at| at.to_string() == step)?;
                    items.get(index)?
                }
                _ => return None,
            };
        }
        Some(found)
    }

    /// The list of objects at the end of these steps.
    ///
    /// # Errors
    /// `body_shape` without a place where there is no such list, `body_too_large`.
    pub(crate) fn objects_at(
        &self,
        steps: impl Iterator<Item = String>,
    ) -> Result<Vec<(Object<'a>, &'a RawValue)>> {
        let shape = || Error::new(Code::BodyShape).happened(Happened::Yes);
        let list = self.at(steps).ok_or_else(shape)?;
        let objects: Objects<'a> = serde_json::from_str(list.get()).map_err(|_| shape())?;
        let objects = objects.whole()?;
        let texts: Vec<&'a RawValue> = serde_json::from_str(list.get()).map_err(|_| shape())?;
        Ok(objects.into_iter().zip(texts).collect())
    }

    pub(crate) fn push(&mut self, name: Str<'a>, value: &'a RawValue) {
        self.entries.push((name, value));
    }

    pub(crate) fn entries(&self) -> &[(Str<'a>, &'a RawValue)] {
        &self.entries
    }

    fn read<T: Deserialize<'a>>(&self, place: &str) -> Result<Option<T>> {
        let name = place.rsplit('/').next().unwrap_or_default();
        let Some(raw) = self.raw(name).filter(|raw| raw.get() != "null") else { return Ok(None) };
        serde_json::from_str(raw.get())
            .map(Some)
            .map_err(|_| Error::new(Code::BodyShape).at(place).happened(Happened::Yes))
    }
}

impl std::fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Object({} members)", self.entries.len())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Members<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
            type Value = Object<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key()? {
                    entries.push((name, map.next_value()?));
                }
                Ok(Object { entries, next: Cell::new(0) })
            }
        }

        deserializer.deserialize_map(Members(std::marker::PhantomData))
    }
}

/// The most objects of a list that are read: each takes a hundred times the memory of `{}`.
const MOST: usize = 20_000;

/// A list of objects, the first [`MOST`] of them, and how many there were.
pub(crate) struct Objects<'a> {
    first: Vec<Object<'a>>,
    count: usize,
}

impl<'a> Objects<'a> {
    /// # Errors
    /// `body_too_large` beyond what is read.
    pub(crate) fn whole(self) -> Result<Vec<Object<'a>>> {
        if self.count <= MOST {
            return Ok(self.first);
        }
        let limit = Detail::Limit(MOST as u64, "records");
        Err(Error::new(Code::BodyTooLarge).happened(Happened::Yes).because(limit))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Objects<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct List<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for List<'a> {
            type Value = Objects<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of objects")
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut first = Vec::new();
                while first.len() < MOST {
                    match list.next_element()? {
                        Some(object) => first.push(object),
                        None => return Ok(Objects { count: first.len(), first }),
                    }
                }
                let mut count = first.len();
                while list.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Objects { first, count })
            }
        }

        deserializer.deserialize_seq(List(std::marker::PhantomData))
    }
}

/// A JSON object that is kept as it came.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Takes a JSON text; `None` where it is no object.
    #[must_use]
    pub(crate) fn object(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        raw.get().starts_with('{').then(|| Self(raw.to_owned()))
    }

    #[must_use]
    pub(crate) fn raw(&self) -> &RawValue {
        &self.0
    }
}

/// Anybody's name may be in it.
impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Json({} bytes)", self.0.get().len())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Json {
    fn schema_name() -> Cow<'static, str> {
        "json_object".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

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
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Text<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Text<'a> {
            type Value = Str<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(
                self,
                text: &'de str,
            ) -> std::result::Result<Str<'a>, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<Str<'a>, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text(std::marker::PhantomData))
    }
}

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

/// The text of a JSON string, borrowed where it has no escapes.
pub(crate) fn text_of(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str::<Str<'_>>(json).ok().map(|text| text.0)
}

/// As a text: numbers by their digits, what is neither scalar nor list as `null`.
impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
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
