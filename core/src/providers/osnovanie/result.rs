//! `POST /api/external/v2/request/result`
//!
//! The files of a certificate that was issued: the certificate, its print form, licences.

use serde::Serialize;

use super::returned::{Returned, files};
use super::wire::{ApplicationId, about};
use super::{DOCS, PROVIDER};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
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

/// The files; none before the certificate is issued.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    pub complete: bool,
    pub files: Vec<Returned<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.result",
    title: Text {
        en: "Files of an issued certificate", ru: "Файлы выпущенного сертификата"
    },
    summary: Text {
        en: "The certificate, its print form and licences, as files.",
        ru: "Сертификат, его печатная форма и лицензии — файлами.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct Fetch;

impl Operation for Fetch {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for Fetch {
    const PROVIDER: &'static Provider = PROVIDER;
    const LARGE: bool = true;

    fn request(input: &Input) -> Ask {
        ask(input.application_id)
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let files = files(answer, notes)?;
        let (outcome, basis) = Outcome::of(files.is_empty());
        Ok(Output { outcome, basis, complete: true, files })
    }
}

pub(super) fn ask(id: ApplicationId) -> Ask {
    about("/api/external/v2/request/result", id)
}
