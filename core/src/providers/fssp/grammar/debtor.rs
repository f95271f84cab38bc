//! The person or company that owes.

use super::spaced;
use crate::value::Date;

/// `ФАМИЛИЯ ИМЯ ОТЧЕСТВО DD.MM.YYYY[ place of birth]`, a company's `NAME, address`, or a name alone.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Name {
    pub(in crate::providers) name: String,
    pub(in crate::providers) birth_date: Option<Date>,
    pub(in crate::providers) address: Option<String>,
}

pub(in crate::providers) fn debtor(text: &str) -> Name {
    let text = spaced(text);
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let words: Vec<&str> = text.split_whitespace().collect();
    let (name, rest) = words
        .iter()
        .position(|word| Date::parse_dotted(word).is_some())
        .and_then(|date| words.split_at_checked(date))
        // A date that follows a comma is a part of an address.
        .filter(|(name, _)| name.iter().all(|word| !word.contains(',')))
        .unwrap_or((&words, &[]));
    if let Some((date, place)) = rest.split_first() {
        let birth_date = Date::parse_dotted(date);
        return Name { name: name.join(" "), birth_date, address: some(place.join(" ")) };
    }
    let name = name.join(" ");
    let (name, address) = match end_of_name(&name).and_then(|at| name.split_at_checked(at)) {
        Some((name, address)) => (name.trim().to_owned(), some(without_gaps(address))),
        None => (name, None),
    };
    Name { name, birth_date: None, address }
}

/// The first comma that is in no quotation marks; where those do not match, the first one.
fn end_of_name(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut outside = None;
    for (at, sign) in text.char_indices() {
        quoted ^= matches!(sign, '"' | '\'' | '«' | '»');
        if sign == ',' && !quoted {
            outside = outside.or(Some(at));
        }
    }
    if quoted { text.find(',') } else { outside }
}

/// An address without its empty parts: `, РОССИЯ,, , ,ПРИМЕРСК Г` is `РОССИЯ, ПРИМЕРСК Г`.
fn without_gaps(address: &str) -> String {
    let parts = address.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people() {
        let read = debtor("ТЕСТОВ ТЕСТ ТЕСТОВИЧ 05.11.1978 Г. ПРИМЕР, ОБРАЗЦОВАЯ ОБЛ.");
        assert_eq!(read.name, "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
        assert_eq!(read.birth_date, Date::new(1978, 11, 5));
        assert_eq!(read.address.as_deref(), Some("Г. ПРИМЕР, ОБРАЗЦОВАЯ ОБЛ."));
        assert_eq!(debtor("ТЕСТОВ ТЕСТ").birth_date, None);
        assert_eq!(debtor("ТЕСТОВ ТЕСТ").address, None);
        assert_eq!(debtor("").name, "");
    }

    #[test]
    fn companies() {
        for (text, name, address) in [
            (
                "ООО 'ПРИМЕР', РОССИЯ,000000,ТЕСТОВАЯ ОБЛ, ,ТЕСТОВ Г",
                "ООО 'ПРИМЕР'",
                Some("РОССИЯ, 000000, ТЕСТОВАЯ ОБЛ, ТЕСТОВ Г"),
            ),
            (
                "ООО ПРИМЕР+, РОССИЯ,, , ,ТЕСТОВ Г, ,ПЕРВАЯ УЛ,23,, ",
                "ООО ПРИМЕР+",
                Some("РОССИЯ, ТЕСТОВ Г, ПЕРВАЯ УЛ, 23"),
            ),
            ("ООО «А, Б и В», ТЕСТОВ Г", "ООО «А, Б и В»", Some("ТЕСТОВ Г")),
            ("ООО 'А, Б'", "ООО 'А, Б'", None),
            ("ООО Д'АРК, ТЕСТОВ Г", "ООО Д'АРК", Some("ТЕСТОВ Г")),
            (
                "ООО ПРИМЕР, ТЕСТОВ Г, УЛ. 01.01.2000 ГОДА",
                "ООО ПРИМЕР",
                Some("ТЕСТОВ Г, УЛ. 01.01.2000 ГОДА"),
            ),
            ("ООО ПРИМЕР,, , ", "ООО ПРИМЕР", None),
            ("ООО ПРИМЕР", "ООО ПРИМЕР", None),
        ] {
            let read = debtor(text);
            assert_eq!((&*read.name, read.address.as_deref()), (name, address), "{text}");
            assert_eq!(read.birth_date, None, "{text}");
        }
    }
}
