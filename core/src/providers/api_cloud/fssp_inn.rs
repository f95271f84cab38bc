//! `GET /api/fssp.php?type=inn`
//!
//! The enforcement proceedings against whoever has an INN, a person or a company.

use serde::Serialize;

use super::{PROVIDER, fssp_answer};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::providers::fssp::region;
use crate::value::{Inn, Region};

/// Whom to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// INN of a person or a company.
    pub inn: Inn,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
    /// Leave out proceedings that have ended; false where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub only_active: bool,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["inn", "region", "only_active"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            inn: members.required("inn", notes)?,
            region: region::read(members)?,
            only_active: members.boolean("only_active")?.unwrap_or(false),
        })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "api_cloud.fssp_inn",
    title: Text {
        en: "Enforcement proceedings by INN in Russia (api-cloud.ru)",
        ru: "Исполнительные производства по ИНН в России (api-cloud.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a person or a company in the FSSP's bank of data, by INN.",
        ru: "Исполнительные производства по банку данных ФССП, по ИНН человека или организации.",
    },
    effect: Effect::PaidRead,
    estimate: fssp_answer::ESTIMATE,
    docs: "https://www.api-cloud.ru/fssp",
    reconcile: fssp_answer::RECONCILE,
};

#[derive(Debug)]
pub struct FsspInn;

impl Operation for FsspInn {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspInn {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        Ask::get("/api/fssp.php")
            .query("type", "inn")
            .query("inn", input.inn.as_str())
            .query("region", &input.region.code().to_string())
            // Up to four pages; which of both is the default, the provider's words leave open.
            .query("searchAll", "1")
            .query("onlyActual", if input.only_active { "1" } else { "0" })
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        fssp_answer::read(answer, input.only_active, notes)
    }
}
