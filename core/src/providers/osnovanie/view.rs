//! `POST /api/external/v2/request/view`
//!
//! An application with its stage, its files and its checks.

use serde::Serialize;

use super::codes::{Named, status_named};
use super::overview::{FnsCheck, Overview, SmevCheck};
use super::record::{Record, record};
use super::wire::{ApplicationId, ask_view};
use super::{DOCS, PROVIDER};
use crate::error::{Result, Text};
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

/// The application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub application_id: String,
    pub stage: Named,
    pub application: Record<'a>,
    /// What is attached or was made: an open list, since the provider may add kinds.
    pub files: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fns_check: Option<FnsCheck<'a>>,
    pub smev_checks: Vec<SmevCheck<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.view",
    title: Text { en: "View an application", ru: "Посмотреть заявку" },
    summary: Text {
        en: "An application with its stage, its files and the checks of the tax service and СМЭВ.",
        ru: "Заявка, её статус, файлы и проверки ФНС и СМЭВ.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct View;

impl Operation for View {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for View {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        ask_view(input.application_id)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let overview = Overview::read(answer, input.application_id, notes)?;
        let id = input.application_id.to_string();
        let mut application = record(&overview.info, id.clone(), None, notes);
        let check = application.fns_check.take();
        // Without a check they stay with the application: what is there counts (Q-A24).
        let certificates = match check {
            Some(_) => std::mem::take(&mut application.fns_certificates),
            None => Vec::new(),
        };
        Ok(Output {
            application_id: id,
            stage: status_named(overview.stage),
            files: overview.file_kinds(),
            fns_check: FnsCheck::of(check, certificates),
            application,
            smev_checks: overview.smev,
        })
    }
}
