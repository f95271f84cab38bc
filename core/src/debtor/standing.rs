//! What a proceeding means for the debt: still owed, paid, or neither.

use serde::Serialize;

use crate::proceeding::{Meaning, Proceeding, Status};

/// Where a proceeding stands; the ended ones by what their article means for the debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Open,
    /// It is listed, and the source does not say whether it has ended.
    Listed,
    /// Ended under article 46: the debt remains.
    StillOwed,
    /// Ended under 47.1.3: the document went back to the claimant.
    Returned,
    /// Ended under 47.1.8: paid in parts by whoever pays the debtor.
    PeriodicPayments,
    Paid,
    PaidByJointDebtor,
    /// Ended under 47.1.7: the debt is for the insolvency administrator.
    Bankrupt,
    Recalled,
    Liquidated,
    TimeBarred,
    /// Ended, and nobody says how.
    Ended,
}

/// Whether the debt of a proceeding is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Debt {
    Owed,
    Paid,
    /// Neither follows from how it ended.
    Unclear,
}

impl Standing {
    pub(super) fn of(proceeding: &Proceeding<'_>) -> Self {
        match (proceeding.status, proceeding.ended.as_ref().map(|ended| ended.meaning)) {
            (Status::Open, _) => Self::Open,
            (Status::Unknown, None) => Self::Listed,
            (_, Some(Meaning::StillOwed)) => Self::StillOwed,
            (_, Some(Meaning::Returned)) => Self::Returned,
            (_, Some(Meaning::PeriodicPayments)) => Self::PeriodicPayments,
            (_, Some(Meaning::Paid)) => Self::Paid,
            (_, Some(Meaning::PaidByJointDebtor)) => Self::PaidByJointDebtor,
            (_, Some(Meaning::Bankrupt)) => Self::Bankrupt,
            (_, Some(Meaning::Recalled)) => Self::Recalled,
            (_, Some(Meaning::Liquidated)) => Self::Liquidated,
            (_, Some(Meaning::TimeBarred)) => Self::TimeBarred,
            (_, Some(Meaning::Unknown)) | (Status::Ended, None) => Self::Ended,
        }
    }

    /// A debt counts as owed as long as nothing says that it is not.
    #[must_use]
    pub fn debt(self) -> Debt {
        match self {
            Self::Open
            | Self::Listed
            | Self::StillOwed
            | Self::Returned
            | Self::PeriodicPayments => Debt::Owed,
            Self::Paid | Self::PaidByJointDebtor => Debt::Paid,
            Self::Bankrupt | Self::Recalled | Self::Liquidated | Self::TimeBarred | Self::Ended => {
                Debt::Unclear
            }
        }
    }
}
