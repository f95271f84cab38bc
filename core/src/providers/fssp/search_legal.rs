//! `GET /api/v1.0/search/legal`
//!
//! The enforcement proceedings against a company, by name, region and address.

use serde::Serialize;

use super::region;
use super::search::Search;
use super::task::{self, Task};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Fetched, Operation};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::value::{Address, CompanyName, Region};

/// Which company to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The company's name; companies whose names only begin with it are found too.
    pub company_name: CompanyName,
    /// Its address or a part of it, which tells namesakes apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["company_name", "address", "region"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            company_name: members.required("company_name", notes)?,
            address: members.optional("address", notes)?,
            region: region::read(members)?,
        })
    }
}

impl Input {
    pub(super) fn search(&self) -> Search<'_> {
        Search::new(Search::LEGAL)
            .region(self.region)
            .text("name", self.company_name.as_str())
            .text_if("address", self.address.as_ref().map(Address::as_str))
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "fssp.search_legal",
    title: Text {
        en: "Enforcement proceedings of a company in Russia (FSSP)",
        ru: "Исполнительные производства организации в России (ФССП)",
    },
    summary: Text {
        en: "The enforcement proceedings against a company in the FSSP's bank of data, by name.",
        ru: "Исполнительные производства в отношении организации по банку данных ФССП, по названию.",
    },
    effect: Effect::Quota,
    estimate: None,
    docs: "https://api-ip.fssp.gov.ru/about",
    reconcile: None,
};

#[derive(Debug)]
pub struct SearchLegal;

impl Operation for SearchLegal {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Task for SearchLegal {
    fn submit(input: &Input) -> Ask {
        input.search().ask("/api/v1.0/search/legal")
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Fetched<Output<'a>>> {
        task::single(answer, notes)
    }
}
