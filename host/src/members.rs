//! The members of a JSON object, each kept as its own bytes.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use spravka_core::wire::Str;

/// The members of an object in their order.
pub type Members<'a> = Vec<(Str<'a>, &'a RawValue)>;

pub fn twice(members: &Members<'_>, name: &str) -> bool {
    members.iter().filter(|(member, _)| &**member == name).count() > 1
}

/// Splits an object; what was read before a fault stays in `members`.
pub fn split<'a>(text: &'a str, members: &mut Members<'a>) -> bool {
    let mut json = serde_json::Deserializer::from_str(text);
    Into(members).deserialize(&mut json).is_ok() && json.end().is_ok()
}

struct Into<'m, 'a>(&'m mut Members<'a>);

impl<'de> DeserializeSeed<'de> for Into<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Into<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Str<'de>>()? {
            let value = map.next_value::<&'de RawValue>()?;
            self.0.push((name, value));
        }
        Ok(())
    }
}
