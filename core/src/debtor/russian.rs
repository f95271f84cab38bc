//! Amounts, dates and a summary of a report, in Russian.

use super::figures::Figure;
use super::report::in_force;
use super::stored::{Stored, StoredStatus};
use crate::value::Timestamp;

/// `317776.39` as `317 776,39 ₽`, with spaces that do not break.
pub(super) fn money(amount: &str, currency: &str) -> String {
    let sign = match currency {
        "RUB" => "₽",
        "KZT" => "₸",
        other => other,
    };
    let (minus, digits) = match amount.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", amount),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(minus);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(&format!("{fraction:0<2}"));
    }
    text + "\u{a0}" + sign
}

/// The day of a moment in Moscow, which has been three hours ahead of UTC since 2014.
pub(super) fn day(moment: Timestamp) -> String {
    let day = moment.plus_ms(3 * 3_600_000).day();
    day.map_or_else(|| moment.to_string(), |day| day.dotted())
}

/// What a report says, for people: a few lines, and what was not checked before any figure.
pub(super) fn summary(report: &Stored<'_>) -> String {
    let view = report.view();
    let value = |name: &str| Figure::find(name).map(|figure| figure.of(&view).value);
    let some = |name: &str| value(name).filter(|value| value != "0");
    let mut lines = Vec::new();
    if report.simulated {
        lines.push("УЧЕБНЫЕ ДАННЫЕ: к настоящим людям не относятся.".to_owned());
    }
    lines.push(match report.as_of {
        Some(moment) => format!("Проверка долгов на {} (по Москве).", day(moment)),
        None => "Проверка долгов: ни один источник не ответил.".to_owned(),
    });
    let unchecked = |status| report.sources.iter().filter(move |source| source.status == status);
    for source in unchecked(StoredStatus::NotChecked) {
        let why = source.message_ru.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        lines.push(format!("НЕ ПРОВЕРЕНО: {}{why}. Есть ли там долги, неизвестно.", source.name));
    }
    for source in unchecked(StoredStatus::NotAsked) {
        lines.push(format!("Не запрашивали: {} (не хватает данных о человеке).", source.name));
    }
    let partly = |status| unchecked(status).filter(|source| !source.complete);
    for source in partly(StoredStatus::Checked) {
        lines.push(format!("Прочитано не полностью: {}.", source.name));
    }
    if !report.is_everywhere() {
        lines.push("Искали только в одном регионе.".to_owned());
    }
    let found = value("proceedings").unwrap_or_default();
    lines.push(match (found.as_str(), searched(&view.answered)) {
        ("0", _) if !report.listed.is_empty() => {
            "Производств, которые точно относятся к должнику, не найдено.".to_owned()
        }
        ("0", None) => "Есть ли исполнительные производства, не проверено.".to_owned(),
        ("0", Some(place)) if report.complete => {
            format!("Исполнительных производств {place} не найдено.")
        }
        ("0", Some(_)) => "В том, что удалось прочитать, производств нет.".to_owned(),
        _ => format!(
            "Найдено производств: {found}, открытых: {}.",
            value("open").unwrap_or_default()
        ),
    });
    for (name, currency, what) in [
        ("owed_rub", "RUB", "Долг"),
        ("fee_rub", "RUB", "Исполнительский сбор"),
        ("owed_kzt", "KZT", "Долг в Казахстане"),
    ] {
        if let Some(amount) = some(name) {
            lines.push(format!("{what}: {}.", money(&amount, currency)));
        }
    }
    for (name, what) in [
        ("without_amount", "Долгов без известной суммы"),
        ("possible", "Возможно, чужих производств"),
        ("alimony", "Об алиментах"),
    ] {
        if let Some(count) = some(name) {
            lines.push(format!("{what}: {count}."));
        }
    }
    let arrests = in_force(&report.arrests, view.today);
    if arrests > 0 {
        lines.push(format!("Арестов на счетах: {arrests}."));
    }
    lines.join("\n")
}

/// Where proceedings were looked for, by the currencies of the sources that answered; a bank's
/// arrests are none.
fn searched(currencies: &[&str]) -> Option<&'static str> {
    match (currencies.contains(&"RUB"), currencies.contains(&"KZT")) {
        (true, true) => Some("в России и Казахстане"),
        (true, false) => Some("в России"),
        (false, true) => Some("в Казахстане"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (amount, written) in [
            ("317776.39", "317\u{a0}776,39\u{a0}₽"),
            ("500", "500\u{a0}₽"),
            ("1000.5", "1\u{a0}000,50\u{a0}₽"),
            ("144167.000", "144\u{a0}167\u{a0}₽"),
            ("-1234567", "−1\u{a0}234\u{a0}567\u{a0}₽"),
        ] {
            assert_eq!(money(amount, "RUB"), written);
        }
    }
}
