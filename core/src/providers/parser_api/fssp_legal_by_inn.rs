//! `GET /parser/fssp_api/search_ur_by_inn`
//!
//! The enforcement proceedings against a company, by ИНН.

use serde::Serialize;

use super::{PROVIDER, search};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::providers::fssp::region;
use crate::value::{Inn10, Region};

/// Which company to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The company's ИНН: 10 digits with a right control digit.
    pub inn: Inn10,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["inn", "region"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self { inn: members.required("inn", notes)?, region: region::read(members)? })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "parser_api.fssp_legal_by_inn",
    title: Text {
        en: "Enforcement proceedings of a company by INN (api-parser.ru)",
        ru: "Исполнительные производства организации по ИНН (api-parser.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a company in Russia, by INN.",
        ru: "Исполнительные производства в отношении организации в России, по ИНН.",
    },
    effect: Effect::PaidRead,
    // A month's requests are paid for as a whole; no price of one is published.
    estimate: None,
    docs: search::DOCS,
    reconcile: Some(search::RECONCILE),
};

#[derive(Debug)]
pub struct FsspLegalByInn;

impl Operation for FsspLegalByInn {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspLegalByInn {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let ask = Ask::get("/parser/fssp_api/search_ur_by_inn").query("inn", input.inn.as_str());
        search::within(ask, input.region)
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        search::read(answer, None, notes)
    }
}
