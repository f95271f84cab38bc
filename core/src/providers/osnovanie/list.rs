//! `POST /api/external/v2/request/list`
//!
//! The applications that the manager's login may see, by a filter.

use serde::Serialize;

use super::filter::{self, Filter};
use super::loose::Loose;
use super::record::{Record, record};
use super::{DOCS, PROVIDER};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Notes};
use crate::value::{CompanyName, Date, Inn, Passport, PersonName, Snils};

/// What the applications have to have; with nothing given, all of them.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    /// Series and number go together, as the document demands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<Passport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<CompanyName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Date>,
    /// The provider's number of a stage, as `stage.code` in the answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<u16>,
    /// Show archived applications too; false where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub archived: bool,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[
        "last_name",
        "first_name",
        "patronymic",
        "snils",
        "inn",
        "passport",
        "company_name",
        "created_on",
        "stage",
        "archived",
    ];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            last_name: members.optional("last_name", notes)?,
            first_name: members.optional("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            snils: members.optional("snils", notes)?,
            inn: members.optional("inn", notes)?,
            passport: members.optional("passport", notes)?,
            company_name: members.optional("company_name", notes)?,
            created_on: members.optional("created_on", notes)?,
            stage: members.number("stage")?,
            archived: members.boolean("archived")?.unwrap_or(false),
        })
    }
}

/// The applications that were found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The document knows no pages: the answer is the whole list.
    pub complete: bool,
    pub applications: Vec<Record<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.list",
    title: Text {
        en: "Applications at CA Osnovanie", ru: "Заявки в УЦ «Основание»"
    },
    summary: Text {
        en: "The applications for certificates that fit a filter.",
        ru: "Заявки на сертификаты по фильтру.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct List;

impl Operation for List {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for List {
    const PROVIDER: &'static Provider = PROVIDER;
    const LARGE: bool = true;

    fn request(input: &Input) -> Ask {
        filter::ask(&Filter {
            first_name: input.first_name.as_ref().map(PersonName::as_str),
            middle_name: input.patronymic.as_ref().map(PersonName::as_str),
            last_name: input.last_name.as_ref().map(PersonName::as_str),
            company: input.company_name.as_ref().map(CompanyName::as_str),
            passport_serial: input.passport.as_ref().map(Passport::series),
            passport_number: input.passport.as_ref().map(Passport::number),
            snils: input.snils.as_ref().map(Snils::as_str),
            inn: input.inn.as_ref().map(Inn::as_str),
            create_date: input.created_on.map(Date::dotted),
            status_id: input.stage,
            hide_archived: !input.archived,
        })
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let read = |item: &Loose<'a>| {
            let (id, stage) = filter::place(item, notes)?;
            Ok(record(item, id, Some(stage), notes))
        };
        let applications =
            filter::applications(answer)?.iter().map(read).collect::<Result<Vec<_>>>()?;
        let (outcome, basis) = Outcome::of(applications.is_empty());
        Ok(Output { outcome, basis, complete: true, applications })
    }
}
