//! Registration plates of vehicles of Russia (ГРЗ).

use serde::Serialize;

use super::lookalike::{has_twin, to_cyrillic};
use super::separator::SPACES;
use super::{Fault, Value};
use crate::error::Text;

/// A plate `А123ВС77`: letter, three digits, two letters, region of two or three digits, in
/// Cyrillic capitals without spaces. Only the twelve letters with a Latin twin are used (ГОСТ Р
/// 50577); Latin ones and small ones are accepted.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Plate {
    #[cfg_attr(
        feature = "schema",
        schemars(regex(
            pattern = r"^[АВЕКМНОРСТУХавекмнорстухABEKMHOPCTYXabekmhopctyx\d \u00a0]{8,}$"
        ))
    )]
    text: String,
    #[serde(skip)]
    was_latin: bool,
}

impl Plate {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Value for Plate {
    const EXPECTED: Text = Text {
        en: "a plate such as А123ВС77: letter, 3 digits, 2 letters, region of 2 or 3 digits",
        ru: "номер вида А123ВС77: буква, 3 цифры, 2 буквы, регион из 2 или 3 цифр",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let (text, was_latin) = to_cyrillic(&text.replace(SPACES, ""));
        if is_plate(&text) { Ok(Self { text, was_latin }) } else { Err(Fault::Form) }
    }

    fn quirk(&self) -> Option<&'static str> {
        self.was_latin.then_some("input.plate_lookalikes")
    }
}

fn is_plate(text: &str) -> bool {
    let signs: Vec<char> = text.chars().take(10).collect();
    let [first, a, b, c, second, third, region @ ..] = signs.as_slice() else {
        return false;
    };
    matches!(region.len(), 2 | 3)
        && [first, second, third].into_iter().all(|letter| has_twin(*letter))
        && [a, b, c].into_iter().chain(region).all(char::is_ascii_digit)
}

impl std::fmt::Debug for Plate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Plate({} characters)", self.text.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_write_it() {
        for (written, was_latin) in [
            ("А123ВС77", false),
            ("а123вс77", false),
            ("А 123 ВС 77", false),
            ("А\u{a0}123\u{a0}ВС\u{a0}77", false),
            ("A123BC77", true),
            ("a123bc 77", true),
            ("А123BС77", true),
        ] {
            let read = Plate::parse(written).unwrap();
            assert_eq!(read.as_str(), "А123ВС77", "{written}");
            assert_eq!(read.quirk(), was_latin.then_some("input.plate_lookalikes"), "{written}");
        }
        assert!(Plate::parse("Х001ХХ799").is_ok());
        for letter in "АВЕКМНОРСТУХABEKMHOPCTYXавекмнорстухabekmhopctyx".chars()
        {
            let plate = format!("{letter}123{letter}{letter}77");
            assert!(Plate::parse(&plate).is_ok(), "{plate}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            " ",
            "А123ВС",
            "А123ВС7",
            "А123ВС7777",
            "А12ВС77",
            "А1234ВС77",
            "Б123ВС77",
            "А123ВД77",
            "D123BC77",
            "А123В77",
            "АА12377",
            "А123ВС7\u{0}",
            "А-123-ВС-77",
            "А１23ВС77",
            "А123ВС７7",
            "Ａ123ВС77",
            "ᲀ123ВС77",
            "Α123ΒΧ77",
            "А123ВС77\n",
        ] {
            assert_eq!(Plate::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Plate::parse(&"А".repeat(100_000)), Err(Fault::Form));
    }

    #[test]
    fn debug_and_json() {
        let plate = Plate::parse("A123BC77").unwrap();
        assert_eq!(format!("{plate:?}"), "Plate(8 characters)");
        assert_eq!(serde_json::to_string(&plate).unwrap(), r#""А123ВС77""#);
    }

    proptest! {
        #[test]
        fn what_is_read_reads_itself(
            text in "[АВЕавеABEabe] ?[0-9]{3} ?[АКМакмHXYhxy]{2} ?[0-9]{2,3}",
        ) {
            let read = Plate::parse(&text).unwrap();
            let again = Plate::parse(read.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), read.as_str());
            prop_assert_eq!(again.quirk(), None);
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Plate::parse(&text);
        }
    }
}
