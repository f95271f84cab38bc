//! Civil dates: a day as written, with no clock and no zone.

use serde::{Serialize, Serializer};
use time::Month;

use super::{Fault, Value};
use crate::error::Text;

/// A day of the years 1900 to 2100.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1900..=2100).contains(&year) {
            return None;
        }
        let month = Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// `DD.MM.YYYY`, the form of the Russian registries.
    #[must_use]
    pub fn dotted(self) -> String {
        format!("{:02}.{:02}.{:04}", self.0.day(), u8::from(self.0.month()), self.0.year())
    }

    /// The same day so many months ago, or the last of that month where it is shorter.
    #[must_use]
    pub fn months_before(self, months: u16) -> Option<Self> {
        let month =
            self.0.year() * 12 + i32::from(u8::from(self.0.month())) - 1 - i32::from(months);
        let (year, month) = (month.div_euclid(12), u8::try_from(month.rem_euclid(12) + 1).ok()?);
        (self.0.day().min(28)..=self.0.day()).rev().find_map(|day| Self::new(year, month, day))
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let [year, month, day] = fields(text, '-', [4, 2, 2])?;
        Self::from_parts(year, month, day)
    }

    /// Reads `DD.MM.YYYY` and nothing else.
    #[must_use]
    pub fn parse_dotted(text: &str) -> Option<Self> {
        let [day, month, year] = fields(text, '.', [2, 2, 4])?;
        Self::from_parts(year, month, day)
    }

    /// The day of an ISO moment as it is written: a midnight at `+05:00` is not shifted to UTC,
    /// which would give the day before.
    #[must_use]
    pub fn of_moment(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| Self::parse_iso(day))?
    }

    fn from_parts(year: u16, month: u16, day: u16) -> Option<Self> {
        Self::new(year.into(), month.try_into().ok()?, day.try_into().ok()?)
    }
}

impl Value for Date {
    const EXPECTED: Text = Text {
        en: "a date YYYY-MM-DD or DD.MM.YYYY of the years 1900 to 2100",
        ru: "дата ГГГГ-ММ-ДД или ДД.ММ.ГГГГ, с 1900 по 2100 год",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        Self::parse_iso(text).or_else(|| Self::parse_dotted(text)).ok_or(Fault::Form)
    }
}

fn fields<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[u16; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

/// A birth date is personal data: Debug does not show the day.
impl std::fmt::Debug for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Date(…)")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4})$",
            "description": "A civil date, YYYY-MM-DD; in inputs DD.MM.YYYY too.",
            "examples": ["1985-03-14"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_before() {
        let before = |day: &str, months| Date::parse_iso(day)?.months_before(months);
        for (day, months, then) in [
            ("2026-11-22", 3, "2026-08-22"),
            ("2026-01-15", 3, "2025-10-15"),
            ("2026-05-31", 3, "2026-02-28"),
            ("2024-02-29", 12, "2023-02-28"),
            ("2026-11-22", 84, "2019-11-22"),
        ] {
            assert_eq!(before(day, months), Date::parse_iso(then), "{day}");
        }
    }

    #[test]
    fn every_day_of_two_centuries_round_trips() {
        let mut day = time::Date::from_calendar_date(1900, Month::January, 1).unwrap();
        let last = time::Date::from_calendar_date(2099, Month::December, 31).unwrap();
        let mut count = 0;
        loop {
            let date = Date(day);
            assert_eq!(Date::parse(&date.to_string()), Ok(date));
            assert_eq!(Date::parse(&date.dotted()), Ok(date));
            count += 1;
            if day == last {
                break;
            }
            day = day.next_day().unwrap();
        }
        assert_eq!(count, 73_049);
    }

    #[test]
    fn no_such_day() {
        for text in [
            "",
            "2026-02-30",
            "31.02.2026",
            "00.00.2000",
            "29.02.1900",
            "1899-12-31",
            "2101-01-01",
            "1-1-2000",
            "2026-1-01",
            "2026-01-01 ",
            "01.01.26",
            "2026.01.01",
            "+026-01-01",
        ] {
            assert_eq!(Date::parse(text), Err(Fault::Form), "{text}");
        }
    }

    #[test]
    fn a_midnight_keeps_its_day() {
        let day = Date::new(2020, 6, 11);
        for text in ["2020-06-11T00:00:00.000+05:00", "2020-06-11", "2020-06-11 10:32:50"] {
            assert_eq!(Date::of_moment(text), day, "{text}");
        }
        assert_eq!(Date::of_moment("2020-06-111"), None);
    }
}
