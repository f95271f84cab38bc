//! A figure of a report as the value of a field: the forms that Bitrix24 documents for the types of
//! user fields.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::debtor::figures::{self, Figure, Unit};
use crate::debtor::russian::{day, money};
use crate::debtor::stored::Stored;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::value::{Decimal, Timestamp};
use crate::wire::Json;

/// A figure, and the type of the field.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct What {
    /// A figure of `debtor.score`, or `complete`, `simulated`, `checked_at`, `summary`, `score`.
    pub figure: &'static str,
    /// The field's type; by the figure where nothing is said.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub kind: Option<As>,
}

/// What a caller may write: the figure's name alone, or with the field's type.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "a schema only")]
pub(super) enum Written {
    Name(String),
    What(What),
}

/// A type of user fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum As {
    /// `144167.00|RUB`
    Money,
    /// `144167.00`
    Double,
    Integer,
    /// As people write it in Russian.
    String,
    /// `Y` or `N`
    Boolean,
    /// `2026-11-21T09:00:00+00:00`
    Datetime,
}

/// A value as Bitrix24 takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FieldValue {
    Integer(i64),
    Text(String),
}

impl FieldValue {
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Integer(number) => *number == 0,
            Self::Text(text) => text == "N" || !text.chars().any(|c| ('1'..='9').contains(&c)),
        }
    }
}

/// Where the values come from.
pub(super) struct Source<'s, 'a> {
    pub(super) report: &'s Stored<'a>,
    pub(super) comment: &'s str,
    pub(super) score: Option<i64>,
}

/// Figures that are no numbers of proceedings or money.
const OTHERS: &[&str] = &["complete", "simulated", "checked_at", "summary", "score"];

impl Source<'_, '_> {
    /// The value, and whether it is exact; `None` where it is not known, or not of this type.
    pub(super) fn value(&self, what: &What) -> Option<(FieldValue, bool)> {
        let text = |text: String| Some((FieldValue::Text(text), true));
        let flag = |flag: bool| match what.kind {
            None | Some(As::Boolean) => text(if flag { "Y" } else { "N" }.to_owned()),
            Some(As::Integer) => Some((FieldValue::Integer(flag.into()), true)),
            Some(As::String) => text(if flag { "да" } else { "нет" }.to_owned()),
            _ => None,
        };
        match what.figure {
            "complete" => flag(self.report.complete),
            "simulated" => flag(self.report.simulated),
            "checked_at" => match (self.report.as_of?, what.kind) {
                (moment, None | Some(As::Datetime)) => text(with_offset(moment)),
                (moment, Some(As::String)) => text(day(moment)),
                _ => None,
            },
            "summary" => match what.kind {
                None | Some(As::String) => text(self.comment.to_owned()),
                _ => None,
            },
            "score" => {
                let value = number(&self.score?.to_string(), Unit::Count, what.kind)?;
                Some((value, self.report.complete))
            }
            name => {
                let figure = Figure::find(name)?;
                let measured = figure.of(&self.report.view());
                Some((number(&measured.value, figure.unit, what.kind)?, measured.exact))
            }
        }
    }
}

fn number(value: &str, unit: Unit, kind: Option<As>) -> Option<FieldValue> {
    let usual = if unit == Unit::Count { As::Integer } else { As::Money };
    match (kind.unwrap_or(usual), unit.currency()) {
        (As::Integer, None) => value.parse().ok().map(FieldValue::Integer),
        (As::Money, Some(currency)) => {
            Some(FieldValue::Text(format!("{}|{currency}", two_digits(value)?)))
        }
        (As::Double, _) => Some(FieldValue::Text(two_digits(value)?)),
        (As::String, Some(currency)) => Some(FieldValue::Text(money(value, currency))),
        (As::String, None) => Some(FieldValue::Text(value.to_owned())),
        (As::Boolean, _) => {
            let some = !Decimal::parse(value)?.is_zero();
            Some(FieldValue::Text(if some { "Y" } else { "N" }.to_owned()))
        }
        _ => None,
    }
}

/// With two digits after the point, and more only where they say something.
fn two_digits(value: &str) -> Option<String> {
    let sum = Decimal::parse(value)?.plus(&Decimal::parse("0.00")?)?.into_text();
    let (whole, fraction) = sum.split_once('.')?;
    let said = fraction.trim_end_matches('0');
    Some(format!("{whole}.{said:0<2}"))
}

/// To the second, with an offset in place of `Z`.
fn with_offset(moment: Timestamp) -> String {
    let text = moment.to_string();
    let to_the_second = text.split(['.', 'Z']).next().unwrap_or_default();
    format!("{to_the_second}+00:00")
}

/// The score of an output of `debtor.score`.
pub(super) fn score(score: &Json, place: &str) -> Result<i64> {
    let object = Members::object(score.raw().get(), place)?;
    object.field("score").integer().ok_or_else(|| Error::invalid(place, SCORE))
}

/// The member `map` of the input.
///
/// # Errors
/// The class `invalid_input`.
pub(super) fn map(members: &Members<'_>) -> Result<BTreeMap<String, What>> {
    let place = members.path("map");
    let Some(raw) = members.given("map") else { return Err(Error::missing(place)) };
    let object = Members::object(raw.get(), &place)?;
    let mut map = BTreeMap::new();
    for (at, (field, value)) in object.entries().iter().enumerate() {
        let place = format!("{place}/*");
        let first = field.starts_with(|c: char| c.is_ascii_alphabetic());
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if !first || field.len() > 50 || !field.bytes().all(known) || at >= MOST {
            return Err(Error::invalid(place, FIELD));
        }
        let what = match value.get().strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
            Some(name) => What { figure: figures::name(name, OTHERS, place.clone())?, kind: None },
            None => {
                let members = Members::of(value.get(), place.clone(), &["figure", "as"])?;
                let name = members.text("figure")?;
                let name = name.ok_or_else(|| Error::missing(members.path("figure")))?;
                let figure = figures::name(&name, OTHERS, members.path("figure"))?;
                What { figure, kind: members.word("as", AS)? }
            }
        };
        if map.insert((**field).to_owned(), what).is_some() {
            return Err(Error::invalid(place, FIELD));
        }
    }
    Ok(map)
}

const MOST: usize = 100;
const FIELD: Text = Text {
    en: "at most 100 fields, each once, with names such as UF_CRM_DEBT_RUB",
    ru: "не более 100 полей, каждое один раз, с именами вида UF_CRM_DEBT_RUB",
};
const AS: Text = Text {
    en: "money, double, integer, string, boolean or datetime",
    ru: "money, double, integer, string, boolean или datetime",
};
const SCORE: Text =
    Text { en: "the output of debtor.score", ru: "то, что отдаёт debtor.score" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_numbers() {
        let text = |text: &str| Some(FieldValue::Text(text.to_owned()));
        assert_eq!(number("144167.000", Unit::Rub, None), text("144167.00|RUB"));
        assert_eq!(number("0.125", Unit::Kzt, Some(As::Double)), text("0.125"));
        assert_eq!(number("5", Unit::Count, None), Some(FieldValue::Integer(5)));
        assert_eq!(number("5", Unit::Count, Some(As::Money)), None);
        assert_eq!(number("0", Unit::Rub, Some(As::Boolean)), text("N"));
    }
}
