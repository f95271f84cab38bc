//! The document that is enforced.

use super::spaced;
use crate::value::Date;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
