//! The rules of a score: data, which a caller may replace.

use serde::Serialize;

use crate::debtor::figures;
use crate::debtor::plan::required;
use crate::debtor::view::{Measured, Verdict};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::value::Decimal;

/// A rule: a figure of the report, a limit, and what it weighs.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Rule {
    pub name: String,
    /// The name of a figure, such as `owed_rub` or `alimony`.
    pub figure: &'static str,
    /// A decimal string; this or `at_most`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<String>,
    /// What is added to the score where the rule is met; below zero it makes a case easier.
    pub weight: i64,
    /// Why it matters, in Russian.
    pub reason_ru: String,
}

impl Rule {
    pub(super) const MEMBERS: &'static [&'static str] =
        &["name", "figure", "at_least", "at_most", "weight", "reason_ru"];

    pub(super) fn read(members: &Members<'_>) -> Result<Self> {
        let limit = |name: &'static str| -> Result<Option<String>> {
            let Some(text) = members.text(name)? else { return Ok(None) };
            let plain = Decimal::parse(&text).is_some_and(|limit| limit.tolerance().is_none());
            let limit = plain.then(|| text.into_owned());
            limit.map(Some).ok_or_else(|| Error::invalid(members.path(name), LIMIT))
        };
        let (at_least, at_most) = (limit("at_least")?, limit("at_most")?);
        if at_least.is_some() == at_most.is_some() {
            return Err(Error::invalid(members.path("at_least"), ONE));
        }
        let weight = members.integer("weight")?;
        let weight = weight.ok_or_else(|| Error::missing(members.path("weight")))?;
        if !(-1_000_000..=1_000_000).contains(&weight) {
            return Err(Error::invalid(members.path("weight"), WEIGHT));
        }
        Ok(Self {
            name: required(members, "name")?,
            figure: figures::name(&required(members, "figure")?, &[], members.path("figure"))?,
            at_least,
            at_most,
            weight,
            reason_ru: required(members, "reason_ru")?,
        })
    }

    pub(super) fn verdict(&self, measured: &Measured) -> Verdict {
        let least = self.at_least.as_deref().map(|least| measured.at_least(least));
        let most = self.at_most.as_deref().map(|most| measured.at_most(most));
        least.or(most).unwrap_or(Verdict::Unknown)
    }
}

/// What makes a case of bankruptcy harder or easier, by the practice that the weights follow. They
/// are a beginning: whoever has figures of their own gives their own rules.
pub(super) fn built_in() -> Vec<Rule> {
    let rule = |(name, figure, least, weight, reason): (&str, _, &str, _, &str)| Rule {
        name: name.to_owned(),
        figure,
        at_least: Some(least.to_owned()),
        at_most: None,
        weight,
        reason_ru: reason.to_owned(),
    };
    BUILT_IN.iter().copied().map(rule).collect()
}

type Row = (&'static str, &'static str, &'static str, i64, &'static str);

const BUILT_IN: &[Row] = &[
    (
        "court_threshold",
        "owed_rub",
        "500000",
        10,
        "долг не меньше 500 000 ₽ — порога для дела в суде",
    ),
    (
        "large_debt",
        "owed_rub",
        "1000000.01",
        15,
        "долг больше 1 000 000 ₽: внесудебный порядок закрыт",
    ),
    ("many_proceedings", "open", "5", 10, "открыто пять производств или больше"),
    ("alimony", "alimony", "1", 20, "есть алименты: от них банкротство не освобождает"),
    ("damages", "damages", "1", 15, "есть возмещение вреда: такие долги могут не списать"),
    ("fines", "fines", "1", 5, "есть штрафы: проверьте, какие из них не списываются"),
    ("kazakhstan", "owed_kzt", "0.01", 10, "есть долги в Казахстане: случай трансграничный"),
    ("arrests", "arrests", "1", 5, "арестованы счета"),
    (
        "no_property",
        "returned_46_1_4",
        "1",
        -10,
        "есть окончание из-за отсутствия имущества: возможен внесудебный порядок",
    ),
    (
        "namesakes",
        "possible",
        "1",
        5,
        "есть производства, которые могут быть чужими: нужна проверка",
    ),
    ("unknown_amounts", "without_amount", "1", 5, "есть долги без известной суммы"),
    ("unchecked", "unchecked_sources", "1", 5, "проверены не все источники"),
];

pub(super) const MOST: usize = 100;
pub(super) const RULES: Text =
    Text { en: "a list of 1 to 100 rules", ru: "список из 1–100 правил" };
const LIMIT: Text = Text {
    en: "a decimal number as text, such as 500000",
    ru: "десятичное число текстом, например 500000",
};
const ONE: Text =
    Text { en: "one of at_least and at_most", ru: "ровно одно из at_least и at_most" };
const WEIGHT: Text = Text {
    en: "a whole number from -1000000 to 1000000",
    ru: "целое число от -1000000 до 1000000",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_rules_name_figures_and_limits() {
        for (name, figure, least, ..) in BUILT_IN {
            assert!(figures::Figure::find(figure).is_some(), "{name}");
            assert!(Decimal::parse(least).is_some(), "{name}");
        }
    }
}
