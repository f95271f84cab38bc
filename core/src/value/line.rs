//! Free texts on one line: names of companies, addresses.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// The longest one, in characters.
const MOST: usize = 500;

/// `text` with single spaces and none around it, where it says anything.
fn line(text: &str) -> Result<String, Fault> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = line.chars().any(char::is_alphanumeric) && !line.chars().any(char::is_control);
    if says && line.chars().count() <= MOST { Ok(line) } else { Err(Fault::Form) }
}

macro_rules! lines {
    ($($(#[$doc:meta])* $name:ident, $en:literal, $ru:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 500)))] String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Value for $name {
            const EXPECTED: Text = Text { en: $en, ru: $ru };

            fn parse(text: &str) -> Result<Self, Fault> {
                line(text).map(Self)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({} characters)"), self.0.chars().count())
            }
        }
    )*};
}

lines! {
    /// The name of a company, 1 to 500 characters with a letter or a digit among them. Spaces around
    /// it are dropped, runs of them made one.
    CompanyName,
        "a company's name of 1 to 500 characters, with a letter or a digit",
        "название организации из 1–500 знаков, среди них буква или цифра";
    /// An address, as a whole or in part, 1 to 500 characters with a letter or a digit among them.
    /// Spaces around it are dropped, runs of them made one.
    Address,
        "an address of 1 to 500 characters, with a letter or a digit",
        "адрес из 1–500 знаков, среди них буква или цифра";
    /// Any other text on one line, 1 to 500 characters with a letter or a digit among them. Spaces
    /// around it are dropped, runs of them made one.
    Line,
        "a text of 1 to 500 characters, with a letter or a digit",
        "текст из 1–500 знаков, среди них буква или цифра";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (written, read) in [
            ("ООО \"Пример\"", "ООО \"Пример\""),
            ("  АО\u{a0} «Образец  & Ко» ", "АО «Образец & Ко»"),
            ("1", "1"),
            ("ТОО Үлгі", "ТОО Үлгі"),
            ("г. Тестов,\nул. Первая, 1", "г. Тестов, ул. Первая, 1"),
        ] {
            assert_eq!(CompanyName::parse(written).map(|n| n.0), Ok(read.to_owned()), "{written}");
            assert_eq!(Address::parse(written).map(|a| a.0), Ok(read.to_owned()), "{written}");
        }
        for written in ["", "  ", "-", "«»", "ООО\u{0}", "ООО \u{1b}[2J"] {
            assert_eq!(CompanyName::parse(written).err(), Some(Fault::Form), "{written:?}");
            assert_eq!(Address::parse(written).err(), Some(Fault::Form), "{written:?}");
        }
        assert!(CompanyName::parse(&"я".repeat(500)).is_ok());
        assert!(CompanyName::parse(&"я".repeat(501)).is_err());
    }

    #[test]
    fn debug_shows_nothing() {
        let shown = format!("{:?}", CompanyName::parse("ООО Пример").unwrap());
        assert_eq!(shown, "CompanyName(10 characters)");
    }
}
