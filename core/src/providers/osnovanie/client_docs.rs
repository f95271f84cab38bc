//! `POST /api/external/v2/request/client_docs`
//!
//! Documents of an application: the form to be signed, the bill, what was added.

use serde::Serialize;

use super::codes::{Named, file_named};
use super::returned::{Returned, files};
use super::wire::ApplicationId;
use super::{DOCS, PROVIDER};
use crate::error::{Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Notes};

/// Which documents of which application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    /// 1 the application form, 3 the bill, 17 additional documents; the provider may add kinds.
    pub file_kind: u8,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id", "file_kind"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let kind = members.number("file_kind")?;
        Ok(Self {
            application_id: ApplicationId::read(members, "application_id")?,
            file_kind: kind.ok_or_else(|| Error::missing(members.path("file_kind")))?,
        })
    }
}

/// All documents of this kind.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    pub complete: bool,
    pub asked: Named,
    pub files: Vec<Returned<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.client_docs",
    title: Text { en: "Documents of an application", ru: "Документы заявки" },
    summary: Text {
        en: "The application form to be signed, the bill, or additional documents, as files.",
        ru: "Бланк заявления, счёт или дополнительные документы — файлами.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct ClientDocs;

impl Operation for ClientDocs {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for ClientDocs {
    const PROVIDER: &'static Provider = PROVIDER;
    const LARGE: bool = true;

    fn request(input: &Input) -> Ask {
        ask(input.application_id, input.file_kind.into())
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let files = files(answer, notes)?;
        let (outcome, basis) = Outcome::of(files.is_empty());
        Ok(Output {
            outcome,
            basis,
            complete: true,
            asked: file_named(input.file_kind.into()),
            files,
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    request_id: u64,
    file_type: i64,
}

pub(super) fn ask(id: ApplicationId, kind: i64) -> Ask {
    Ask::post("/api/external/v2/request/client_docs")
        .json(&Body { request_id: id.number(), file_type: kind })
}
