//! КПП, the code of the reason for which a Russian organisation is registered for tax.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// 4 digits of the tax office, 2 digits or Latin capitals of the reason, 3 digits; there is no
/// control digit (приказ ФНС ММВ-7-6/435@).
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Kpp(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{4}[0-9A-Z]{2}\d{3}$")))] String,
);

impl Kpp {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Kpp {
    const EXPECTED: Text = Text {
        en: "a KPP of 9 characters: 4 digits, 2 digits or Latin capitals, 3 digits",
        ru: "КПП из 9 знаков: 4 цифры, 2 цифры или заглавные латинские буквы, 3 цифры",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let Ok([a, b, c, d, e, f, g, h, i]) = <[u8; 9]>::try_from(text.as_bytes()) else {
            return Err(Fault::Form);
        };
        let reason = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        if [a, b, c, d, g, h, i].iter().all(u8::is_ascii_digit) && reason(e) && reason(f) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Form)
        }
    }
}

impl std::fmt::Debug for Kpp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kpp(9 characters)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for kpp in ["773601001", "454545455", "7727AB001", "7727A1001", "77271Z001"] {
            assert_eq!(Kpp::parse(kpp).map(|k| k.0), Ok(kpp.to_owned()));
        }
        for text in [
            "",
            "77360100",
            "7736010011",
            "7727ab001",
            "A72701001",
            "77270100A",
            "7727А001",
            "7727АВ001",
            "7727 1001",
            "77360100\u{0}",
            "７736010",
            "7727[^001",
        ] {
            assert_eq!(Kpp::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Kpp::parse(&"7".repeat(100_000)), Err(Fault::Form));
    }
}
