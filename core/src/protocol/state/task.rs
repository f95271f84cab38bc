//! What a job knows of its task.

use serde::Serialize;

use crate::members::Members;
use crate::value::Timestamp;

/// A task that lives at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Task {
    pub(crate) id: String,
    /// When it was accepted.
    pub(crate) since: Timestamp,
    /// When this round of polls began; a round is bounded, the task is not.
    pub(crate) round: Timestamp,
    /// Polls of this round.
    pub(crate) polls: u32,
}

impl Task {
    pub(super) const MEMBERS: &'static [&'static str] = &["id", "since", "round", "polls"];

    pub(super) fn of(members: &Members<'_>) -> Option<Self> {
        Some(Self {
            id: members.text("id").ok()??.into_owned(),
            since: members.moment("since").ok()??,
            round: members.moment("round").ok()??,
            polls: members.number("polls").ok()??,
        })
    }
}
