//! `info`, the application as it is sent: in the spelling of the document's examples, whoever wrote
//! it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

mod members;
mod spelling;

use self::members::{ITS_OWN, Kind, MEMBERS, is_nothing};
pub(super) use self::spelling::{bool_of, gender_letter};
use self::spelling::{normal, same, sorted};
use super::loose::{Loose, shape};
use crate::error::Result;

/// A member's value.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Sent {
    Text(String),
    Number(i64),
    Bool(bool),
    Numbers(Vec<i64>),
}

impl Serialize for Sent {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Numbers(numbers) => serializer.collect_seq(numbers),
        }
    }
}

/// The members of an application, as many as are known.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Info {
    known: Vec<(&'static str, Sent)>,
    /// What a server keeps that its document does not name, as it came.
    others: Vec<(String, String)>,
}

impl Info {
    /// Sets a member of the table.
    pub(super) fn set(&mut self, name: &'static str, value: Sent) {
        match self.known.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.known.push((name, value)),
        }
    }

    pub(super) fn text(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.set(name, Sent::Text(value.to_owned()));
        }
    }

    pub(super) fn number(&mut self, name: &'static str, value: Option<i64>) {
        if let Some(value) = value {
            self.set(name, Sent::Number(value));
        }
    }

    pub(super) fn bool(&mut self, name: &'static str, value: Option<bool>) {
        if let Some(value) = value {
            self.set(name, Sent::Bool(value));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Sent> {
        self.known.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The application as the provider keeps it (Q-A04 to Q-A17: every member in any case, with
    /// every drift of type); what is blank there is left out.
    pub(super) fn of(info: &Loose<'_>) -> Self {
        let mut read = Self::default();
        for (name, kind) in MEMBERS {
            let field = info.peek(name);
            let value = match kind {
                Kind::Text => field.text().map(|text| Sent::Text(text.trim().to_owned())),
                Kind::Number => field.integer().map(Sent::Number),
                Kind::Bool => bool_of(&field).map(Sent::Bool),
                Kind::Numbers => info.integers(name).map(Sent::Numbers),
            };
            if let Some(value) = value.and_then(|value| normal(name, value)) {
                read.set(name, value);
            }
        }
        read
    }

    /// The same, where nothing may be lost: what is read is sent back, and overwrites the record.
    ///
    /// # Errors
    /// `body_shape` for a member that says something and cannot be read.
    pub(super) fn whole(info: &Loose<'_>) -> Result<Self> {
        let mut read = Self::of(info);
        for (name, _) in MEMBERS {
            let says = !info.peek(name).is_blank() && !is_nothing(name, info);
            if says && read.get(name).is_none() {
                return Err(shape(info.place(name)));
            }
        }
        read.others = info.others(|name| {
            let known = MEMBERS.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
            known || ITS_OWN.iter().any(|own| own.eq_ignore_ascii_case(name))
        });
        Ok(read)
    }

    /// Without a member.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.known.retain(|(known, _)| *known != name);
        self
    }

    /// This, with the members of `changes` in place of its own.
    pub(super) fn changed(mut self, changes: &Self) -> Self {
        for (name, value) in &changes.known {
            self.set(name, value.clone());
        }
        self
    }

    /// Whether every member of `changes` is here already, and says the same.
    pub(super) fn has_all(&self, changes: &Self) -> bool {
        changes.known.iter().all(|(name, value)| match (self.get(name), value) {
            // Never sent as `false` (Q-A14), and read as nothing.
            (None, Sent::Bool(false)) => true,
            (Some(Sent::Text(own)), Sent::Text(other)) => same(name, own, other),
            (Some(Sent::Numbers(own)), Sent::Numbers(other)) => sorted(own) == sorted(other),
            (own, other) => own == Some(other),
        })
    }
}

/// In the order of the table.
impl Serialize for Info {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, _) in MEMBERS {
            if let Some(value) = self.get(name) {
                map.serialize_entry(name, value)?;
            }
        }
        for (name, json) in &self.others {
            let raw: Option<&RawValue> = serde_json::from_str(json).ok();
            map.serialize_entry(name, &raw)?;
        }
        map.end()
    }
}
