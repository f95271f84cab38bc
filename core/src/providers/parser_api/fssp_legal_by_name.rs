//! `GET /parser/fssp_api/search_ur_by_name`
//!
//! The enforcement proceedings against a company, by name.

use serde::Serialize;

use super::{PROVIDER, search};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::providers::fssp::region;
use crate::value::{CompanyName, Region};

/// Which company to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The company's name.
    pub company_name: CompanyName,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["company_name", "region"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            company_name: members.required("company_name", notes)?,
            region: region::read(members)?,
        })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "parser_api.fssp_legal_by_name",
    title: Text {
        en: "Enforcement proceedings of a company by name (api-parser.ru)",
        ru: "Исполнительные производства организации по названию (api-parser.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a company in Russia, by name.",
        ru: "Исполнительные производства в отношении организации в России, по названию.",
    },
    effect: Effect::PaidRead,
    // A month's requests are paid for as a whole; no price of one is published.
    estimate: None,
    docs: search::DOCS,
    reconcile: Some(search::RECONCILE),
};

#[derive(Debug)]
pub struct FsspLegalByName;

impl Operation for FsspLegalByName {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspLegalByName {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let ask = Ask::get("/parser/fssp_api/search_ur_by_name")
            .query("name", input.company_name.as_str());
        search::within(ask, input.region)
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        search::read(answer, None, notes)
    }
}
