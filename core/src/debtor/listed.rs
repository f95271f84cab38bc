//! A proceeding of the report, with everybody who supplied it.

mod key;
mod list;

use std::borrow::Cow;

use serde::Serialize;

use super::identity::Doubt;
use super::standing::{Debt, Standing};
use crate::proceeding::Proceeding;
use crate::wire::Object;

pub(super) use self::key::{Key, keys, same_amount};
pub(super) use self::list::List;

/// A proceeding of the report.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listed<'a> {
    #[serde(rename = "match")]
    pub certainty: Certainty,
    /// Why it may be somebody else's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    pub standing: Standing,
    /// Who supplied it, in the order of the sources.
    pub sources: Vec<Supplied<'a>>,
    #[serde(flatten)]
    pub proceeding: Proceeding<'a>,
}

/// Whether a proceeding is the debtor's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Confirmed,
    /// Perhaps a namesake's: listed, and counted apart.
    Possible,
}

impl Certainty {
    pub(super) fn of(doubts: &[Doubt]) -> Self {
        if doubts.is_empty() { Self::Confirmed } else { Self::Possible }
    }

    /// That of a record in a report; `possible` where it does not say so.
    pub(super) fn stored(record: &Object<'_>) -> Self {
        match record.field("match").text() {
            Some("confirmed") => Self::Confirmed,
            _ => Self::Possible,
        }
    }
}

/// A source that has the proceeding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Supplied<'a> {
    pub source: Cow<'a, str>,
    pub operation: Cow<'a, str>,
}

impl Listed<'_> {
    /// Principal, or the whole where the source does not tell the fee apart.
    pub(super) fn amount(&self) -> Option<String> {
        let amounts = &self.proceeding.amounts;
        match (&amounts.principal, &amounts.fee, &amounts.total) {
            (Some(principal), ..) => Some(principal.clone().into_owned()),
            // Nothing but an enforcement fee is enforced.
            (None, Some(_), _) => Some("0".to_owned()),
            (None, None, total) => total.clone().map(Cow::into_owned),
        }
    }

    /// The enforcement fee, 0 where the source tells it apart and names none.
    pub(super) fn fee(&self) -> Option<String> {
        let amounts = &self.proceeding.amounts;
        let split = amounts.principal.as_ref().map(|_| "0".to_owned());
        amounts.fee.clone().map(Cow::into_owned).or(split)
    }

    pub(super) fn owes(&self) -> bool {
        self.standing.debt() == Debt::Owed
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Listed)
    }

    pub(super) fn ended_under(&self, [article, part, item]: [u16; 3]) -> bool {
        let ended = self.proceeding.ended.as_ref();
        ended.is_some_and(|e| (e.article, e.part, e.item) == (article, part, item))
    }
}

/// Only its shape is shown.
impl std::fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").field("match", &self.certainty).finish_non_exhaustive()
    }
}
