//! `POST /api/external/v2/request/change` with `requestArchived`
//!
//! Puts an application into the archive; how to take it out again the document does not say.

use serde::Serialize;

use super::wire::{ApplicationId, read_nothing};
use super::{DOCS, PROVIDER};
use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// Which application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self { application_id: ApplicationId::read(members, "application_id")? })
    }
}

/// It is in the archive.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
}

const ABOUT: About = About {
    name: "osnovanie.archive",
    title: Text { en: "Archive an application", ru: "Убрать заявку в архив" },
    summary: Text {
        en: "Hides an application from lists that leave out the archive.",
        ru: "Скрывает заявку из списков, в которых архив не показан.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.list", how: "archived" }),
};

#[derive(Debug)]
pub struct Archive;

impl Operation for Archive {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    request_id: u64,
    request_archived: bool,
}

impl Exchange for Archive {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let request_id = input.application_id.number();
        Ask::post("/api/external/v2/request/change")
            .json(&Body { request_id, request_archived: true })
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        read_nothing(answer, notes)?;
        Ok(Output { application_id: input.application_id.to_string() })
    }
}
