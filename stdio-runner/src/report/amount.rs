//! Amounts as they are written in Russian: exact, by thousands, with a comma. Never floats.

use spravka_core::value::Decimal;

/// Between thousands, and before a unit.
pub(super) const NBSP: char = '\u{a0}';
/// Digits after the point that [`permille`] tells apart: those of [`Decimal`].
const SCALE: usize = 6;

/// `317 776,39 ₽`, `144 167 ₸`. What is no decimal number stays as it is.
pub(super) fn money(amount: &str, currency: Option<&str>) -> String {
    let kopecks = currency == Some("RUB");
    let number = Decimal::parse(amount.trim()).map(|amount| decimal(&amount.into_text(), kopecks));
    let number = number.unwrap_or_else(|| amount.to_owned());
    match currency.map(unit) {
        Some(unit) => format!("{number}{NBSP}{unit}"),
        None => number,
    }
}

/// `1 000`.
pub(super) fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// The exact sum; `None` where one of them is no decimal number, or there is none at all.
pub(super) fn sum<'a>(mut amounts: impl Iterator<Item = &'a str>) -> Option<String> {
    let first = Decimal::parse(amounts.next()?)?.into_text().into_owned();
    amounts.try_fold(first, |sum, amount| {
        let sum = Decimal::parse(&sum)?.plus(&Decimal::parse(amount)?)?;
        Some(sum.into_text().into_owned())
    })
}

/// How much of `most` it is, in thousandths; less than nothing is nothing.
pub(super) fn permille(amount: &str, most: &str) -> u16 {
    let (Some(amount), Some(most)) = (units(amount), units(most)) else { return 0 };
    let part = amount.saturating_mul(1000).checked_div(most).unwrap_or_default();
    u16::try_from(part.clamp(0, 1000)).unwrap_or_default()
}

/// In millionths.
pub(super) fn units(amount: &str) -> Option<i128> {
    let text = Decimal::parse(amount)?.into_text();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}{fraction:0<SCALE$}").parse().ok()
}

fn decimal(text: &str, kopecks: bool) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    let whole = grouped(if whole.is_empty() { "0" } else { whole });
    if fraction.is_empty() && !kopecks {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole},{fraction:0<2}")
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(NBSP);
        }
        grouped.push(digit);
    }
    grouped
}

fn unit(currency: &str) -> &str {
    match currency {
        "RUB" => "₽",
        "KZT" => "₸",
        "USD" => "$",
        "EUR" => "€",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_russian() {
        for (amount, currency, shown) in [
            ("317776.39", Some("RUB"), "317 776,39 ₽"),
            ("144167.000", Some("KZT"), "144 167 ₸"),
            ("145028.990", Some("KZT"), "145 028,99 ₸"),
            ("212776.4", Some("RUB"), "212 776,40 ₽"),
            ("5000", Some("RUB"), "5 000,00 ₽"),
            ("0.001", Some("RUB"), "0,001 ₽"),
            ("-1234567.5", Some("CNY"), "−1 234 567,50 CNY"),
            ("999999999999999999.999999", None, "999 999 999 999 999 999,999999"),
            ("00", Some("KZT"), "0 ₸"),
            ("много", Some("RUB"), "много ₽"),
        ] {
            assert_eq!(money(amount, currency).replace(NBSP, " "), shown);
        }
        assert_eq!(count(1_234_567).replace(NBSP, " "), "1 234 567");
    }

    #[test]
    fn sums_and_parts_are_exact() {
        assert_eq!(sum(["0.1", "0.2", "1000"].into_iter()).as_deref(), Some("1000.3"));
        assert_eq!(sum(["0.1", "x"].into_iter()), None);
        assert_eq!(sum([].into_iter()), None);
        let most = "999999999999999999.99";
        for (amount, of, part) in [
            ("1", "3", 333),
            ("2", "2.00", 1000),
            ("-1", "3", 0),
            ("1", "0", 0),
            (most, most, 1000),
        ] {
            assert_eq!(permille(amount, of), part, "{amount} of {of}");
        }
    }
}
