//! A call taken apart in one pass over its line, down to the answer's body.
//!
//! A member that holds another would otherwise be passed over once per level, and the body is the
//! longest part of the line.

use std::marker::PhantomData;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::wire::{Object, Str};

/// The members of a call, without `event`, which was taken apart further. It is no call whose
/// event is a word: that one is short.
pub(super) struct Envelope<'a> {
    pub(super) call: Object<'a>,
    pub(super) event: Option<EventParts<'a>>,
}

/// The members of an event, without `response`.
pub(super) struct EventParts<'a> {
    pub(super) event: Object<'a>,
    pub(super) response: Option<Object<'a>>,
}

/// Reads an object whose one member of this name is read as a `T`.
struct Taking<'a, T> {
    name: &'static str,
    types: PhantomData<&'a T>,
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Taking<'a, T> {
    type Value = (Object<'a>, Option<T>);

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut object, mut taken) = (Object::default(), None);
        while let Some(name) = map.next_key::<Str<'de>>()? {
            if &*name != self.name {
                object.push(name, map.next_value()?);
            } else if taken.replace(map.next_value()?).is_some() {
                return Err(de::Error::custom("twice"));
            }
        }
        Ok((object, taken))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Envelope<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let taking = Taking { name: "event", types: PhantomData };
        let (call, event) = deserializer.deserialize_map(taking)?;
        Ok(Self { call, event })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for EventParts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let taking = Taking { name: "response", types: PhantomData };
        let (event, response) = deserializer.deserialize_map(taking)?;
        Ok(Self { event, response })
    }
}
