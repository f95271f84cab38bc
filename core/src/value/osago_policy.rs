//! Policies of the compulsory motor insurance of Russia (ОСАГО).

use serde::Serialize;

use super::lookalike::to_cyrillic;
use super::separator::after_number_sign;
use super::{Fault, Value, digits};
use crate::error::Text;

/// A series of 3 Cyrillic capitals and a number of 10 digits, `ХХХ0123456789`; there is no control
/// digit. Written also with spaces and `№` between them, in small letters and in Latin twins.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OsagoPolicy {
    #[cfg_attr(
        feature = "schema",
        schemars(regex(
            pattern = r"^[А-Яа-яЁёABEKMHOPCTYXabekmhopctyx]{3}[ \u00a0]?№?[ \u00a0]?\d{10}$"
        ))
    )]
    text: String,
    #[serde(skip)]
    was_latin: bool,
}

impl OsagoPolicy {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Value for OsagoPolicy {
    const EXPECTED: Text = Text {
        en: "an OSAGO policy such as ХХХ 0123456789: 3 Cyrillic letters and 10 digits",
        ru: "полис ОСАГО вида ХХХ 0123456789: 3 буквы и 10 цифр",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let (text, was_latin) = to_cyrillic(text);
        let text = bare(&text).ok_or(Fault::Form)?;
        Ok(Self { text, was_latin })
    }

    fn quirk(&self) -> Option<&'static str> {
        self.was_latin.then_some("input.osago_policy_lookalikes")
    }
}

fn bare(text: &str) -> Option<String> {
    // The capitals of the Russian alphabet take two bytes each.
    let (series, rest) = text.split_at_checked(6)?;
    let number = after_number_sign(rest);
    digits::<10>(number)?;
    let is_series = series.chars().count() == 3
        && series.chars().all(|letter| matches!(letter, 'А'..='Я' | 'Ё'));
    is_series.then(|| format!("{series}{number}"))
}

impl std::fmt::Debug for OsagoPolicy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OsagoPolicy(13 characters)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_write_it() {
        for (written, was_latin) in [
            ("ХХХ0123456789", false),
            ("ххх 0123456789", false),
            ("ХХХ № 0123456789", false),
            ("ХХХ №0123456789", false),
            ("ХХХ\u{a0}№\u{a0}0123456789", false),
            ("XXX0123456789", true),
            ("xxx №0123456789", true),
            ("ХХX 0123456789", true),
        ] {
            let read = OsagoPolicy::parse(written).unwrap();
            assert_eq!(read.as_str(), "ХХХ0123456789", "{written}");
            let quirk = was_latin.then_some("input.osago_policy_lookalikes");
            assert_eq!(read.quirk(), quirk, "{written}");
        }
        for series in ["ААА", "ЕЕЕ", "ККК", "МММ", "ННН", "РРР", "ССС", "ТТТ", "ЁЯБ"]
        {
            let policy = format!("{series}0000000001");
            assert_eq!(OsagoPolicy::parse(&policy).map(|p| p.text), Ok(policy));
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "ХХХ",
            "ХХХ012345678",
            "ХХХ01234567890",
            "ХХ0123456789",
            "ХХХХ0123456789",
            "ХХD0123456789",
            "DDD0123456789",
            "ХХХ   0123456789",
            "ХХХ №№ 0123456789",
            "Х Х Х 0123456789",
            "ХХХ 01234 56789",
            "ХХХ012345678\u{0}",
            "ХХХ０123456789",
            "ХХХ-0123456789",
            " ХХХ0123456789",
            "ХХХ0123456789 ",
            "ᲀХХ0123456789",
            "ΧΧΧ0123456789",
            "0000000123456789",
        ] {
            assert_eq!(OsagoPolicy::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(OsagoPolicy::parse(&"Х".repeat(100_000)), Err(Fault::Form));
    }

    proptest! {
        #[test]
        fn what_is_read_reads_itself(text in "[А-Яа-яABEabe]{3} ?№? ?[0-9]{10}") {
            let read = OsagoPolicy::parse(&text).unwrap();
            let again = OsagoPolicy::parse(read.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), read.as_str());
            prop_assert_eq!(again.quirk(), None);
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = OsagoPolicy::parse(&text);
        }
    }
}
