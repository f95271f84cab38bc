//! Values survive the way out and back.

use std::cmp::Ordering;

use spravka_core::value::{
    Account, Bik, Bin, Date, Decimal, Email, Iin, Inn, Kpp, Ogrn, Ogrnip, Passport, PersonName,
    Phone, Plate, PolicyNumber, ProceedingNumber, Snils, Timestamp, Value,
};

/// The bytes: a text, or several on lines of their own.
pub(super) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines: Vec<&str> = text.lines().take(8).collect();
    for line in &lines {
        day(line);
        moment(line);
        identifiers(line);
    }
    for pair in lines.windows(2) {
        amounts(pair[0], pair[1]);
    }
}

fn day(text: &str) {
    let Ok(day) = <Date as Value>::parse(text) else { return };
    assert_eq!(Date::parse_iso(&day.to_string()), Some(day));
    assert_eq!(Date::parse_dotted(&day.dotted()), Some(day));
    assert_eq!(Date::of_moment(&format!("{day}T00:00:00+05:00")), Some(day));
    assert!(text == day.to_string() || text == day.dotted(), "{text} is {day}");
    if let Some(before) = day.months_before(1) {
        assert!(before < day);
    }
}

fn moment(text: &str) {
    let Some(moment) = Timestamp::parse(text) else { return };
    let written = moment.to_string();
    assert_eq!(Timestamp::parse(&written), Some(moment), "{text}");
    assert!(written.is_ascii() && written.ends_with('Z'));
    assert_eq!(Timestamp::from_ms(moment.ms()), moment);
    assert!(moment.plus_ms(1) >= moment && moment.plus_ms(u64::MAX) >= moment);
}

fn amounts(one: &str, other: &str) {
    let (Some(one), Some(other)) = (Decimal::parse(one), Decimal::parse(other)) else { return };
    for amount in [&one, &other] {
        let written = amount.clone().into_text().into_owned();
        assert!(super::is_amount(&written), "{written}");
        let again = Decimal::parse(&written).expect("a plain amount");
        assert_eq!((again.tolerance(), &*again.clone().into_text()), (None, &*written));
        assert_eq!(again.compare(amount), Some(Ordering::Equal));
    }
    let reversed = other.compare(&one).map(Ordering::reverse);
    assert_eq!(one.compare(&other), reversed);
    if let Some(sum) = one.plus(&other) {
        let other_way = other.plus(&one).expect("the same sum");
        assert_eq!(sum.compare(&other_way), Some(Ordering::Equal));
        let below = Decimal::parse("0").expect("zero").compare(&other);
        assert_eq!(one.compare(&sum), below, "what is added is added");
    }
}

/// What is read is written in one form, which is read as itself and needs no tolerance.
macro_rules! round_trip {
    ($text:expr, $($value:ty),*) => {$(
        if let Ok(value) = <$value as Value>::parse($text) {
            let again = <$value as Value>::parse(value.as_str());
            let again = again.unwrap_or_else(|fault| panic!("{fault:?}: {}", value.as_str()));
            assert_eq!(again.as_str(), value.as_str());
            assert_eq!(again.quirk(), None, "{}", value.as_str());
            // What is shown tells the length: no number, and no name in Cyrillic.
            let shown = format!("{value:?}");
            let number = shown.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
            assert!(shown.is_ascii() && !number, "{shown}");
        }
    )*};
}

fn identifiers(text: &str) {
    round_trip!(text, Account, Bik, Bin, Email, Iin, Inn, Kpp, Ogrn, Ogrnip, Passport, PersonName);
    round_trip!(text, Phone, Plate, PolicyNumber, ProceedingNumber, Snils);
}
