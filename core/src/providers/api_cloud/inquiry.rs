//! `inquiry`: what a call cost, in every answer of api-cloud.ru.

use serde::Deserialize;

use crate::error::Happened;
use crate::protocol::{Charge, Notes};
use crate::value::Decimal;
use crate::wire::Field;

#[derive(Default, Deserialize)]
pub(super) struct Inquiry<'a> {
    #[serde(borrow, default)]
    pub(super) price: Field<'a>,
    #[serde(borrow, default)]
    pub(super) balance: Field<'a>,
    #[serde(borrow, default)]
    pub(super) credit: Field<'a>,
}

impl Inquiry<'_> {
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
