//! Dates and times as the providers write them. The time itself is the caller's.

use time::{Date, Duration, Month, OffsetDateTime};

/// The civil time in Moscow. INFERRED: no document names a zone, all its services are there.
pub(crate) fn moscow(now_ms: i64) -> OffsetDateTime {
    utc(now_ms).saturating_add(Duration::hours(3))
}

/// `2018-01-29 10:32:50`
pub(crate) fn stamp(now_ms: i64) -> String {
    let at = moscow(now_ms);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02} {}", hms(at))
}

/// `17.06.2021 23:59:18`
pub(crate) fn dotted_stamp(now_ms: i64) -> String {
    let at = moscow(now_ms);
    format!("{} {}", dotted(at.date()), hms(at))
}

/// `2022-10-05T17:05:00.3694387`, as .NET writes its ticks: seven digits, no zone.
pub(crate) fn ticks(now_ms: i64) -> String {
    let text = stamp(now_ms).replace(' ', "T");
    format!("{text}.{:03}4387", now_ms.rem_euclid(1000))
}

/// `2019-07-07T19:24:00.163Z`
pub(crate) fn iso(now_ms: i64) -> String {
    let at = utc(now_ms);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02}T{}.{:03}Z", hms(at), now_ms.rem_euclid(1000))
}

/// When the day began in Moscow.
pub(crate) fn midnight(now_ms: i64) -> i64 {
    let (hour, day) = (60 * 60 * 1000, 24 * 60 * 60 * 1000);
    now_ms.saturating_sub(now_ms.saturating_add(3 * hour).rem_euclid(day))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
pub(crate) fn http_date(now_ms: i64) -> String {
    let at = utc(now_ms);
    let (weekday, month) = (at.weekday().to_string(), at.month().to_string());
    let (day, year) = (at.day(), at.year());
    format!("{weekday:.3}, {day:02} {month:.3} {year:04} {} GMT", hms(at))
}

/// `26.08.2025`
pub(crate) fn dotted(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), u8::from(date.month()), date.year())
}

/// Reads `26.08.2025`; a day that does not exist is `None`.
pub(crate) fn parse_dotted(text: &str) -> Option<Date> {
    let mut parts = text.split('.');
    let mut part = |length: usize| {
        let part = parts.next()?;
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u16>().ok() } else { None }
    };
    let (day, month, year) = (part(2)?, part(2)?, part(4)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    parts.next().is_none().then_some(date)
}

fn utc(now_ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(now_ms.div_euclid(1000))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn hms(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_providers_write_them() {
        // RFC 9110, section 5.6.7, and a task of the FSSP's answer of 2018.
        assert_eq!(http_date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(stamp(1_517_211_170_999), "2018-01-29 10:32:50");
        assert_eq!(dotted_stamp(1_517_211_170_999), "29.01.2018 10:32:50");
        assert_eq!(ticks(1_517_211_170_369), "2018-01-29T10:32:50.3694387");
        assert_eq!(iso(1_517_211_170_369), "2018-01-29T07:32:50.369Z");
        assert_eq!(dotted_stamp(midnight(1_517_211_170_999)), "29.01.2018 00:00:00");
        assert_eq!(midnight(midnight(1_517_211_170_999)), midnight(1_517_211_170_999));
        assert_eq!(parse_dotted("29.02.2024").map(dotted).as_deref(), Some("29.02.2024"));
        for wrong in ["", "29.02.2025", "1.02.2025", "01.13.2025", "01.02.25", "01.02.2025.", "a"] {
            assert_eq!(parse_dotted(wrong), None, "{wrong}");
        }
    }
}
