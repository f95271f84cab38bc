//! An account of the company.

use std::borrow::Cow;

use serde::Serialize;

use super::arrests::{Arrest, ArrestKind, CREDIT, DEBIT, Found, Restriction};
use super::reader::Reader;
use super::sent::{Sent, sent};
use crate::error::Result;
use crate::proceeding::Raw;
use crate::value::Date;

sent! {
    /// An account. `raw` has its members but for the three lists, which are given as sent.
    Account<'a> {
        number: Cow<'a, str>,
        name: Cow<'a, str>,
        /// As sent; 810 is the code that the rouble had before 643.
        currency_code: Cow<'a, str>,
        bic: Cow<'a, str>,
        r#type: AccountType,
        state: State,
        opened_on: Date,
        closed_on: Date,
        comment: Cow<'a, str>,
        /// Whether it is served remotely.
        dbo: bool,
        business: bool,
        /// Whether payments that bear no delay are possible.
        not_delay: bool,
        /// Whether urgent payments are possible.
        urgent: bool,
        min_balance: Cow<'a, str>,
        /// `STANDART`, `FORBIDDEN_RECEIVING`, `ONLY_RECEIVING`; in answers of the older form.
        mode: Cow<'a, str>,
        /// Only in answers of the older form.
        passive: bool,
        /// Only in answers of the older form.
        business_new_type: Cow<'a, str>,
        /// Only in answers of the older form.
        overdraft: bool,
        /// Arrested sums.
        blocked_sums: Vec<Raw<'a>>,
        /// Suspended queues of payments.
        blocked_queues: Vec<Raw<'a>>,
        /// Queues of payments suspended up to a sum.
        blocked_sum_queues: Vec<Raw<'a>>,
        ;
        /// ISO 4217.
        #[serde(skip_serializing_if = "Option::is_none")]
        currency: Option<&'static str>,
        /// Documents that wait for a permission.
        awaiting_permission: Documents<'a>,
        /// Documents that wait for acceptance.
        awaiting_acceptance: Documents<'a>,
        /// Documents that wait for money (картотека 2).
        awaiting_funds: Documents<'a>,
        debit: Restriction<'a>,
        credit: Restriction<'a>,
        arrests: Vec<Arrest<'a>>,
        /// Whether the bank sent all that `arrests` is read from. Without it an empty list proves
        /// nothing.
        arrests_complete: bool,
        raw: Raw<'a>,
    }
}

sent! {
    Documents<'a> {
        count: u32,
        sum: Cow<'a, str>,
    }
}

/// The document's words, and the one that newer answers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Blocked,
    Closed,
    Reserved,
    /// Another word; `raw` has it.
    Unknown,
}

const STATES: &[(&str, State)] = &[
    ("OPEN", State::Open),
    ("BLOCKED", State::Blocked),
    ("CLOSED", State::Closed),
    ("RESERVED", State::Reserved),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountType {
    AssuranceRegistration,
    Calculated,
    Transit,
    SpecialTransit,
    Budget,
    Loan,
    Deposit,
    /// Another word; `raw` has it.
    Unknown,
}

const TYPES: &[(&str, AccountType)] = &[
    ("assuranceRegistration", AccountType::AssuranceRegistration),
    ("calculated", AccountType::Calculated),
    ("transit", AccountType::Transit),
    ("specialTransit", AccountType::SpecialTransit),
    ("budget", AccountType::Budget),
    ("loan", AccountType::Loan),
    ("deposit", AccountType::Deposit),
];

pub(super) fn account<'a>(reader: &mut Reader<'_, 'a>) -> Result<Account<'a>> {
    let number = reader.text("number");
    let currency_code = reader.text("currencyCode");
    let mut found = Found {
        account: number.value().cloned(),
        currency: currency_code.value().and_then(|code| currency(code.trim())),
        arrests: Vec::new(),
        complete: true,
    };
    Ok(Account {
        number,
        currency_code,
        name: reader.text("name"),
        bic: reader.text("bic"),
        r#type: reader.word("type", TYPES, AccountType::Unknown),
        state: reader.word("state", STATES, State::Unknown),
        opened_on: reader.date("openDate"),
        closed_on: reader.date("closeDate"),
        comment: reader.text("comment"),
        dbo: reader.flag("dbo"),
        business: reader.flag("business"),
        not_delay: reader.flag("notDelay"),
        urgent: reader.flag("urgent"),
        min_balance: reader.amount("minBalance"),
        mode: reader.text("mode"),
        passive: reader.flag("passive"),
        business_new_type: reader.text("businessNewType"),
        overdraft: reader.flag("overdraft"),
        blocked_sums: found.list(reader, "blockedSums", ArrestKind::Sum)?,
        blocked_queues: found.list(reader, "blockedQueuesInfo", ArrestKind::Queue)?,
        blocked_sum_queues: found.list(reader, "blockedSumQueuesInfo", ArrestKind::Queue)?,
        currency: found.currency,
        awaiting_permission: documents(reader, "cdiPermDocQnt", "cdiPermDocSum"),
        awaiting_acceptance: documents(reader, "cdiAcptDocQnt", "cdiAcptDocSum"),
        awaiting_funds: documents(reader, "cdiCart2DocQnt", "cdiCart2DocSum"),
        debit: found.restriction(reader, DEBIT, ArrestKind::Debit)?,
        credit: found.restriction(reader, CREDIT, ArrestKind::Credit)?,
        arrests: found.arrests,
        arrests_complete: found.complete,
        raw: reader.raw(),
    })
}

fn documents<'a>(
    reader: &mut Reader<'_, 'a>,
    count: &'static str,
    sum: &'static str,
) -> Documents<'a> {
    Documents { count: reader.count(count), sum: reader.amount(sum) }
}

/// ОКВ; 810 is the rouble's code from before 1998, which account numbers kept.
fn currency(code: &str) -> Option<&'static str> {
    Some(match code {
        "810" | "643" => "RUB",
        "840" => "USD",
        "978" => "EUR",
        "398" => "KZT",
        _ => return None,
    })
}
