//! `POST /api/external/v2/request/change`
//!
//! Overwrites an application with what is given: `osnovanie.change_application` keeps the rest.

use serde::Serialize;

use super::application::Application;
use super::info::Info;
use super::wire::{ApplicationId, read_nothing};
use super::{DOCS, PROVIDER};
use crate::error::{Error, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// Which application, and the whole of what it is to be.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    /// `identification_kind` is obligatory, and `for_info_sys` where it was true before.
    pub application: Application,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id", "application"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let application = Application::read(members, notes)?;
        application.complete()?;
        if application.identification_kind.is_none() {
            return Err(Error::missing("/input/application/identification_kind"));
        }
        Ok(Self { application_id: ApplicationId::read(members, "application_id")?, application })
    }
}

/// It is changed, and will be in processing for a while.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
}

const ABOUT: About = About {
    name: "osnovanie.change",
    title: Text {
        en: "Overwrite an application", ru: "Перезаписать заявку (одним запросом)"
    },
    summary: Text {
        en: "One request with the whole application; `change_application` merges and waits.",
        ru: "Один запрос с заявкой целиком; `change_application` сохраняет остальные поля и ждёт.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.view", how: "fields" }),
};

#[derive(Debug)]
pub struct Change;

impl Operation for Change {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Exchange for Change {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        ask(input.application_id, input.application.info())
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        read_nothing(answer, notes)?;
        Ok(Output { application_id: input.application_id.to_string() })
    }
}

#[derive(Serialize)]
struct Body {
    info: Info,
    #[serde(rename = "requestId")]
    request_id: u64,
}

pub(super) fn ask(id: ApplicationId, info: Info) -> Ask {
    Ask::post("/api/external/v2/request/change").json(&Body { info, request_id: id.number() })
}
