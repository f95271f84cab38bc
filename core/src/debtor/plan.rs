//! Pure: which calls about a debtor to start next, and when the report is due.

mod input;
mod source;

use serde::Serialize;

pub use self::input::{Call, CallStatus, Input, Money, Source};
pub(super) use self::input::{operation, required};
use self::source::Standing;
pub use self::source::{Reason, Why};
use super::Person;
use crate::error::{Result, Text};
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};
use crate::wire::Json;

/// What to do next.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub next: Next,
    /// The calls to start, side by side or one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub start: Vec<Start<'a>>,
    /// The input of `debtor.report`, once it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_input: Option<ReportInput<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Start these calls, and ask again once one has finished.
    Start,
    /// Ask again once a call has finished.
    Wait,
    /// No call can add anything: make the report.
    Report,
}

/// A call to start.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Start<'a> {
    /// The source that it is for.
    pub source: &'a str,
    pub operation: &'static str,
    pub input: Json,
}

/// What `debtor.report` is made of.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportInput<'a> {
    pub person: &'a Person,
    pub results: Vec<Finished<'a>>,
    /// Where something could not be asked, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Unasked<'a>>,
}

/// A call and its last step.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finished<'a> {
    pub source: &'a str,
    pub operation: &'static str,
    pub step: &'a Json,
}

/// A source some of whose operations could not be asked.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unasked<'a> {
    pub source: &'a str,
    pub reasons: Vec<Reason>,
}

const ABOUT: About = About {
    name: "debtor.plan",
    title: Text { en: "Plan a debtor's check", ru: "План проверки должника" },
    summary: Text {
        en: "Which sources to ask about a debtor next, with stand-ins for those that do not answer.",
        ru: "Какие источники опросить о должнике дальше, с заменой тех, что не ответили.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://www.consultant.ru/document/cons_doc_LAW_71450/",
    reconcile: None,
};

#[derive(Debug)]
pub struct Plan;

impl Operation for Plan {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Transform for Plan {
    fn apply<'a>(input: &'a Input, _: &mut Notes) -> Result<Output<'a>> {
        let mut purse = input.purse();
        let mut start = Vec::new();
        let mut unasked = Vec::new();
        let mut busy = false;
        for source in &input.sources {
            let (standing, reasons) = source.stands(input, &mut purse)?;
            match standing {
                Standing::Due(offer, input) => {
                    start.push(Start { source: &source.name, operation: offer.operation, input });
                }
                Standing::Busy => busy = true,
                Standing::Checked | Standing::Exhausted => {}
            }
            if !reasons.is_empty() {
                unasked.push(Unasked { source: &source.name, reasons });
            }
        }
        let next = match (start.is_empty(), busy) {
            (false, _) => Next::Start,
            (true, true) => Next::Wait,
            (true, false) => Next::Report,
        };
        let due = next == Next::Report;
        let report_input =
            due.then(|| ReportInput { person: &input.person, results: input.finished(), unasked });
        Ok(Output { next, start, report_input })
    }
}
