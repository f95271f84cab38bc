//! `GET /api/v1.0/search/physical`
//!
//! The enforcement proceedings against a person, by name, region and birth date.

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
    /// Without it namesakes are found too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
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
            birth_date: members.optional("birth_date", notes)?,
            region: region::read(members)?,
        })
    }
}

impl Input {
    // A misspelt parameter is silently ignored, and namesakes come back.
    pub(super) fn search(&self) -> Search<'_> {
        Search::new(Search::PHYSICAL)
            .region(self.region)
            .text("lastname", self.last_name.as_str())
            .text("firstname", self.first_name.as_str())
            .text_if("secondname", self.patronymic.as_ref().map(PersonName::as_str))
            .text_if("birthdate", self.birth_date.map(Date::dotted))
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "fssp.search_physical",
    title: Text {
        en: "Enforcement proceedings of a person in Russia (FSSP)",
        ru: "Исполнительные производства физлица в России (ФССП)",
    },
    summary: Text {
        en: "The enforcement proceedings against a person in the FSSP's bank of data, by name.",
        ru: "Исполнительные производства в отношении человека по банку данных ФССП, по ФИО.",
    },
    effect: Effect::Quota,
    estimate: None,
    docs: "https://api-ip.fssp.gov.ru/about",
    reconcile: None,
};

#[derive(Debug)]
pub struct SearchPhysical;

impl Operation for SearchPhysical {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Task for SearchPhysical {
    fn submit(input: &Input) -> Ask {
        input.search().ask("/api/v1.0/search/physical")
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Fetched<Output<'a>>> {
        task::single(answer, notes)
    }
}
