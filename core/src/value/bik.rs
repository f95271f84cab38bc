//! БИК, the code of a bank in the payment system of the Bank of Russia.

use serde::Serialize;

use super::{Fault, Value, digits};
use crate::error::Text;

/// 9 digits that begin with 04, as the codes of banks do; there is no control digit. Codes of the
/// treasury begin otherwise, and the key of its accounts is another one.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Bik(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^04\d{7}$")))] String);

impl Bik {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a settlement centre (РКЦ) or another office of the Bank of Russia itself.
    pub(super) fn is_bank_of_russia(&self) -> bool {
        ["000", "001", "002"].iter().any(|office| self.0.ends_with(office))
    }
}

impl Value for Bik {
    const EXPECTED: Text = Text {
        en: "a BIK of 9 digits that begins with 04",
        ru: "БИК из 9 цифр, первые две 04",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        match digits::<9>(text) {
            Some([0, 4, ..]) => Ok(Self(text.to_owned())),
            _ => Err(Fault::Form),
        }
    }
}

impl std::fmt::Debug for Bik {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bik(9 digits)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for bik in ["044525225", "044525974", "044525593", "044525187", "044525000", "044583001"] {
            let read = Bik::parse(bik).unwrap();
            assert_eq!(read.as_str(), bik);
            assert_eq!(read.is_bank_of_russia(), bik.contains("00"), "{bik}");
        }
        for text in [
            "",
            "04452522",
            "0445252250",
            "144525225",
            "004525988",
            "044525 25",
            "04452522\u{0}",
            "０4452522",
            "０44525",
            "O44525225",
        ] {
            assert_eq!(Bik::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Bik::parse(&"04".repeat(50_000)), Err(Fault::Form));
    }
}
