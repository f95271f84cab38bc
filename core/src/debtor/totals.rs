//! Sums of what is known, and how much is not: exact, by currency, principal and fee apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::listed::{Certainty, Listed};
use super::standing::{Debt, Standing};
use crate::proceeding::{AmountBasis, Amounts, Category};
use crate::value::Decimal;

/// The debtor's own proceedings, and those that may be a namesake's, counted apart.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Totals {
    pub confirmed: Group,
    pub possible: Group,
}

#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    pub count: u64,
    /// Open, listed, or ended without payment.
    pub owed: Sums,
    pub paid: Sums,
    /// Ended in a way from which neither follows.
    pub unclear: Sums,
    pub by_standing: Vec<Part<Standing>>,
    /// Of the debts that are owed.
    pub by_category: Vec<Part<Category>>,
}

/// The proceedings with one thing in common.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part<K> {
    pub of: K,
    #[serde(flatten)]
    pub sums: Sums,
}

/// How many, and how much of it is known.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sums {
    pub count: u64,
    /// How many have no amount that is known. They are in no sum.
    pub without_amount: u64,
    pub by_currency: Vec<Sum>,
}

/// Exact sums in one currency, as decimal strings. What nobody stated is absent; it is not zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sum {
    pub currency: &'static str,
    /// How many are in the sums.
    pub count: u64,
    /// Without the enforcement fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Enforcement fees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// Of proceedings whose source does not tell principal and fee apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsplit: Option<String>,
    /// What of the debts the amounts are, where all of them are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<AmountBasis>,
}

impl Totals {
    pub(super) fn of(listed: &[Listed<'_>]) -> Self {
        let group = |certainty| Group::of(listed.iter().filter(|l| l.certainty == certainty));
        Self { confirmed: group(Certainty::Confirmed), possible: group(Certainty::Possible) }
    }
}

impl Group {
    fn of<'l, 'a: 'l>(listed: impl Iterator<Item = &'l Listed<'a>>) -> Self {
        let mut group = Self::default();
        let mut by_standing: BTreeMap<Standing, Sums> = BTreeMap::new();
        let mut by_category: BTreeMap<Category, Sums> = BTreeMap::new();
        for Listed { standing, proceeding, .. } in listed {
            let amounts = &proceeding.amounts;
            group.count += 1;
            match standing.debt() {
                Debt::Owed => {
                    group.owed.add(amounts);
                    by_category.entry(proceeding.subject.category).or_default().add(amounts);
                }
                Debt::Paid => group.paid.add(amounts),
                Debt::Unclear => group.unclear.add(amounts),
            }
            by_standing.entry(*standing).or_default().add(amounts);
        }
        group.by_standing = parts(by_standing);
        group.by_category = parts(by_category);
        group
    }
}

fn parts<K>(sums: BTreeMap<K, Sums>) -> Vec<Part<K>> {
    sums.into_iter().map(|(of, sums)| Part { of, sums }).collect()
}

impl Sums {
    fn add(&mut self, amounts: &Amounts<'_>) {
        self.count += 1;
        let found = self.by_currency.iter_mut().find(|sum| sum.currency == amounts.currency);
        let with = match &found {
            Some(sum) => sum.plus(amounts),
            None => Sum::nothing(amounts).plus(amounts),
        };
        match (with, found) {
            (None, _) => self.without_amount += 1,
            (Some(with), Some(sum)) => *sum = with,
            (Some(with), None) => {
                self.by_currency.push(with);
                self.by_currency.sort_by_key(|sum| sum.currency);
            }
        }
    }
}

impl Sum {
    fn nothing(amounts: &Amounts<'_>) -> Self {
        let basis = Some(amounts.basis);
        let currency = amounts.currency;
        Self { currency, count: 0, principal: None, fee: None, unsplit: None, basis }
    }

    /// `None` where there is nothing to add, and where the sum would not be exact.
    fn plus(&self, amounts: &Amounts<'_>) -> Option<Self> {
        let split = amounts.principal.is_some() || amounts.fee.is_some();
        let unsplit = amounts.total.as_deref().filter(|_| !split);
        if !split && unsplit.is_none() {
            return None;
        }
        Some(Self {
            currency: self.currency,
            count: self.count + 1,
            principal: sum(self.principal.as_deref(), amounts.principal.as_deref())?,
            fee: sum(self.fee.as_deref(), amounts.fee.as_deref())?,
            unsplit: sum(self.unsplit.as_deref(), unsplit)?,
            basis: self.basis.filter(|basis| *basis == amounts.basis),
        })
    }
}

/// `None` where the sum would not be exact.
fn sum(a: Option<&str>, b: Option<&str>) -> Option<Option<String>> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let sum = Decimal::parse(a)?.plus(&Decimal::parse(b)?)?;
            Some(Some(sum.into_text().into_owned()))
        }
        (a, b) => Some(a.or(b).map(str::to_owned)),
    }
}
