//! The record as the FSSP sends it, seven texts, and its way into the one record.

use std::borrow::Cow;

use super::grammar::{self, Sum};
use crate::proceeding::{
    AmountItem, AmountKind, Amounts, Debtor, Department, Document, Ended, Officer, Proceeding, Raw,
    Status, Subject,
};
use crate::protocol::Notes;
use crate::wire::{Field, Object};

pub(super) struct Wire<'a> {
    name: Field<'a>,
    exe_production: Field<'a>,
    details: Field<'a>,
    subject: Field<'a>,
    department: Field<'a>,
    bailiff: Field<'a>,
    ip_end: Field<'a>,
}

const FEE: &str = "исполнительский сбор";

impl<'a> Wire<'a> {
    /// `None` for an object with none of these members: an error, or another record.
    pub(super) fn of(record: &Object<'a>) -> Option<Self> {
        const MEMBERS: [&str; 7] =
            ["name", "exe_production", "details", "subject", "department", "bailiff", "ip_end"];
        MEMBERS.iter().any(|name| record.raw(name).is_some()).then(|| Self {
            name: record.field("name"),
            exe_production: record.field("exe_production"),
            details: record.field("details"),
            subject: record.field("subject"),
            department: record.field("department"),
            bailiff: record.field("bailiff"),
            ip_end: record.field("ip_end"),
        })
    }

    /// Reads the record at an index of the list at `place`.
    pub(super) fn into_proceeding(
        self,
        place: &str,
        index: usize,
        notes: &mut Notes,
    ) -> Proceeding<'a> {
        let mut read = |member: &str, field: &Field<'_>, known: bool| {
            if !known && !field.is_blank() {
                notes.quirk("fssp.unknown_form", || format!("{place}/{index}/{member}"));
            }
        };
        let production = self.exe_production.text().and_then(grammar::production);
        read("exe_production", &self.exe_production, production.is_some());
        let details = self.details.text().and_then(grammar::details);
        read("details", &self.details, details.is_some());
        let subject = self.subject.text().and_then(grammar::subject);
        read("subject", &self.subject, subject.is_some());
        let ended = self.ip_end.text().and_then(grammar::end);
        read("ip_end", &self.ip_end, ended.is_some());
        let name = self.name.text().map(grammar::debtor);
        read("name", &self.name, name.is_some());
        let bailiff = self.bailiff.text().map(grammar::bailiff);
        read("bailiff", &self.bailiff, bailiff.is_some());
        read("department", &self.department, self.department.text().is_some());

        let (text, sums) = match subject {
            Some((text, sums)) => (Some(Cow::Owned(text)), sums),
            None => (self.subject.cow(), Vec::new()),
        };
        let (number, opened_on, consolidated) = match production {
            Some(read) => (Some(read.number), Some(read.opened_on), read.consolidated),
            None => (None, None, None),
        };
        Proceeding {
            number: number.map(Cow::Owned),
            source_id: None,
            opened_on,
            consolidated_number: consolidated.map(Cow::Owned),
            status: self.status(ended.as_ref()),
            ended,
            document: details.map_or_else(Document::default, |read| Document {
                kind: Some(Cow::Owned(read.kind)),
                number: read.number.map(Cow::Owned),
                date: Some(read.date),
                issuer: read.issuer.map(Cow::Owned),
            }),
            subject: Subject::of(text),
            amounts: amounts(sums),
            debtor: name.map_or_else(Debtor::default, |read| Debtor {
                name: Some(read.name).filter(|name| !name.is_empty()).map(Cow::Owned),
                birth_date: read.birth_date,
                address: read.address.map(Cow::Owned),
                ..Debtor::default()
            }),
            claimant: None,
            department: self.department(),
            officer: bailiff.map_or_else(Officer::default, |read| Officer {
                name: read.name.map(Cow::Owned),
                phones: read.phones.into_iter().map(Cow::Owned).collect(),
                office: None,
            }),
            raw: Raw::of([
                ("name", self.name),
                ("exe_production", self.exe_production),
                ("details", self.details),
                ("subject", self.subject),
                ("department", self.department),
                ("bailiff", self.bailiff),
                ("ip_end", self.ip_end),
            ]),
        }
    }

    /// An empty `ip_end` says that the proceeding is open; one that was not sent says nothing.
    fn status(&self, ended: Option<&Ended>) -> Status {
        match (&self.ip_end, ended) {
            (_, Some(_)) => Status::Ended,
            (Field::Text(text, _), None) if text.trim().is_empty() => Status::Open,
            _ => Status::Unknown,
        }
    }

    /// The code of the office in 2018, its name and address since 2020.
    fn department(&self) -> Department<'a> {
        match &self.department {
            Field::Number(code) => {
                Department { code: Some(Cow::Borrowed(code)), ..Department::default() }
            }
            field => field.text().map_or_else(Department::default, |text| {
                let (name, address) = grammar::department(text);
                Department {
                    name: Some(Cow::Owned(name)),
                    address: address.map(Cow::Owned),
                    code: None,
                }
            }),
        }
    }
}

/// An ended proceeding usually carries no amount: nothing is known then, not zero.
pub(in crate::providers) fn amounts<'a>(sums: Vec<Sum>) -> Amounts<'a> {
    let item = |sum: Sum| AmountItem {
        kind: if sum.title.to_lowercase().contains(FEE) {
            AmountKind::Fee
        } else {
            AmountKind::Principal
        },
        title: Some(sum.title).filter(|title| !title.is_empty()).map(Cow::Owned),
        amount: Cow::Owned(sum.amount),
    };
    Amounts::of("RUB", sums.into_iter().map(item).collect())
}
