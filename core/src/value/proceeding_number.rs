//! Numbers of enforcement proceedings of Russia (229-ФЗ).

use std::ops::RangeInclusive;

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// `12345/21/77010-ИП`: number, year, office of five digits, and ИП, or СД or СВ of a joined
/// proceeding; before about 2014 `27122/12/20/74`, with office and region. Latin and small letters
/// are accepted in the ending.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ProceedingNumber {
    #[cfg_attr(
        feature = "schema",
        schemars(regex(
            pattern = r"^\d{1,7}/\d{2}/(\d{2,3}/\d{2}|\d{5}-([ИиIi][ПпPp]|[СсCc][ДдDdВвBb]))$"
        ))
    )]
    text: String,
    #[serde(skip)]
    was_latin: bool,
}

impl ProceedingNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Value for ProceedingNumber {
    const EXPECTED: Text = Text {
        en: "a proceeding number such as 12345/21/77010-ИП or 27122/12/20/74",
        ru: "номер исполнительного производства вида 12345/21/77010-ИП или 27122/12/20/74",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        normalised(text).ok_or(Fault::Form)
    }

    fn quirk(&self) -> Option<&'static str> {
        self.was_latin.then_some("input.proceeding_number_lookalikes")
    }
}

fn normalised(text: &str) -> Option<ProceedingNumber> {
    let parts: Vec<&str> = text.splitn(5, '/').collect();
    match parts.as_slice() {
        [number, year, office, region] => {
            let is_old = is_number(number, 1..=7)
                && is_number(year, 2..=2)
                && is_number(office, 2..=3)
                && is_number(region, 2..=2);
            is_old.then(|| ProceedingNumber { text: text.to_owned(), was_latin: false })
        }
        [number, year, rest] => {
            let (office, written) = rest.split_once('-')?;
            let ending = ending(written)?;
            let is_new =
                is_number(number, 1..=7) && is_number(year, 2..=2) && is_number(office, 5..=5);
            is_new.then(|| ProceedingNumber {
                text: format!("{number}/{year}/{office}-{ending}"),
                was_latin: written.bytes().any(|b| b.is_ascii_alphabetic()),
            })
        }
        _ => None,
    }
}

fn is_number(text: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// By sound where no Latin letter looks alike: `IP` is met for ИП, `CD` for СД.
fn ending(written: &str) -> Option<&'static str> {
    let mut letters = written.chars();
    let pair = (letters.next()?, letters.next()?);
    if letters.next().is_some() {
        return None;
    }
    match pair {
        ('И' | 'и' | 'I' | 'i', 'П' | 'п' | 'P' | 'p') => Some("ИП"),
        ('С' | 'с' | 'C' | 'c', 'Д' | 'д' | 'D' | 'd') => Some("СД"),
        ('С' | 'с' | 'C' | 'c', 'В' | 'в' | 'B' | 'b') => Some("СВ"),
        _ => None,
    }
}

impl std::fmt::Debug for ProceedingNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProceedingNumber({} characters)", self.text.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms() {
        for number in [
            "12345/21/77010-ИП",
            "1/21/77010-СД",
            "1234567/21/77010-СВ",
            "27122/12/20/74",
            "27122/12/020/74",
        ] {
            let read = ProceedingNumber::parse(number).unwrap();
            assert_eq!(read.as_str(), number);
            assert_eq!(read.quirk(), None, "{number}");
        }
    }

    #[test]
    fn endings() {
        for (written, read, was_latin) in [
            ("IP", "ИП", true),
            ("ip", "ИП", true),
            ("ИP", "ИП", true),
            ("ип", "ИП", false),
            ("CD", "СД", true),
            ("CД", "СД", true),
            ("сд", "СД", false),
            ("CB", "СВ", true),
            ("СB", "СВ", true),
            ("cb", "СВ", true),
            ("Св", "СВ", false),
        ] {
            let number = ProceedingNumber::parse(&format!("12345/21/77010-{written}")).unwrap();
            assert_eq!(number.as_str(), format!("12345/21/77010-{read}"), "{written}");
            let quirk = was_latin.then_some("input.proceeding_number_lookalikes");
            assert_eq!(number.quirk(), quirk, "{written}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "/",
            "///",
            "//////////",
            "12345/21/77010",
            "12345/21/77010-",
            "12345/21/77010-И",
            "12345/21/77010-ИПП",
            "12345/21/77010-ПИ",
            "12345/21/77010-ИД",
            "12345/21/77010-ИР",
            "12345/21/77010-VP",
            "12345/21/77010–ИП",
            "12345/21/77010--ИП",
            "12345/21/77010-ИП ",
            " 12345/21/77010-ИП",
            "12345 /21/77010-ИП",
            "12345/21/77010-ИП\u{0}",
            "12345/21/77010-ИП от 01.01.2021",
            "12345678/21/77010-ИП",
            "/21/77010-ИП",
            "12345/2021/77010-ИП",
            "12345/1/77010-ИП",
            "12345/21/7701-ИП",
            "12345/21/770100-ИП",
            "１2345/21/77010-ИП",
            "12345/21/7701０-ИП",
            "12345/21/77010-ıP",
            "12345/21/77010-ᲃД",
            "27122/12/2/74",
            "27122/12/2020/74",
            "27122/12/20/740",
            "27122/12/20/74-ИП",
            "27122/12/20/74/1",
            "+7122/12/20/74",
        ] {
            assert_eq!(ProceedingNumber::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(ProceedingNumber::parse(&"1/".repeat(100_000)), Err(Fault::Form));
    }

    proptest! {
        #[test]
        fn what_is_read_reads_itself(
            text in "[0-9]{1,7}/[0-9]{2}/[0-9]{5}-([ИиIi][ПпPp]|[СсCc][ДдDdВвBb])",
        ) {
            let read = ProceedingNumber::parse(&text).unwrap();
            let again = ProceedingNumber::parse(read.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), read.as_str());
            prop_assert_eq!(again.quirk(), None);
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), near in "[0-9/ИПIPСД-]{0,20}") {
            let _ = ProceedingNumber::parse(&text);
            let _ = ProceedingNumber::parse(&near);
        }
    }
}
