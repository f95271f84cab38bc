//! How a proceeding ended, by the article of 229-ФЗ «Об исполнительном производстве».

use serde::Serialize;

use crate::value::Date;

/// The end of a proceeding: day, article, part and item of 229-ФЗ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ended {
    pub on: Date,
    pub article: u16,
    pub part: u16,
    pub item: u16,
    pub meaning: Meaning,
}

/// What the end means for the debt. Wordings changed over the years: the triple is kept beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Article 46: the document went back without full recovery, and may be presented again.
    StillOwed,
    /// 47.1.1: paid.
    Paid,
    /// 47.1.2: paid by one of the joint debtors.
    PaidByJointDebtor,
    /// 47.1.3: the document went back by article 46; since 2021 the claimant was told that
    /// recovery is impossible.
    Returned,
    /// 47.1.4: the court or body that issued the document took it back.
    Recalled,
    /// 47.1.6: the debtor company was liquidated.
    Liquidated,
    /// 47.1.7: the debtor is bankrupt; the document went to the insolvency administrator.
    Bankrupt,
    /// 47.1.8: a copy went to whoever pays the debtor periodically.
    PeriodicPayments,
    /// 47.1.9: an administrative case is too old to enforce.
    TimeBarred,
    Unknown,
}

impl Ended {
    #[must_use]
    pub fn by(on: Date, article: u16, part: u16, item: u16) -> Self {
        let meaning = match (article, part, item) {
            (46, _, _) => Meaning::StillOwed,
            (47, 1, 1) => Meaning::Paid,
            (47, 1, 2) => Meaning::PaidByJointDebtor,
            (47, 1, 3) => Meaning::Returned,
            (47, 1, 4) => Meaning::Recalled,
            (47, 1, 6) => Meaning::Liquidated,
            (47, 1, 7) => Meaning::Bankrupt,
            (47, 1, 8) => Meaning::PeriodicPayments,
            (47, 1, 9) => Meaning::TimeBarred,
            _ => Meaning::Unknown,
        };
        Self { on, article, part, item, meaning }
    }
}
