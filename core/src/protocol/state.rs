//! Where a flow stands: small, without secrets, files or personal data, and good for days.

mod memo;
mod task;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

pub use self::memo::Memo;
pub(crate) use self::task::Task;
use super::call::{CHOICE, choice_of};
use super::meta::Quirk;
use super::options::Kept;
use super::step::WaitReason;
use crate::error::{Choice, Code, Error, Happened, Result, Text};
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::{Object, Str, text_of};

/// The version of the state's form.
pub(crate) const VERSION: u8 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct State {
    pub(crate) v: u8,
    pub(crate) operation: String,
    /// Which request of the operation the flow is at.
    pub(crate) stage: Cow<'static, str>,
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
    pub(crate) memo: Option<Memo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<WaitReason>,
    /// What the sends of the present request may have done at the provider.
    #[serde(skip_serializing_if = "is_no")]
    pub(crate) executed: Happened,
    /// The input members that `input_needed` waits for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) needs: Vec<Cow<'static, str>>,
    /// Members that were needed and came later, with the digest of each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) added: BTreeMap<String, String>,
    /// Between which a person decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) choices: Vec<Choice>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) options: Kept,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) quirks: Vec<Quirk>,
    /// An answer of the flow came from a simulation or a recording.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) simulated: bool,
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
        "memo",
        "until",
        "reason",
        "executed",
        "needs",
        "added",
        "choices",
        "options",
        "quirks",
        "simulated",
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
            Phase::Storing => self.until.is_none(),
            Phase::Stopped => {
                let kept = self.happened() != Happened::No || !self.choices.is_empty();
                self.until.is_none() && kept
            }
        };
        let under_way = matches!(&*self.stage, stage::POLL | stage::FETCH);
        // What a flow needed when it was stopped, it still needs.
        let needed = match self.phase {
            Phase::Waiting => {
                (self.reason == Some(WaitReason::InputNeeded)) != self.needs.is_empty()
            }
            Phase::Stopped => true,
            Phase::Asked | Phase::Storing => self.needs.is_empty(),
        };
        phase
            && needed
            && under_way == self.task.is_some()
            && self.quirks.iter().all(Quirk::is_ours)
    }

    fn of(members: &Members<'_>) -> Option<Self> {
        let word = |name| members.text(name).ok()?.map(Str::into_owned);
        let options = members.members("options", Kept::MEMBERS).ok()?;
        let task = members.members("task", Task::MEMBERS).ok()?;
        let memo = members.members("memo", Memo::MEMBERS).ok()?;
        Some(Self {
            v: members.number("v").ok()??,
            operation: word("operation")?,
            stage: word("stage")?.into(),
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
            memo: match memo {
                Some(memo) => Some(Memo::of(&memo)?),
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
            needs: words(members.raw("needs"))?.into_iter().map(Cow::Owned).collect(),
            added: pairs(members.raw("added"))?,
            choices: match members.list("choices", CHOICE, 1..=100, CHOICES).ok()? {
                Some(choices) => {
                    choices.iter().map(|choice| choice_of(choice).ok()).collect::<Option<_>>()?
                }
                None => Vec::new(),
            },
            options: match options {
                Some(options) => Kept::read(&options).ok()?,
                None => Kept::default(),
            },
            quirks: match members.raw("quirks") {
                Some(quirks) => Quirk::list(quirks)?,
                None => Vec::new(),
            },
            simulated: members.boolean("simulated").ok()?.unwrap_or(false),
        })
    }

    /// What earlier requests of the flow did at the provider.
    pub(crate) fn done_before(&self) -> Happened {
        match (&self.task, &self.memo) {
            (Some(_), _) => Happened::Yes,
            (None, Some(memo)) => memo.happened(),
            (None, None) => Happened::No,
        }
    }

    /// What may have happened at the provider so far.
    pub(crate) fn happened(&self) -> Happened {
        let now = match self.phase {
            Phase::Asked => self.executed.max(Happened::Maybe),
            _ => self.executed,
        };
        self.done_before().max(now)
    }
}

/// The value that has this name.
fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, word: &str) -> Option<T> {
    all.iter().copied().find(|value| name(*value) == word)
}

/// A list of strings, or none.
fn words(raw: Option<&RawValue>) -> Option<Vec<String>> {
    let Some(raw) = raw else { return Some(Vec::new()) };
    let words: Vec<Str<'_>> = serde_json::from_str(raw.get()).ok()?;
    Some(words.into_iter().map(Str::into_owned).collect())
}

/// An object of strings, or none.
fn pairs(raw: Option<&RawValue>) -> Option<BTreeMap<String, String>> {
    let Some(raw) = raw else { return Some(BTreeMap::new()) };
    let object: Object<'_> = serde_json::from_str(raw.get()).ok()?;
    let pair = |(name, value): &(Str<'_>, &RawValue)| {
        Some((name.to_string(), text_of(value.get())?.into_owned()))
    };
    object.entries().iter().map(pair).collect()
}

/// The names of stages that are the same for all operations of a kind.
pub(crate) mod stage {
    pub(crate) const ASK: &str = "ask";
    pub(crate) const SUBMIT: &str = "submit";
    pub(crate) const POLL: &str = "poll";
    pub(crate) const FETCH: &str = "fetch";
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
    /// For the host to have put secrets away.
    Storing,
    /// For whoever mends what made it fail.
    Stopped,
}

impl Phase {
    const ALL: [Self; 4] = [Self::Asked, Self::Waiting, Self::Storing, Self::Stopped];

    const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Storing => "storing",
            Self::Stopped => "stopped",
        }
    }
}

const CHOICES: Text = Text { en: "options", ru: "варианты" };

fn is_no(happened: &Happened) -> bool {
    *happened == Happened::No
}

fn is_default(kept: &Kept) -> bool {
    *kept == Kept::default()
}
