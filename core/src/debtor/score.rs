//! Pure: how hard a case is, as the sum of named rules.

mod rules;

use serde::Serialize;

pub use self::rules::Rule;
use super::figures::Figure;
pub use super::figures::Unit;
use super::stored::Stored;
use super::view::Verdict;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};
use crate::wire::Json;

/// A report, and by which rules to weigh it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The output of `debtor.report`, of any age.
    pub report: Json,
    /// In place of the built-in rules.
    #[cfg_attr(feature = "schema", schemars(default = "rules::built_in"))]
    pub rules: Vec<Rule>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["report", "rules"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let report = members.kept("report")?;
        let rules = members.list("rules", Rule::MEMBERS, 1..=rules::MOST, rules::RULES)?;
        Ok(Self {
            report: report.ok_or_else(|| Error::missing(members.path("report")))?,
            rules: match rules {
                Some(rules) => rules.iter().map(Rule::read).collect::<Result<_>>()?,
                None => rules::built_in(),
            },
        })
    }
}

/// The score, and how each rule came out.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    /// The report is simulated: nothing follows from the score about anybody.
    pub simulated: bool,
    /// The sum of the weights of the rules that are met.
    pub score: i64,
    /// What it would be, were the rules that are unknown to turn out for the least.
    pub lowest: i64,
    /// The same for the most. Where it is the score, nothing is open.
    pub highest: i64,
    pub rules: Vec<Weighed<'a>>,
}

/// A rule beside what was found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weighed<'a> {
    pub name: &'a str,
    pub weight: i64,
    pub verdict: Verdict,
    /// The figure's value; where it is not exact, there may be more.
    pub value: String,
    pub exact: bool,
    pub unit: Unit,
    /// What the figure counts.
    pub figure_ru: &'static str,
    pub reason_ru: &'a str,
}

const ABOUT: About = About {
    name: "debtor.score",
    title: Text {
        en: "How hard a debtor's case is", ru: "Оценка сложности дела"
    },
    summary: Text {
        en: "The sum of named rules over a report's figures, each with its weight and reason.",
        ru: "Сумма именованных правил по показателям отчёта, у каждого вес и причина.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://www.consultant.ru/document/cons_doc_LAW_39331/",
    reconcile: None,
};

#[derive(Debug)]
pub struct Score;

impl Operation for Score {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Transform for Score {
    fn apply<'a>(input: &'a Input, _: &mut Notes) -> Result<Output<'a>> {
        let report = Stored::of(&input.report, "/input/report")?;
        let view = report.view();
        let weigh = |rule: &'a Rule| {
            let figure = Figure::find(rule.figure)?;
            let measured = figure.of(&view);
            Some(Weighed {
                name: &rule.name,
                weight: rule.weight,
                verdict: rule.verdict(&measured),
                value: measured.value,
                exact: measured.exact,
                unit: figure.unit,
                figure_ru: figure.title.ru,
                reason_ru: &rule.reason_ru,
            })
        };
        let rules: Vec<Weighed<'a>> = input.rules.iter().filter_map(weigh).collect();
        let sum = |counts: fn(&Weighed<'_>) -> bool| {
            rules.iter().filter(|rule| counts(rule)).map(|rule| rule.weight).sum::<i64>()
        };
        let score = sum(|rule| rule.verdict == Verdict::Met);
        let lower = sum(|rule| rule.verdict == Verdict::Unknown && rule.weight < 0);
        let higher = sum(|rule| rule.verdict == Verdict::Unknown && rule.weight > 0);
        let simulated = report.simulated;
        Ok(Output { simulated, score, lowest: score + lower, highest: score + higher, rules })
    }
}
