//! `GET /parser/fssp_api/search_fiz`
//!
//! The enforcement proceedings against a person, by name and birth date.

use serde::Serialize;

use super::{PROVIDER, search};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::providers::fssp::region;
use crate::value::{Date, PersonName, Region};

/// Whom to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// Surname.
    pub last_name: PersonName,
    /// Given name.
    pub first_name: PersonName,
    /// Patronymic, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    /// The provider refuses a search without it.
    pub birth_date: Date,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] =
        &["last_name", "first_name", "patronymic", "birth_date", "region"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            last_name: members.required("last_name", notes)?,
            first_name: members.required("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            birth_date: members.required("birth_date", notes)?,
            region: region::read(members)?,
        })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "parser_api.fssp_physical",
    title: Text {
        en: "Enforcement proceedings of a person in Russia (api-parser.ru)",
        ru: "Исполнительные производства физлица в России (api-parser.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a person in Russia, by name and birth date.",
        ru: "Исполнительные производства в отношении человека в России, по ФИО и дате рождения.",
    },
    effect: Effect::PaidRead,
    // A month's requests are paid for as a whole; no price of one is published.
    estimate: None,
    docs: search::DOCS,
    reconcile: Some(search::RECONCILE),
};

#[derive(Debug)]
pub struct FsspPhysical;

impl Operation for FsspPhysical {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspPhysical {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let ask = Ask::get("/parser/fssp_api/search_fiz")
            .query("lastName", input.last_name.as_str())
            .query("firstName", input.first_name.as_str())
            .query_if("patronymic", input.patronymic.as_ref().map(PersonName::as_str))
            .query("dob", &input.birth_date.dotted());
        search::within(ask, input.region)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        search::read(answer, Some(input.birth_date), notes)
    }
}
