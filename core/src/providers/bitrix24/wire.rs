//! What the answers of this provider have in common.

use serde_json::value::RawValue;

use super::ids::Id;
use crate::error::{Code, Error, Happened, Result};
use crate::wire::{Field, Object};

pub(super) fn shape(place: impl Into<String>) -> Error {
    Error::new(Code::BodyShape).at(place).happened(Happened::Yes)
}

/// PHP writes an empty map as `[]`; `None` where the member is absent or `null`.
pub(super) fn map<'a>(object: &Object<'a>, place: &'static str) -> Result<Option<Object<'a>>> {
    let name = place.rsplit('/').next().unwrap_or_default();
    match object.field(name) {
        Field::List(items) if items.is_empty() => Ok(Some(Object::default())),
        _ => object.object(place),
    }
}

/// A number, or its digits as a text.
pub(super) fn id(field: &Field<'_>) -> Option<Id> {
    Id::parse(field.text()?)
}

/// A list of such numbers; `None` where it is anything else.
pub(super) fn ids(raw: &RawValue) -> Option<Vec<Id>> {
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    items.into_iter().map(|item| id(&Field::of(item))).collect()
}

/// Where a list goes on: the document's `next` and `total`.
pub(super) struct Paging {
    /// Where the next page begins, if there is one.
    pub(super) next: Option<u64>,
    /// The rows of all pages.
    pub(super) total: Option<u64>,
}

impl Paging {
    pub(super) fn of(root: &Object<'_>) -> Result<Self> {
        let number = |name: &str| {
            let field = root.field(name);
            let number = field.integer().and_then(|number| u64::try_from(number).ok());
            let unreadable = number.is_none() && !field.is_blank();
            if unreadable { Err(shape(format!("/{name}"))) } else { Ok(number) }
        };
        Ok(Self { next: number("next")?, total: number("total")? })
    }
}
