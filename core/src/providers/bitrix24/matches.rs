//! What was found so far, and by what: numbers of contacts, which a state may hold.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ids::Id;
use super::requisites::Page;
use super::wire::{ids, map, shape};
use crate::error::{Code, Error, Happened, Result};
use crate::http::Answer;
use crate::protocol::Memo;

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    pub id: String,
    pub matched_by: Vec<By>,
}

/// What the contact has of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum By {
    Phone,
    Email,
    Inn,
}

/// «values», up to 20; and of the answer: the 20 oldest.
pub(super) const MOST: usize = 20;
/// Where the next page of requisites begins, and how many rows were read.
const START: &str = "start";
const ROWS: &str = "rows";
/// Something was left out.
const PARTIAL: &str = "partial";
/// A thousand requisites with one INN are no person's.
const LAST_START: u64 = 950;

impl By {
    pub(super) const ALL: [Self; 3] = [Self::Phone, Self::Email, Self::Inn];

    /// Under which its contacts are remembered.
    const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Inn => "inn",
        }
    }
}

/// Whether all is known that there is by this.
pub(super) fn is_known(memo: &Memo, by: By) -> bool {
    memo.fact(by.name()).is_some() && (by != By::Inn || memo.fact(START).is_none())
}

/// Where the next page of requisites begins.
pub(super) fn start(memo: &Memo) -> u64 {
    number(memo, START)
}

/// Notes what `crm.duplicate.findbycomm` has found.
pub(super) fn take(memo: &mut Memo, by: By, answer: &Answer<'_>) -> Result<()> {
    let found = contacts(answer)?;
    if found.len() >= MOST {
        memo.note(PARTIAL, "yes");
    }
    memo.note(by.name(), joined(&found));
    Ok(())
}

/// Notes a page of requisites.
pub(super) fn take_page(memo: &mut Memo, page: Page) -> Result<()> {
    let start = number(memo, START);
    let rows = number(memo, ROWS).saturating_add(page.rows);
    let known = memo.fact(By::Inn.name()).unwrap_or_default();
    let all = format!("{known} {}", joined(&page.contacts));
    if page.paging.next.is_some_and(|next| next <= start) {
        return Err(shape("/next"));
    }
    memo.note(By::Inn.name(), all.trim());
    match page.paging.next.filter(|next| *next <= LAST_START) {
        Some(next) => {
            memo.note(START, next.to_string());
            memo.note(ROWS, rows.to_string());
        }
        None => {
            memo.facts.remove(START);
            if page.paging.next.is_some() || page.paging.total.is_some_and(|total| rows < total) {
                memo.note(PARTIAL, "yes");
            }
        }
    }
    Ok(())
}

/// The contacts that were found, and whether these are all.
pub(super) fn collected(memo: &Memo) -> Result<(Vec<Contact>, bool)> {
    let mut found: BTreeMap<Id, Vec<By>> = BTreeMap::new();
    for by in By::ALL {
        for id in memo.fact(by.name()).unwrap_or_default().split(' ').filter_map(Id::parse) {
            let matched = found.entry(id).or_default();
            if !matched.contains(&by) {
                matched.push(by);
            }
        }
    }
    let complete = memo.fact(PARTIAL).is_none();
    if found.is_empty() && !complete {
        return Err(Error::new(Code::Incomplete).at("/result").happened(Happened::Yes));
    }
    let contact = |(id, matched_by): (Id, _)| Contact { id: id.to_string(), matched_by };
    Ok((found.into_iter().map(contact).collect(), complete))
}

/// `{"CONTACT":[…]}`, or `[]`.
fn contacts(answer: &Answer<'_>) -> Result<Vec<Id>> {
    let result = map(&answer.object()?, "/result")?.ok_or_else(|| shape("/result"))?;
    match result.raw("CONTACT") {
        Some(raw) => ids(raw).ok_or_else(|| shape("/result/CONTACT")),
        None if result.entries().is_empty() => Ok(Vec::new()),
        None => Err(shape("/result")),
    }
}

fn joined(ids: &[Id]) -> String {
    ids.iter().map(Id::to_string).collect::<Vec<_>>().join(" ")
}

fn number(memo: &Memo, name: &str) -> u64 {
    memo.fact(name).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}
