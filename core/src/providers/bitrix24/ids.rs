//! The portal's numbers of users, contacts and comments.

use serde::Serialize;

use crate::error::{Error, Result, Text};
use crate::members::Members;

/// A number from 1 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Id(u64);

impl Id {
    /// Reads a member of the input: a number, or its digits as a text.
    ///
    /// # Errors
    /// `missing_member` or `wrong_type`.
    pub(super) fn read(members: &Members<'_>, name: &'static str) -> Result<Self> {
        let id = members.scalar(name, ID, |json| Self::parse(json.trim_matches('"')))?;
        id.ok_or_else(|| Error::missing(members.path(name)))
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|_| digits).map(Self)
    }
}

/// Ids leave as texts, as all identifiers.
impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A number of the portal's.",
            "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^[1-9][0-9]*$" }]
        })
    }
}

const ID: Text = Text { en: "a number from 1 on", ru: "целое число от 1" };
