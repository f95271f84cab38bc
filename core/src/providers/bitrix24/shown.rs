//! Whether a field holds what was sent: portals show values in their own writing.

use serde_json::value::RawValue;

use super::values::Value;
use crate::value::{Date, Decimal, Timestamp};
use crate::wire::Field;

impl Value {
    /// Whether this is what the portal shows now, in its own writing.
    pub(super) fn is_shown_as(&self, raw: &RawValue) -> bool {
        let field = Field::of(raw);
        match self {
            Self::Empty => is_nothing(&field),
            Self::Text(text) if text.is_empty() => is_nothing(&field),
            Self::Text(text) => match &field {
                Field::Text(shown, _) => is_same(text, shown),
                Field::Number(shown) => number(text).is_some_and(|n| number(shown) == Some(n)),
                Field::Bool(shown) => flag(text) == Some(*shown),
                _ => false,
            },
            Self::Integer(digits) => field.text().and_then(number) == number(digits),
            Self::Flag(wanted) => match &field {
                Field::Bool(shown) => shown == wanted,
                Field::Null => !wanted,
                field => field.text().and_then(flag) == Some(*wanted),
            },
            Self::List(items) if items.is_empty() => is_nothing(&field),
            Self::List(items) => {
                let shown: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
                let has = |item: &Self| shown.iter().any(|raw| item.is_shown_as(raw));
                shown.len() == items.len() && items.iter().all(has)
            }
        }
    }
}

fn is_same(sent: &str, shown: &str) -> bool {
    if sent == shown {
        return true;
    }
    if let (Some((sent, of)), Some((shown, shown_of))) =
        (sent.split_once('|'), shown.split_once('|'))
    {
        return of == shown_of && number(sent).is_some() && number(sent) == number(shown);
    }
    if let Some(day) = Date::parse_iso(sent) {
        return Date::of_moment(shown) == Some(day);
    }
    if let (Some(sent), Some(shown)) = (Timestamp::parse(sent), Timestamp::parse(shown)) {
        return sent.ms() / 1000 == shown.ms() / 1000;
    }
    let (sent_number, shown_number) = (number(sent), number(shown));
    let (sent_flag, shown_flag) = (flag(sent), flag(shown));
    (sent_number.is_some() && sent_number == shown_number)
        || (sent_flag.is_some() && sent_flag == shown_flag)
}

/// A number without the zeros that say nothing; `007` is none.
fn number(text: &str) -> Option<String> {
    let text = Decimal::parse(text)?.into_text();
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    Some(match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text.into_owned(),
    })
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "Y" | "1" => Some(true),
        "N" | "0" => Some(false),
        _ => None,
    }
}

fn is_nothing(field: &Field<'_>) -> bool {
    match field {
        Field::List(items) => items.is_empty(),
        Field::Bool(shown) => !shown,
        field => field.is_blank(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_in_other_writing() {
        let shown = |sent: &str, shown: &str| {
            let raw = RawValue::from_string(shown.to_owned()).unwrap();
            Value::read(sent).unwrap().is_shown_as(&raw)
        };
        for (sent, as_this) in [
            (r#""144167.00|RUB""#, r#""144167|RUB""#),
            (r#""200.05""#, "200.05"),
            (r#""200.00""#, "200"),
            ("3", r#""3""#),
            ("3", "3"),
            (r#""2026-02-24""#, r#""2026-02-24T03:00:00+03:00""#),
            (r#""2026-02-24T12:00:00+00:00""#, r#""2026-02-24T15:00:00+03:00""#),
            ("true", r#""Y""#),
            ("true", "true"),
            ("true", "1"),
            ("false", r#""0""#),
            ("false", "null"),
            ("null", "null"),
            ("null", "false"),
            ("null", "[]"),
            (r#""""#, r#""""#),
            (r#"["a","b"]"#, r#"["b","a"]"#),
        ] {
            assert!(shown(sent, as_this), "{sent} {as_this}");
        }
        for (sent, as_this) in [
            (r#""144167.00|RUB""#, r#""144167|USD""#),
            (r#""144167.01|RUB""#, r#""144167|RUB""#),
            (r#""144167.00|RUB""#, "144167"),
            (r#""007""#, r#""7""#),
            (r#""a""#, "null"),
            (r#""a ""#, r#""a""#),
            ("3", "4"),
            ("3", "null"),
            (r#""2026-02-24""#, r#""2026-02-25T00:00:00+03:00""#),
            (r#""2026-02-24T12:00:00+00:00""#, r#""2026-02-24T12:00:00+03:00""#),
            ("true", r#""N""#),
            ("true", "null"),
            ("false", r#""Y""#),
            ("null", r#""a""#),
            (r#"["a","b"]"#, r#"["a"]"#),
            (r#"["a"]"#, r#""a""#),
            ("[]", r#"["a"]"#),
        ] {
            assert!(!shown(sent, as_this), "{sent} {as_this}");
        }
    }
}
