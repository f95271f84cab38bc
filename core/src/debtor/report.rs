//! Pure: what all sources together say of a debtor, and what they leave open.

mod arrests;
mod input;
mod source;
mod warning;

use serde::Serialize;

pub use self::arrests::Arrest;
pub(super) use self::arrests::in_force;
pub use self::input::{Given, Input, Unasked};
pub use self::source::{Answered, Failure, Source, Status};
pub use self::warning::{Warning, WarningCode};
use super::identity::doubts;
use super::law::{self, Fact};
use super::listed::{Certainty, List, Listed, Supplied};
use super::person::Person;
use super::standing::Standing;
use super::suppliers::Gives;
use super::totals::Totals;
use super::view::View;
use crate::error::{Result, Text};
use crate::operation::{About, Operation, Transform};
use crate::proceeding::Proceeding;
use crate::protocol::{Effect, Notes};
use crate::value::Timestamp;

/// The form of a report; a newer one may have more.
pub(super) const VERSION: u32 = 1;

/// A debtor's report.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    /// At least one answer comes from a simulation: nothing follows from the report about anybody.
    pub simulated: bool,
    pub version: u32,
    /// Whether every source that was asked was read whole. Without it nobody is without debts.
    pub complete: bool,
    /// The moments of the first and of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
    pub person: &'a Person,
    /// In the order of the plan.
    pub sources: Vec<Source<'a>>,
    pub warnings: Vec<Warning<'a>>,
    pub totals: Totals,
    pub proceedings: Vec<Listed<'a>>,
    /// Of accounts at a bank; those that have ended among them.
    pub arrests: Vec<Arrest<'a>>,
    /// What the law on bankruptcy asks for beside what was found; of a person in Russia. No advice.
    pub facts: Vec<Fact>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AsOf {
    pub first: Timestamp,
    pub last: Timestamp,
}

const ABOUT: About = About {
    name: "debtor.report",
    title: Text { en: "A debtor's report", ru: "Справка о должнике" },
    summary: Text {
        en: "Proceedings and arrests of all sources in one list, with totals, warnings, and what was not checked.",
        ru: "Производства и аресты из всех источников одним списком: итоги, предупреждения и то, что не проверено.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://www.consultant.ru/document/cons_doc_LAW_39331/",
    reconcile: None,
};

#[derive(Debug)]
pub struct Report;

impl Operation for Report {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Transform for Report {
    fn apply<'a>(input: &'a Input, _: &mut Notes) -> Result<Output<'a>> {
        let answers = input.answers()?;
        let simulated = input.simulated(&answers)?;
        let mut list = List::default();
        let mut arrests = Vec::new();
        for (given, offer, answer) in &answers {
            for record in &answer.records {
                match offer.gives {
                    Gives::Arrests => {
                        arrests.push(Arrest::of(record, given, answer, &input.person))
                    }
                    Gives::Proceedings(_) => {
                        let proceeding = Proceeding::stored(record);
                        let doubts = doubts(&input.person, offer.by, &proceeding.debtor);
                        list.add(Listed {
                            certainty: Certainty::of(&doubts),
                            doubts,
                            standing: Standing::of(&proceeding),
                            sources: vec![Supplied {
                                source: given.source.as_str().into(),
                                operation: offer.operation.into(),
                            }],
                            proceeding,
                        });
                    }
                }
            }
        }
        let sources = source::all(input, &answers);
        let complete = source::complete(&sources);
        let counted = warning::Counted { differing: list.differing, repeated: list.repeated };
        let proceedings = list.into_listed();
        let as_of = as_of(&sources);
        let view = View {
            listed: &proceedings,
            arrests: in_force(&arrests, as_of.and_then(|as_of| as_of.last.day())),
            answered: source::answered(&sources),
            checked: source::checked(&sources, input.person.is_everywhere()),
            arrests_checked: source::arrests(&sources),
            complete,
            unchecked_sources: source::unchecked(&sources),
            today: as_of.and_then(|as_of| as_of.last.day()),
        };
        let for_russia =
            answers.iter().any(|(_, offer, _)| offer.gives == Gives::Proceedings("RUB"));
        let laws = input.laws.as_ref().filter(|_| for_russia && !input.person.is_company());
        Ok(Output {
            simulated,
            version: VERSION,
            complete,
            as_of,
            person: &input.person,
            warnings: warning::all(&input.person, &sources, &view, &arrests, &counted),
            totals: Totals::of(&proceedings),
            facts: laws.map(|laws| law::facts(laws, &view)).unwrap_or_default(),
            sources,
            proceedings,
            arrests,
        })
    }
}

fn as_of(sources: &[Source<'_>]) -> Option<AsOf> {
    let moments = || sources.iter().flat_map(|s| &s.answers).filter_map(|answer| answer.as_of);
    Some(AsOf { first: moments().min()?, last: moments().max()? })
}
