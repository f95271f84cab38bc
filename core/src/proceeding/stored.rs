//! The record, read again from JSON that we wrote: a step that a host kept, or a report of another
//! day and version. What is not there, or has another form, is absent.

use std::borrow::Cow;

use super::{
    AmountBasis, AmountItem, AmountKind, Amounts, Claimant, ClaimantKind, Debtor, Department,
    Document, Ended, Officer, Proceeding, Raw, Status, Subject,
};
use crate::value::{Date, Decimal};
use crate::wire::{Field, Object};

impl<'a> Proceeding<'a> {
    /// Reads a record; its `raw` is left.
    #[must_use]
    pub(crate) fn stored(record: &Object<'a>) -> Self {
        let part = |name: &str| record.object(name).ok().flatten().unwrap_or_default();
        let (document, subject, debtor) = (part("document"), part("subject"), part("debtor"));
        let (department, officer) = (part("department"), part("officer"));
        let claimant = record.object("claimant").ok().flatten();
        Self {
            number: text(record, "number"),
            source_id: text(record, "source_id"),
            opened_on: date(record, "opened_on"),
            consolidated_number: text(record, "consolidated_number"),
            status: match record.field("status").text() {
                Some("open") => Status::Open,
                Some("ended") => Status::Ended,
                _ => Status::Unknown,
            },
            ended: ended(&part("ended")),
            document: Document {
                kind: text(&document, "kind"),
                number: text(&document, "number"),
                date: date(&document, "date"),
                issuer: text(&document, "issuer"),
            },
            // By the words of today: an older version may have told them apart by fewer.
            subject: Subject::of(text(&subject, "text")),
            amounts: amounts(&part("amounts")),
            debtor: Debtor {
                name: text(&debtor, "name"),
                birth_date: date(&debtor, "birth_date"),
                inn: text(&debtor, "inn"),
                iin: text(&debtor, "iin"),
                address: text(&debtor, "address"),
            },
            claimant: claimant.map(|claimant| Claimant {
                kind: match claimant.field("kind").text() {
                    Some("person") => ClaimantKind::Person,
                    Some("company") => ClaimantKind::Company,
                    _ => ClaimantKind::Unknown,
                },
                name: text(&claimant, "name"),
                inn: text(&claimant, "inn"),
                iin: text(&claimant, "iin"),
                bin: text(&claimant, "bin"),
            }),
            department: Department {
                name: text(&department, "name"),
                address: text(&department, "address"),
                code: text(&department, "code"),
            },
            officer: Officer {
                name: text(&officer, "name"),
                phones: match officer.field("phones") {
                    Field::List(phones) => phones.into_iter().map(|phone| phone.0).collect(),
                    _ => Vec::new(),
                },
                office: text(&officer, "office"),
            },
            raw: Raw::default(),
        }
    }
}

fn ended(ended: &Object<'_>) -> Option<Ended> {
    let number = |name: &str| ended.field(name).integer().and_then(|n| u16::try_from(n).ok());
    Some(Ended::by(date(ended, "on")?, number("article")?, number("part")?, number("item")?))
}

fn amounts<'a>(amounts: &Object<'a>) -> Amounts<'a> {
    let items = amounts.objects("items").ok().flatten().unwrap_or_default();
    let item = |item: &Object<'a>| {
        Some(AmountItem {
            title: text(item, "title"),
            amount: amount(item, "amount")?,
            kind: match item.field("kind").text()? {
                "principal" => AmountKind::Principal,
                "fee" => AmountKind::Fee,
                _ => return None,
            },
        })
    };
    Amounts {
        currency: match amounts.field("currency").text() {
            Some("RUB") => "RUB",
            Some("KZT") => "KZT",
            // The code of ISO 4217 for no currency.
            _ => "XXX",
        },
        principal: amount(amounts, "principal"),
        fee: amount(amounts, "fee"),
        total: amount(amounts, "total"),
        items: items.iter().filter_map(item).collect(),
        basis: match amounts.field("basis").text() {
            Some("original") => AmountBasis::Original,
            Some("remaining") => AmountBasis::Remaining,
            _ => AmountBasis::Unknown,
        },
    }
}

fn text<'a>(record: &Object<'a>, name: &str) -> Option<Cow<'a, str>> {
    record.field(name).cow()
}

fn date(record: &Object<'_>, name: &str) -> Option<Date> {
    record.field(name).text().and_then(Date::parse_iso)
}

/// Only a plain decimal: it is ours.
fn amount<'a>(record: &Object<'a>, name: &str) -> Option<Cow<'a, str>> {
    record
        .field(name)
        .cow()
        .filter(|text| Decimal::parse(text).is_some_and(|decimal| decimal.tolerance().is_none()))
}
