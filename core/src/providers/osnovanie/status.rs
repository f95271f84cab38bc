//! `POST /api/external/v2/request/status`
//!
//! Where applications stand.

use serde::Serialize;

use super::codes::{Named, status, status_named};
use super::wire::{ApplicationId, ask_status, read_statuses, unknown};
use super::{DOCS, PROVIDER};
use crate::error::{Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// Which applications, 1 to 100 of them.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_ids: Vec<ApplicationId>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_ids"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let ids = ApplicationId::list(members, "application_ids")?;
        Ok(Self { application_ids: ids })
    }
}

/// Each application in the order of the input.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub items: Vec<Item>,
}

/// Where an application stands, or why that is not known.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    pub application_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named>,
    /// The provider answers 0 for an application that is unknown or somebody else's, and may leave
    /// it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::error::Wire<'static>>"))]
    pub error: Option<Error>,
}

const ABOUT: About = About {
    name: "osnovanie.status",
    title: Text { en: "Stages of applications", ru: "Статусы заявок" },
    summary: Text {
        en: "Where applications stand, many at once.",
        ru: "Статусы заявок, сразу нескольких.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct Status;

impl Operation for Status {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Exchange for Status {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        ask_status(&input.application_ids)
    }

    // By number, never by position: the order of the answer is documented nowhere.
    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        let statuses = read_statuses(answer, notes)?;
        let item = |id: &ApplicationId| {
            let code =
                statuses.iter().find(|(known, _)| *known == id.number()).map(|(_, code)| *code);
            let stage = code.filter(|code| *code != status::NONE).map(status_named);
            let error = stage.is_none().then(unknown);
            Item { application_id: id.to_string(), stage, error }
        };
        Ok(Output { items: input.application_ids.iter().map(item).collect() })
    }
}
