//! An object's own members, as texts in their order.

use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Names and values, both as JSON texts; a name may be there twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Members(Vec<(String, String)>);

impl Members {
    /// Nothing where the text is no object.
    pub(super) fn of(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own.trim_matches('"') == name);
        found.map(|(_, value)| &**value)
    }

    /// In its place, or at the end.
    pub(super) fn set(&mut self, name: &str, value: String) {
        match self.0.iter_mut().find(|(own, _)| own.trim_matches('"') == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((format!("\"{name}\""), value)),
        }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(own, _)| own.trim_matches('"') == name)?;
        Some(self.0.remove(at).1)
    }

    /// Names without their quotes, and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.trim_matches('"'), &**value))
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::from("{");
        for (at, (name, value)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(text, "{comma}{name}:{value}");
        }
        text + "}"
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<Box<RawValue>, Box<RawValue>>()? {
                    members.push((name.get().to_owned(), value.get().to_owned()));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}
