//! What is owed.

use std::borrow::Cow;

use serde::Serialize;

use crate::value::Decimal;

/// Amounts as decimal strings. An absent amount is not known; it is not zero.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amounts<'a> {
    /// ISO 4217.
    pub currency: &'static str,
    /// What is owed, without the enforcement fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Cow<'a, str>>,
    /// The enforcement fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Cow<'a, str>>,
    /// The sum, where the source gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Cow<'a, str>>,
    pub items: Vec<AmountItem<'a>>,
    pub basis: AmountBasis,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AmountItem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    pub amount: Cow<'a, str>,
    pub kind: AmountKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    Principal,
    Fee,
}

/// What of the debt an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountBasis {
    Original,
    Remaining,
    Unknown,
}

impl<'a> Amounts<'a> {
    /// Principal and fee are the exact sums of their items.
    #[must_use]
    pub fn of(currency: &'static str, items: Vec<AmountItem<'a>>) -> Self {
        Self {
            currency,
            principal: sum(&items, AmountKind::Principal),
            fee: sum(&items, AmountKind::Fee),
            total: None,
            items,
            basis: AmountBasis::Unknown,
        }
    }
}

/// `None` where there is nothing to add, and where the sum would not be exact.
fn sum<'a>(items: &[AmountItem<'a>], kind: AmountKind) -> Option<Cow<'a, str>> {
    let mut amounts = items.iter().filter(|item| item.kind == kind).map(|item| &item.amount);
    let first = amounts.next()?.clone();
    amounts.try_fold(first, |sum, amount| {
        let sum = Decimal::parse(&sum)?.plus(&Decimal::parse(amount)?)?;
        Some(sum.into_text())
    })
}
