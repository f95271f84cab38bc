//! What the source sent, beside what was read in it.

#[cfg(feature = "schema")]
use std::borrow::Cow;

use serde::Serialize;

use crate::wire::Field;

/// The source's members by their documented names; what was not sent is left out.
#[derive(Default)]
pub struct Raw<'a>(Vec<(&'static str, Field<'a>)>);

impl<'a> Raw<'a> {
    #[must_use]
    pub fn of(members: impl IntoIterator<Item = (&'static str, Field<'a>)>) -> Self {
        Self(members.into_iter().filter(|(_, field)| !field.is_absent()).collect())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Raw<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, field)| (name, field)))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Raw<'_> {
    fn schema_name() -> Cow<'static, str> {
        "raw".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let field = generator.subschema_for::<Field<'static>>();
        schemars::json_schema!({ "type": "object", "additionalProperties": field })
    }
}
