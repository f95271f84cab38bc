//! What a report is made of: the person, the answers, and what could not be asked.

use serde::Serialize;

use crate::debtor::Person;
use crate::debtor::answer::{Answer, Checked};
use crate::debtor::law::Laws;
use crate::debtor::plan::{Reason, Why, operation, required};
use crate::debtor::suppliers::{Gives, Offer};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::wire::{Field, Json};

/// The person and the answers, as `debtor.plan` puts them together in `report_input`.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub person: Person,
    /// Every call that was made, with its last step. Those of one source stand in for each other.
    pub results: Vec<Given>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub unasked: Vec<Unasked>,
    /// The amounts of the law on bankruptcy, where they have changed since this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laws: Option<Laws>,
}

/// A call and its last step.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Given {
    /// The source's name; the operation's where none is given.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub source: String,
    pub operation: &'static str,
    /// `done`, `fail` or `wait`, as it came.
    pub step: Json,
}

/// A source some of whose operations could not be asked.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Unasked {
    pub source: String,
    pub reasons: Vec<Reason>,
}

/// A call, what its operation gives, and what its step says.
pub(super) type Taken<'a> = (&'a Given, &'static Offer, Answer<'a>);

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["person", "results", "unasked", "laws"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let results = members.list("results", Given::MEMBERS, 0..=MOST, RESULTS)?;
        let results = results.ok_or_else(|| Error::missing(members.path("results")))?;
        let unasked = members.list("unasked", Unasked::MEMBERS, 0..=MOST, UNASKED)?;
        Ok(Self {
            person: Person::of(members, notes)?,
            results: results.iter().map(Given::read).collect::<Result<_>>()?,
            unasked: unasked.iter().flatten().map(Unasked::read).collect::<Result<_>>()?,
            laws: Laws::of(members, notes)?,
        })
    }
}

impl Given {
    const MEMBERS: &'static [&'static str] = &["source", "operation", "step"];

    fn read(members: &Members<'_>) -> Result<Self> {
        let operation = operation(members)?;
        let source = members.text("source")?.filter(|source| !source.is_empty());
        let step = members.kept("step")?.ok_or_else(|| Error::missing(members.path("step")))?;
        let source = source.map_or_else(|| operation.to_owned(), |source| source.into_owned());
        Ok(Self { source, operation, step })
    }
}

impl Unasked {
    const MEMBERS: &'static [&'static str] = &["source", "reasons"];

    fn read(members: &Members<'_>) -> Result<Self> {
        let reasons = members.list("reasons", REASON, 1..=MOST, UNASKED)?;
        let reason = |members: &Members<'_>| {
            let why = members.word::<Why>("why", WHY)?;
            Ok(Reason {
                operation: operation(members)?.into(),
                why: why.ok_or_else(|| Error::missing(members.path("why")))?,
                missing: members.text("missing")?.map(|missing| missing.into_owned()),
            })
        };
        Ok(Self {
            source: required(members, "source")?,
            reasons: reasons.iter().flatten().map(reason).collect::<Result<_>>()?,
        })
    }
}

impl Input {
    /// Every call with what it says.
    ///
    /// # Errors
    /// `invalid_value` at a step that is not one of its operation.
    pub(super) fn answers(&self) -> Result<Vec<Taken<'_>>> {
        let mut answers = Vec::with_capacity(self.results.len());
        for (at, given) in self.results.iter().enumerate() {
            let Some(offer) = Offer::find(given.operation) else { continue };
            let place = format!("/input/results/{at}/step");
            let mut answer = Answer::of(given.step.raw(), offer, &place)?;
            if offer.gives == Gives::Arrests && !self.person.is_company_of(&answer.output) {
                answer.is_of_another();
            }
            answers.push((given, offer, answer));
        }
        Ok(answers)
    }

    /// Whether any of the answers is simulated.
    ///
    /// # Errors
    /// `invalid_value` where a real one is among them.
    pub(super) fn simulated(&self, answers: &[Taken<'_>]) -> Result<bool> {
        let is = |answer: &Answer<'_>| matches!(answer.meta.field("simulated"), Field::Bool(true));
        let simulated = answers.iter().any(|(_, _, answer)| is(answer));
        // What was not answered cannot say which it is.
        let real = answers
            .iter()
            .position(|(_, _, answer)| answer.checked != Checked::NotChecked && !is(answer));
        match real {
            Some(at) if simulated => {
                Err(Error::invalid(format!("/input/results/{at}/step/meta/simulated"), MIXED))
            }
            _ => Ok(simulated),
        }
    }
}

const REASON: &[&str] = &["operation", "why", "missing"];
const MOST: usize = 1_000;
const RESULTS: Text = Text {
    en: "a list of at most 1000 calls, each with its operation and its last step",
    ru: "список не более чем из 1000 вызовов, у каждого операция и последний шаг",
};
const UNASKED: Text = Text {
    en: "what debtor.plan gives as unasked",
    ru: "то, что debtor.plan вернул в unasked",
};
const WHY: Text = Text {
    en: "missing_member, other_kind, no_secret, no_money or no_price",
    ru: "missing_member, other_kind, no_secret, no_money или no_price",
};
const MIXED: Text = Text {
    en: "simulated answers alone, or real ones alone",
    ru: "либо только учебные ответы, либо только настоящие",
};
