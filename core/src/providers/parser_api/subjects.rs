//! `subjects`: what is being enforced, `[{"title":…,"sum":"58297.07 руб."}]`.

use std::borrow::Cow;

use super::grammar::trimmed;
use crate::proceeding::{AmountItem, AmountKind, Amounts};
use crate::protocol::Notes;
use crate::providers::fssp::grammar::roubles;
use crate::wire::{Field, Object};

const FEE: &str = "исполнительский сбор";
/// «Общая сумма задолженности»: an item of its own, and no part of the debt.
const TOTAL: &str = "общая сумма";

pub(super) struct Subjects<'a> {
    /// The first title that is neither the fee nor the total, or else the fee's.
    pub(super) text: Option<Cow<'a, str>>,
    pub(super) amounts: Amounts<'a>,
}

pub(super) fn read<'a>(record: &Object<'a>, place: &str, notes: &mut Notes) -> Subjects<'a> {
    let place = format!("{place}/subjects");
    let list = record.objects(&place).unwrap_or_else(|_| {
        notes.quirk("parser_api.unknown_form", || place.clone());
        None
    });
    let (mut text, mut fee, mut total) = (None, None, None);
    let mut items = Vec::new();
    for (index, subject) in list.unwrap_or_default().iter().enumerate() {
        let title = subject.field("title");
        if title.text().is_none() && !title.is_blank() {
            notes.quirk("parser_api.unknown_form", || format!("{place}/{index}/title"));
        }
        let title = trimmed(&title);
        let known = title.as_deref().unwrap_or_default().to_lowercase();
        let sum = subject.field("sum");
        let amount = amount(&sum, || format!("{place}/{index}/sum"), notes);
        if known.starts_with(TOTAL) {
            if amount.is_some() && total.is_some() {
                notes.quirk("parser_api.total_twice", || format!("{place}/{index}"));
            }
            total = total.or(amount);
            continue;
        }
        let kind = if known.contains(FEE) { AmountKind::Fee } else { AmountKind::Principal };
        let first = if kind == AmountKind::Fee { &mut fee } else { &mut text };
        if first.is_none() {
            first.clone_from(&title);
        }
        items.extend(amount.map(|amount| AmountItem { title, amount, kind }));
    }
    let amounts = Amounts { total, ..Amounts::of("RUB", items) };
    Subjects { text: text.or(fee), amounts }
}

/// `58297.07 руб.`, `3621.21` or a number.
pub(super) fn amount<'a>(
    field: &Field<'a>,
    place: impl FnOnce() -> String,
    notes: &mut Notes,
) -> Option<Cow<'a, str>> {
    let read = field.text().and_then(roubles);
    match read {
        Some((_, true)) => notes.quirk("parser_api.amount_form", place),
        None if !field.is_blank() => notes.quirk("parser_api.amount_unreadable", place),
        _ => {}
    }
    read.map(|(amount, _)| Cow::Owned(amount))
}
