//! What is enforced, and how much of it.

use super::spaced;
use crate::value::Decimal;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
