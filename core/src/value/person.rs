//! Names of people as registries search for them.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// A part of a person's name: letters of any script, with hyphens, apostrophes, dots and single
/// spaces inside; 1 to 100 characters. Spaces around it are dropped, runs of them made one.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PersonName(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))] String);

impl PersonName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for PersonName {
    const EXPECTED: Text = Text {
        en: "a name of 1 to 100 letters, with hyphens, apostrophes, dots and spaces inside",
        ru: "имя из 1–100 букв; внутри допустимы дефис, апостроф, точка и пробел",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let allowed = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.');
        let has_letter = name.chars().any(char::is_alphabetic);
        if has_letter && name.chars().all(allowed) && name.chars().count() <= 100 {
            Ok(Self(name))
        } else {
            Err(Fault::Form)
        }
    }
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonName({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (written, read) in [
            ("Тестов", "Тестов"),
            ("  Салтыков-Щедрин ", "Салтыков-Щедрин"),
            ("Оглы  Мамед", "Оглы Мамед"),
            ("Д’Артаньян", "Д’Артаньян"),
            ("Әбілқайыр", "Әбілқайыр"),
        ] {
            assert_eq!(PersonName::parse(written).map(|n| n.0), Ok(read.to_owned()));
        }
        for written in ["", "  ", "-", "Иван0в", "a&token=x", "Тест\u{0}", "<b>"] {
            assert_eq!(PersonName::parse(written).err(), Some(Fault::Form), "{written}");
        }
        assert!(PersonName::parse(&"я".repeat(101)).is_err());
    }
}
