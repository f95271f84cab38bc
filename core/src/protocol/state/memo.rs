//! What a procedure knows beyond its stage.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{pairs, words};
use crate::error::Happened;
use crate::members::Members;
use crate::value::Timestamp;
use crate::wire::Str;

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
    pub(super) const MEMBERS: &'static [&'static str] =
        &["done", "lost", "answered", "consent", "polled", "since", "polls", "tries", "facts"];

    pub(super) fn of(members: &Members<'_>) -> Option<Self> {
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

    pub(super) fn happened(&self) -> Happened {
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

fn is_zero(number: &u32) -> bool {
    *number == 0
}
