//! The one record of an enforcement proceeding, whoever supplied it.

mod amounts;
mod category;
mod ended;
mod raw;
mod stored;

use std::borrow::Cow;

use serde::Serialize;

pub use amounts::{AmountBasis, AmountItem, AmountKind, Amounts};
pub use category::Category;
pub use ended::{Ended, Meaning};
pub use raw::Raw;

use crate::value::Date;

/// Whether anything was found. There is no third value here: what was not checked is a `fail`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Found,
    Empty,
}

impl Outcome {
    /// The outcome of a search that was read whole, with its basis.
    pub(crate) fn of(empty: bool) -> (Self, Option<Basis>) {
        if empty { (Self::Empty, Some(Basis::NoRecords)) } else { (Self::Found, None) }
    }
}

/// Why an answer is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The source was asked and holds no records.
    NoRecords,
    /// The source does not know the person at all.
    SubjectUnknown,
}

/// What a search for proceedings gives.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proceedings<'a> {
    pub outcome: Outcome,
    /// Only with `outcome:"empty"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Whether the whole answer was read. Always true where `outcome` is `empty`.
    pub complete: bool,
    pub proceedings: Vec<Proceeding<'a>>,
}

impl<'a> Proceedings<'a> {
    /// A whole answer.
    #[must_use]
    pub fn complete(proceedings: Vec<Proceeding<'a>>) -> Self {
        if proceedings.is_empty() {
            Self::empty(Basis::NoRecords)
        } else {
            Self { outcome: Outcome::Found, basis: None, complete: true, proceedings }
        }
    }

    #[must_use]
    pub fn empty(basis: Basis) -> Self {
        Self {
            outcome: Outcome::Empty,
            basis: Some(basis),
            complete: true,
            proceedings: Vec::new(),
        }
    }
}

/// An enforcement proceeding. What the source does not say is absent.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "proceeding"))]
pub struct Proceeding<'a> {
    /// The number that people use, such as `12345/24/77010-ИП` or `1164/20-75-3430`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    /// The source's own key of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<Date>,
    /// The number of the consolidated proceeding that this one is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consolidated_number: Option<Cow<'a, str>>,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    pub document: Document<'a>,
    pub subject: Subject<'a>,
    pub amounts: Amounts<'a>,
    pub debtor: Debtor<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<Claimant<'a>>,
    pub department: Department<'a>,
    pub officer: Officer<'a>,
    /// The source's own members, as sent; a report leaves them out.
    #[serde(skip_serializing_if = "Raw::is_empty")]
    pub raw: Raw<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Open,
    Ended,
    /// The source does not say it, or not in a form that is known.
    Unknown,
}

/// The enforcement document: a writ, an order, an act.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Cow<'a, str>>,
}

/// What is being enforced.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    pub category: Category,
}

impl<'a> Subject<'a> {
    #[must_use]
    pub fn of(text: Option<Cow<'a, str>>) -> Self {
        let category = text.as_deref().map_or(Category::Other, Category::of);
        Self { text, category }
    }
}

#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Debtor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iin: Option<Cow<'a, str>>,
    /// Address or place of birth, whichever the source puts there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claimant<'a> {
    pub kind: ClaimantKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iin: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bin: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimantKind {
    Person,
    Company,
    Unknown,
}

#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Department<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'a, str>>,
}

#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Officer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Cow<'a, str>>,
}

/// Personal data: only the shape is shown.
impl std::fmt::Debug for Proceeding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proceeding").field("status", &self.status).finish_non_exhaustive()
    }
}

macro_rules! shows_nothing {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

shows_nothing!(AmountItem, Amounts, Claimant, Debtor, Department, Document, Officer, Raw, Subject);
