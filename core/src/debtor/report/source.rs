//! What became of each source: found, empty, not checked, or not asked.

use std::borrow::Cow;

use serde::Serialize;

use super::input::{Input, Taken};
use crate::debtor::answer::{Answer, Checked};
use crate::debtor::plan::{Reason, Why};
use crate::debtor::suppliers::{Gives, Offer};
use crate::value::Timestamp;
use crate::wire::{Field, Object};

/// A source: one that answered, or its stand-in, is enough.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source<'a> {
    pub name: Cow<'a, str>,
    pub status: Status,
    /// Whether everything was read that it has.
    pub complete: bool,
    /// Who answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered<'a>>,
    /// Who did not, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure<'a>>,
    /// Who could not be asked, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Reason>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "source_status"))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Found,
    Empty,
    /// It was to be asked, and there is no answer.
    NotChecked,
    /// It is not for this person, or needs what is not known of them.
    NotAsked,
}

/// An answer, and the evidence for it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answered<'a> {
    pub operation: &'static str,
    pub outcome: Checked,
    pub complete: bool,
    /// Why it is empty: `no_records`, or `subject_unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Cow<'a, str>>,
    pub records: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// SHA-256 of the answer's body, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_sha256: Option<Cow<'a, str>>,
}

/// Why there is no answer: the error of the step, in part. Without a code it is still at work.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure<'a> {
    pub operation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_ru: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint_ru: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
}

/// Every source once, in the order in which they are named.
pub(super) fn all<'a>(input: &'a Input, answers: &[Taken<'a>]) -> Vec<Source<'a>> {
    let results = input.results.iter().map(|given| given.source.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in results.chain(input.unasked.iter().map(|unasked| unasked.source.as_str())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| Source::of(name, input, answers)).collect()
}

impl<'a> Source<'a> {
    fn of(name: &'a str, input: &Input, answers: &[Taken<'a>]) -> Self {
        let own = || answers.iter().filter(|(given, ..)| given.source == name);
        let checked = |answer: &Answer<'_>| answer.checked != Checked::NotChecked;
        let (answered, failed): (Vec<_>, Vec<_>) = own().partition(|(.., answer)| checked(answer));
        let unasked = input.unasked.iter().filter(|unasked| unasked.source == name);
        let answers: Vec<_> =
            answered.iter().map(|(_, o, answer)| Answered::of(o, answer)).collect();
        let failures: Vec<_> = failed.iter().map(|(_, o, answer)| Failure::of(o, answer)).collect();
        let unasked: Vec<_> = unasked.flat_map(|unasked| unasked.reasons.clone()).collect();
        let cannot = |reason: &Reason| matches!(reason.why, Why::MissingMember | Why::OtherKind);
        let status = match answers.iter().map(|answer| answer.outcome).min() {
            Some(Checked::Found) => Status::Found,
            Some(_) => Status::Empty,
            None if failures.is_empty() && unasked.iter().all(cannot) => Status::NotAsked,
            None => Status::NotChecked,
        };
        let complete = !answers.is_empty() && answers.iter().all(|answer| answer.complete);
        Self { name: name.into(), status, complete, answers, failures, unasked }
    }

    fn gives(&self) -> impl Iterator<Item = Gives> {
        let offers = self.answers.iter().filter_map(|answer| Offer::find(answer.operation));
        offers.map(|offer| offer.gives)
    }
}

impl<'a> Answered<'a> {
    fn of(offer: &Offer, answer: &Answer<'a>) -> Self {
        Self {
            operation: offer.operation,
            outcome: answer.checked,
            complete: answer.complete,
            basis: answer.output.field("basis").cow(),
            records: answer.records.len() as u64,
            as_of: moment(&answer.meta, "as_of"),
            body_sha256: answer.meta.field("body_sha256").cow(),
        }
    }
}

impl<'a> Failure<'a> {
    fn of(offer: &Offer, answer: &Answer<'a>) -> Self {
        let text = |name: &str| answer.error.as_ref().and_then(|error| error.field(name).cow());
        Self {
            operation: offer.operation,
            as_of: moment(&answer.meta, "as_of"),
            code: text("code"),
            class: text("class"),
            message: text("message"),
            message_ru: text("message_ru"),
            hint_ru: text("hint_ru"),
            retry_at: answer.error.as_ref().and_then(|error| moment(error, "retry_at")),
        }
    }
}

fn moment(object: &Object<'_>, name: &str) -> Option<Timestamp> {
    match object.field(name) {
        Field::Text(text, _) => Timestamp::parse(&text),
        _ => None,
    }
}

/// Whether at least one source was read, and each that was asked was read whole.
pub(super) fn complete(sources: &[Source<'_>]) -> bool {
    let asked = || sources.iter().filter(|source| source.status != Status::NotAsked);
    asked().next().is_some() && asked().all(|source| source.complete)
}

pub(super) fn unchecked(sources: &[Source<'_>]) -> u64 {
    sources.iter().filter(|source| source.status == Status::NotChecked).count() as u64
}

/// The currencies of the countries of which some source answered.
pub(super) fn answered(sources: &[Source<'_>]) -> Vec<&'static str> {
    sources.iter().flat_map(Source::gives).filter_map(Gives::currency).collect()
}

/// Those of the countries that were searched as a whole.
pub(super) fn checked(sources: &[Source<'_>], everywhere: bool) -> Vec<&'static str> {
    let whole = sources.iter().filter(|source| source.complete);
    let currencies = whole.flat_map(Source::gives).filter_map(Gives::currency);
    currencies.filter(|currency| everywhere || *currency != "RUB").collect()
}

/// Whether a bank has shown all arrests.
pub(super) fn arrests(sources: &[Source<'_>]) -> bool {
    let whole = sources.iter().filter(|source| source.complete);
    whole.flat_map(Source::gives).any(|gives| gives == Gives::Arrests)
}
