//! Where a flow stands: small, without secrets, files or personal data, and good for days.

use serde::Serialize;
use serde_json::value::RawValue;

use super::meta::Quirk;
use super::options::Kept;
use super::step::WaitReason;
use crate::error::{Code, Error, Happened, Result};
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::Str;

/// The version of the state's form.
pub(crate) const VERSION: u8 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<Task>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<WaitReason>,
    /// What the sends of the present request may have done at the provider.
    #[serde(skip_serializing_if = "is_no")]
    pub(crate) executed: Happened,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) options: Kept,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) quirks: Vec<Quirk>,
}

impl State {
    const MEMBERS: &'static [&'static str] = &[
        "v",
        "operation",
        "stage",
        "phase",
        "now",
        "input",
        "flow_key",
        "ordinal",
        "attempt",
        "sends",
        "task",
        "until",
        "reason",
        "executed",
        "options",
        "quirks",
    ];

    /// # Errors
    /// `state_invalid`: it is not a state that this version wrote.
    pub(crate) fn read(raw: &RawValue) -> Result<Self> {
        Members::of(raw.get(), "/state", Self::MEMBERS)
            .ok()
            .and_then(|members| Self::of(&members))
            .filter(Self::holds_together)
            .ok_or_else(|| {
                // What cannot be read cannot tell what was sent.
                let mut error = Error::new(Code::StateInvalid).at("/state");
                (error.executed, error.charged) = (Happened::Maybe, Happened::Maybe);
                error
            })
    }

    /// What the machine keeps true of every state that it writes.
    fn holds_together(&self) -> bool {
        let phase = match self.phase {
            Phase::Asked => self.attempt > 0 && self.until.is_none(),
            Phase::Waiting => self.until.is_some() && self.reason.is_some(),
            Phase::Stopped => self.until.is_none() && self.executed != Happened::No,
        };
        let under_way = matches!(self.stage, Stage::Poll | Stage::Fetch);
        phase && under_way == self.task.is_some() && self.quirks.iter().all(Quirk::is_ours)
    }

    fn of(members: &Members<'_>) -> Option<Self> {
        let word = |name| members.text(name).ok()?.map(Str::into_owned);
        let options = members.members("options", "/state/options", Kept::MEMBERS).ok()?;
        let task = members.members("task", "/state/task", Task::MEMBERS).ok()?;
        Some(Self {
            v: members.number("v").ok()??,
            operation: word("operation")?,
            stage: named(&Stage::ALL, Stage::name, &word("stage")?)?,
            phase: named(&Phase::ALL, Phase::name, &word("phase")?)?,
            now: members.moment("now").ok()??,
            input: word("input")?,
            flow_key: word("flow_key")?,
            ordinal: members.number("ordinal").ok()??,
            attempt: members.number("attempt").ok()??,
            sends: members.number("sends").ok()??,
            task: match task {
                Some(task) => Some(Task::of(&task)?),
                None => None,
            },
            until: members.moment("until").ok()?,
            reason: match word("reason") {
                Some(reason) => Some(named(&WaitReason::ALL, WaitReason::name, &reason)?),
                None => None,
            },
            executed: match word("executed") {
                Some(executed) => named(&Happened::ALL, Happened::name, &executed)?,
                None => Happened::No,
            },
            options: match options {
                Some(options) => Kept::read(&options).ok()?,
                None => Kept::default(),
            },
            quirks: match members.raw("quirks") {
                Some(quirks) => Quirk::list(quirks)?,
                None => Vec::new(),
            },
        })
    }

    /// What may have happened at the provider so far.
    pub(crate) fn happened(&self) -> Happened {
        match (&self.task, self.phase) {
            (Some(_), _) => Happened::Yes,
            (None, Phase::Asked) => self.executed.max(Happened::Maybe),
            (None, _) => self.executed,
        }
    }
}

/// The value that has this name.
fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, word: &str) -> Option<T> {
    all.iter().copied().find(|value| name(*value) == word)
}

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
    const MEMBERS: &'static [&'static str] = &["id", "since", "round", "polls"];

    fn of(members: &Members<'_>) -> Option<Self> {
        Some(Self {
            id: members.text("id").ok()??.into_owned(),
            since: members.moment("since").ok()??,
            round: members.moment("round").ok()??,
            polls: members.number("polls").ok()??,
        })
    }
}

/// Which request of the operation the flow is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Ask,
    Submit,
    Poll,
    Fetch,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Ask, Self::Submit, Self::Poll, Self::Fetch];

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

impl Phase {
    const ALL: [Self; 3] = [Self::Asked, Self::Waiting, Self::Stopped];

    const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Stopped => "stopped",
        }
    }
}

fn is_no(happened: &Happened) -> bool {
    *happened == Happened::No
}

fn is_default(kept: &Kept) -> bool {
    *kept == Kept::default()
}
