//! The number of a proceeding, and of the one that it was consolidated into.

use super::spaced;
use crate::value::Date;

/// `<number> от DD.MM.YYYY[ <number of the consolidated proceeding>]`
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Production {
    pub(in crate::providers) number: String,
    pub(in crate::providers) opened_on: Date,
    pub(in crate::providers) consolidated: Option<String>,
}

pub(in crate::providers) fn production(text: &str) -> Option<Production> {
    let text = spaced(text);
    let (number, rest) = text.split_once(" от ")?;
    let (number, rest) = (number.trim(), rest.trim());
    let (date, consolidated) = rest.split_at_checked(10)?;
    let consolidated = Some(consolidated.trim()).filter(|number| !number.is_empty());
    let known = is_proceeding(number) && consolidated.is_none_or(is_consolidated);
    known.then(|| {
        Some(Production {
            number: number.to_owned(),
            opened_on: Date::parse_dotted(date)?,
            consolidated: consolidated.map(str::to_owned),
        })
    })?
}

/// Whether it is the number of a proceeding.
pub(in crate::providers) fn is_proceeding(text: &str) -> bool {
    is_number(text, &["ИП"], true)
}

/// Whether it is the number of a consolidated proceeding.
pub(in crate::providers) fn is_consolidated(text: &str) -> bool {
    is_number(text, &["СД", "СВ"], false)
}

/// `\d{1,7}/\d{2}/\d{5}-<ending>`, or before 2014 `\d{1,7}/\d{2}/\d{2,3}/\d{2}`.
fn is_number(text: &str, endings: &[&str], before_2014: bool) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [number, year, department] => {
            digits(number, 1, 7)
                && digits(year, 2, 2)
                && department
                    .split_once('-')
                    .is_some_and(|(code, ending)| digits(code, 5, 5) && endings.contains(&ending))
        }
        [number, year, department, region] if before_2014 => {
            digits(number, 1, 7)
                && digits(year, 2, 2)
                && digits(department, 2, 3)
                && digits(region, 2, 2)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn productions() {
        for (text, number, consolidated) in [
            ("27122/12/20/74 от 24.04.2012", "27122/12/20/74", None),
            ("1234/20/77010-ИП от 01.02.2020", "1234/20/77010-ИП", None),
            (
                "1234/20/77010-ИП от 01.02.2020 4321/20/77010-СД",
                "1234/20/77010-ИП",
                Some("4321/20/77010-СД"),
            ),
            (
                "1/20/77010-ИП\u{a0}от\u{a0}01.02.2020 2/20/77010-СВ",
                "1/20/77010-ИП",
                Some("2/20/77010-СВ"),
            ),
        ] {
            let read = production(text).unwrap();
            assert_eq!((&*read.number, read.consolidated.as_deref()), (number, consolidated));
        }
        for text in [
            "",
            "1234/20/77010-ИП",
            "1234/20/77010-ИП от 31.02.2020",
            "x/20/77010-ИП от 01.02.2020",
        ] {
            assert_eq!(production(text), None, "{text}");
        }
    }
}
