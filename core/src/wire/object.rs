//! Objects and lists of them.

use std::cell::Cell;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{Field, Str};
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
