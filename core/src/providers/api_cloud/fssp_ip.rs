//! `GET /api/fssp.php?type=ip`
//!
//! The enforcement proceeding of a number.

use serde::Serialize;

use super::{PROVIDER, fssp_answer};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::value::ProceedingNumber;

/// Which proceeding to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// Such as `12345/21/77010-ИП`; a Latin ending is turned into Cyrillic.
    pub proceeding_number: ProceedingNumber,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["proceeding_number"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self { proceeding_number: members.required("proceeding_number", notes)? })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "api_cloud.fssp_ip",
    title: Text {
        en: "An enforcement proceeding in Russia by number (api-cloud.ru)",
        ru: "Исполнительное производство в России по номеру (api-cloud.ru)",
    },
    summary: Text {
        en: "An enforcement proceeding in the FSSP's bank of data, by its number.",
        ru: "Исполнительное производство по банку данных ФССП, по номеру.",
    },
    effect: Effect::PaidRead,
    estimate: fssp_answer::ESTIMATE,
    docs: "https://www.api-cloud.ru/fssp",
    reconcile: fssp_answer::RECONCILE,
};

#[derive(Debug)]
pub struct FsspIp;

impl Operation for FsspIp {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FsspIp {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        Ask::get("/api/fssp.php")
            .query("type", "ip")
            .query("number", input.proceeding_number.as_str())
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        fssp_answer::read(answer, false, notes)
    }
}
