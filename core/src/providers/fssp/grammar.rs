//! The grammar of the texts in an FSSP record. What does not fit is `None`, and the raw text stays.

use crate::proceeding::Ended;
use crate::value::{Date, Decimal};

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

/// `<kind> от DD.MM.YYYY № <number>[ Постановление о взыскании исполнительского сбора][ <issuer>]`
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Details {
    pub(in crate::providers) kind: String,
    pub(in crate::providers) date: Date,
    pub(in crate::providers) number: Option<String>,
    pub(in crate::providers) issuer: Option<String>,
}

const FEE_ORDER: &str = "Постановление о взыскании исполнительского сбора";

pub(in crate::providers) fn details(text: &str) -> Option<Details> {
    let text = spaced(text);
    let (kind, date, rest) = text.match_indices(" от ").find_map(|(at, from)| {
        let (kind, rest) = text.split_at_checked(at)?;
        let (date, rest) = rest.strip_prefix(from)?.trim_start().split_at_checked(10)?;
        Some((kind, Date::parse_dotted(date)?, rest))
    })?;
    let rest = rest.trim_start().strip_prefix('№')?.trim();
    let (number, issuer) = match rest.split_once(FEE_ORDER) {
        Some((number, issuer)) => (number.trim(), issuer.trim()),
        None => split_number(rest),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Some(Details { kind: some(kind.trim())?, date, number: some(number), issuer: some(issuer) })
}

/// A number is one word, or a series of letters, `№` and digits (`ВС № 031049556`).
fn split_number(text: &str) -> (&str, &str) {
    let Some((first, rest)) = text.split_once(' ') else { return (text, "") };
    let is_series = first.chars().all(char::is_alphabetic);
    let Some(after_sign) = rest.trim_start().strip_prefix('№').filter(|_| is_series) else {
        return (first, rest.trim());
    };
    let after_sign = after_sign.trim_start();
    let issuer = after_sign.split_once(' ').map_or("", |(_, issuer)| issuer);
    let number = text.len() - issuer.len();
    (text.get(..number).unwrap_or(text).trim(), issuer.trim())
}

/// `<title>: 212776.4 руб.`, any number of times.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Sum {
    pub(in crate::providers) title: String,
    pub(in crate::providers) amount: String,
}

/// The title before the first sum, or the whole text, and the sums. `None` for a text that speaks
/// of roubles in a form that is not known.
pub(in crate::providers) fn subject(text: &str) -> Option<(String, Vec<Sum>)> {
    let text = spaced(text);
    let mut sums: Vec<Sum> = Vec::new();
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once("руб") {
        let (title, amount) = before.rsplit_once(':')?;
        let amount = Decimal::parse(amount.trim())?.into_text();
        let scale = amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        if scale > 2 || amount.starts_with('-') {
            return None;
        }
        sums.push(Sum { title: title.trim().to_owned(), amount: amount.into_owned() });
        rest = after.strip_prefix('.').unwrap_or(after).trim();
    }
    match sums.first() {
        None => Some((text.trim().to_owned(), sums)),
        Some(first) if rest.is_empty() => Some((first.title.clone(), sums)),
        Some(_) => None,
    }
}

/// `58297.07 руб.` or a bare `3621.21`: the amount, and whether its form had to be tolerated.
pub(in crate::providers) fn roubles(text: &str) -> Option<(String, bool)> {
    let text = text.trim().trim_end_matches('.');
    let amount = Decimal::parse(text.strip_suffix("руб").unwrap_or(text).trim())?;
    let odd = amount.tolerance().is_some();
    let amount = amount.into_text().into_owned();
    let scale = amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    (scale <= 2 && !amount.starts_with('-')).then_some((amount, odd))
}

/// `YYYY-MM-DD, article, part, item`
pub(in crate::providers) fn end(text: &str) -> Option<Ended> {
    let text = spaced(text);
    let mut parts = text.split(',').map(str::trim);
    let on = Date::parse_iso(parts.next()?)?;
    let mut number = || parts.next()?.parse::<u16>().ok();
    let ended = Ended::by(on, number()?, number()?, number()?);
    parts.next().is_none().then_some(ended)
}

/// `ФАМИЛИЯ ИМЯ ОТЧЕСТВО DD.MM.YYYY[ place of birth]`, a company's `NAME, address`, or a name alone.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Name {
    pub(in crate::providers) name: String,
    pub(in crate::providers) birth_date: Option<Date>,
    pub(in crate::providers) address: Option<String>,
}

/// Article, part and item of 229-ФЗ, why a proceeding ended. INFERRED: `46, 1, 3`, `ст. 46 ч. 1 п. 3` or `п. 3 ч. 1 ст. 46`.
pub(in crate::providers) fn triple(text: &str) -> Option<[u16; 3]> {
    let text = text.to_lowercase();
    let mut triple = [None; 3];
    let (mut named, mut next) = (None, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match word {
            "ст" | "статья" | "статьи" => named = Some(0),
            "ч" | "часть" | "части" => named = Some(1),
            "п" | "пункт" | "пункта" => named = Some(2),
            number => {
                let at = named.take().unwrap_or(next);
                next = at + 1;
                let before = triple.get_mut(at)?.replace(number.parse().ok()?);
                if before.is_some() {
                    return None;
                }
            }
        }
    }
    let [Some(article), Some(part), Some(item)] = triple else { return None };
    Some([article, part, item])
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

/// `ФАМИЛИЯ И. О. <phone>`; phones are joined and ended by `<br>`, a `+` may arrive as a space.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Bailiff {
    pub(in crate::providers) name: Option<String>,
    pub(in crate::providers) phones: Vec<String>,
}

pub(in crate::providers) fn bailiff(text: &str) -> Bailiff {
    let text = spaced(text);
    let is_phone = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(');
    let begin = text.find(is_phone).or_else(|| text.find("<br>")).unwrap_or(text.len());
    let (name, phones) = text.split_at_checked(begin).unwrap_or((&text, ""));
    let phones = phones
        .split("<br>")
        .map(str::trim)
        .filter(|phone| phone.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    let name = name.replace("<br>", " ");
    let name = name.trim();
    Bailiff { name: (!name.is_empty()).then(|| name.to_owned()), phones }
}

/// `<name of the office> <address>`: the address begins with its postcode.
pub(in crate::providers) fn department(text: &str) -> (String, Option<String>) {
    let text = spaced(text);
    let postcode = text.split(' ').scan(0, |at, word| {
        let begin = *at;
        *at += word.len() + 1;
        Some((begin, word.trim_end_matches(',')))
    });
    let begin = postcode
        .filter(|(begin, word)| {
            *begin > 0 && word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit())
        })
        .map(|(begin, _)| begin)
        .next();
    match begin.and_then(|begin| text.split_at_checked(begin)) {
        Some((name, address)) => (name.trim().to_owned(), Some(address.trim().to_owned())),
        None => (text.trim().to_owned(), None),
    }
}

/// U+00A0 occurs in place of a space.
fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proceeding::Meaning;

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

    #[test]
    fn documents() {
        for (text, kind, number, issuer) in [
            (
                "Исполнительный лист от 04.10.2013 № ВС № 031049556",
                "Исполнительный лист",
                Some("ВС № 031049556"),
                None,
            ),
            (
                "Исполнительный лист от 29.07.2005 № 2-551",
                "Исполнительный лист",
                Some("2-551"),
                None,
            ),
            (
                "Судебный приказ от 01.02.2020 № 2-10/2020 СУДЕБНЫЙ УЧАСТОК № 5",
                "Судебный приказ",
                Some("2-10/2020"),
                Some("СУДЕБНЫЙ УЧАСТОК № 5"),
            ),
            (
                "Исполнительный лист от 01.02.2020 № ФС № 012345678 Постановление о взыскании исполнительского сбора РАЙОННЫЙ СУД",
                "Исполнительный лист",
                Some("ФС № 012345678"),
                Some("РАЙОННЫЙ СУД"),
            ),
            (
                "Исполнительный лист от 01.02.2020 № ФС № 012345678 РАЙОННЫЙ СУД",
                "Исполнительный лист",
                Some("ФС № 012345678"),
                Some("РАЙОННЫЙ СУД"),
            ),
            ("Акт по делу от 19.04.2012 №", "Акт по делу", None, None),
            ("Акт об отказе от иска от 19.04.2012 № 5", "Акт об отказе от иска", Some("5"), None),
        ] {
            let read = details(text).unwrap();
            let read = (&*read.kind, read.number.as_deref(), read.issuer.as_deref());
            assert_eq!(read, (kind, number, issuer));
        }
        assert_eq!(details("Исполнительный лист"), None);
    }

    #[test]
    fn sums() {
        let read = subject("Кредитные платежи: 212776.4 руб. Исполнительский сбор: 14894.35 руб.")
            .unwrap();
        let pairs: Vec<_> = read.1.iter().map(|sum| (&*sum.title, &*sum.amount)).collect();
        assert_eq!(read.0, "Кредитные платежи");
        assert_eq!(
            pairs,
            [("Кредитные платежи", "212776.4"), ("Исполнительский сбор", "14894.35")]
        );
        assert_eq!(subject("Задолженность"), Some(("Задолженность".to_owned(), vec![])));
        assert_eq!(subject(""), Some((String::new(), vec![])));
        assert_eq!(subject("Налог: пени: 10,50 руб").unwrap().0, "Налог: пени");
        for text in ["около 10 руб.", "Долг: много руб.", "Долг: 10 руб. и ещё", "Долг: 1.234 руб."]
        {
            assert_eq!(subject(text), None, "{text}");
        }
    }

    #[test]
    fn ends() {
        let ended = end("2018-02-12, 46, 1, 3").unwrap();
        assert_eq!((ended.article, ended.part, ended.item), (46, 1, 3));
        assert_eq!(ended.meaning, Meaning::StillOwed);
        assert_eq!(end("2018-02-12,47,1,7").unwrap().meaning, Meaning::Bankrupt);
        for text in [
            "",
            "2018-02-12",
            "2018-02-12, 46, 1",
            "2018-02-30, 46, 1, 3",
            "2018-02-12, 46, 1, 3, 4",
        ] {
            assert_eq!(end(text), None, "{text}");
        }
    }

    #[test]
    fn triples() {
        for text in ["46, 1, 3", "ст. 46 ч. 1 п. 3", "п. 3 ч. 1 ст. 46", "Ст.46, ч.1, п.3"]
        {
            assert_eq!(triple(text), Some([46, 1, 3]), "{text}");
        }
        for text in ["", "46", "ст. 46 ч. 1", "46, 1, 3, 4", "окончено 46 1 3", "ст. 46 ст. 1 п. 3"]
        {
            assert_eq!(triple(text), None, "{text}");
        }
    }

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

    #[test]
    fn bailiffs() {
        for (text, name, phones) in [
            ("ПРИМЕРОВ П. П. +7(000)000-00-01", Some("ПРИМЕРОВ П. П."), vec!["+7(000)000-00-01"]),
            (
                "ПРИМЕРОВ П. П. (00000) 0-00-01<br>+7(00000)0-00-02<br> 7(00000)0-00-03<br>",
                Some("ПРИМЕРОВ П. П."),
                vec!["(00000) 0-00-01", "+7(00000)0-00-02", "7(00000)0-00-03"],
            ),
            (
                "ПРИМЕРОВ П. П.<br>+7(000)000-00-01",
                Some("ПРИМЕРОВ П. П."),
                vec!["+7(000)000-00-01"],
            ),
            ("ПРИМЕРОВ П. П.", Some("ПРИМЕРОВ П. П."), vec![]),
            ("<br>", None, vec![]),
            ("", None, vec![]),
        ] {
            let read = bailiff(text);
            assert_eq!(read.name.as_deref(), name, "{text}");
            assert_eq!(read.phones, phones, "{text}");
        }
    }

    #[test]
    fn departments() {
        assert_eq!(
            department("Примерное РОСП 234354, Примерный район, ул. Первая, 21"),
            (
                "Примерное РОСП".to_owned(),
                Some("234354, Примерный район, ул. Первая, 21".to_owned())
            )
        );
        assert_eq!(department("Примерное РОСП"), ("Примерное РОСП".to_owned(), None));
    }
}
