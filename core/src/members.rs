//! The members of an input: each read once by name and parsed, with the place of every fault.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Code, Detail, Error, Result, Text};
use crate::protocol::Notes;
use crate::value::Value;
use crate::wire::Str;

/// The members of one JSON object, with its place.
pub struct Members<'a> {
    base: &'static str,
    entries: Vec<(Str<'a>, &'a RawValue)>,
}

impl<'a> Members<'a> {
    /// Splits an object into its members.
    ///
    /// # Errors
    /// `call_not_json` with line and column, `wrong_type` where it is no object, `invalid_value`
    /// where a member occurs twice.
    pub(crate) fn split(text: &'a str, base: &'static str) -> Result<Self> {
        let entries = serde_json::from_str::<Entries<'a>>(text).map_err(|error| {
            if error.is_data() {
                Error::new(Code::WrongType).at(base).because(Detail::Expected(OBJECT))
            } else {
                let position = Detail::Position(error.line(), error.column());
                Error::new(Code::CallNotJson).because(position)
            }
        })?;
        let entries = entries.0;
        for (index, (name, _)) in entries.iter().enumerate() {
            if entries.iter().skip(index + 1).any(|(other, _)| other == name) {
                return Err(Error::invalid(format!("{base}/*"), ONCE));
            }
        }
        Ok(Self { base, entries })
    }

    /// The error for the first member that is not one of `known`.
    pub(crate) fn unknown(&self, known: &[&'static str]) -> Option<Error> {
        let (name, _) = self.entries.iter().find(|(name, _)| !known.contains(&&**name))?;
        let error = Error::new(Code::UnknownMember).at(format!("{}/*", self.base));
        Some(if known.is_empty() {
            error
        } else {
            error.because(Detail::Nearest(nearest(name, known)))
        })
    }

    pub(crate) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.entries.iter().find(|(member, _)| &**member == name).map(|(_, raw)| *raw)
    }

    /// The same, where `null` counts as absent.
    fn given(&self, name: &str) -> Option<&'a RawValue> {
        self.raw(name).filter(|raw| raw.get() != "null")
    }

    /// Whether a member is there with a value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.given(name).is_some()
    }

    /// # Errors
    /// `missing_member`, `wrong_type` or what the value's parse finds.
    pub fn required<V: Value>(&self, name: &'static str, notes: &mut Notes) -> Result<V> {
        self.optional(name, notes)?.ok_or_else(|| Error::missing(self.path(name)))
    }

    /// # Errors
    /// `wrong_type` or what the value's parse finds.
    pub fn optional<V: Value>(&self, name: &'static str, notes: &mut Notes) -> Result<Option<V>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let value = V::parse(&text).map_err(|fault| {
            Error::new(fault.code()).at(self.path(name)).because(Detail::Expected(V::EXPECTED))
        })?;
        if let Some(quirk) = value.quirk() {
            notes.quirk(quirk, || self.path(name));
        }
        Ok(Some(value))
    }

    /// # Errors
    /// `wrong_type` where the member is no string.
    pub fn text(&self, name: &'static str) -> Result<Option<Str<'a>>> {
        self.read(name, STRING)
    }

    /// # Errors
    /// `wrong_type` where the member is no whole number.
    pub fn integer(&self, name: &'static str) -> Result<Option<i64>> {
        self.read(name, INTEGER)
    }

    /// # Errors
    /// `wrong_type` where the member is neither `true` nor `false`.
    pub fn boolean(&self, name: &'static str) -> Result<Option<bool>> {
        self.read(name, BOOLEAN)
    }

    /// The JSON Pointer of a member.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    fn read<T: Deserialize<'a>>(&self, name: &'static str, expected: Text) -> Result<Option<T>> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        serde_json::from_str(raw.get()).map(Some).map_err(|_| {
            Error::new(Code::WrongType).at(self.path(name)).because(Detail::Expected(expected))
        })
    }
}

impl std::fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Members({})", self.entries.len())
    }
}

/// The known name that is nearest to `name`.
pub(crate) fn nearest(name: &str, known: &[&'static str]) -> &'static str {
    let short: String = name.chars().take(64).collect();
    known
        .iter()
        .min_by_key(|candidate| strsim::damerau_levenshtein(&short, candidate))
        .copied()
        .unwrap_or_default()
}

const OBJECT: Text = Text { en: "an object", ru: "объект" };
const STRING: Text = Text { en: "a string", ru: "строка" };
const INTEGER: Text = Text { en: "a whole number", ru: "целое число" };
const BOOLEAN: Text = Text { en: "true or false", ru: "true или false" };
const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };

struct Entries<'a>(Vec<(Str<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Object<'a> {
            type Value = Entries<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key()? {
                    entries.push((name, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Object(std::marker::PhantomData))
    }
}
