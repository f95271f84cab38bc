//! `POST /api/external/v2/request/status`, then `…/result`
//!
//! Waits until a certificate is issued, and fetches it.

use std::borrow::Cow;

use serde::Serialize;

use super::codes::{Named, file, status, status_named};
use super::overview::Overview;
use super::returned::{Returned, files};
use super::wire::{ask_status, ask_view, read_status};
use super::{DOCS, POLLING, PROVIDER, result};
use crate::error::{Code, Error, Happened, Result, Text};
use crate::http::{Answer, Ask};
use crate::operation::{About, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

pub use super::view::Input;

/// The certificate, or why there is none.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub application_id: String,
    pub issued: bool,
    pub stage: Named,
    /// The certificate, its print form, licences; empty where it was refused.
    pub files: Vec<Returned<'a>>,
    /// The reason of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'a, str>>,
}

const ABOUT: About = About {
    name: "osnovanie.await_issue",
    title: Text { en: "Await the certificate", ru: "Дождаться сертификата" },
    summary: Text {
        en: "Waits until the certificate is issued and gives its files, or the reason of a refusal.",
        ru: "Ждёт выпуска сертификата и отдаёт его файлы либо причину отказа.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct AwaitIssue;

impl Operation for AwaitIssue {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

const STATUS: &str = "status";
const RESULT: &str = "result";
const VIEW: &str = "view";

impl Procedure for AwaitIssue {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] = &[
        Stage::of(STATUS, Effect::Read),
        Stage::of(RESULT, Effect::Read).large(),
        Stage::of(VIEW, Effect::Read),
    ];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        Ok(match stage {
            RESULT => result::ask(input.application_id),
            VIEW => ask_view(input.application_id),
            _ => ask_status(&[input.application_id]),
        })
    }

    fn read<'a>(
        input: &Input,
        _: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output<'a>>> {
        let done = |code, files: Vec<Returned<'a>>, comment| {
            Turn::Done(Output {
                application_id: input.application_id.to_string(),
                issued: code == status::READY,
                stage: status_named(code),
                files,
                comment,
            })
        };
        match stage {
            STATUS => Ok(match read_status(answer, input.application_id, notes)? {
                status::READY => Turn::Go(RESULT),
                status::REFUSED => Turn::Go(VIEW),
                // Nobody issues what was not submitted.
                status::DOCUMENTS | status::REQUEST => {
                    return Err(Error::new(Code::WrongStatus).happened(Happened::No));
                }
                _ => Turn::Poll(STATUS),
            }),
            RESULT => {
                let files = files(answer, notes)?;
                let certificate = |file: &Returned<'_>| {
                    file.kind.is_some_and(|kind| kind.code == file::CERTIFICATE)
                };
                if !files.iter().any(certificate) {
                    return Err(Error::new(Code::Incomplete).happened(Happened::Yes));
                }
                Ok(done(status::READY, files, None))
            }
            _ => {
                let overview = Overview::read(answer, input.application_id, notes)?;
                if overview.stage != status::REFUSED {
                    return Ok(Turn::Poll(STATUS));
                }
                Ok(done(overview.stage, Vec::new(), overview.info.field("comment", notes).cow()))
            }
        }
    }
}
