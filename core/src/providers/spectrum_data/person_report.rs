//! `POST /b2b/api/v1/user/reports/{report_type}/_make`
//!
//! Orders a report on a person, waits for it, and reads the FSSP's source in it. The same question
//! gives the report that is there (`isnew:false`), unless `force` has it made anew: so a lost order
//! may be repeated under `options.allow_paid_retry` without a second report.

use serde::Serialize;

use super::{Mapping, POLLING, PROVIDER, Uid, order, report};
use crate::error::{Code, Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Accepted, Fetched, Job, Operation, Polling, Progress, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::providers::fssp::region;
use crate::value::{Date, Inn12, Line, Passport, PersonName, Phone, Region, Value};

/// Whom to report on, and where in the report the FSSP's records are.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The uid of the report type by your contract, such as `report_person@domain`.
    pub report_type: Uid,
    /// Surname.
    pub last_name: PersonName,
    /// Given name.
    pub first_name: PersonName,
    /// Patronymic, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    /// Without it namesakes would be found.
    pub birth_date: Date,
    /// Series and number of the passport; which of these the report needs is up to its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<Passport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issued_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The person's ИНН: 12 digits with right control digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn12>,
    /// Region code; -1, all regions, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "region::all"))]
    pub region: Region,
    /// The FSSP's source in the report; `check_person/executive_proceeding_base` where nothing is
    /// said.
    #[cfg_attr(feature = "schema", schemars(default = "report::source"))]
    pub source: Line,
    /// Where the records are. Without it the pointers are guesses: set it by a report of your own.
    #[cfg_attr(feature = "schema", schemars(default = "Mapping::inferred"))]
    pub mapping: Mapping,
    /// Whether to have the report made anew, and pay for it, even where there is one.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub force: bool,
    /// An older report is not taken for an answer; 24 where nothing is said.
    #[cfg_attr(
        feature = "schema",
        schemars(default = "report::max_age_hours", range(min = 1, max = 8760))
    )]
    pub max_age_hours: u16,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[
        "report_type",
        "last_name",
        "first_name",
        "patronymic",
        "birth_date",
        "passport",
        "passport_issued_on",
        "phone",
        "inn",
        "region",
        "source",
        "mapping",
        "force",
        "max_age_hours",
    ];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            report_type: members.required("report_type", notes)?,
            last_name: members.required("last_name", notes)?,
            first_name: members.required("first_name", notes)?,
            patronymic: members.optional("patronymic", notes)?,
            birth_date: members.required("birth_date", notes)?,
            passport: members.optional("passport", notes)?,
            passport_issued_on: members.optional("passport_issued_on", notes)?,
            phone: members.optional("phone", notes)?,
            inn: members.optional("inn", notes)?,
            region: region::read(members)?,
            source: match members.optional("source", notes)? {
                Some(source) => source,
                None => Line::parse(report::source()).map_err(|_| Error::new(Code::Internal))?,
            },
            mapping: match members.members("mapping", Mapping::MEMBERS)? {
                Some(mapping) => Mapping::read(&mapping, notes)?,
                None => Mapping::inferred(),
            },
            force: members.boolean("force")?.unwrap_or(false),
            max_age_hours: match members.number("max_age_hours")? {
                None => report::max_age_hours(),
                Some(hours @ 1..=8_760) => hours,
                _ => return Err(Error::invalid(members.path("max_age_hours"), HOURS)),
            },
        })
    }
}

const HOURS: Text = Text { en: "1 to 8760 hours", ru: "от 1 до 8760 часов" };

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "spectrum_data.person_report",
    title: Text {
        en: "Enforcement proceedings of a person in Russia (SpectrumData)",
        ru: "Исполнительные производства физлица в России (SpectrumData)",
    },
    summary: Text {
        en: "The enforcement proceedings in a report on a person, found by JSON Pointers.",
        ru: "Исполнительные производства из отчёта о человеке; место записей задают JSON Pointer.",
    },
    effect: Effect::PaidRead,
    // By contract; nothing is published.
    estimate: None,
    docs: "https://github.com/avtocod/b2b-api-php",
    reconcile: None,
};

#[derive(Debug)]
pub struct PersonReport;

impl Operation for PersonReport {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Job for PersonReport {
    const PROVIDER: &'static Provider = PROVIDER;
    const POLLING: Polling = POLLING;

    fn submit(input: &Input) -> Ask {
        order::ask(input)
    }

    fn accepted(answer: &Answer<'_>, notes: &mut Notes) -> Result<Accepted> {
        order::accepted(answer, notes)
    }

    fn poll(report: &str) -> Ask {
        order::look(report, "false")
    }

    fn progress(answer: &Answer<'_>, _: &mut Notes) -> Result<Progress> {
        report::progress(answer)
    }

    fn fetch(report: &str) -> Ask {
        order::look(report, "true")
    }

    fn read<'a>(
        input: &Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<Output<'a>>> {
        report::read(input, answer, notes)
    }
}
