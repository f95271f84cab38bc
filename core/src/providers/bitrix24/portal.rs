//! Which portal, and in whose name.

use serde::Serialize;

use super::PROVIDER;
use super::ids::Id;
use crate::error::Text;
use crate::http::Ask;
use crate::value::{Fault, Value};

/// A portal by its name: `example.bitrix24.ru`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Portal(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^[a-z0-9-]{1,63}\.bitrix24\.(ru|com|kz|by|eu|de)$"))
    )]
    String,
);

impl Portal {
    /// A call of a method in the name of the user whose webhook it is.
    pub(super) fn ask<T: Serialize>(&self, user_id: Id, method: &str, body: &T) -> Ask {
        Ask::post(format!("/rest/{user_id}/{{webhook}}/{method}"))
            .at(format!("https://{}", self.0))
            .json(body)
    }
}

impl Value for Portal {
    const EXPECTED: Text = Text {
        en: "a portal's name in small letters, such as example.bitrix24.ru",
        ru: "имя портала строчными буквами, например example.bitrix24.ru",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let known = PROVIDER.has_origin(&format!("https://{text}"));
        if known { Ok(Self(text.to_owned())) } else { Err(Fault::Form) }
    }
}

impl std::fmt::Debug for Portal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Portal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portals() {
        for name in ["example.bitrix24.ru", "b24-1a2b3c.bitrix24.com", "x.bitrix24.kz"] {
            assert!(Portal::parse(name).is_ok(), "{name}");
        }
        for name in [
            "",
            "example",
            "bitrix24.ru",
            "https://example.bitrix24.ru",
            "example.bitrix24.ru/",
            "Example.bitrix24.ru",
            "пример.bitrix24.ru",
            "a.b.bitrix24.ru",
            "example.bitrix24.test",
            "example.bitrix24.ru.evil.test",
            "evil.test/a.bitrix24.ru",
            "user@a.bitrix24.ru",
            "{portal}.bitrix24.ru",
        ] {
            assert!(Portal::parse(name).is_err(), "{name}");
        }
    }
}
