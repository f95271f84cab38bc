//! The record of fssp.php in its two generations, and its way into the one record. The second
//! (2024) adds `stopIPDate`, `stopIPReason`, `recIspDocDetail`, `subjectArray` and `department_…`.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::error::Result;
use crate::proceeding::{
    AmountBasis, Amounts, Claimant, ClaimantKind, Debtor, Department, Document, Ended, Officer,
    Proceeding, Raw, Status, Subject,
};
use crate::protocol::Notes;
use crate::providers::fssp::grammar::{self, Details, Sum};
use crate::providers::fssp::record::amounts;
use crate::value::{Date, Decimal};
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

/// What of the debt the titles of `subjectArray` mean.
const REMAINING: &str = "остаток долга";
const TOTAL: &str = "общая сумма";

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

    /// INFERRED: `stopIP` has the form of the FSSP's `ip_end`. An empty one says that the proceeding
    /// is open; one that was not sent says nothing.
    fn end(&self, read: &mut impl FnMut(&str, bool)) -> (Status, Option<Ended>) {
        let fields = ["stopIP", "stopIPDate", "stopIPReason"].map(|name| self.field(name));
        let [end, _, reason] = &fields;
        let by_end = end.text().and_then(grammar::end);
        let on = self.date("stopIPDate").or_else(|| date(end.text()?));
        let article = reason.text().and_then(grammar::triple);
        read("stopIP", by_end.is_some() || end.text().is_some_and(|text| date(text).is_some()));
        read("stopIPDate", self.date("stopIPDate").is_some());
        read("stopIPReason", article.is_some());
        let by_parts = || on.zip(article).map(|(on, [a, part, item])| Ended::by(on, a, part, item));
        let ended = by_end.or_else(by_parts);
        let blank = |field: &Field<'_>| matches!(field, Field::Text(..)) && field.is_blank();
        let status = if ended.is_some() || on.is_some() {
            Status::Ended
        } else if fields.iter().all(Field::is_blank) && fields.iter().any(blank) {
            Status::Open
        } else {
            Status::Unknown
        };
        (status, ended)
    }

    /// The document by its parts, else by its text.
    fn document(&self, read: &mut impl FnMut(&str, bool)) -> (Document<'a>, Option<Claimant<'a>>) {
        let text = self.field("recIspDoc").text().and_then(grammar::details);
        read("recIspDoc", text.is_some());
        let parts = self.parts();
        read("recIspDocDetail", parts.is_some());
        let [issuer, inn, kind, on, number] = parts.unwrap_or_default();
        let (text_kind, text_date, text_number, text_issuer) = match text {
            Some(Details { kind, date, number, issuer }) => {
                (Some(kind), Some(date), number, issuer)
            }
            None => (None, None, None, None),
        };
        let claimant = inn.cow().map(|inn| Claimant {
            kind: match inn.trim().len() {
                10 if is_inn(inn.trim()) => ClaimantKind::Company,
                12 if is_inn(inn.trim()) => ClaimantKind::Person,
                _ => ClaimantKind::Unknown,
            },
            name: None,
            inn: Some(inn),
            iin: None,
            bin: None,
        });
        let document = Document {
            kind: kind.cow().or(text_kind.map(Cow::Owned)),
            number: number.cow().or(text_number.map(Cow::Owned)),
            date: on.text().and_then(date).or(text_date),
            issuer: issuer.cow().or(text_issuer.map(Cow::Owned)),
        };
        (document, claimant)
    }

    /// `recIspDocDetail`, an object or an array. INFERRED: the array has the object's order; it is
    /// believed where a date stands in its place.
    fn parts(&self) -> Option<[Field<'a>; 5]> {
        if let Ok(Some(parts)) = self.record.object("recIspDocDetail") {
            return Some(PARTS.map(|(name, _)| parts.field(name)));
        }
        let list = list(self.record.raw("recIspDocDetail")?)?;
        let parts: [Field<'a>; 5] = list.try_into().ok()?;
        parts.get(3).and_then(Field::text).and_then(date).is_some().then_some(parts)
    }

    /// The sums of `subjectArray`, else of the texts that name them; `sum` is the total of all.
    fn subject(&self, read: &mut impl FnMut(&str, bool)) -> (Subject<'a>, Amounts<'a>) {
        let parsed = |name| self.field(name).text().and_then(grammar::subject);
        let (subject, kind) = (parsed("subject"), parsed("document_type"));
        read("subject", subject.is_some());
        read("document_type", kind.is_some());
        let mut total = None;
        let mut basis = AmountBasis::Unknown;
        let mut sums = Vec::new();
        let mut bare = None;
        let rows = self.record.objects("subjectArray").ok().flatten();
        let mut known = rows.is_some();
        for row in rows.iter().flatten() {
            let (title, sum) = (row.field("title"), row.field("sum"));
            let name = title.text().unwrap_or_default().trim().to_lowercase();
            match sum.text().and_then(money) {
                None if sum.is_blank() => bare = bare.or(title.cow()),
                None => known = false,
                Some(amount) if name.contains(TOTAL) => total = Some(amount),
                Some(amount) => {
                    if name.contains(REMAINING) {
                        basis = AmountBasis::Remaining;
                    }
                    let title = title.text().unwrap_or_default().trim().to_owned();
                    sums.push(Sum { title, amount });
                }
            }
        }
        read("subjectArray", known);
        let (text, written) = subject.unwrap_or_default();
        let (kind, of_kind) = kind.unwrap_or_default();
        if sums.is_empty() {
            sums = if written.is_empty() { of_kind } else { written };
        }
        for name in ["sum", "debt_sum"] {
            let amount = self.field(name).text().and_then(money);
            read(name, amount.is_some());
            total = total.or(amount);
        }
        let some = |text: String| Some(text).filter(|text| !text.is_empty()).map(Cow::Owned);
        let as_sent = self.field("subject").cow().filter(|_| text.is_empty());
        let text = some(text).or(as_sent).or(bare).or_else(|| some(kind));
        let amounts = Amounts { total: total.map(Cow::Owned), basis, ..amounts(sums) };
        (Subject::of(text), amounts)
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

fn money(text: &str) -> Option<String> {
    let amount = Decimal::parse(text.trim())?.into_text();
    (!amount.starts_with('-')).then(|| amount.into_owned())
}

/// Phones may begin with `*` or `\`.
fn dialled<'a>(phone: &Str<'a>) -> Option<Cow<'a, str>> {
    let dialled = phone.trim_matches(['*', '\\', ' ']);
    let has_digit = dialled.bytes().any(|b| b.is_ascii_digit());
    has_digit.then(|| Cow::Owned(dialled.to_owned()))
}
