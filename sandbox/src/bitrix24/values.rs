//! Values of a card's fields: what is taken, and as what it is shown again («Data types»).

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::params::Param;
use super::refused::{self, Refused};

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Integer,
    Double,
    Flag,
    Day,
    Moment,
    Money,
    /// Several texts.
    Texts,
}

/// The fields that every contact has, as far as anyone needs them.
pub(super) const OWN: &[(&str, Kind)] = &[
    ("birthdate", Kind::Day),
    ("comments", Kind::Text),
    ("lastName", Kind::Text),
    ("name", Kind::Text),
    ("opened", Kind::Flag),
    ("originId", Kind::Text),
    ("originatorId", Kind::Text),
    ("post", Kind::Text),
    ("secondName", Kind::Text),
    ("sourceDescription", Kind::Text),
];

impl Kind {
    pub(super) fn of(user_type: &str, is_multiple: bool) -> Self {
        match user_type {
            _ if is_multiple => Self::Texts,
            "integer" => Self::Integer,
            "double" => Self::Double,
            "boolean" => Self::Flag,
            "date" => Self::Day,
            "datetime" => Self::Moment,
            "money" => Self::Money,
            _ => Self::Text,
        }
    }
}

/// The value as JSON, in the form in which it is shown from now on.
pub(super) fn taken(kind: Kind, value: &Param) -> Result<String, Refused> {
    let json = |text: &str| serde_json::to_string(text).unwrap_or_default();
    if let (Kind::Texts, Param::Map(items)) = (kind, value) {
        let texts: Vec<&str> = items.iter().filter_map(|(_, item)| item.as_text()).collect();
        return Ok(serde_json::to_string(&texts).unwrap_or_default());
    }
    let text = match value {
        Param::Null => "",
        Param::Text(text) => text,
        Param::Map(_) => return Err(refused::NO_VALUE),
    };
    if text.is_empty() {
        return Ok(if matches!(kind, Kind::Flag) { json("N") } else { "null".to_owned() });
    }
    let shown = match kind {
        // INFERRED: what stands around a text is not kept.
        Kind::Text | Kind::Texts => Some(json(text.trim())),
        Kind::Integer => text.parse::<i64>().ok().map(|number| number.to_string()),
        Kind::Double => number(text).map(str::to_owned),
        Kind::Flag => match text {
            "Y" | "1" => Some(json("Y")),
            "N" | "0" => Some(json("N")),
            _ => None,
        },
        Kind::Day => day(text).map(|day| json(&day)),
        Kind::Moment => moment(text).map(|moment| json(&moment)),
        Kind::Money => money(text).map(|money| json(&money)),
    };
    shown.ok_or(refused::NO_VALUE)
}

fn number(text: &str) -> Option<&str> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole.trim_start_matches('-')) && digits(fraction)).then_some(text)
}

/// `2026-02-24` becomes the midnight of Moscow, which the portal's zone is.
fn day(text: &str) -> Option<String> {
    let midnight = format!("{}T00:00:00+03:00", text.get(..10)?);
    OffsetDateTime::parse(&midnight, &Rfc3339).ok().map(|_| midnight)
}

fn moment(text: &str) -> Option<String> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let at = at.to_offset(UtcOffset::from_hms(3, 0, 0).ok()?);
    at.replace_nanosecond(0).ok()?.format(&Rfc3339).ok()
}

/// INFERRED: kopecks that are none are not kept.
fn money(text: &str) -> Option<String> {
    let (amount, currency) = text.split_once('|')?;
    let amount = number(amount)?;
    let amount = amount.strip_suffix(".00").unwrap_or(amount);
    (currency.len() == 3).then(|| format!("{amount}|{currency}"))
}
