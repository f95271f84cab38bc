//! Arrests of accounts, as a bank shows them.

use std::borrow::Cow;

use serde::Serialize;

use super::input::Given;
use crate::debtor::Person;
use crate::debtor::answer::Answer;
use crate::debtor::listed::Certainty;
use crate::value::Date;
use crate::wire::Object;

/// An arrest of an account.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrest<'a> {
    /// `possible` where the bank's company has another INN than the person.
    #[serde(rename = "match")]
    pub certainty: Certainty,
    pub source: Cow<'a, str>,
    /// `sum`, `queue`, `debit` or `credit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'a, str>>,
    /// The account's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Cow<'a, str>>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Cow<'a, str>>,
    /// A decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<Cow<'a, str>>,
    /// Who arrested it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
}

impl std::fmt::Debug for Arrest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrest").field("match", &self.certainty).finish_non_exhaustive()
    }
}

impl<'a> Arrest<'a> {
    pub(super) fn of(
        record: &Object<'a>,
        given: &'a Given,
        answer: &Answer<'a>,
        person: &Person,
    ) -> Self {
        let own = person.is_company_of(&answer.output);
        Self {
            certainty: if own { Certainty::Confirmed } else { Certainty::Possible },
            ..Self::stored(record, given.source.as_str().into())
        }
    }

    /// One of a step or of a report.
    pub(in crate::debtor) fn stored(record: &Object<'a>, source: Cow<'a, str>) -> Self {
        let date = |name: &str| record.field(name).text().and_then(Date::parse_iso);
        Self {
            certainty: Certainty::stored(record),
            source,
            kind: record.field("kind").cow(),
            account: record.field("account").cow(),
            currency: record.field("currency").cow(),
            sum: record.field("sum").cow(),
            initiator: record.field("initiator").cow(),
            cause: record.field("cause").cow(),
            begins_on: date("begins_on"),
            ends_on: date("ends_on"),
        }
    }
}

/// How many of the debtor's own have not ended by a day.
pub(in crate::debtor) fn in_force(arrests: &[Arrest<'_>], today: Option<Date>) -> u64 {
    let ended = |arrest: &Arrest<'_>| match (arrest.ends_on, today) {
        (Some(end), Some(today)) => end < today,
        _ => false,
    };
    let own = arrests.iter().filter(|arrest| arrest.certainty == Certainty::Confirmed);
    own.filter(|arrest| !ended(arrest)).count() as u64
}
