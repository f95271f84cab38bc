//! How a proceeding ended, and the document that it was opened by.

use std::borrow::Cow;

use super::{PARTS, Wire, date, is_inn, list};
use crate::proceeding::{Claimant, ClaimantKind, Document, Ended, Status};
use crate::providers::fssp::grammar::{self, Details};
use crate::wire::Field;

impl<'a> Wire<'a, '_> {
    /// INFERRED: `stopIP` has the form of the FSSP's `ip_end`. An empty one says that the proceeding
    /// is open; one that was not sent says nothing.
    pub(super) fn end(&self, read: &mut impl FnMut(&str, bool)) -> (Status, Option<Ended>) {
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
    pub(super) fn document(
        &self,
        read: &mut impl FnMut(&str, bool),
    ) -> (Document<'a>, Option<Claimant<'a>>) {
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
}
