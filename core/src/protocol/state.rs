//! Where a flow stands: small, without secrets, files or personal data, and good for days.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

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

/// What a procedure remembers: what it has done, and what it does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Memo {
    /// The stages with an effect that the provider carried out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) done: Vec<String>,
    /// The stages with an effect of which nobody knows whether they were carried out, and since
    /// when.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) lost: BTreeMap<String, Timestamp>,
    /// Those of them that the provider answered with a success that could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) answered: Vec<String>,
    /// The stage that a person wants to be sent again, once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<String>,
    /// The stage that is being polled, since when, and how often it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) polled: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Timestamp>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) polls: u32,
    /// How often a stage with an effect was sent in vain.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) tries: BTreeMap<String, u32>,
    /// Ids and codes of the provider's, by the procedure's own names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) facts: BTreeMap<String, String>,
}

impl Memo {
    const MEMBERS: &'static [&'static str] =
        &["done", "lost", "answered", "consent", "polled", "since", "polls", "tries", "facts"];

    fn of(members: &Members<'_>) -> Option<Self> {
        Some(Self {
            done: words(members.raw("done"))?,
            lost: pairs(members.raw("lost"))?
                .into_iter()
                .map(|(stage, at)| Some((stage, Timestamp::parse(&at)?)))
                .collect::<Option<_>>()?,
            answered: words(members.raw("answered"))?,
            consent: members.text("consent").ok()?.map(Str::into_owned),
            polled: members.text("polled").ok()?.map(Str::into_owned),
            since: members.moment("since").ok()?,
            polls: members.number("polls").ok()?.unwrap_or(0),
            tries: match members.raw("tries") {
                Some(tries) => serde_json::from_str(tries.get()).ok()?,
                None => BTreeMap::new(),
            },
            facts: pairs(members.raw("facts"))?,
        })
    }

    fn happened(&self) -> Happened {
        match (self.lost.is_empty(), self.done.is_empty()) {
            (false, _) => Happened::Maybe,
            (true, false) => Happened::Yes,
            (true, true) => Happened::No,
        }
    }

    /// Whether the provider carried a stage out in this flow.
    pub(crate) fn has_done(&self, stage: &str) -> bool {
        self.done.iter().any(|done| done == stage)
    }

    /// Whether nobody knows yet if it carried a stage out.
    pub(crate) fn has_lost(&self, stage: &str) -> bool {
        self.lost.contains_key(stage)
    }

    /// Whether this flow has sent a stage, and nobody knows that it was not carried out.
    pub(crate) fn was_sent(&self, stage: &str) -> bool {
        self.has_done(stage) || self.has_lost(stage)
    }

    /// Whether the provider answered it with a success that could not be read.
    pub(crate) fn has_answered(&self, stage: &str) -> bool {
        self.answered.iter().any(|answered| answered == stage)
    }

    /// Whether a person wants it to be sent again.
    pub(crate) fn consents_to(&self, stage: &str) -> bool {
        self.consent.as_deref() == Some(stage)
    }

    /// It may have been carried out; `answered`: the provider says so.
    pub(crate) fn lose(&mut self, stage: &str, at: Timestamp, answered: bool) {
        self.lost.insert(stage.to_owned(), at);
        if answered && !self.has_answered(stage) {
            self.answered.push(stage.to_owned());
        }
    }

    pub(crate) fn carried_out(&mut self, stage: &str) {
        if !self.has_done(stage) {
            self.done.push(stage.to_owned());
        }
        self.tries.remove(stage);
        self.consent.take_if(|consent| consent == stage);
        self.forget_loss(stage);
    }

    /// The same of a stage that is sent once for each of several things: it may be sent for the next.
    pub(crate) fn carried_out_for(&mut self, stage: &str, thing: &str) {
        self.carried_out(stage);
        self.done.retain(|done| done != stage);
        if !self.has_done_for(stage, thing) {
            self.done.push(format!("{stage} {thing}"));
        }
    }

    pub(crate) fn has_done_for(&self, stage: &str, thing: &str) -> bool {
        self.done.iter().any(|done| done.split_once(' ') == Some((stage, thing)))
    }

    /// What became of a stage is known now, one way or the other.
    pub(crate) fn forget_loss(&mut self, stage: &str) {
        self.lost.remove(stage);
        self.answered.retain(|answered| answered != stage);
    }

    /// Polls begin anew.
    pub(crate) fn forget_polls(&mut self) {
        (self.polled, self.since, self.polls) = (None, None, 0);
    }

    pub(crate) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    pub(crate) fn note(&mut self, name: &'static str, value: impl Into<String>) {
        self.facts.insert(name.to_owned(), value.into());
    }
}

/// The names of stages that are the same for all operations of a kind.
pub(crate) mod stage {
    pub(crate) const ASK: &str = "ask";
    pub(crate) const SUBMIT: &str = "submit";
    pub(crate) const POLL: &str = "poll";
    pub(crate) const FETCH: &str = "fetch";
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

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_no(happened: &Happened) -> bool {
    *happened == Happened::No
}

fn is_default(kept: &Kept) -> bool {
    *kept == Kept::default()
}
