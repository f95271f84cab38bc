//! Fields of a contact's card by their names.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::values::Value;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::wire::Object;

/// Names to values, in the order of the input.
#[derive(Debug)]
pub struct Fields(Vec<(String, Value)>);

const MOST: usize = 100;

impl Fields {
    /// # Errors
    /// `missing_member`, `wrong_type` and `invalid_value`; a field's own name is in no place.
    pub(super) fn read(members: &Members<'_>, name: &'static str) -> Result<Self> {
        let read = |json| serde_json::from_str::<Object<'_>>(json).ok();
        let object = members.scalar(name, OBJECT, read)?;
        let object = object.ok_or_else(|| Error::missing(members.path(name)))?;
        let place = format!("{}/*", members.path(name));
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (field, raw) in object.entries() {
            let known = is_name(field) && !fields.iter().any(|(known, _)| *known == **field);
            if !known {
                return Err(Error::invalid(place, NAMES));
            }
            let value = Value::read(raw.get());
            let value = value.ok_or_else(|| Error::invalid(place.as_str(), Value::EXPECTED))?;
            fields.push((field.to_string(), value));
        }
        if (1..=MOST).contains(&fields.len()) {
            Ok(Self(fields))
        } else {
            Err(Error::invalid(members.path(name), OBJECT))
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// A user field by its original name, or one of the contact's own in camel case. Phones and the
/// like (`fm`) are left out: each time they are sent, one more is added.
fn is_name(name: &str) -> bool {
    if let Some(rest) = name.strip_prefix("UF_CRM_") {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        return (1..=43).contains(&rest.len()) && rest.bytes().all(plain);
    }
    let plain = |b: u8| b.is_ascii_alphanumeric();
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 50
        && name.bytes().all(plain)
        && !name.starts_with("ufCrm")
        && !matches!(name, "fm" | "id")
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fields {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "fields".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let scalar = schemars::json_schema!({ "type": ["string", "integer", "boolean"] });
        schemars::json_schema!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": 100,
            "propertyNames": { "pattern": "^(UF_CRM_[A-Z0-9_]{1,43}|[a-z][A-Za-z0-9]{0,49})$" },
            "additionalProperties": {
                "anyOf": [scalar, { "type": "null" }, { "type": "array", "items": scalar, "maxItems": 100 }]
            },
            "description": "Fields by their original names (UF_CRM_…) or in camel case: money as 144167.00|RUB, dates as 2026-02-24, moments as 2026-02-24T12:00:00+03:00, fractions as texts."
        })
    }
}

const OBJECT: Text =
    Text { en: "an object of 1 to 100 fields", ru: "объект, от 1 до 100 полей" };
const NAMES: Text = Text {
    en: "each field once, by its name UF_CRM_… or in camel case; phones (fm) cannot be written",
    ru: "каждое поле один раз, по имени UF_CRM_… или в camelCase; телефоны (fm) не записываются",
};
