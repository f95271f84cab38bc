//! A record of the FSSP's source, read by the pointers of the mapping, and its way into the one
//! record.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::mapping::Mapping;
use crate::proceeding::{
    Amounts, Debtor, Department, Document, Ended, Officer, Proceeding, Raw, Status, Subject,
};
use crate::protocol::Notes;
use crate::providers::fssp::grammar;
use crate::providers::fssp::record::amounts;
use crate::value::{Date, Pointer};
use crate::wire::{Field, Object, Str};

pub(super) struct Record<'a> {
    /// What the pointers lead to, by their names.
    fields: Vec<(&'static str, Field<'a>)>,
    /// The whole record, as sent.
    text: &'a RawValue,
}

impl<'a> Record<'a> {
    /// `None` where no pointer leads to a value: another record, or another mapping is right.
    pub(super) fn of(item: &Object<'a>, text: &'a RawValue, mapping: &Mapping) -> Option<Self> {
        let field = |(name, pointer): (&'static str, &Pointer)| {
            Some((name, Field::of(item.at(pointer.steps())?)))
        };
        let fields: Vec<_> = mapping.fields().filter_map(field).collect();
        fields.iter().any(|(_, field)| !field.is_blank()).then_some(Self { fields, text })
    }

    pub(super) fn into_proceeding(
        self,
        index: usize,
        born: Date,
        notes: &mut Notes,
    ) -> Proceeding<'a> {
        let mut odd = Odd { record: &self, index, notes };
        let number = self.text("number");
        let production = number.as_deref().and_then(grammar::production);
        let alone = number.filter(|text| !text.contains(char::is_whitespace));
        odd.unless("number", production.is_some() || alone.is_some());
        let opened_on = self.date("opened_on", &mut odd);
        let (status, ended) = self.end(&mut odd);
        let document = self.document(&mut odd);
        let (subject, amounts) = self.subject(&mut odd);
        for name in ["department", "officer", "debtor"] {
            odd.unless(name, self.text(name).is_some());
        }
        let debtor = self.text("debtor").as_deref().map(grammar::debtor);
        let debtor = debtor.map_or_else(Debtor::default, |read| Debtor {
            name: Some(read.name).filter(|name| !name.is_empty()).map(Cow::Owned),
            birth_date: read.birth_date,
            address: read.address.map(Cow::Owned),
            ..Debtor::default()
        });
        let department = self.text("department").as_deref().map(grammar::department);
        let officer = self.text("officer").as_deref().map(grammar::bailiff);
        if debtor.birth_date.is_some_and(|birth_date| birth_date != born) {
            odd.note("spectrum_data.other_birth_date", "debtor");
        }
        Proceeding {
            number: production.as_ref().map(|read| Cow::Owned(read.number.clone())).or(alone),
            source_id: None,
            opened_on: opened_on.or(production.as_ref().map(|read| read.opened_on)),
            consolidated_number: production.and_then(|read| read.consolidated).map(Cow::Owned),
            status,
            ended,
            document,
            subject,
            amounts,
            debtor,
            claimant: None,
            department: department.map_or_else(Department::default, |(name, address)| Department {
                name: Some(Cow::Owned(name)),
                address: address.map(Cow::Owned),
                code: None,
            }),
            officer: officer.map_or_else(Officer::default, |read| Officer {
                name: read.name.map(Cow::Owned),
                phones: read.phones.into_iter().map(Cow::Owned).collect(),
                office: None,
            }),
            raw: self.raw(),
        }
    }

    fn field(&self, name: &str) -> Field<'a> {
        let found = self.fields.iter().find(|(known, _)| *known == name);
        found.map_or(Field::Absent, |(_, field)| field.clone())
    }

    fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        Some(match self.field(name).cow()? {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        })
    }

    fn date(&self, name: &str, odd: &mut Odd<'_, '_>) -> Option<Date> {
        let date = self.text(name).as_deref().and_then(date);
        odd.unless(name, date.is_some());
        date
    }

    /// An empty text says that the proceeding is open; one that was not sent says nothing.
    fn end(&self, odd: &mut Odd<'_, '_>) -> (Status, Option<Ended>) {
        let text = self.text("ended");
        let by_end = text.as_deref().and_then(grammar::end);
        let on = text.as_deref().and_then(date);
        odd.unless("ended", by_end.is_some() || on.is_some());
        let reason = self.text("end_reason");
        let article = reason.as_deref().and_then(grammar::triple);
        odd.unless("end_reason", article.is_some());
        let by_parts = || on.zip(article).map(|(on, [a, part, item])| Ended::by(on, a, part, item));
        let ended = by_end.or_else(by_parts);
        let status = match self.field("ended") {
            _ if ended.is_some() || on.is_some() => Status::Ended,
            Field::Text(text, _) if text.trim().is_empty() && reason.is_none() => Status::Open,
            _ => Status::Unknown,
        };
        (status, ended)
    }

    fn document(&self, odd: &mut Odd<'_, '_>) -> Document<'a> {
        let text = self.text("document");
        odd.unless("document", text.is_some());
        for name in ["document_number", "document_issuer"] {
            odd.unless(name, self.text(name).is_some());
        }
        let details = text.as_deref().and_then(grammar::details);
        let own = Document {
            kind: None,
            number: self.text("document_number"),
            date: self.date("document_date", odd),
            issuer: self.text("document_issuer"),
        };
        match details {
            None => Document { kind: text, ..own },
            Some(details) => Document {
                kind: Some(Cow::Owned(details.kind)),
                number: own.number.or(details.number.map(Cow::Owned)),
                date: own.date.or(Some(details.date)),
                issuer: own.issuer.or(details.issuer.map(Cow::Owned)),
            },
        }
    }

    /// Whether the amount is the debt or what is left of it is not known.
    fn subject(&self, odd: &mut Odd<'_, '_>) -> (Subject<'a>, Amounts<'a>) {
        let subject = self.text("subject").as_deref().and_then(grammar::subject);
        odd.unless("subject", subject.is_some());
        let total = self.text("amount").as_deref().and_then(grammar::roubles);
        odd.unless("amount", total.is_some());
        if matches!(total, Some((_, true))) {
            odd.note("spectrum_data.amount_form", "amount");
        }
        let (text, sums) = match subject {
            Some((text, sums)) => (Some(text).filter(|text| !text.is_empty()), sums),
            None => (None, Vec::new()),
        };
        let text = text.map(Cow::Owned).or_else(|| self.text("subject"));
        let total = total.map(|(amount, _)| Cow::Owned(amount));
        (Subject::of(text), Amounts { total, ..amounts(sums) })
    }

    /// By the names of the pointers, and the whole record as one text: nobody else tells its shape.
    fn raw(&self) -> Raw<'a> {
        let fields = self.fields.iter().filter(|(_, field)| !matches!(field, Field::Other));
        let whole = Field::List(vec![Str(Cow::Borrowed(self.text.get()))]);
        Raw::of(fields.cloned().chain([("item", whole)]))
    }
}

/// Notes what is tolerated in a record.
struct Odd<'r, 'n> {
    record: &'r Record<'r>,
    index: usize,
    notes: &'n mut Notes,
}

impl Odd<'_, '_> {
    /// A value that is there and in no form that is known.
    fn unless(&mut self, name: &str, known: bool) {
        if !known && !self.record.field(name).is_blank() {
            self.note("spectrum_data.unknown_form", name);
        }
    }

    fn note(&mut self, code: &'static str, name: &str) {
        self.notes.quirk(code, || format!("/items/{}/{name}", self.index));
    }
}

/// Of moments midnights only, the day as it is written: any other may be midnight elsewhere.
fn date(text: &str) -> Option<Date> {
    let (_, time) = text.split_at_checked(10)?;
    let midnight = time.is_empty() || time.get(1..).is_some_and(|t| t.starts_with("00:00:00"));
    Date::parse_dotted(text).or_else(|| Date::of_moment(text).filter(|_| midnight))
}
