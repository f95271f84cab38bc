//! Names of things at the provider: `name` or `name@domain`, where a name may hold `=`.

use serde::Serialize;

use crate::error::Text;
use crate::value::{Fault, Value};

/// A name, with the contract's domain or without it, such as `report_person@domain`; 300 visible
/// ASCII characters at most, a letter or a digit among them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "uid"))]
#[serde(transparent)]
pub struct Uid(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^[!-~]*[A-Za-z0-9][!-~]*$"), length(max = 300))
    )]
    String,
);

impl Uid {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Uid {
    const EXPECTED: Text = Text {
        en: "a uid such as name@domain, of visible ASCII characters",
        ru: "идентификатор вида имя@домен из печатных знаков ASCII",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        // Without one it could be a step up the path.
        let says = text.bytes().any(|b| b.is_ascii_alphanumeric());
        if says && text.len() <= 300 && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Form)
        }
    }
}

impl std::fmt::Debug for Uid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Uid({} characters)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for text in ["a", "a@b", "report_person@some_domain", "YWJj=@d-1", "../a"] {
            assert_eq!(Uid::parse(text).map(|uid| uid.0), Ok(text.to_owned()));
        }
        for text in ["", ".", "..", "@", "a b@c", "a@b\n", "отчёт@домен"] {
            assert_eq!(Uid::parse(text), Err(Fault::Form), "{text:?}");
        }
        assert_eq!(Uid::parse(&"a".repeat(301)), Err(Fault::Form));
    }
}
