//! Days and moments as they are written in Russian.

use spravka_core::value::{Date, Timestamp};

use super::words::phrases::MOSCOW;

/// Moscow has had no other offset since 2014.
const MOSCOW_MS: u64 = 3 * 60 * 60 * 1000;

/// A moment in Moscow's time, and in UTC as it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// `22.11.2026 05:44:33 МСК`
    pub(super) shown: String,
    /// RFC 3339.
    pub(super) utc: String,
}

impl Moment {
    /// What is no moment of RFC 3339 stays as it is.
    pub(super) fn of(text: &str) -> Self {
        let moscow = Timestamp::parse(text).map(|moment| moment.plus_ms(MOSCOW_MS).to_string());
        let shown = moscow.as_deref().and_then(|moscow| {
            let (day, time) = moscow.split_once('T')?;
            Some(format!("{} {} {MOSCOW}", date(day), time.get(..8)?))
        });
        Self { shown: shown.unwrap_or_else(|| text.to_owned()), utc: text.to_owned() }
    }
}

/// `DD.MM.YYYY`; what is no date stays as it is.
pub(super) fn date(text: &str) -> String {
    Date::parse_iso(text).map_or_else(|| text.to_owned(), Date::dotted)
}

/// Whether a day is over at a moment; not where one of them is not known.
pub(super) fn is_before(day: &str, moment: &str) -> bool {
    let today = Timestamp::parse(moment).and_then(Timestamp::day);
    Date::parse_iso(day).zip(today).is_some_and(|(day, today)| day < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moscow_is_three_hours_ahead() {
        for (utc, shown) in [
            ("2026-11-22T02:44:33.490Z", "22.11.2026 05:44:33 МСК"),
            ("2026-12-31T21:00:00Z", "01.01.2027 00:00:00 МСК"),
            ("2026-12-31T23:30:00+05:00", "31.12.2026 21:30:00 МСК"),
            ("вчера", "вчера"),
        ] {
            assert_eq!(Moment::of(utc), Moment { shown: shown.to_owned(), utc: utc.to_owned() });
        }
        assert_eq!(date("1985-03-14"), "14.03.1985");
        assert_eq!(date("1985"), "1985");
        for (day, is_over) in [("2026-11-21", true), ("2026-11-22", false), ("", false)] {
            assert_eq!(is_before(day, "2026-11-22T02:44:33Z"), is_over, "{day}");
        }
        assert!(!is_before("2026-11-21", "вчера"));
    }
}
