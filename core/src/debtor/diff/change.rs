//! A change, and its sentence.

use std::borrow::Cow;

use serde::Serialize;

use crate::debtor::listed::{Certainty, Listed};
use crate::debtor::russian::money;
use crate::debtor::standing::Standing;
use crate::proceeding::{Amounts, Proceeding};

/// One thing that is not as it was.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change<'a> {
    pub kind: ChangeKind,
    /// The proceeding's number, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    /// The source, of a change that is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Cow<'a, str>>,
    /// The members that differ, of `details`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Snapshot<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Snapshot<'a>>,
    pub text_ru: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was not there before, and its source had been read whole.
    Appeared,
    /// It is new to us; before, its source had not been read whole.
    FirstSeen,
    /// Its source was read whole, and does not list it any more. That is not payment.
    Gone,
    /// It stands elsewhere: it was ended, or taken up again.
    Standing,
    Amount,
    /// Whether it is the debtor's own.
    Match,
    Details,
    ArrestAppeared,
    ArrestGone,
    /// A source that had answered did not.
    SourceLost,
    /// A source that had not answered did.
    SourceBack,
}

/// What matters of a proceeding at one time.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Snapshot<'a> {
    #[serde(rename = "match")]
    pub certainty: Certainty,
    pub standing: Standing,
    pub currency: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Cow<'a, str>>,
}

/// Something of which nobody can say whether it is still there.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotCompared<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    pub why: WhyNot,
    pub text_ru: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Not every source that had listed it was read whole.
    NotChecked,
    /// It was searched for by other data, such as another region.
    OtherSearch,
}

impl<'a> Snapshot<'a> {
    pub(super) fn of(listed: &Listed<'a>) -> Self {
        let amounts = &listed.proceeding.amounts;
        Self {
            certainty: listed.certainty,
            standing: listed.standing,
            currency: amounts.currency,
            principal: amounts.principal.clone(),
            fee: amounts.fee.clone(),
            total: amounts.total.clone(),
        }
    }
}

/// «производство 10001/24/77010-ИП», or by its day where it has no number.
pub(super) fn named(proceeding: &Proceeding<'_>) -> String {
    match (&proceeding.number, proceeding.opened_on) {
        (Some(number), _) => format!("производство {number}"),
        (None, Some(day)) => format!("производство без номера от {}", day.dotted()),
        (None, None) => "производство без номера".to_owned(),
    }
}

/// «на сумму 200 000 ₽ и сбор 14 000 ₽»
pub(super) fn sums(amounts: &Amounts<'_>) -> String {
    let written = |amount: &Option<Cow<'_, str>>| {
        amount.as_deref().map(|amount| money(amount, amounts.currency))
    };
    match (written(&amounts.principal), written(&amounts.fee), written(&amounts.total)) {
        (Some(principal), Some(fee), _) => format!("{principal} и исполнительский сбор {fee}"),
        (Some(principal), None, _) => principal,
        (None, Some(fee), _) => format!("исполнительский сбор {fee}"),
        (None, None, Some(total)) => format!("{total} (вместе со сбором)"),
        (None, None, None) => "сумма не указана".to_owned(),
    }
}

/// Where a proceeding stands, in words; with the day and the article of its end.
pub(super) fn stands(listed: &Listed<'_>) -> String {
    let words = match listed.standing {
        Standing::Open => "открыто",
        Standing::Listed => "числится, окончено ли — источник не сообщает",
        Standing::StillOwed => "окончено, долг остался",
        Standing::Returned => "окончено возвращением документа взыскателю, долг остался",
        Standing::PeriodicPayments => "окончено: долг удерживают по частям",
        Standing::Paid => "окончено оплатой",
        Standing::PaidByJointDebtor => "окончено: заплатил солидарный должник",
        Standing::Bankrupt => "окончено: должник признан банкротом",
        Standing::Recalled => "окончено: документ отозван",
        Standing::Liquidated => "окончено: должник ликвидирован",
        Standing::TimeBarred => "окончено: истёк срок давности",
        Standing::Ended => "окончено, основание не сообщается",
    };
    let Some(ended) = &listed.proceeding.ended else { return words.to_owned() };
    let (on, item) = (ended.on.dotted(), ended.item);
    format!("{words} ({on}, ст. {} ч. {} п. {item})", ended.article, ended.part)
}
