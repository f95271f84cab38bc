//! Region codes of the FSSP's bank of enforcement proceedings.

use serde::Serialize;

use crate::error::Text;

/// A region that the FSSP's search accepts: -1 (all), 1 to 78, 82, 86, 87, 89, 92. Code 27 covers
/// the Jewish Autonomous Region too, 29 the Nenets District (list of public clients of API v1.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Region(i16);

impl Region {
    /// All regions at once.
    pub const ALL: Self = Self(-1);

    pub(crate) const EXPECTED: Text = Text {
        en: "a region code from 1 to 78, 82, 86, 87, 89, 92, or -1 for all",
        ru: "код региона от 1 до 78, 82, 86, 87, 89, 92 или -1 (все)",
    };

    #[must_use]
    pub fn new(code: i64) -> Option<Self> {
        matches!(code, -1 | 1..=78 | 82 | 86 | 87 | 89 | 92)
            .then(|| i16::try_from(code).ok().map(Self))?
    }

    #[must_use]
    pub fn code(self) -> i16 {
        self.0
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Region {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "region".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A region code of the FSSP; -1 is all regions.",
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": 78 },
                { "enum": [-1, 82, 86, 87, 89, 92] }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_list() {
        let accepted: Vec<i64> = (-200..200).filter(|code| Region::new(*code).is_some()).collect();
        let mut published: Vec<i64> = (1..=78).collect();
        published.insert(0, -1);
        published.extend([82, 86, 87, 89, 92]);
        assert_eq!(accepted, published);
    }
}
