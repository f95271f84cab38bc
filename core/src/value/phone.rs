//! Telephone numbers, written E.164.

use serde::Serialize;

use super::separator::SPACES;
use super::{Fault, Value};
use crate::error::Text;

/// `+7XXXXXXXXXX` of Russia and Kazakhstan, or `+` and 8 to 15 digits of another country.
///
/// A number of the former may be written with 8, 7, +7 or nothing before its ten digits, one of the
/// latter with `+` only. Spaces, hyphens, dots and brackets are dropped.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Phone(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^\+?([ \u00a0().-]*\d){8,15}[ \u00a0().-]*$"))
    )]
    String,
);

impl Phone {
    /// `+` and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Phone {
    const EXPECTED: Text = Text {
        en: "a phone number: +7 and 10 digits, or + and 8 to 15 digits of another country",
        ru: "номер телефона: +7 и 10 цифр или + и 8–15 цифр другой страны",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let (international, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let digits = rest.replace(SPACES, "").replace(['-', '.', '(', ')'], "");
        if digits.len() > 15 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::Form);
        }
        let national = match (international, digits.len()) {
            (true, _) => digits.strip_prefix('7'),
            (false, 11) => digits.strip_prefix(['7', '8']),
            (false, _) => Some(&*digits),
        };
        match national {
            Some(national) if is_national(national) => Ok(Self(format!("+7{national}"))),
            None if international && is_foreign(&digits) => Ok(Self(format!("+{digits}"))),
            _ => Err(Fault::Form),
        }
    }
}

/// Ten digits; no code of the +7 zone begins with 0, 1 or 2.
fn is_national(digits: &str) -> bool {
    digits.len() == 10 && !digits.starts_with(['0', '1', '2'])
}

/// No country has the code 89…: such a number is a Russian one, written with both `+` and 8.
fn is_foreign(digits: &str) -> bool {
    digits.len() >= 8 && !digits.starts_with('0') && !digits.starts_with("89")
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone({} digits)", self.0.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_write_it() {
        for (written, read) in [
            ("+79990000000", "+79990000000"),
            ("79990000000", "+79990000000"),
            ("89990000000", "+79990000000"),
            ("9990000000", "+79990000000"),
            ("8 (999) 000-00-00", "+79990000000"),
            ("+7 999 000 00 00", "+79990000000"),
            ("+7\u{a0}999.000.00.00", "+79990000000"),
            ("8(4950)00-00-00", "+74950000000"),
            ("8-800-000-00-00", "+78000000000"),
            ("8000000000", "+78000000000"),
            ("7771234567", "+77771234567"),
            ("8 701 123 45 67", "+77011234567"),
            ("+375 29 123-45-67", "+375291234567"),
            ("+1 (202) 555-0123", "+12025550123"),
            ("+86 10 0000 0000", "+861000000000"),
            ("+4712345678", "+4712345678"),
            ("+29012345", "+29012345"),
            ("+123456789012345", "+123456789012345"),
        ] {
            assert_eq!(Phone::parse(written).map(|p| p.0), Ok(read.to_owned()), "{written}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "+",
            "()- .",
            "377402",
            "999000000",
            "999000000044",
            "69990000000",
            "0990000000",
            "81049123456",
            "810491234567890",
            "+7999000000",
            "+799900000003",
            "+71234567890",
            "+89990000000",
            "+0491234567",
            "+1234567",
            "+1234567890123456",
            "375291234567",
            "++79990000000",
            "7+9990000000",
            "8999000000\u{0}",
            "8999000000x",
            "89990000000 доб. 12",
            "8999000000３",
            "８9990000000",
            "8/999/0000000",
            "8\t9990000000",
        ] {
            assert_eq!(Phone::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Phone::parse(&"9".repeat(100_000)), Err(Fault::Form));
        assert_eq!(Phone::parse(&" ".repeat(100_000)), Err(Fault::Form));
    }

    #[test]
    fn debug_shows_no_digit_of_it() {
        assert_eq!(format!("{:?}", Phone::parse("89990000000")), "Ok(Phone(11 digits))");
    }

    proptest! {
        #[test]
        fn what_is_read_reads_itself(text in "\\+?[0-9 ().-]{8,24}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
            }
        }

        #[test]
        fn four_prefixes_are_one_number(national in "[3-9][0-9]{9}") {
            let written = ["+7", "7", "8", ""].map(|prefix| format!("{prefix}{national}"));
            for text in &written {
                let read = Phone::parse(text);
                prop_assert_eq!(read.as_ref().map(Phone::as_str), Ok(&*written[0]));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Phone::parse(&text);
        }
    }
}
