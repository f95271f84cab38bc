//! The record of `fssp_api` and its way into the one record. All of its members are optional.

use std::borrow::Cow;

use super::grammar::{date, trimmed};
use super::subjects::{self, Subjects};
use crate::proceeding::{
    Claimant, ClaimantKind, Debtor, Department, Document, Ended, Officer, Proceeding, Raw, Status,
    Subject,
};
use crate::protocol::Notes;
use crate::providers::fssp::grammar::triple;
use crate::value::Date;
use crate::wire::{Field, Object, Str};

const MEMBERS: [&str; 20] = [
    "debtor_name",
    "debtor_address",
    "debtor_dob",
    "process_title",
    "process_date",
    "process_total",
    "document_title",
    "document_type",
    "document_num",
    "document_date",
    "document_organization",
    "document_claimer_inn",
    "subjects",
    "stop_date",
    "stop_reason",
    "payment_available",
    "department_title",
    "department_address",
    "officer_name",
    "officer_phones",
];

pub(super) struct Record<'r, 'a> {
    record: &'r Object<'a>,
    place: &'r str,
}

impl<'r, 'a> Record<'r, 'a> {
    /// `None` for an object with none of the members: an error, or another record.
    pub(super) fn of(record: &'r Object<'a>, place: &'r str) -> Option<Self> {
        let known = MEMBERS.iter().any(|name| record.raw(name).is_some());
        known.then_some(Self { record, place })
    }

    pub(super) fn into_proceeding(self, born: Option<Date>, notes: &mut Notes) -> Proceeding<'a> {
        let birth_date = self.date("debtor_dob", notes);
        if born.is_some() && birth_date.is_some() && birth_date != born {
            notes.quirk("parser_api.other_birth_date", || self.at("debtor_dob"));
        }
        let number = self.number(notes);
        let opened_on = self.date("process_date", notes).or(number.opened_on);
        let mut subjects = subjects::read(self.record, self.place, notes);
        let consolidated = self.whole(&mut subjects, notes);
        let (status, ended) = self.end(notes);
        Proceeding {
            number: number.number,
            source_id: None,
            opened_on,
            consolidated_number: consolidated.or(number.consolidated),
            status,
            ended,
            document: Document {
                kind: self.text("document_type", notes).or(self.text("document_title", notes)),
                number: self.text("document_num", notes),
                date: self.date("document_date", notes),
                // Of the document, not of the proceeding: other sources name the department here.
                issuer: self.text("document_organization", notes),
            },
            subject: Subject::of(subjects.text),
            amounts: subjects.amounts,
            debtor: Debtor {
                name: self.text("debtor_name", notes),
                birth_date,
                address: self.text("debtor_address", notes),
                ..Debtor::default()
            },
            claimant: self.text("document_claimer_inn", notes).map(|inn| Claimant {
                kind: match inn.len() {
                    10 => ClaimantKind::Company,
                    12 => ClaimantKind::Person,
                    _ => ClaimantKind::Unknown,
                },
                name: None,
                inn: Some(inn),
                iin: None,
                bin: None,
            }),
            department: Department {
                name: self.text("department_title", notes),
                address: self.text("department_address", notes),
                code: None,
            },
            officer: Officer {
                name: self.text("officer_name", notes),
                phones: self.phones(notes),
                office: None,
            },
            raw: Raw::of(MEMBERS.map(|member| (member, self.kept(member)))),
        }
    }

    fn at(&self, member: &str) -> String {
        format!("{}/{member}", self.place)
    }

    fn odd(&self, member: &str, notes: &mut Notes) {
        notes.quirk("parser_api.unknown_form", || self.at(member));
    }

    /// A text without the spaces that may end it.
    fn text(&self, member: &str, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let field = self.record.field(member);
        if field.text().is_none() && !field.is_blank() {
            self.odd(member, notes);
        }
        trimmed(&field)
    }

    fn date(&self, member: &str, notes: &mut Notes) -> Option<Date> {
        let field = self.record.field(member);
        let date = field.text().map(str::trim).and_then(date);
        if date.is_none() && !field.is_blank() {
            notes.quirk("parser_api.date_unreadable", || self.at(member));
        }
        date
    }

    /// `<number>`, or as the FSSP itself writes it, `<number> от DD.MM.YYYY[ <consolidated>]`.
    fn number(&self, notes: &mut Notes) -> Number<'a> {
        let Some(text) = self.text("process_title", notes) else { return Number::default() };
        let owned = |word: &str| Some(Cow::Owned(word.to_owned()));
        let words: Vec<&str> = text.split_whitespace().take(5).collect();
        match words.as_slice() {
            [_] => Number { number: Some(text), ..Number::default() },
            [number, "от", day, rest @ ..] if date(day).is_some() && rest.len() < 2 => Number {
                number: owned(number),
                opened_on: date(day),
                consolidated: rest.first().and_then(|word| owned(word)),
            },
            _ => {
                self.odd("process_title", notes);
                Number::default()
            }
        }
    }

    /// `process_total` is told by its form: the number of a consolidated proceeding, which it
    /// gives, or the total. INFERRED: no sample shows it.
    fn whole(&self, subjects: &mut Subjects<'a>, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let text = self.text("process_total", notes)?;
        if text.contains('/') && !text.contains(char::is_whitespace) {
            return Some(text);
        }
        let field = self.record.field("process_total");
        let total = subjects::amount(&field, || self.at("process_total"), notes);
        subjects.amounts.total = subjects.amounts.total.take().or(total);
        None
    }

    /// An empty `stop_date` says that the proceeding is open; one that was not sent says nothing.
    /// INFERRED: the form of `stop_reason`, article, part and item of 229-ФЗ.
    fn end(&self, notes: &mut Notes) -> (Status, Option<Ended>) {
        let reason = self.text("stop_reason", notes);
        let triple = reason.as_deref().and_then(triple);
        if reason.is_some() && triple.is_none() {
            self.odd("stop_reason", notes);
        }
        match (self.date("stop_date", notes), self.record.field("stop_date")) {
            (Some(on), _) => {
                let ended = |[article, part, item]: [u16; 3]| Ended::by(on, article, part, item);
                (Status::Ended, triple.map(ended))
            }
            (None, Field::Text(text, _)) if text.trim().is_empty() && reason.is_none() => {
                (Status::Open, None)
            }
            _ => (Status::Unknown, None),
        }
    }

    fn phones(&self, notes: &mut Notes) -> Vec<Cow<'a, str>> {
        match self.record.field("officer_phones") {
            Field::List(phones) => {
                phones.into_iter().map(|phone| phone.0).filter(|p| !p.trim().is_empty()).collect()
            }
            _ => self.text("officer_phones", notes).into_iter().collect(),
        }
    }

    /// As sent; what is neither scalar nor list of texts by its JSON text.
    fn kept(&self, member: &str) -> Field<'a> {
        match (self.record.field(member), self.record.raw(member)) {
            (Field::Other, Some(json)) => Field::List(vec![Str(Cow::Borrowed(json.get()))]),
            (field, _) => field,
        }
    }
}

#[derive(Default)]
struct Number<'a> {
    number: Option<Cow<'a, str>>,
    opened_on: Option<Date>,
    consolidated: Option<Cow<'a, str>>,
}
