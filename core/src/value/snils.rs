//! СНИЛС, the number of a personal account of the Russian pension system.
//!
//! The control number is Σ digit · (9…1) mod 101, where 100 is written 00. By the Pension Fund's
//! rule it is checked only in numbers greater than 001-001-998.

use serde::Serialize;

use super::{Fault, Value, digits, weighted};
use crate::error::Text;

/// 11 digits with a valid control number; written also `NNN-NNN-NNN CC` and `NNN-NNN-NNN-CC`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Snils(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^(\d{11}|\d{3}-\d{3}-\d{3}[ \u00a0-]\d{2})$"))
    )]
    String,
);

impl Snils {
    /// The 11 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number has a control number that says something.
    #[must_use]
    pub fn control_checked(&self) -> bool {
        self.0.get(..9).is_some_and(|number| number > "001001998")
    }
}

impl Value for Snils {
    const EXPECTED: Text = Text {
        en: "a SNILS of 11 digits, NNN-NNN-NNN CC or bare, with a right control number",
        ru: "СНИЛС из 11 цифр, NNN-NNN-NNN CC или подряд, с верным контрольным числом",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let text = without_separators(text).unwrap_or_else(|| text.to_owned());
        let number: [u8; 11] = digits(&text).ok_or(Fault::Form)?;
        let snils = Self(text);
        let [.., tens, units] = number;
        let control = weighted(&number, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
        if !snils.control_checked() || control == u32::from(tens) * 10 + u32::from(units) {
            Ok(snils)
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

fn without_separators(text: &str) -> Option<String> {
    let (number, control) = text.rsplit_once([' ', '\u{a0}', '-'])?;
    let parts: Vec<&str> = number.splitn(4, '-').collect();
    let written = parts.len() == 3 && parts.iter().all(|part| part.len() == 3);
    (written && control.len() == 2).then(|| format!("{}{control}", parts.concat()))
}

impl std::fmt::Debug for Snils {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Snils(11 digits)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_vectors() {
        // The second sums up to 201, which leaves 100; the third to 202, which leaves 0.
        for snils in ["11223344595", "08765430200", "08765430300", "64270954807", "07683358608"] {
            let read = Snils::parse(snils).unwrap();
            assert_eq!(read.as_str(), snils);
            assert!(read.control_checked(), "{snils}");
        }
        for snils in ["11223344596", "13700003966"] {
            assert_eq!(Snils::parse(snils), Err(Fault::CheckDigits), "{snils}");
        }
    }

    #[test]
    fn the_oldest_numbers_are_not_checked() {
        assert_eq!(Snils::parse("00100199800").map(|s| s.0), Ok("00100199800".to_owned()));
        for control in 0..100 {
            let read = Snils::parse(&format!("001001998{control:02}"));
            assert_eq!(read.map(|s| s.control_checked()), Ok(false), "{control}");
            let read = Snils::parse(&format!("001001999{control:02}"));
            assert_eq!(read.is_ok(), control == 65, "{control}");
        }
    }

    #[test]
    fn three_ways_to_write_it() {
        for text in ["112-233-445 95", "112-233-445-95", "112-233-445\u{a0}95", "11223344595"] {
            assert_eq!(Snils::parse(text).map(|s| s.0), Ok("11223344595".to_owned()), "{text}");
        }
        assert_eq!(Snils::parse("112-233-445 96"), Err(Fault::CheckDigits));
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "1122334459",
            "112233445951",
            "112 233 445 95",
            "112-233-445  95",
            "112-233-44595",
            "112-233445 95",
            "112233445 95",
            "112-233-445 95 ",
            " 112-233-445 95",
            "112–233–445 95",
            "112-233-445\t95",
            "112-233-445 9\u{0}",
            "112-2３3-445 95",
            "１１２-233-445 95",
            "１1223344595",
            "---------- -",
        ] {
            assert_eq!(Snils::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Snils::parse(&"1".repeat(100_000)), Err(Fault::Form));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Snils::parse(&text);
        }

        /// Not so for the ninth: its weight is 1, and both 0 and 100 are written 00.
        #[test]
        fn a_changed_digit_of_the_first_eight_is_found(
            number in 100_000_000_u32..1_000_000_000,
            at in 1_usize..8,
            by in 1_u8..10,
        ) {
            let number = number.to_string();
            let right = (0..100)
                .map(|control| format!("{number}{control:02}"))
                .filter(|snils| Snils::parse(snils).is_ok())
                .collect::<Vec<_>>();
            prop_assert_eq!(right.len(), 1);
            let mut changed = right[0].clone().into_bytes();
            changed[at] = b'0' + (changed[at] - b'0' + by) % 10;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(Snils::parse(&changed), Err(Fault::CheckDigits));
        }

        #[test]
        fn separators_change_nothing(text in "[0-9]{3}-[0-9]{3}-[0-9]{3}[- \u{a0}][0-9]{2}") {
            let bare: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(Snils::parse(&text), Snils::parse(&bare));
        }
    }
}
