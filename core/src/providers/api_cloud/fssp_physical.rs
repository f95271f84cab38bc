//! `GET /api/fssp.php?type=physical`
//!
//! The enforcement proceedings against a person, by name, birth date and region.

use serde::Serialize;

use super::{PROVIDER, fssp_answer};
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
    /// The provider requires it.
    pub birth_date: Date,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
    /// Leave out proceedings that have ended; false where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub only_active: bool,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] =
        &["last_name", "first_name", "patronymic", "birth_date", "region", "only_active"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            last_name: members.required("last_name", notes)?,
            first_name: members.required("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            birth_date: members.required("birth_date", notes)?,
            region: region::read(members)?,
            only_active: members.boolean("only_active")?.unwrap_or(false),
        })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "api_cloud.fssp_physical",
    title: Text {
        en: "Enforcement proceedings of a person in Russia (api-cloud.ru)",
        ru: "Исполнительные производства физлица в России (api-cloud.ru)",
    },
    summary: Text {
        en: "The enforcement proceedings against a person in the FSSP's bank of data, by name and birth date.",
        ru: "Исполнительные производства в отношении человека по банку данных ФССП, по ФИО и дате рождения.",
    },
    effect: Effect::PaidRead,
    estimate: fssp_answer::ESTIMATE,
    docs: "https://www.api-cloud.ru/fssp",
    reconcile: fssp_answer::RECONCILE,
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
        Ask::get("/api/fssp.php")
            .query("type", "physical")
            .query("lastname", input.last_name.as_str())
            .query("firstname", input.first_name.as_str())
            .query_if("secondname", input.patronymic.as_ref().map(PersonName::as_str))
            .query("birthdate", &input.birth_date.dotted())
            .query("region", &input.region.code().to_string())
            // Up to four pages; which of both is the default, the provider's words leave open.
            .query("searchAll", "1")
            .query("onlyActual", if input.only_active { "1" } else { "0" })
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        fssp_answer::read(answer, input.only_active, notes)
    }
}
