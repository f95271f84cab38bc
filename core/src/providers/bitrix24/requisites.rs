//! A page of `crm.requisite.list`: whose requisites have an INN.

use serde::Serialize;

use super::ids::Id;
use super::wire::{Paging, id, shape};
use crate::error::Result;
use crate::http::Answer;
use crate::protocol::Notes;
use crate::value::Inn;

/// The document's `entityTypeId` of contacts.
pub(super) const CONTACT: i64 = 3;

#[derive(Serialize)]
pub(super) struct Query<'a> {
    filter: Filter<'a>,
    select: [&'static str; 4],
    order: Order,
    start: u64,
}

#[derive(Serialize)]
struct Filter<'a> {
    #[serde(rename = "ENTITY_TYPE_ID")]
    entity_type_id: i64,
    #[serde(rename = "RQ_INN")]
    inn: &'a str,
}

/// Pages of a list without an order overlap.
#[derive(Serialize)]
struct Order {
    #[serde(rename = "ID")]
    id: &'static str,
}

pub(super) fn query(inn: &Inn, start: u64) -> Query<'_> {
    Query {
        filter: Filter { entity_type_id: CONTACT, inn: inn.as_str() },
        select: ["ID", "ENTITY_TYPE_ID", "ENTITY_ID", "RQ_INN"],
        order: Order { id: "ASC" },
        start,
    }
}

pub(super) struct Page {
    pub(super) contacts: Vec<Id>,
    pub(super) rows: u64,
    pub(super) paging: Paging,
}

impl Page {
    /// A portal drops a filter that it does not know without a word: each row is held against what
    /// was asked.
    pub(super) fn read(answer: &Answer<'_>, inn: &Inn, notes: &mut Notes) -> Result<Self> {
        let root = answer.object()?;
        let rows = root.objects("/result")?.ok_or_else(|| shape("/result"))?;
        let mut contacts = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let at = |member: &str| format!("/result/{index}/{member}");
            let kind = row.field("ENTITY_TYPE_ID").integer();
            let kind = kind.ok_or_else(|| shape(at("ENTITY_TYPE_ID")))?;
            let of = row.field("RQ_INN");
            let of = of.text().ok_or_else(|| shape(at("RQ_INN")))?;
            let contact = id(&row.field("ENTITY_ID")).ok_or_else(|| shape(at("ENTITY_ID")))?;
            if kind == CONTACT && of.trim() == inn.as_str() {
                contacts.push(contact);
            } else {
                notes.quirk("bitrix24.filter_ignored", || at("RQ_INN"));
            }
        }
        let rows = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Ok(Self { contacts, rows, paging: Paging::of(&root)? })
    }
}
