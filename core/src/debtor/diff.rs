//! Pure: what has changed between two reports on the same debtor.

mod change;
mod compare;
mod index;
mod scope;

use serde::Serialize;

pub use self::change::{Change, ChangeKind, NotCompared, Snapshot, WhyNot};
use self::compare::Comparison;
use super::stored::Stored;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};
use crate::value::Timestamp;
use crate::wire::Json;

/// Two reports, the older one first.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The output of `debtor.report`, of any age.
    pub before: Json,
    pub after: Json,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["before", "after"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let report = |name: &'static str| {
            members.kept(name)?.ok_or_else(|| Error::missing(members.path(name)))
        };
        Ok(Self { before: report("before")?, after: report("after")? })
    }
}

/// What has changed. A proceeding is not gone because its source did not answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    /// The reports are simulated: nothing follows about anybody.
    pub simulated: bool,
    /// The last answer of each report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Timestamp>,
    /// Whether both reports are, and everything could be compared.
    pub complete: bool,
    pub changes: Vec<Change<'a>>,
    /// What was there before, and of which nobody can say now whether it still is.
    pub not_compared: Vec<NotCompared<'a>>,
    /// How many proceedings are as they were.
    pub unchanged: u64,
}

const ABOUT: About = About {
    name: "debtor.diff",
    title: Text {
        en: "What has changed for a debtor", ru: "Что изменилось у должника"
    },
    summary: Text {
        en: "The differences of two reports, each in a Russian sentence; a silent source closes nothing.",
        ru: "Различия двух отчётов, каждое — русской фразой; молчание источника ничего не закрывает.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://www.consultant.ru/document/cons_doc_LAW_71450/",
    reconcile: None,
};

#[derive(Debug)]
pub struct Diff;

impl Operation for Diff {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Transform for Diff {
    fn apply<'a>(input: &'a Input, _: &mut Notes) -> Result<Output<'a>> {
        let before = Stored::of(&input.before, "/input/before")?;
        let after = Stored::of(&input.after, "/input/after")?;
        if !before.is_about_the_same(&after) {
            return Err(Error::invalid("/input/after/person", SAME));
        }
        if before.simulated != after.simulated {
            return Err(Error::invalid("/input/after/simulated", BOTH));
        }
        if before.as_of > after.as_of && after.as_of.is_some() {
            return Err(Error::invalid("/input/after/as_of", LATER));
        }
        let (simulated, moments) = (after.simulated, (before.as_of, after.as_of));
        let whole = before.complete && after.complete;
        let Comparison { changes, not_compared, unchanged } = Comparison::of(before, after);
        Ok(Output {
            simulated,
            before: moments.0,
            after: moments.1,
            complete: whole && not_compared.is_empty(),
            changes,
            not_compared,
            unchanged,
        })
    }
}

const SAME: Text = Text {
    en: "a report on the same person as before",
    ru: "отчёт о том же человеке, что и before",
};
const BOTH: Text = Text {
    en: "two simulated reports or two real ones",
    ru: "либо два учебных отчёта, либо два настоящих",
};
const LATER: Text = Text {
    en: "a report that is not older than before",
    ru: "отчёт не старше, чем before",
};
