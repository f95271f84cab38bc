//! A report as figures and facts see it: what was found, and whether there may be more.

use super::listed::{Certainty, Listed};
use super::standing::Debt;
use crate::value::{Date, Decimal};

pub(super) struct View<'v, 'a> {
    pub(super) listed: &'v [Listed<'a>],
    /// Arrests that are in force on the day of the report.
    pub(super) arrests: u64,
    /// The currencies of the countries of which some source answered.
    pub(super) answered: Vec<&'static str>,
    /// Those of the countries that were searched as a whole: one region of Russia is not all.
    pub(super) checked: Vec<&'static str>,
    pub(super) arrests_checked: bool,
    /// Whether every source that was asked was read whole.
    pub(super) complete: bool,
    pub(super) unchecked_sources: u64,
    /// The day of the last answer.
    pub(super) today: Option<Date>,
}

/// A figure that was found. There may be more where it is not exact, but not less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// A decimal string.
    pub(super) value: String,
    pub(super) exact: bool,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Met,
    NotMet,
    /// What was found does not tell.
    Unknown,
}

impl<'v, 'a> View<'v, 'a> {
    pub(super) fn confirmed(&self) -> impl Iterator<Item = &'v Listed<'a>> + use<'v, 'a> {
        self.listed.iter().filter(|listed| listed.certainty == Certainty::Confirmed)
    }

    /// Those whose debt is owed, in one currency.
    pub(super) fn owed(
        &self,
        currency: &'static str,
    ) -> impl Iterator<Item = &'v Listed<'a>> + use<'v, 'a> {
        self.confirmed().filter(move |listed| {
            listed.proceeding.amounts.currency == currency && listed.standing.debt() == Debt::Owed
        })
    }

    /// Whether all of the debtor's proceedings in these currencies are known.
    pub(super) fn knows_all(&self, currencies: &[&str]) -> bool {
        let checked = currencies.iter().all(|currency| self.checked.contains(currency));
        let possible = self.listed.iter().any(|listed| {
            listed.certainty == Certainty::Possible
                && currencies.contains(&listed.proceeding.amounts.currency)
        });
        self.complete && checked && !possible
    }

    /// The same of those of the countries that answered at all.
    pub(super) fn knows_all_answered(&self, currencies: &[&str]) -> bool {
        let answered: Vec<&str> =
            currencies.iter().copied().filter(|one| self.answered.contains(one)).collect();
        !answered.is_empty() && self.knows_all(&answered)
    }

    /// The sum of what `part` takes of each, in one currency.
    pub(super) fn sum<'l>(
        &self,
        listed: impl Iterator<Item = &'l Listed<'a>>,
        currency: &'static str,
        part: impl Fn(&Listed<'a>) -> Option<String>,
    ) -> Measured
    where
        'a: 'l,
    {
        let mut value = "0".to_owned();
        let mut exact = self.knows_all(&[currency]);
        for listed in listed {
            let sum = part(listed).and_then(|amount| {
                let sum = Decimal::parse(&value)?.plus(&Decimal::parse(&amount)?)?;
                Some(sum.into_text().into_owned())
            });
            match sum {
                Some(sum) => value = sum,
                None => exact = false,
            }
        }
        Measured { value, exact }
    }
}

impl Measured {
    pub(super) fn count(count: u64, exact: bool) -> Self {
        Self { value: count.to_string(), exact }
    }

    /// Whether there are so many; as long as more may be found, too few is no answer.
    pub(super) fn at_least(&self, least: &str) -> Verdict {
        match self.compare(least) {
            Some(order) if order.is_ge() => Verdict::Met,
            Some(_) if self.exact => Verdict::NotMet,
            _ => Verdict::Unknown,
        }
    }

    /// Whether there are no more than so many.
    pub(super) fn at_most(&self, most: &str) -> Verdict {
        match self.compare(most) {
            Some(order) if order.is_gt() => Verdict::NotMet,
            Some(_) if self.exact => Verdict::Met,
            _ => Verdict::Unknown,
        }
    }

    fn compare(&self, other: &str) -> Option<std::cmp::Ordering> {
        Decimal::parse(&self.value)?.compare(&Decimal::parse(other)?)
    }
}

impl Verdict {
    /// What two conditions give together.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::Met, Self::Met) => Self::Met,
            _ => Self::Unknown,
        }
    }
}
