//! Objects of answers whose members are written in any case: `forInfoSys`, `ForInfoSys`.
//!
//! The server is a .NET one and does not mind the case (Q-A02 to Q-A09), so its document does not
//! either.

use serde_json::value::RawValue;

use crate::error::{Code, Error, Happened, Result};
use crate::protocol::Notes;
use crate::wire::{Field, Object};

pub(super) struct Loose<'a> {
    object: Object<'a>,
    /// JSON Pointer to it.
    place: String,
}

impl<'a> Loose<'a> {
    pub(super) fn new(object: Object<'a>, place: impl Into<String>) -> Self {
        Self { object, place: place.into() }
    }

    pub(super) fn place(&self, member: &str) -> String {
        format!("{}/{member}", self.place)
    }

    fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.object.raw(name).or_else(|| {
            let other = |(known, _): &&(crate::wire::Str<'a>, _)| known.eq_ignore_ascii_case(name);
            self.object.entries().iter().find(other).map(|(_, raw)| *raw)
        })
    }

    /// A member, without a note about its spelling.
    pub(super) fn peek(&self, name: &str) -> Field<'a> {
        self.raw(name).map_or(Field::Absent, Field::of)
    }

    /// A member; another spelling than the document's first one is noted.
    pub(super) fn field(&self, name: &str, notes: &mut Notes) -> Field<'a> {
        let field = self.peek(name);
        if !field.is_absent() && self.object.raw(name).is_none() {
            notes.quirk("osnovanie.member_case", || self.place(name));
        }
        field
    }

    /// A list of numbers, each perhaps in quotes.
    pub(super) fn integers(&self, name: &str) -> Option<Vec<i64>> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.raw(name)?.get()).ok()?;
        items.into_iter().map(|item| Field::of(item).integer()).collect()
    }

    /// An object inside this one; `None` where it is absent or `null`.
    ///
    /// # Errors
    /// `body_shape` where it is anything else.
    pub(super) fn object(&self, name: &str) -> Result<Option<Loose<'a>>> {
        let place = self.place(name);
        match self.raw(name).filter(|raw| raw.get() != "null") {
            None => Ok(None),
            Some(raw) => serde_json::from_str(raw.get())
                .map(|object| Some(Loose::new(object, place.clone())))
                .map_err(|_| shape(place)),
        }
    }

    /// A list of objects inside this one; empty where it is absent or `null`.
    ///
    /// # Errors
    /// `body_shape` where it is anything else.
    pub(super) fn objects(&self, name: &str) -> Result<Vec<Loose<'a>>> {
        let place = self.place(name);
        // Through an object of its own, for the limit on records.
        let mut alone = Object::default();
        if let Some(raw) = self.raw(name) {
            alone.push(crate::wire::Str("list".into()), raw);
        }
        let items = alone.objects("list").map_err(|error| error.at(place.clone()))?;
        Ok(list(items.unwrap_or_default(), &place))
    }

    /// The scalars that are not left out, as they came.
    pub(super) fn others(&self, left_out: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let scalar = |json: &str| !json.starts_with(['{', '[']) && json != "null";
        let entries = self.object.entries().iter();
        let others = entries.filter(|(name, raw)| !left_out(name) && scalar(raw.get()));
        others.map(|(name, raw)| (name.to_string(), raw.get().to_owned())).collect()
    }

    /// Whether it has one member and no more.
    pub(super) fn is_alone(&self) -> bool {
        self.object.entries().len() == 1
    }

    /// Whether any of these members is there.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.raw(name).is_some())
    }
}

/// The objects of a list at a place, each with its own.
pub(super) fn list<'a>(objects: Vec<Object<'a>>, place: &str) -> Vec<Loose<'a>> {
    let item = |(index, object)| Loose::new(object, format!("{place}/{index}"));
    objects.into_iter().enumerate().map(item).collect()
}

/// The answer came, and is not of the documented kind.
pub(super) fn shape(place: impl Into<String>) -> Error {
    Error::new(Code::BodyShape).at(place).happened(Happened::Yes)
}
