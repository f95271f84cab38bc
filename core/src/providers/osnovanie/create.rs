//! `POST /api/external/v2/request/create`
//!
//! A new application, without a look whether there is one: `osnovanie.create_application` looks.

use serde::Serialize;

use super::application::Application;
use super::info::Info;
use super::loose::{Loose, shape};
use super::wire::ApplicationId;
use super::{DOCS, PROVIDER};
use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// For whom a certificate is ordered, and which one.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application: Application,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let application = Application::read(members, notes)?;
        application.complete()?;
        Ok(Self { application })
    }
}

/// The number of the new application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
}

const ABOUT: About = About {
    name: "osnovanie.create",
    title: Text {
        en: "Create an application", ru: "Создать заявку (одним запросом)"
    },
    summary: Text {
        en: "One request for a new application; `create_application` guards it against duplicates.",
        ru: "Один запрос на новую заявку; от дублей защищает `create_application`.",
    },
    effect: Effect::Create,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.list", how: "subject_products_and_day" }),
};

#[derive(Debug)]
pub struct Create;

impl Operation for Create {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Exchange for Create {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        ask(&input.application)
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        Ok(Output { application_id: read(answer, notes)?.to_string() })
    }
}

#[derive(Serialize)]
struct Body {
    info: Info,
}

pub(super) fn ask(application: &Application) -> Ask {
    Ask::post("/api/external/v2/request/create").json(&Body { info: application.new_info() })
}

/// The number of the application that was created.
pub(super) fn read(answer: &Answer<'_>, notes: &mut Notes) -> Result<ApplicationId> {
    let root = Loose::new(answer.object()?, "");
    let id = root.field("requestId", notes);
    id.text().and_then(ApplicationId::parse).ok_or_else(|| shape("/requestId"))
}
