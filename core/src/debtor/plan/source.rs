//! Where one source stands: checked, busy, due, or at its end.

use std::borrow::Cow;

use serde::Serialize;

use super::Finished;
use super::input::{Call, CallStatus, Input, Money, Source};
use crate::debtor::answer::{Answer, Checked};
use crate::debtor::suppliers::{self, Offer, Unfit};
use crate::error::Result;
use crate::protocol::Effect;
use crate::value::Decimal;
use crate::wire::Json;

pub(super) enum Standing {
    /// It was found or is empty.
    Checked,
    /// A call is under way.
    Busy,
    /// This is to be asked.
    Due(&'static Offer, Json),
    /// Nobody is left to ask.
    Exhausted,
}

/// Why an operation could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    pub operation: Cow<'static, str>,
    pub why: Why,
    /// The member of the person that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It needs a member that the person has not got.
    MissingMember,
    /// It is not for such a person: for a company, or only for one.
    OtherKind,
    NoSecret,
    /// The money left does not reach.
    NoMoney,
    /// It costs money, and nobody says how much.
    NoPrice,
}

/// The money left, while calls are planned.
pub(super) struct Purse<'a> {
    left: Option<(Decimal<'a>, &'a str)>,
}

impl Purse<'_> {
    /// Takes the price of an operation out, or says why that cannot be.
    fn take(&mut self, offer: &Offer, prices: Option<&Money>) -> Option<Why> {
        let Some((left, currency)) = &mut self.left else { return None };
        if !matches!(offer.effect, Effect::PaidRead) {
            return None;
        }
        let price = match (prices, &offer.estimate) {
            (Some(price), _) => Some((price.amount.as_str(), price.currency.as_str())),
            (None, Some(estimate)) => Some((estimate.amount, estimate.currency)),
            (None, None) => None,
        };
        let Some((amount, of)) = price else { return Some(Why::NoPrice) };
        let negative = format!("-{amount}");
        let rest = Decimal::parse(&negative).and_then(|amount| left.plus(&amount));
        match rest {
            Some(rest) if of == *currency && !rest.is_negative() => {
                *left = rest;
                None
            }
            _ => Some(Why::NoMoney),
        }
    }
}

impl Input {
    pub(super) fn purse(&self) -> Purse<'_> {
        let left = |money| {
            let Money { amount, currency }: &Money = money;
            Some((Decimal::parse(amount)?, currency.as_str()))
        };
        Purse { left: self.money.as_ref().and_then(left) }
    }

    /// The calls that have ended, in the order of the sources.
    pub(super) fn finished(&self) -> Vec<Finished<'_>> {
        let mut finished = Vec::new();
        for Source { name, .. } in &self.sources {
            let calls = self.calls.iter().filter(|call| call.source == *name);
            finished.extend(calls.filter_map(|Call { source, operation, step, .. }| {
                Some(Finished { source, operation, step: step.as_ref()? })
            }));
        }
        finished
    }
}

impl Source {
    /// Where it stands, and what of it cannot be asked.
    ///
    /// # Errors
    /// What is wrong with a call's step, or with the settings of an operation.
    pub(super) fn stands(
        &self,
        input: &Input,
        purse: &mut Purse<'_>,
    ) -> Result<(Standing, Vec<Reason>)> {
        let mut asked = Vec::new();
        let mut busy = false;
        for (at, call) in input.calls.iter().enumerate().filter(|(_, c)| c.source == self.name) {
            asked.push(call.operation);
            match (call.status, &call.step, Offer::find(call.operation)) {
                (CallStatus::Finished, Some(step), Some(offer)) => {
                    let place = format!("/input/calls/{at}/step");
                    let answer = Answer::of(step.raw(), offer, &place)?;
                    if answer.checked != Checked::NotChecked {
                        return Ok((Standing::Checked, Vec::new()));
                    }
                }
                _ => busy = true,
            }
        }
        if busy {
            return Ok((Standing::Busy, Vec::new()));
        }
        let mut reasons = Vec::new();
        for supplier in &self.any_of {
            match self.offer(suppliers::named(supplier), input, &mut reasons)? {
                Some((offer, _)) if asked.contains(&offer.operation) => {}
                Some((offer, wants)) => match refused(offer, input, purse) {
                    None => return Ok((Standing::Due(offer, wants), reasons)),
                    Some(why) => reasons.push(Reason::of(offer, why, None)),
                },
                None => {}
            }
        }
        Ok((Standing::Exhausted, reasons))
    }

    /// The first of a supplier's offers that fits the person; why, where none does.
    fn offer(
        &self,
        offers: &'static [Offer],
        input: &Input,
        reasons: &mut Vec<Reason>,
    ) -> Result<Option<(&'static Offer, Json)>> {
        let mut unfit = Vec::new();
        for offer in offers {
            let settings = input.settings.get(offer.operation).map(|json| json.raw().get());
            match offer.input(&input.person, settings)? {
                Ok(wants) => return Ok(Json::object(&wants).map(|wants| (offer, wants))),
                Err(Unfit::Missing(name)) => {
                    unfit.push(Reason::of(offer, Why::MissingMember, Some(name)));
                }
                Err(Unfit::Other) => unfit.push(Reason::of(offer, Why::OtherKind, None)),
            }
        }
        if unfit.iter().any(|reason| reason.why == Why::MissingMember) {
            unfit.retain(|reason| reason.why == Why::MissingMember);
        }
        reasons.extend(unfit);
        Ok(None)
    }
}

impl Reason {
    fn of(offer: &Offer, why: Why, missing: Option<String>) -> Self {
        Self { operation: offer.operation.into(), why, missing }
    }
}

fn refused(offer: &Offer, input: &Input, purse: &mut Purse<'_>) -> Option<Why> {
    let known = |secrets: &Vec<String>| secrets.iter().any(|secret| secret == offer.secret);
    if !input.secrets.as_ref().is_none_or(known) {
        return Some(Why::NoSecret);
    }
    purse.take(offer, input.prices.get(offer.operation))
}
