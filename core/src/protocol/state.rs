//! Where a flow stands: small, without secrets, files or personal data, and good for days.

use serde::{Deserialize, Serialize};

use super::meta::Quirk;
use super::options::Kept;
use super::step::WaitReason;
use crate::error::Happened;
use crate::value::Timestamp;

/// The version of the state's form.
pub(crate) const VERSION: u8 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) v: u8,
    pub(crate) operation: String,
    pub(crate) stage: Stage,
    pub(crate) phase: Phase,
    /// The last `now`.
    pub(crate) now: Timestamp,
    /// HMAC of the input under the salt.
    pub(crate) input: String,
    pub(crate) flow_key: String,
    /// Requests of this flow that are told apart, repeats not counted.
    pub(crate) ordinal: u32,
    /// How often the present request was sent.
    pub(crate) attempt: u32,
    /// Sends in all, repeats counted.
    pub(crate) sends: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<Task>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<WaitReason>,
    /// What the sends of the present request may have done at the provider.
    #[serde(default, skip_serializing_if = "is_no")]
    pub(crate) executed: Happened,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) options: Kept,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) quirks: Vec<Quirk>,
}

impl State {
    /// What may have happened at the provider so far.
    pub(crate) fn happened(&self) -> Happened {
        match (&self.task, self.phase) {
            (Some(_), _) => Happened::Yes,
            (None, Phase::Asked) => self.executed.max(Happened::Maybe),
            (None, _) => self.executed,
        }
    }
}

/// A task that lives at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Task {
    pub(crate) id: String,
    /// When it was accepted.
    pub(crate) since: Timestamp,
    /// When this round of polls began; a round is bounded, the task is not.
    pub(crate) round: Timestamp,
    /// Polls of this round.
    pub(crate) polls: u32,
}

/// Which request of the operation the flow is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Ask,
    Submit,
    Poll,
    Fetch,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Submit => "submit",
            Self::Poll => "poll",
            Self::Fetch => "fetch",
        }
    }
}

/// What the flow waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// For the answer to a `send`.
    Asked,
    /// For the end of a `wait`, then it sends the request of its stage.
    Waiting,
    /// For whoever mends what made it fail.
    Stopped,
}

fn is_no(happened: &Happened) -> bool {
    *happened == Happened::No
}

fn is_default(kept: &Kept) -> bool {
    *kept == Kept::default()
}
