//! What restrains an account, in one shape, from the five places where an account says it.

use std::borrow::Cow;

use serde::Serialize;

use super::reader::Reader;
use super::sent::{Sent, sent};
use crate::error::Result;
use crate::proceeding::Raw;
use crate::value::Date;

/// An arrest of an account. What the bank does not say is absent; an arrest that has ended may be
/// among them.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrest<'a> {
    pub kind: ArrestKind,
    /// The account's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Cow<'a, str>>,
    /// The account's currency, ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'static str>,
    /// The arrested sum; of a `queue`, the sum up to which it is suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<Cow<'a, str>>,
    /// Who arrested it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_authority_code: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// The last queue of payments that is still allowed: with 3 the later ones are blocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queues: Option<u32>,
}

/// What is arrested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ArrestKind {
    /// A sum on the account.
    Sum,
    /// Payments of the later queues.
    Queue,
    /// Everything that leaves the account.
    Debit,
    /// Everything that comes in.
    Credit,
}

impl std::fmt::Debug for Arrest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrest").field("kind", &self.kind).finish_non_exhaustive()
    }
}

sent! {
    /// Whether all debits, or all credits, are blocked.
    Restriction<'a> {
        blocked: bool,
        cause: Cow<'a, str>,
        begins_on: Date,
        ends_on: Date,
        /// Only in answers of the older form.
        initiator: Cow<'a, str>,
        /// Only in answers of the older form.
        tax_authority_code: Cow<'a, str>,
    }
}

/// The members of a restriction, in its order.
pub(super) const DEBIT: [&str; 6] = [
    "debitBlocked",
    "debitBlockedCause",
    "debitBlockedBeginDate",
    "debitBlockedEndDate",
    "debitBlockedInitiator",
    "debitBlockedTaxAuthorityCode",
];
pub(super) const CREDIT: [&str; 6] = [
    "creditBlocked",
    "creditBlockedCause",
    "creditBlockedBeginDate",
    "creditBlockedEndDate",
    "creditBlockedInitiator",
    "creditBlockedTaxAuthorityCode",
];

/// The arrests of one account, as they are found.
pub(super) struct Found<'a> {
    pub(super) account: Option<Cow<'a, str>>,
    pub(super) currency: Option<&'static str>,
    pub(super) arrests: Vec<Arrest<'a>>,
    /// Whether each place was sent with a value.
    pub(super) complete: bool,
}

impl<'a> Found<'a> {
    /// A list of `AccountBlockInfo`, which is also given as sent.
    pub(super) fn list(
        &mut self,
        reader: &mut Reader<'_, 'a>,
        name: &'static str,
        kind: ArrestKind,
    ) -> Result<Sent<Vec<Raw<'a>>>> {
        let list = reader.certain_objects(name, |block| {
            let arrest = Arrest {
                sum: block.amount("sum").into_value(),
                initiator: said(block.text("initiator")),
                tax_authority_code: said(block.text("taxAuthorityCode")),
                cause: said(block.text("cause")),
                begins_on: block.date("beginDate").into_value(),
                ends_on: block.date("endDate").into_value(),
                queues: block.count("blockedQueues").into_value(),
                ..self.arrest(kind)
            };
            self.arrests.push(arrest);
            Ok(block.raw())
        })?;
        self.complete &= list.value().is_some();
        Ok(list)
    }

    pub(super) fn restriction(
        &mut self,
        reader: &mut Reader<'_, 'a>,
        [blocked, cause, begins_on, ends_on, initiator, authority]: [&'static str; 6],
        kind: ArrestKind,
    ) -> Result<Restriction<'a>> {
        let restriction = Restriction {
            blocked: reader.certain_flag(blocked)?,
            cause: reader.text(cause),
            begins_on: reader.date(begins_on),
            ends_on: reader.date(ends_on),
            initiator: reader.text(initiator),
            tax_authority_code: reader.text(authority),
        };
        self.complete &= restriction.blocked.value().is_some();
        if restriction.blocked == Sent::Value(true) {
            self.arrests.push(Arrest {
                initiator: said(restriction.initiator.clone()),
                tax_authority_code: said(restriction.tax_authority_code.clone()),
                cause: said(restriction.cause.clone()),
                begins_on: restriction.begins_on.into_value(),
                ends_on: restriction.ends_on.into_value(),
                ..self.arrest(kind)
            });
        }
        Ok(restriction)
    }

    fn arrest(&self, kind: ArrestKind) -> Arrest<'a> {
        Arrest {
            kind,
            account: self.account.clone(),
            currency: self.currency,
            sum: None,
            initiator: None,
            tax_authority_code: None,
            cause: None,
            begins_on: None,
            ends_on: None,
            queues: None,
        }
    }
}

/// A text that says something.
fn said(text: Sent<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    text.into_value().filter(|text| !text.trim().is_empty())
}
