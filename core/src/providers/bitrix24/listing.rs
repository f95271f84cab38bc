//! What lists of user fields have shown so far: names and numbers, which a state may hold.

use serde::Serialize;

use super::ensure_fields::ADD;
use super::field_page::{Page, There};
use super::ids::Id;
use super::portal::Portal;
use super::user_fields::Wanted;
use super::wire::shape;
use crate::error::{Code, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::protocol::Memo;

/// The fields in the order of the input.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// Whether the portal has every one of them as it is wanted.
    pub complete: bool,
    pub fields: Vec<Item>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    pub name: String,
    pub outcome: Ensured,
    /// The portal's number of the field.
    pub id: String,
    /// The type that the field has, as the portal says it.
    #[serde(rename = "type")]
    pub kind: String,
    pub multiple: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ensured {
    /// It was there before.
    Present,
    /// This flow made it.
    Added,
    /// It is there with another type, or for one value where several are wanted: a person decides.
    Conflict,
}

/// Where the next page begins, how many rows were read, and which of the wanted are there.
const START: &str = "start";
const ROWS: &str = "rows";
const SEEN: &str = "seen";
/// Ten thousand fields are no portal's.
const LAST_START: u64 = 10_000;

#[derive(Serialize)]
struct Query {
    order: Order,
    start: u64,
}

#[derive(Serialize)]
struct Order {
    #[serde(rename = "ID")]
    id: &'static str,
}

/// The next page.
pub(super) fn ask(memo: &Memo, portal: &Portal, user_id: Id) -> Ask {
    let query = Query { order: Order { id: "ASC" }, start: number(memo, START) };
    portal.ask(user_id, "crm.contact.userfield.list", &query)
}

/// Notes a page, and says whether it was the last.
pub(super) fn take(memo: &mut Memo, wanted: &[Wanted], answer: &Answer<'_>) -> Result<bool> {
    let page = Page::read(answer, |name| wanted.iter().any(|field| field.name == name))?;
    let (start, first) = (number(memo, START), memo.fact(START).is_none());
    let rows = if first { page.rows } else { number(memo, ROWS).saturating_add(page.rows) };
    let mut seen = if first { String::new() } else { memo.fact(SEEN).unwrap_or_default().into() };
    for field in &page.fields {
        seen.push_str(&field.noted());
    }
    match page.paging.next {
        Some(next) if next <= start || next > LAST_START => Err(shape("/next")),
        Some(next) => {
            memo.note(START, next.to_string());
            memo.note(ROWS, rows.to_string());
            memo.note(SEEN, seen);
            Ok(false)
        }
        None if page.paging.total.is_some_and(|total| rows < total) => {
            Err(Error::new(Code::Incomplete).at("/result").happened(Happened::Yes))
        }
        None => {
            memo.facts.remove(START);
            memo.facts.remove(ROWS);
            memo.note(SEEN, seen);
            Ok(true)
        }
    }
}

/// Whether the last list has shown it.
pub(super) fn has(memo: &Memo, name: &str) -> bool {
    find(memo, name).is_some()
}

/// Where the last list has shown all of them.
pub(super) fn output(memo: &Memo, wanted: &[Wanted]) -> Output {
    let item = |wanted: &Wanted| {
        let There { name, id, kind, multiple } = find(memo, &wanted.name)?;
        let fits = kind == wanted.kind.name() && multiple == wanted.multiple;
        let outcome = match (fits, memo.has_done_for(ADD, &name)) {
            (false, _) => Ensured::Conflict,
            (true, true) => Ensured::Added,
            (true, false) => Ensured::Present,
        };
        Some(Item { name, outcome, id, kind, multiple })
    };
    let fields: Vec<Item> = wanted.iter().filter_map(item).collect();
    let fit = fields.iter().filter(|item| item.outcome != Ensured::Conflict).count();
    Output { complete: fit == wanted.len(), fields }
}

impl There {
    fn noted(&self) -> String {
        let Self { name, id, kind, multiple } = self;
        format!("{name} {id} {kind} {};", if *multiple { "Y" } else { "N" })
    }
}

fn find(memo: &Memo, name: &str) -> Option<There> {
    let seen = memo.fact(SEEN)?;
    let mut rows = seen.split(';').map(|row| row.split(' '));
    let mut row = rows.find_map(|mut row| (row.next() == Some(name)).then_some(row))?;
    Some(There {
        name: name.to_owned(),
        id: row.next()?.to_owned(),
        kind: row.next()?.to_owned(),
        multiple: row.next()? == "Y",
    })
}

fn number(memo: &Memo, name: &str) -> u64 {
    memo.fact(name).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}
