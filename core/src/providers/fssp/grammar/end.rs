//! When and why a proceeding ended.

use super::spaced;
use crate::proceeding::Ended;
use crate::value::Date;

/// `YYYY-MM-DD, article, part, item`
pub(in crate::providers) fn end(text: &str) -> Option<Ended> {
    let text = spaced(text);
    let mut parts = text.split(',').map(str::trim);
    let on = Date::parse_iso(parts.next()?)?;
    let mut number = || parts.next()?.parse::<u16>().ok();
    let ended = Ended::by(on, number()?, number()?, number()?);
    parts.next().is_none().then_some(ended)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proceeding::Meaning;

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
}
