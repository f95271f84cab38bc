//! The headers of an answer.

use std::borrow::Cow;

use crate::value::Timestamp;

/// Names and values in the order they came.
#[derive(Default)]
pub(crate) struct Headers<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// What `Retry-After` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Absent,
    Ms(u64),
    Unreadable,
}

impl<'a> Headers<'a> {
    pub(crate) fn push(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        self.0.push((name, value));
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The longest wait that the `Retry-After` headers ask for: seconds, or a date in any of the
    /// three forms of RFC 9110, 5.6.7.
    pub(crate) fn retry_after(&self, now: Timestamp) -> RetryAfter {
        self.all("retry-after").fold(RetryAfter::Absent, |longest, value| {
            match (longest, retry_after_ms(value, now)) {
                (RetryAfter::Ms(a), Some(b)) => RetryAfter::Ms(a.max(b)),
                (RetryAfter::Ms(a), None) => RetryAfter::Ms(a),
                (_, Some(ms)) => RetryAfter::Ms(ms),
                (_, None) => RetryAfter::Unreadable,
            }
        })
    }
}

fn retry_after_ms(value: &str, now: Timestamp) -> Option<u64> {
    if (1..=10).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()) {
        return value.parse::<u64>().ok()?.checked_mul(1000);
    }
    // The type is that of a clock, and none is read: httpdate hands a number over in it.
    let date = httpdate::parse_http_date(value).ok()?;
    let since_epoch = date.duration_since(std::time::UNIX_EPOCH).ok()?;
    let moment = Timestamp::from_ms(i64::try_from(since_epoch.as_millis()).ok()?);
    Some(moment.since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(values: &[&str]) -> RetryAfter {
        let mut headers = Headers::default();
        for value in values {
            headers.push("Retry-After".into(), (*value).into());
        }
        headers.retry_after(Timestamp::parse("1994-11-06T08:49:07Z").unwrap())
    }

    #[test]
    fn both_forms() {
        assert_eq!(ask(&[]), RetryAfter::Absent);
        assert_eq!(ask(&["120"]), RetryAfter::Ms(120_000));
        assert_eq!(ask(&["0"]), RetryAfter::Ms(0));
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(ask(&[date]), RetryAfter::Ms(30_000), "{date}");
        }
        assert_eq!(ask(&["Sun, 06 Nov 1994 08:00:00 GMT"]), RetryAfter::Ms(0), "past");
    }

    #[test]
    fn garbage_and_several() {
        for garbage in ["", "-1", "1.5", "soon", "12345678901", "1e3", "１"] {
            assert_eq!(ask(&[garbage]), RetryAfter::Unreadable, "{garbage}");
        }
        assert_eq!(ask(&["5", "60", "x", "7"]), RetryAfter::Ms(60_000));
        assert_eq!(ask(&["x", "7"]), RetryAfter::Ms(7_000));
    }
}
