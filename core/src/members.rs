//! The members of an input: each read once by name and parsed, with the place of every fault.

mod lists;

use std::borrow::Cow;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Code, Detail, Error, Result, Text};
use crate::file::{File, Files};
use crate::protocol::Notes;
use crate::value::{Timestamp, Value};
use crate::wire::{Json, Object, Str, text_of};

/// The members of one JSON object, with its place.
pub struct Members<'a> {
    base: Cow<'static, str>,
    object: Object<'a>,
    /// The files beside the call.
    files: Files<'a>,
    /// When the flow starts, in the call that starts it.
    started: Option<Timestamp>,
}

impl<'a> Members<'a> {
    /// Reads an object that has no members but the known ones, and each once.
    ///
    /// # Errors
    /// `call_not_json` with line and column, `wrong_type` where it is no object, `unknown_member`,
    /// `invalid_value` where a member occurs twice.
    pub(crate) fn of(
        text: &'a str,
        base: impl Into<Cow<'static, str>>,
        known: &'static [&'static str],
    ) -> Result<Self> {
        let base = base.into();
        Self::check(Self::object(text, &base)?, base, known)
    }

    /// The same with the files beside the call, and the moment in a call that starts a flow.
    pub(crate) fn of_call(self, files: Files<'a>, started: Option<Timestamp>) -> Self {
        Self { files, started, ..self }
    }

    /// The moment of a call that starts a flow.
    pub(crate) fn started(&self) -> Option<Timestamp> {
        self.started
    }

    /// # Errors
    /// `call_not_json` with line and column, `wrong_type` where it is no object.
    pub(crate) fn object(text: &'a str, base: &str) -> Result<Object<'a>> {
        serde_json::from_str(text).map_err(|error| {
            if error.is_data() {
                Error::new(Code::WrongType).at(base).because(Detail::Expected(OBJECT))
            } else {
                let position = Detail::Position(error.line(), error.column());
                Error::new(Code::CallNotJson).because(position)
            }
        })
    }

    /// The same for an object that is already read.
    ///
    /// # Errors
    /// `unknown_member`, `invalid_value` where a member occurs twice.
    pub(crate) fn check(
        object: Object<'a>,
        base: impl Into<Cow<'static, str>>,
        known: &'static [&'static str],
    ) -> Result<Self> {
        let base = base.into();
        let entries = object.entries();
        if let Some((name, _)) = entries.iter().find(|(name, _)| !known.contains(&&**name)) {
            let error = Error::new(Code::UnknownMember).at(format!("{base}/*"));
            return Err(match nearest(name, known) {
                None => error,
                Some(name) => error.because(Detail::Nearest(name)),
            });
        }
        // All are known ones: beyond so many, one is there twice.
        let twice = |(index, (name, _)): (usize, &(Str<'_>, _))| {
            entries.iter().skip(index + 1).any(|(other, _)| other == name)
        };
        if entries.len() > known.len() || entries.iter().enumerate().any(twice) {
            return Err(Error::invalid(format!("{base}/*"), ONCE));
        }
        Ok(Self { base, object, files: &[], started: None })
    }

    pub(crate) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.object.raw(name)
    }

    /// The same, where `null` counts as absent.
    pub(crate) fn given(&self, name: &str) -> Option<&'a RawValue> {
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
        self.scalar(name, STRING, |json| text_of(json).map(Str))
    }

    /// # Errors
    /// `wrong_type` where the member is no whole number.
    pub fn integer(&self, name: &'static str) -> Result<Option<i64>> {
        self.number(name)
    }

    /// # Errors
    /// `wrong_type` where the member is neither `true` nor `false`.
    pub fn boolean(&self, name: &'static str) -> Result<Option<bool>> {
        self.scalar(name, BOOLEAN, |json| match json {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }

    /// The JSON Pointer of a member.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    /// A member that is there, or nothing at all.
    pub(crate) fn members(
        &self,
        name: &'static str,
        known: &'static [&'static str],
    ) -> Result<Option<Members<'a>>> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        let members = Members::of(raw.get(), self.path(name), known)?;
        Ok(Some(members.of_call(self.files, self.started)))
    }

    /// An object that is kept as it came.
    ///
    /// # Errors
    /// `wrong_type` where it is no object.
    pub(crate) fn kept(&self, name: &'static str) -> Result<Option<Json>> {
        self.scalar(name, OBJECT, Json::object)
    }

    /// The place of the object itself.
    pub(crate) fn place(&self) -> &str {
        &self.base
    }

    /// A file, with its bytes where they came along.
    ///
    /// # Errors
    /// The class `invalid_input`, as [`File`] says.
    pub(crate) fn file(&self, name: &'static str) -> Result<Option<File>> {
        let beside = self.files.iter().find(|(member, _)| *member == name).map(|(_, bytes)| *bytes);
        match self.members(name, File::MEMBERS)? {
            Some(members) => File::read(&members, beside).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn moment(&self, name: &'static str) -> Result<Option<Timestamp>> {
        self.scalar(name, MOMENT, |json| Timestamp::parse(&text_of(json)?))
    }

    pub(crate) fn number<T: FromStr>(&self, name: &'static str) -> Result<Option<T>> {
        self.scalar(name, INTEGER, |json| json.parse().ok())
    }

    /// One of the words of a type.
    pub(crate) fn word<T: Deserialize<'a>>(
        &self,
        name: &'static str,
        expected: Text,
    ) -> Result<Option<T>> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        let word = serde_json::from_str(raw.get()).map(Some);
        word.map_err(|_| Error::invalid(self.path(name), expected))
    }

    pub(crate) fn wrong_type(&self, name: &str, expected: Text) -> Error {
        Error::new(Code::WrongType).at(self.path(name)).because(Detail::Expected(expected))
    }

    pub(crate) fn scalar<T>(
        &self,
        name: &'static str,
        expected: Text,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        read(raw.get()).map(Some).ok_or_else(|| self.wrong_type(name, expected))
    }
}

impl std::fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Members({:?})", self.object)
    }
}

/// The known name that is nearest to `name`, if one is near at all.
#[must_use]
pub fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let name: String = name.chars().take(64).collect();
    let distance = |candidate: &&'static str| strsim::damerau_levenshtein(&name, candidate);
    let near = known.iter().map(|candidate| (distance(candidate), *candidate)).min()?;
    (near.0 * 2 <= name.chars().count().max(near.1.len())).then_some(near.1)
}

const OBJECT: Text = Text { en: "an object", ru: "объект" };
const STRING: Text = Text { en: "a string", ru: "строка" };
const INTEGER: Text = Text { en: "a whole number", ru: "целое число" };
const BOOLEAN: Text = Text { en: "true or false", ru: "true или false" };
const MOMENT: Text =
    Text { en: "a moment in RFC 3339", ru: "момент времени по RFC 3339" };
const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };
