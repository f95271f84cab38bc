//! A report as far as a page shows it. What nobody has said is absent.

mod beside;
mod proceeding;
mod rest;
mod source;
mod totals;

use std::borrow::Cow;

pub(super) use self::beside::{Changes, Rule, Score};
pub(super) use self::proceeding::Proceeding;
pub(super) use self::rest::{Arrest, Condition, Fact, Person, Warning};
pub(super) use self::source::{Answered, Failure, Source, State, Unasked};
pub(super) use self::totals::{Group, Part, Sum, Sums};
use super::fault::Fault;
use super::node::Node;

/// What may have been left unsaid.
pub(super) type Said<'a> = Option<Cow<'a, str>>;
type Read<'a, T> = Result<T, Fault<'a>>;

/// The form that this version knows.
const KNOWN_VERSION: u64 = 1;

#[derive(Debug)]
pub(crate) struct Report<'a> {
    pub(super) version: u64,
    pub(super) simulated: Option<bool>,
    complete: Option<bool>,
    /// The moments of the first and of the last answer.
    pub(super) as_of: Option<[Said<'a>; 2]>,
    pub(super) person: Person<'a>,
    pub(super) sources: Vec<Source<'a>>,
    pub(super) warnings: Option<Vec<Warning<'a>>>,
    pub(super) confirmed: Option<Group<'a>>,
    pub(super) possible: Option<Group<'a>>,
    pub(super) proceedings: Option<Vec<Proceeding<'a>>>,
    pub(super) arrests: Option<Vec<Arrest<'a>>>,
    pub(super) facts: Option<Vec<Fact<'a>>>,
    /// Since an earlier report.
    pub(super) changes: Option<Changes<'a>>,
    pub(super) score: Option<Score<'a>>,
}

impl<'a> Report<'a> {
    /// # Errors
    /// Where it is no report, or one whose parts are none of a report.
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        let version = node.count("version").ok_or(Fault::NotReport)?;
        let (Some(person), Some(sources)) =
            (node.node("person")?, node.list("sources", Source::read)?)
        else {
            return Err(Fault::NotReport);
        };
        let totals = node.node("totals")?;
        let group = |name: &str| match totals.as_ref().map(|totals| totals.node(name)) {
            Some(group) => group?.map(|group| Group::read(&group)).transpose(),
            None => Ok(None),
        };
        let as_of = node.node("as_of")?;
        Ok(Self {
            version,
            simulated: node.flag("simulated"),
            complete: node.flag("complete"),
            as_of: as_of.map(|as_of| [as_of.text("first"), as_of.text("last")]),
            person: Person::read(&person),
            sources,
            warnings: node.list("warnings", Warning::read)?,
            confirmed: group("confirmed")?,
            possible: group("possible")?,
            proceedings: node.list("proceedings", Proceeding::read)?,
            arrests: node.list("arrests", Arrest::read)?,
            facts: node.list("facts", Fact::read)?,
            changes: None,
            score: None,
        })
    }

    /// Takes what stands beside it in its step.
    ///
    /// # Errors
    /// Where that is something else.
    pub(super) fn beside(self, step: &Node<'a>) -> Read<'a, Self> {
        Ok(Self { changes: Changes::beside(step)?, score: Score::beside(step)?, ..self })
    }

    pub(super) fn is_of_known_version(&self) -> bool {
        self.version == KNOWN_VERSION
    }

    /// Whether it says so, and nothing in it speaks against it.
    pub(super) fn is_complete(&self) -> bool {
        let mut asked = self.sources.iter().filter(|source| source.state() != State::NotAsked);
        let answered = self.sources.iter().any(|source| source.state() == State::Checked);
        self.complete == Some(true) && answered && asked.all(|s| s.state() == State::Checked)
    }

    /// The sources of enforcement proceedings that were read whole.
    pub(super) fn checked_registers(&self) -> impl Iterator<Item = &Source<'a>> {
        let checked = self.sources.iter().filter(|source| source.state() == State::Checked);
        checked.filter(|source| source.answers.iter().any(|answer| !is_of_bank(&answer.operation)))
    }

    /// Whether a register of enforcement proceedings was asked, with or without an answer.
    pub(super) fn asks_registers(&self) -> bool {
        let asked = self.sources.iter().filter(|source| source.state() != State::NotAsked);
        asked.flat_map(Source::operations).any(|operation| !is_of_bank(operation))
    }

    /// Whether a bank has shown all its arrests.
    pub(super) fn has_checked_bank(&self) -> bool {
        let checked = self.sources.iter().filter(|source| source.state() == State::Checked);
        checked.flat_map(|source| &source.answers).any(|answer| is_of_bank(&answer.operation))
    }
}

/// Arrests come from banks, of which there is one; all other operations tell of proceedings.
fn is_of_bank(operation: &Said<'_>) -> bool {
    operation.as_deref().is_some_and(|operation| operation.starts_with("sber."))
}
