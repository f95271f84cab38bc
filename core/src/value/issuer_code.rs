//! The code of the office that issued a Russian passport.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// 6 digits; written also `520-000` and `520 000`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct IssuerCode(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{3}[- ]?\d{3}$")))] String,
);

impl IssuerCode {
    /// 6 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for IssuerCode {
    const EXPECTED: Text = Text {
        en: "the issuer's code of 6 digits: NNNNNN, NNN-NNN or NNN NNN",
        ru: "код подразделения из 6 цифр: NNNNNN, NNN-NNN или NNN NNN",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let (office, rest) = text.trim().split_at_checked(3).ok_or(Fault::Form)?;
        let bare = format!("{office}{}", rest.strip_prefix(['-', ' ', '\u{a0}']).unwrap_or(rest));
        super::digits::<6>(&bare).map(|_| Self(bare)).ok_or(Fault::Form)
    }
}

impl std::fmt::Debug for IssuerCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IssuerCode(6 digits)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_it() {
        for text in ["520000", "520-000", "520 000", " 520000 "] {
            assert_eq!(IssuerCode::parse(text).map(|code| code.0), Ok("520000".to_owned()));
        }
        for text in ["", "52000", "5200000", "520--000", "5200-00", "52000х"] {
            assert_eq!(IssuerCode::parse(text).err(), Some(Fault::Form), "{text}");
        }
    }
}
