//! ОГРН and ОГРНИП, the numbers of the Russian registers of organisations and of entrepreneurs.
//!
//! Structure and control digits are those of приказ Минфина 165н.

use serde::Serialize;

use super::{Fault, Value, digits};
use crate::error::Text;

/// An organisation's ОГРН: 13 digits, the first 1 or 5, the last a valid control digit.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Ogrn(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[15]\d{12}$")))] String);

impl Ogrn {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Ogrn {
    const EXPECTED: Text = Text {
        en: "an OGRN of 13 digits that begins with 1 or 5, with a right control digit",
        ru: "ОГРН из 13 цифр, первая 1 или 5, с верной контрольной цифрой",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let number: [u8; 13] = digits(text).ok_or(Fault::Form)?;
        let [1 | 5, ..] = number else {
            return Err(Fault::Form);
        };
        let [body @ .., control] = number;
        if integer(&body) % 11 % 10 == u64::from(control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Ogrn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ogrn(13 digits)")
    }
}

/// An entrepreneur's ОГРНИП: 15 digits, the first 3, the last a valid control digit.
///
/// A first digit 4 marks a later record about the entrepreneur; it is accepted.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Ogrnip(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[34]\d{14}$")))] String,
);

impl Ogrnip {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Ogrnip {
    const EXPECTED: Text = Text {
        en: "an OGRNIP of 15 digits that begins with 3 or 4, with a right control digit",
        ru: "ОГРНИП из 15 цифр, первая 3 или 4, с верной контрольной цифрой",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let number: [u8; 15] = digits(text).ok_or(Fault::Form)?;
        let [3 | 4, ..] = number else {
            return Err(Fault::Form);
        };
        let [body @ .., control] = number;
        if integer(&body) % 13 % 10 == u64::from(control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Ogrnip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ogrnip(15 digits)")
    }
}

/// The number that at most 14 decimal digits make.
fn integer(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OGRN: [&str; 5] =
        ["1027700132195", "1027700070518", "1027700229193", "1022500001325", "1022200525819"];
    /// The last three leave 10, 11 and 12.
    const OGRNIP: [&str; 6] = [
        "304500116000157",
        "322237500371357",
        "385768585948949",
        "322237500371380",
        "322237500371391",
        "322237500371402",
    ];

    #[test]
    fn published_vectors() {
        for ogrn in OGRN {
            assert_eq!(Ogrn::parse(ogrn).map(|o| o.0), Ok(ogrn.to_owned()));
            assert_eq!(Ogrnip::parse(ogrn), Err(Fault::Form), "{ogrn}");
        }
        assert_eq!(Ogrn::parse("1022500001328"), Err(Fault::CheckDigits));
        for ogrnip in OGRNIP {
            assert_eq!(Ogrnip::parse(ogrnip).map(|o| o.0), Ok(ogrnip.to_owned()));
            assert_eq!(Ogrn::parse(ogrnip), Err(Fault::Form), "{ogrnip}");
        }
        assert_eq!(Ogrnip::parse("385768585948948"), Err(Fault::CheckDigits));
    }

    #[test]
    fn first_digits() {
        let first_of = |length: usize, accepted: &dyn Fn(&str) -> bool| -> Vec<u8> {
            (0..10)
                .filter(|first| {
                    let body = format!("{first}{}", "0".repeat(length - 2));
                    (0..10).any(|control| accepted(&format!("{body}{control}")))
                })
                .collect()
        };
        assert_eq!(first_of(13, &|text| Ogrn::parse(text).is_ok()), [1, 5]);
        assert_eq!(first_of(15, &|text| Ogrnip::parse(text).is_ok()), [3, 4]);
    }

    #[test]
    fn one_right_control() {
        for ogrn in OGRN {
            let right =
                (0..10).filter(|c| Ogrn::parse(&format!("{}{c}", ogrn.split_at(12).0)).is_ok());
            assert_eq!(right.count(), 1, "{ogrn}");
        }
        for ogrnip in OGRNIP {
            let right =
                (0..10).filter(|c| Ogrnip::parse(&format!("{}{c}", ogrnip.split_at(14).0)).is_ok());
            assert_eq!(right.count(), 1, "{ogrnip}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "102770013219",
            "10277001321950",
            "1027700132195 ",
            "1 02770013219",
            "102770013219\u{0}",
            "１02770013219",
            "１0277001321",
            "2027700132195",
            "0000000000000",
            "30450011600015",
            "3045001160001570",
            "104500116000157",
            "30450011600015x",
            "３045001160001",
        ] {
            assert_eq!(Ogrn::parse(text), Err(Fault::Form), "{text}");
            assert_eq!(Ogrnip::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Ogrn::parse(&"1".repeat(100_000)), Err(Fault::Form));
        assert_eq!(Ogrnip::parse(&"3".repeat(100_000)), Err(Fault::Form));
    }
}
