//! ИНН, the taxpayer's number of Russia: 10 digits of an organisation, 12 of a person.
//!
//! The form is that of приказ ФНС ММВ-7-6/435@; a control digit is Σ digit · weight mod 11 mod 10.

use serde::Serialize;

use super::{Fault, Value, digits, weighted};
use crate::error::Text;

/// An organisation's ИНН: 10 digits, the last of them a valid control digit.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Inn10(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{10}$")))] String);

impl Inn10 {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Inn10 {
    const EXPECTED: Text = Text {
        en: "an organisation's INN of 10 digits with a right control digit",
        ru: "ИНН организации из 10 цифр с верной контрольной цифрой",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let [body @ .., control] = digits::<10>(text).ok_or(Fault::Form)?;
        if control_digit(&body, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) == u32::from(control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Inn10 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inn10(10 digits)")
    }
}

/// A person's ИНН: 12 digits, the last two of them valid control digits.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Inn12(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{12}$")))] String);

impl Inn12 {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Inn12 {
    const EXPECTED: Text = Text {
        en: "a person's INN of 12 digits with right control digits",
        ru: "ИНН физического лица из 12 цифр с верными контрольными цифрами",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let number: [u8; 12] = digits(text).ok_or(Fault::Form)?;
        let [.., first, second] = number;
        if control_digit(&number, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == u32::from(first)
            && control_digit(&number, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == u32::from(second)
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Inn12 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inn12(12 digits)")
    }
}

/// An ИНН of either kind; the length tells which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Inn {
    Organisation(Inn10),
    Person(Inn12),
}

impl Inn {
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Organisation(inn) => inn.as_str(),
            Self::Person(inn) => inn.as_str(),
        }
    }
}

impl Value for Inn {
    const EXPECTED: Text = Text {
        en: "an INN of 10 or 12 digits with right control digits",
        ru: "ИНН из 10 или 12 цифр с верными контрольными цифрами",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() == 10 {
            Inn10::parse(text).map(Self::Organisation)
        } else {
            Inn12::parse(text).map(Self::Person)
        }
    }
}

fn control_digit(digits: &[u8], weights: &[u8]) -> u32 {
    weighted(digits, weights) % 11 % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORGANISATIONS: [&str; 6] =
        ["7707083893", "7736050003", "7736207543", "7708503727", "3664069397", "1234567894"];
    const PERSONS: [&str; 4] = ["500100732259", "123456789047", "501810411815", "540304378234"];

    #[test]
    fn published_vectors() {
        for inn in ORGANISATIONS {
            assert_eq!(Inn10::parse(inn).map(|i| i.0), Ok(inn.to_owned()));
            assert!(matches!(Inn::parse(inn), Ok(Inn::Organisation(i)) if i.as_str() == inn));
            assert_eq!(Inn12::parse(inn), Err(Fault::Form), "{inn}");
        }
        for inn in ["7707083890", "1234567895"] {
            assert_eq!(Inn10::parse(inn), Err(Fault::CheckDigits), "{inn}");
            assert_eq!(Inn::parse(inn), Err(Fault::CheckDigits), "{inn}");
        }
        for inn in PERSONS {
            assert_eq!(Inn12::parse(inn).map(|i| i.0), Ok(inn.to_owned()));
            assert!(matches!(Inn::parse(inn), Ok(Inn::Person(i)) if i.as_str() == inn));
            assert_eq!(Inn10::parse(inn), Err(Fault::Form), "{inn}");
        }
        // The second stands in the documentation of api-cloud.ru's `nsso`.
        for inn in ["123456789037", "775100073002"] {
            assert_eq!(Inn12::parse(inn), Err(Fault::CheckDigits), "{inn}");
            assert_eq!(Inn::parse(inn), Err(Fault::CheckDigits), "{inn}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "770708389",
            "77070838931",
            "5001007322591",
            "7707083893 ",
            "7707 083893",
            "770708389\u{0}",
            "７707083893",
            "７7070838",
            "٧٧٠٧٠",
            "-707083893",
            "7707083893\n",
            "500100732259\n",
            "50010073225О",
        ] {
            assert_eq!(Inn::parse(text), Err(Fault::Form), "{text}");
            assert_eq!(Inn10::parse(text), Err(Fault::Form), "{text}");
            assert_eq!(Inn12::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Inn::parse(&"1".repeat(100_000)), Err(Fault::Form));
    }

    #[test]
    fn one_right_control() {
        for inn in ORGANISATIONS {
            let right =
                (0..10).filter(|c| Inn::parse(&format!("{}{c}", inn.split_at(9).0)).is_ok());
            assert_eq!(right.count(), 1, "{inn}");
        }
        for inn in PERSONS {
            let right =
                (0..100).filter(|c| Inn::parse(&format!("{}{c:02}", inn.split_at(10).0)).is_ok());
            assert_eq!(right.count(), 1, "{inn}");
        }
    }

    #[test]
    fn debug_shows_no_digit_of_it() {
        let shown = format!("{:?}", Inn::parse("500100732259"));
        assert_eq!(shown, "Ok(Person(Inn12(12 digits)))");
        let shown = format!("{:?}", Inn::parse("7707083893"));
        assert_eq!(shown, "Ok(Organisation(Inn10(10 digits)))");
    }

    #[test]
    fn written_as_a_string() {
        let written = serde_json::to_string(&Inn::parse("7707083893").unwrap()).unwrap();
        assert_eq!(written, r#""7707083893""#);
    }
}
