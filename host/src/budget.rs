//! What may be spent: reserved before a request leaves, and settled by what its flow says of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Error};

use crate::Id;
use crate::money::{Money, Price, Prices};
use crate::wish::Wanted;

#[derive(Debug)]
pub struct Budget {
    /// Whether anything is bounded; what is spent is counted all the same.
    is_bounded: bool,
    prices: Prices,
    /// By currency.
    purses: BTreeMap<String, Purse>,
    reserved: BTreeMap<Id, Money>,
}

/// In millionths.
#[derive(Debug, Default)]
struct Purse {
    most: i128,
    spent: i128,
    reserved: i128,
}

/// Whether a request may be paid for.
#[derive(Debug)]
pub enum Leave {
    Granted(Option<Money>),
    /// What others have reserved may come back.
    Later,
    Refused(Error),
}

#[derive(Deserialize)]
struct Last<'a> {
    step: &'a str,
    #[serde(borrow, default)]
    meta: LastMeta<'a>,
    #[serde(borrow, default)]
    reason: Option<&'a str>,
    #[serde(borrow, default)]
    state: Option<StateHead<'a>>,
}

#[derive(Default, Deserialize)]
struct LastMeta<'a> {
    #[serde(borrow, default)]
    charged: Option<Charged<'a>>,
}

#[derive(Deserialize)]
struct Charged<'a> {
    status: &'a str,
    #[serde(borrow, default)]
    amount: Option<&'a str>,
    #[serde(borrow, default)]
    currency: Option<&'a str>,
}

#[derive(Deserialize)]
struct StateHead<'a> {
    #[serde(borrow, default)]
    executed: Option<&'a RawValue>,
}

impl Budget {
    pub fn new(budgets: &[Money], prices: &[Price]) -> Self {
        let mut purses: BTreeMap<String, Purse> = BTreeMap::new();
        for budget in budgets {
            purses.entry(budget.currency.clone()).or_default().most += budget.millionths;
        }
        let price = |price: &Price| (price.operation.clone(), price.money.clone());
        Self {
            is_bounded: !budgets.is_empty(),
            prices: prices.iter().map(price).collect(),
            purses,
            reserved: BTreeMap::new(),
        }
    }

    /// Whether this request may be paid for; those before it in line wait for `waiting` currencies.
    pub fn ask(&self, wanted: &Wanted, waiting: &mut BTreeSet<String>) -> Leave {
        let price = match self.price(wanted) {
            Ok(Some(price)) => price,
            Ok(None) => return Leave::Granted(None),
            Err(_) if !self.is_bounded => return Leave::Granted(None),
            Err(error) => return Leave::Refused(error),
        };
        if !self.is_bounded {
            return Leave::Granted(Some(price));
        }
        let none = Purse::default();
        let purse = self.purses.get(&price.currency).unwrap_or(&none);
        let left = purse.most - purse.spent - price.millionths;
        if left < 0 {
            return Leave::Refused(Error::new(Code::BudgetExceeded));
        }
        if left < purse.reserved || waiting.contains(&price.currency) {
            waiting.insert(price.currency);
            return Leave::Later;
        }
        Leave::Granted(Some(price))
    }

    /// What a request costs: by the user's word, or by the catalogue's where it says that it costs
    /// something.
    fn price(&self, wanted: &Wanted) -> Result<Option<Money>, Error> {
        // What a flow only looks at, or polls, is part of what is paid for.
        let own = self.prices.get(&wanted.operation).filter(|_| wanted.does_its_work);
        match (own, wanted.is_paid, &wanted.estimate) {
            (Some(price), _, _) | (None, true, Some(price)) => Ok(Some(price.clone())),
            (None, false, _) => Ok(None),
            (None, true, None) => Err(Error::new(Code::PriceUnknown)),
        }
    }

    pub fn reserve(&mut self, id: Id, price: Money) {
        self.purse(&price.currency).reserved += price.millionths;
        self.reserved.insert(id, price);
    }

    /// What a request has cost, by the step that follows it.
    pub fn settle(&mut self, id: Id, step: &[u8]) -> Option<Money> {
        let reserved = self.reserved.remove(&id)?;
        let spent = charge(step, &reserved);
        let purse = self.purse(&reserved.currency);
        purse.reserved -= reserved.millionths;
        purse.spent += spent;
        Some(Money { millionths: spent, ..reserved })
    }

    /// What was reserved before and never settled: it counts as spent until its flow goes on.
    pub fn take_up(&mut self, id: Id, reserved: Money) {
        self.purse(&reserved.currency).spent -= reserved.millionths;
        self.reserve(id, reserved);
    }

    /// What was spent before.
    pub fn restore(&mut self, spent: &Money) {
        self.purse(&spent.currency).spent += spent.millionths;
    }

    /// What was spent, and what may have been.
    pub fn spent(&self) -> impl Iterator<Item = Money> {
        let money = |(currency, purse): (&String, &Purse)| Money {
            millionths: purse.spent + purse.reserved,
            currency: currency.clone(),
        };
        self.purses.iter().map(money).filter(|money| money.millionths > 0)
    }

    fn purse(&mut self, currency: &str) -> &mut Purse {
        self.purses.entry(currency.to_owned()).or_default()
    }
}

/// In millionths. Where nobody knows, the reservation stays.
fn charge(step: &[u8], reserved: &Money) -> i128 {
    let Ok(last) = serde_json::from_slice::<Last<'_>>(step) else { return reserved.millionths };
    let nothing = match (last.step, last.meta.charged) {
        ("done" | "fail", Some(charged)) if charged.status == "yes" => {
            let currency = charged.currency.unwrap_or(&reserved.currency);
            let said = charged.amount.and_then(|amount| Money::of(amount, currency));
            let said = said.filter(|said| said.currency == reserved.currency);
            return said.map_or(reserved.millionths, |said| said.millionths);
        }
        ("done" | "fail", Some(charged)) => charged.status == "no",
        // It failed, and will be repeated: the state says what it may have done.
        ("wait", _) if last.reason != Some("pending") && last.reason != Some("input_needed") => {
            last.state.is_some_and(|state| state.executed.is_none())
        }
        _ => false,
    };
    if nothing { 0 } else { reserved.millionths }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_step_that_follows() {
        let reserved: Money = "0.75RUB".parse().unwrap();
        let charge = |step: &str| charge(step.as_bytes(), &reserved);
        let done = |charged: &str| {
            format!(r#"{{"step":"done","output":{{}},"meta":{{"charged":{charged}}}}}"#)
        };
        assert_eq!(charge(&done(r#"{"status":"no"}"#)), 0);
        assert_eq!(charge(&done(r#"{"status":"maybe"}"#)), 750_000);
        assert_eq!(charge(&done(r#"{"status":"yes"}"#)), 750_000);
        assert_eq!(charge(&done(r#"{"status":"yes","amount":"1.5"}"#)), 1_500_000);
        assert_eq!(charge(&done(r#"{"status":"yes","amount":"1.5","currency":"KZT"}"#)), 750_000);
        let wait = |reason: &str, state: &str| {
            charge(&format!(r#"{{"step":"wait","reason":"{reason}","state":{{{state}}}}}"#))
        };
        assert_eq!(wait("rate_limited", ""), 0);
        assert_eq!(wait("back_off", r#""executed":"maybe""#), 750_000);
        assert_eq!(wait("pending", ""), 750_000, "the task was taken");
        assert_eq!(charge(r#"{"step":"send","state":{}}"#), 750_000);
        assert_eq!(charge("broken"), 750_000);
    }
}
