//! Pure: the fields of a contact's card in Bitrix24, and a comment, from a report.

mod value;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::value::{As, FieldValue, What};
use super::russian::summary;
use super::stored::Stored;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};
use crate::wire::Json;

/// A report, and which of its figures goes into which field.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The output of `debtor.report`.
    pub report: Json,
    /// By the name of the field, such as `UF_CRM_DEBT_RUB`.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, value::Written>"))]
    pub map: BTreeMap<String, What>,
    /// The output of `debtor.score`, for the figure `score`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Json>,
    /// Write also what is not exact: the least that is known, where that is anything at all.
    /// Otherwise such a field is left as it is on the card.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub write_inexact: bool,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["report", "map", "score", "write_inexact"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let report = members.kept("report")?;
        Ok(Self {
            report: report.ok_or_else(|| Error::missing(members.path("report")))?,
            map: value::map(members)?,
            score: members.kept("score")?,
            write_inexact: members.boolean("write_inexact")?.unwrap_or(false),
        })
    }
}

/// What to write onto the card.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    /// The report is simulated: it does not belong onto a real card.
    pub simulated: bool,
    /// The `fields` of `bitrix24.update_contact`.
    pub fields: BTreeMap<&'a str, FieldValue>,
    /// The fields that get no value, and why.
    pub left_out: Vec<LeftOut<'a>>,
    /// What the report says, in Russian, for `bitrix24.add_timeline_comment`.
    pub comment: String,
}

/// A field that gets no value.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut<'a> {
    pub field: &'a str,
    pub figure: &'static str,
    pub why: WhyLeft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// There may be more: not every source was read whole, or an amount is not known.
    Inexact,
    /// It was not given, or is not known.
    Unknown,
}

const ABOUT: About = About {
    name: "debtor.bitrix24_fields",
    title: Text {
        en: "A debtor's figures for a card in Bitrix24",
        ru: "Показатели должника для карточки Битрикс24",
    },
    summary: Text {
        en: "The fields of a contact's card and a comment in Russian, from a report.",
        ru: "Поля карточки контакта и комментарий на русском — из отчёта.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-update.html",
    reconcile: None,
};

#[derive(Debug)]
pub struct Bitrix24Fields;

impl Operation for Bitrix24Fields {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Transform for Bitrix24Fields {
    fn apply<'a>(input: &'a Input, _: &mut Notes) -> Result<Output<'a>> {
        let report = Stored::of(&input.report, "/input/report")?;
        let comment = summary(&report);
        let score = input.score.as_ref();
        let score = score.map(|score| value::score(score, "/input/score")).transpose()?;
        let source = value::Source { report: &report, comment: &comment, score };
        let mut fields = BTreeMap::new();
        let mut left_out = Vec::new();
        for (field, what) in &input.map {
            let why = match source.value(what) {
                // Nothing, where there may be something, is nothing to write.
                Some((value, exact)) if exact || input.write_inexact && !value.is_nothing() => {
                    fields.insert(field.as_str(), value);
                    continue;
                }
                Some(_) => WhyLeft::Inexact,
                None => WhyLeft::Unknown,
            };
            left_out.push(LeftOut { field, figure: what.figure, why });
        }
        Ok(Output { simulated: report.simulated, fields, left_out, comment })
    }
}
