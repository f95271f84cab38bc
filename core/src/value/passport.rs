//! The passport of a citizen of Russia: series of 4 digits, number of 6.

use serde::Serialize;

use super::separator::{after_number_sign, after_space};
use super::{Fault, Value};
use crate::error::Text;

/// 10 digits, the series and the number; there is no control digit. Written also with one space
/// inside and after the series, and with `№`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Passport(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^\d{2}[ \u00a0]?\d{2}[ \u00a0]?№?[ \u00a0]?\d{6}$"))
    )]
    String,
);

impl Passport {
    /// The 10 digits, the series first.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 4 digits.
    #[must_use]
    pub fn series(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }

    /// 6 digits.
    #[must_use]
    pub fn number(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }
}

impl Value for Passport {
    const EXPECTED: Text = Text {
        en: "a passport of 10 digits: SSSSNNNNNN, SSSS NNNNNN or SS SS № NNNNNN",
        ru: "серия и номер паспорта из 10 цифр: ССССНННННН, СССС НННННН или СС СС № НННННН",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        bare(text).map(Self).ok_or(Fault::Form)
    }
}

fn bare(text: &str) -> Option<String> {
    let (region, rest) = text.split_at_checked(2)?;
    let (year, rest) = after_space(rest).split_at_checked(2)?;
    let number = after_number_sign(rest);
    let bare = format!("{region}{year}{number}");
    super::digits::<10>(&bare).map(|_| bare)
}

impl std::fmt::Debug for Passport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passport(10 digits)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_write_it() {
        for text in [
            "2210123123",
            "2210 123123",
            "22 10 123123",
            "22 10123123",
            "2210№123123",
            "22 10 № 123123",
            "22 10 №123123",
            "2210№ 123123",
            "2210  123123",
            "22\u{a0}10\u{a0}№\u{a0}123123",
        ] {
            let read = Passport::parse(text).unwrap();
            assert_eq!(read.as_str(), "2210123123", "{text}");
            assert_eq!((read.series(), read.number()), ("2210", "123123"));
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "2210",
            "221012312",
            "22101231231",
            "22  10 123123",
            "22 10   123123",
            "22 10 №№ 123123",
            "№ 2210 123123",
            "2 2 1 0 123123",
            "2210 123 123",
            "2210 12312\u{0}",
            "2210-123123",
            "2210 N 123123",
            " 2210123123",
            "2210123123 ",
            "２210123123",
            "22 10 １23123",
            "22 １0 123",
            "я1",
        ] {
            assert_eq!(Passport::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Passport::parse(&"2".repeat(100_000)), Err(Fault::Form));
        assert_eq!(Passport::parse(&" ".repeat(100_000)), Err(Fault::Form));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Passport::parse(&text);
        }

        #[test]
        fn the_digits_are_kept(text in "[0-9]{2}[ \u{a0}]?[0-9]{2}[ \u{a0}]?№?[ \u{a0}]?[0-9]{6}") {
            let bare: String = text.chars().filter(char::is_ascii_digit).collect();
            let read = Passport::parse(&text);
            prop_assert_eq!(read.as_ref().map(Passport::as_str), Ok(&*bare));
            prop_assert_eq!(Passport::parse(&bare), read);
        }
    }
}
