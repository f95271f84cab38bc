//! Values of a card's fields, in the forms of the document's «Data types».

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::Text;
use crate::value::{Date, Decimal, Timestamp};
use crate::wire::text_of;

/// What a field is to hold.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing any more.
    Empty,
    /// Also money (`144167.00|RUB`), a date, a moment, a fraction.
    Text(String),
    /// By its digits.
    Integer(String),
    /// `Y` or `N`.
    Flag(bool),
    /// Of a multiple field.
    List(Vec<Value>),
}

/// As long as a column of the portal's database: what is longer may be cut without a word.
const MOST_BYTES: usize = 65_535;
const MOST_ITEMS: usize = 100;

impl Value {
    pub(super) const EXPECTED: Text = Text {
        en: "a text (money as 144167.00|RUB, a date as 2026-02-24, a moment as 2026-02-24T12:00:00+03:00), a whole number, true, false, null or a list of these",
        ru: "строка (деньги — 144167.00|RUB, дата — 2026-02-24, время — 2026-02-24T12:00:00+03:00), целое число, true, false, null или список из них",
    };

    pub(super) fn read(json: &str) -> Option<Self> {
        match json.as_bytes().first()? {
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                let scalar = |item: &&RawValue| Self::scalar(item.get());
                let items: Option<Vec<Self>> = items.iter().map(scalar).collect();
                items.filter(|items| items.len() <= MOST_ITEMS).map(Self::List)
            }
            b'n' => Some(Self::Empty),
            _ => Self::scalar(json),
        }
    }

    fn scalar(json: &str) -> Option<Self> {
        match json.as_bytes().first()? {
            b'"' => text(&text_of(json)?).map(Self::Text),
            b't' => Some(Self::Flag(true)),
            b'f' => Some(Self::Flag(false)),
            b'-' | b'0'..=b'9' => is_integer(json).then(|| Self::Integer(json.to_owned())),
            _ => None,
        }
    }

    /// As a query has it; a list is none.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Integer(text) => Cow::Borrowed(text),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "Y" } else { "N" }),
            Self::Empty | Self::List(_) => Cow::Borrowed(""),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // `null` is ignored by some methods, an empty text is taken by all.
            Self::Empty => serializer.serialize_str(""),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(digits) => match digits.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(digits),
            },
            Self::Flag(flag) => serializer.serialize_str(if *flag { "Y" } else { "N" }),
            Self::List(items) => serializer.collect_seq(items),
        }
    }
}

/// Anybody's debts may be in it.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}

/// Whether a text can be stored: not too long, and without control characters but line breaks.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.len() <= MOST_BYTES && text.chars().all(plain)
}

/// A text that can be sent: what looks like money, a date or a moment has to be one.
fn text(text: &str) -> Option<String> {
    if !is_plain(text) {
        return None;
    }
    if let Some((amount, currency)) = text.split_once('|') {
        let counts = |c: char| c.is_ascii_digit() || " .,-+eE\u{a0}".contains(c);
        let like_money = currency.len() <= 4 && amount.chars().all(counts);
        let is_money = is_amount(amount) && is_currency(currency);
        return (is_money || !like_money).then(|| text.to_owned());
    }
    let digits = |at: std::ops::Range<usize>| {
        text.get(at).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let like_a_date = digits(0..4) && text.get(4..5) == Some("-") && digits(5..7);
    match text.len() {
        10 if like_a_date => Date::parse_iso(text).map(|_| text.to_owned()),
        _ if like_a_date && text.get(10..11) == Some("T") => moment(text),
        _ => Some(text.to_owned()),
    }
}

/// `YYYY-MM-DDThh:mm:ss±hh:mm`
fn moment(text: &str) -> Option<String> {
    let at = Timestamp::parse(text)?;
    if text.ends_with('Z') {
        let written = at.to_string();
        return Some(format!("{}+00:00", written.get(..19)?));
    }
    (text.len() == 25).then(|| text.to_owned())
}

fn is_amount(text: &str) -> bool {
    Decimal::parse(text).is_some_and(|amount| amount.tolerance().is_none())
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_integer(json: &str) -> bool {
    json.parse::<i64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        Value::read(json).map(|value| serde_json::to_string(&value).unwrap())
    }

    #[test]
    fn forms() {
        for (written, sent) in [
            (r#""144167.00|RUB""#, r#""144167.00|RUB""#),
            (r#""-5|KZT""#, r#""-5|KZT""#),
            (r#""2026-02-24""#, r#""2026-02-24""#),
            (r#""2026-02-24T12:00:00+03:00""#, r#""2026-02-24T12:00:00+03:00""#),
            (r#""2026-02-24T12:00:00.250Z""#, r#""2026-02-24T12:00:00+00:00""#),
            (r#""итого | всего""#, r#""итого | всего""#),
            (r#""2026-02-24 проверено""#, r#""2026-02-24 проверено""#),
            (r#""a\nb""#, r#""a\nb""#),
            ("3", "3"),
            ("-9007199254740993", "-9007199254740993"),
            ("true", r#""Y""#),
            ("false", r#""N""#),
            ("null", r#""""#),
            (r#"["1",2,true]"#, r#"["1",2,"Y"]"#),
            ("[]", "[]"),
        ] {
            assert_eq!(read(written).as_deref(), Some(sent), "{written}");
        }
        for wrong in [
            r#""144 167,00|RUB""#,
            r#""144167.00|rub""#,
            r#""144167.00|RUBL""#,
            r#""1e3|RUB""#,
            r#""|RUB""#,
            r#""2026-02-30""#,
            r#""2026-02-24T12:00:00""#,
            r#""2026-02-24T12:00:00.250+03:00""#,
            r#""2026-02-24T25:00:00+03:00""#,
            r#""a\u0000b""#,
            "1.5",
            "1e3",
            "12345678901234567890",
            "{}",
            "[[1]]",
            "[null]",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
