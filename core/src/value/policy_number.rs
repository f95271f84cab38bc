//! Numbers of policies in the register of carriers' liability (НССО).

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// 1 to 40 Latin letters and digits, sent as they are written: the register's numbers have no
/// common form.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PolicyNumber(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[A-Za-z0-9]{1,40}$")))] String,
);

impl PolicyNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for PolicyNumber {
    const EXPECTED: Text = Text {
        en: "a policy number of 1 to 40 Latin letters and digits",
        ru: "номер полиса из 1–40 латинских букв и цифр",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        if (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Form)
        }
    }
}

impl std::fmt::Debug for PolicyNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PolicyNumber({} characters)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for number in ["GAZX11840395412000", "gazx1", "1", &"Z".repeat(40)] {
            assert_eq!(PolicyNumber::parse(number).map(|p| p.0), Ok(number.to_owned()));
        }
        // The provider's printed mask `[A-z]` would let the signs between Z and a through.
        for text in [
            "",
            " ",
            "AB 12",
            "AB12 ",
            "AB-12",
            "AB[12",
            "AB\\12",
            "AB]12",
            "AB^12",
            "AB_12",
            "AB`12",
            "АВ12",
            "AB1２",
            "AB12\u{0}",
            "AB&token=x",
            &"Z".repeat(41),
            &"Z".repeat(100_000),
        ] {
            assert_eq!(PolicyNumber::parse(text), Err(Fault::Form), "{text}");
        }
    }
}
