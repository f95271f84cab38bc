//! The record of fssp.php in its two generations, and its way into the one record. The second
//! (2024) adds `stopIPDate`, `stopIPReason`, `recIspDocDetail`, `subjectArray` and `department_…`.

mod amounts;
mod document;

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::error::Result;
use crate::proceeding::{Debtor, Department, Officer, Proceeding, Raw};
use crate::protocol::Notes;
use crate::providers::fssp::grammar;
use crate::value::Date;
use crate::wire::{Field, Object, Str};

/// The members with one value each.
const MEMBERS: [&str; 17] = [
    "debtor_name",
    "debtor_address",
    "debtor_dob",
    "process_title",
    "process_date",
    "process_total",
    "recIspDoc",
    "stopIP",
    "stopIPDate",
    "stopIPReason",
    "subject",
    "sum",
    "debt_sum",
    "document_organization",
    "document_type",
    "department_title",
    "department_address",
];

pub(super) struct Wire<'a, 'o> {
    record: &'o Object<'a>,
    name: Field<'a>,
}

impl<'a, 'o> Wire<'a, 'o> {
    /// `None` for an object that names no proceeding: an error, or another record.
    pub(super) fn of(record: &'o Object<'a>) -> Option<Self> {
        let names = ["debtor_name", "process_title", "recIspDoc"];
        let known = names.iter().any(|name| record.field(name).text().is_some());
        known.then(|| Self { record, name: record.field("debtor_name") })
    }

    fn field(&self, name: &str) -> Field<'a> {
        self.record.field(name)
    }

    /// # Errors
    /// `body_shape` where a list of objects is not one.
    pub(super) fn into_proceeding(self, index: usize, notes: &mut Notes) -> Result<Proceeding<'a>> {
        let place = |member: &str| format!("/records/{index}/{member}");
        let mut read = |member: &str, known: bool| {
            if !known && self.record.raw(member).is_some_and(is_something) {
                notes.quirk("api_cloud.unknown_form", || place(member));
            }
        };
        let title = self.field("process_title");
        let production = title.text().and_then(grammar::production);
        let is_number = title.text().is_some_and(|text| grammar::is_proceeding(text.trim()));
        read("process_title", production.is_some() || is_number);
        let opened_on = self.date("process_date");
        read("process_date", opened_on.is_some());
        // INFERRED: nothing tells what it is; a number of a consolidated proceeding can be nothing else.
        let total = self.field("process_total");
        let total = total.text().map(str::trim).filter(|text| grammar::is_consolidated(text));
        read("process_total", total.is_some());
        let (status, ended) = self.end(&mut read);
        let (document, claimant) = self.document(&mut read);
        let (subject, amounts) = self.subject(&mut read);
        let dob = self.field("debtor_dob");
        let birth_date = self.date("debtor_dob");
        // A search by INN puts it there.
        let inn = dob.text().map(str::trim).filter(|text| is_inn(text));
        read("debtor_dob", birth_date.is_some() || inn.is_some());
        let phones = self.phones();
        read("officer_phones", phones.is_some());
        let proceeding = Proceeding {
            number: match &production {
                Some(read) => Some(Cow::Owned(read.number.clone())),
                None => title.cow(),
            },
            source_id: None,
            opened_on: opened_on.or(production.as_ref().map(|read| read.opened_on)),
            consolidated_number: total
                .map(str::to_owned)
                .or(production.and_then(|read| read.consolidated))
                .map(Cow::Owned),
            status,
            ended,
            document,
            subject,
            amounts,
            debtor: Debtor {
                name: self.name.cow(),
                birth_date,
                inn: inn.map(|inn| Cow::Owned(inn.to_owned())),
                address: self.field("debtor_address").cow(),
                ..Debtor::default()
            },
            claimant,
            department: self.department(),
            officer: Officer {
                name: self.field("officer_name").cow(),
                phones: phones.iter().flatten().filter_map(|phone| dialled(phone)).collect(),
                office: None,
            },
            raw: self.raw(phones),
        };
        if inn.is_some() {
            notes.quirk("api_cloud.inn_as_birth_date", || place("debtor_dob"));
        }
        Ok(proceeding)
    }

    fn date(&self, name: &str) -> Option<Date> {
        date(self.field(name).text()?)
    }

    /// In the first generation `document_organization`, in spite of its name.
    fn department(&self) -> Department<'a> {
        let (title, address) = (self.field("department_title"), self.field("department_address"));
        let address = address.cow();
        let organization = self.field("document_organization");
        match title.text().or(organization.text()).map(grammar::department) {
            None => Department { address, ..Department::default() },
            Some((name, tail)) => Department {
                name: Some(Cow::Owned(name)),
                address: address.or(tail.map(Cow::Owned)),
                code: None,
            },
        }
    }

    /// A list of texts, or of lists of them.
    fn phones(&self) -> Option<Vec<Str<'a>>> {
        let raw = self.record.raw("officer_phones")?;
        let mut phones = Vec::new();
        for field in list(raw).unwrap_or_else(|| vec![Field::of(raw)]) {
            match field {
                Field::Text(text, _) => phones.push(Str(text)),
                Field::List(texts) => phones.extend(texts),
                _ => return None,
            }
        }
        Some(phones)
    }

    /// What is nested is given flat: the schema of `raw` has no objects.
    fn raw(&self, phones: Option<Vec<Str<'a>>>) -> Raw<'a> {
        let parts = self.record.object("recIspDocDetail").ok().flatten();
        let parts = parts.iter().flat_map(|parts| PARTS.map(|(name, at)| (at, parts.field(name))));
        let rows = self.record.objects("subjectArray").ok().flatten();
        let column = |name: &str| {
            let cell = |row: &Object<'a>| Str(row.field(name).cow().unwrap_or_default());
            rows.as_ref().map_or(Field::Absent, |rows| Field::List(rows.iter().map(cell).collect()))
        };
        let flat = |name: &str| match self.field(name) {
            Field::Other => Field::Absent,
            field => field,
        };
        let raw = MEMBERS.iter().map(|name| (*name, self.field(name))).chain(parts).chain([
            ("recIspDocDetail", flat("recIspDocDetail")),
            ("subjectArray", flat("subjectArray")),
            ("subjectArray.title", column("title")),
            ("subjectArray.sum", column("sum")),
            ("officer_name", self.field("officer_name")),
            ("officer_phones", phones.map_or_else(|| self.field("officer_phones"), Field::List)),
        ]);
        Raw::of(raw.collect::<Vec<_>>())
    }
}

/// The members of `recIspDocDetail`, in the order of the array, and their names in `raw`.
const PARTS: [(&str, &str); 5] = [
    ("doc_organization", "recIspDocDetail.doc_organization"),
    ("doc_claimer_inn", "recIspDocDetail.doc_claimer_inn"),
    ("doc_type", "recIspDocDetail.doc_type"),
    ("doc_date", "recIspDocDetail.doc_date"),
    ("document_num", "recIspDocDetail.document_num"),
];

fn is_something(raw: &RawValue) -> bool {
    !matches!(raw.get(), "null" | "[]" | "{}") && !Field::of(raw).is_blank()
}

fn list(raw: &RawValue) -> Option<Vec<Field<'_>>> {
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    Some(items.into_iter().map(Field::of).collect())
}

fn is_inn(text: &str) -> bool {
    matches!(text.len(), 10 | 12) && text.bytes().all(|b| b.is_ascii_digit())
}

fn date(text: &str) -> Option<Date> {
    Date::parse_dotted(text.trim()).or_else(|| Date::parse_iso(text.trim()))
}

/// Phones may begin with `*` or `\`.
fn dialled<'a>(phone: &Str<'a>) -> Option<Cow<'a, str>> {
    let dialled = phone.trim_matches(['*', '\\', ' ']);
    let has_digit = dialled.bytes().any(|b| b.is_ascii_digit());
    has_digit.then(|| Cow::Owned(dialled.to_owned()))
}
