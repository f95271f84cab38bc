//! `GET /api/fssp.php?type=legal`
//!
//! The enforcement proceedings against a company, by name and region. INFERRED from the provider's
//! error 105: the parameter `nameLegal`, and that `region` goes with it.

use serde::Serialize;

use super::{PROVIDER, fssp_answer};
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
    name: "api_cloud.fssp_legal",
    title: Text {
        en: "Enforcement proceedings of a company in Russia (api-cloud.ru)",
        ru: "Исполнительные производства организации в России (api-cloud.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a company in the FSSP's bank of data, by name.",
        ru: "Исполнительные производства в отношении организации по банку данных ФССП, по названию.",
    },
    effect: Effect::PaidRead,
    estimate: fssp_answer::ESTIMATE,
    docs: "https://www.api-cloud.ru/fssp",
    reconcile: fssp_answer::RECONCILE,
};

#[derive(Debug)]
pub struct FsspLegal;

impl Operation for FsspLegal {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspLegal {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        Ask::get("/api/fssp.php")
            .query("type", "legal")
            .query("nameLegal", input.company_name.as_str())
            .query("region", &input.region.code().to_string())
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        fssp_answer::read(answer, false, notes)
    }
}
