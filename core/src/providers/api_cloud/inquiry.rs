//! `inquiry`: what a call cost, in every answer of api-cloud.ru.

use crate::error::Happened;
use crate::protocol::{Charge, Notes};
use crate::value::Decimal;
use crate::wire::{Field, Object};

#[derive(Default)]
pub(super) struct Inquiry<'a> {
    price: Field<'a>,
    pub(super) balance: Field<'a>,
    pub(super) credit: Field<'a>,
}

impl<'a> Inquiry<'a> {
    /// `inquiry` of an answer; without a readable one nothing is known of the cost.
    pub(super) fn of(answer: &Object<'a>) -> Self {
        match answer.object("/inquiry") {
            Ok(Some(inquiry)) => Self {
                price: inquiry.field("price"),
                balance: inquiry.field("balance"),
                credit: inquiry.field("credit"),
            },
            _ => Self::default(),
        }
    }

    /// Notes price and balance as the provider says them; a price of zero is no charge.
    pub(super) fn note(&self, notes: &mut Notes) {
        let price = amount(&self.price);
        let free = self.price.text().and_then(Decimal::parse).map(|p| p.is_zero());
        notes.charge(Charge {
            status: match free {
                Some(true) => Happened::No,
                Some(false) => Happened::Yes,
                None => Happened::Maybe,
            },
            currency: (price.is_some() || !self.balance.is_blank()).then_some("RUB"),
            amount: price,
            balance: amount(&self.balance),
        });
    }
}

/// A number or a text, as a decimal string.
pub(super) fn amount(field: &Field<'_>) -> Option<String> {
    Decimal::parse(field.text()?.trim()).map(|amount| amount.into_text().into_owned())
}
