//! `POST /api/external/v2/request/client_docs`, then `…/attach_file` of type 17
//!
//! Ends a remote identification.
//!
//! After the certificate is issued, its print form and the memo, both signed by the applicant, go to
//! the provider («External API», section 3.2, item 5).

use serde::Serialize;

use super::codes::{file, status};
use super::overview::Overview;
use super::returned::files;
use super::upload::{Upload, encoding};
use super::wire::{ApplicationId, ask_status, ask_view, read_nothing, read_status};
use super::{DOCS, POLLING, PROVIDER, client_docs, documents};
use crate::error::{Code, Error, Reconcile, Result, Text};
use crate::file::File;
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Which application, and the ZIP with the signed print form and memo.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    pub documents: File,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id", "documents"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let documents = members.file("documents")?;
        let documents = documents.ok_or_else(|| Error::missing(members.path("documents")))?;
        if let Some(bytes) = &documents.bytes {
            documents::check_zip(bytes, "/input/documents")?;
        }
        Ok(Self { application_id: ApplicationId::read(members, "application_id")?, documents })
    }
}

/// The documents are with the provider.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
    /// False where they were there before.
    pub attached: bool,
}

const ABOUT: About = About {
    name: "osnovanie.finish_remote_identification",
    title: Text {
        en: "Finish a remote identification", ru: "Завершить удалённую идентификацию"
    },
    summary: Text {
        en: "Sends the signed print form and memo of a certificate that was issued without a visit.",
        ru: "Отправляет подписанные бланк сертификата и памятку после выпуска без личного визита.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.client_docs", how: "files_of_kind_17" }),
};

#[derive(Debug)]
pub struct FinishRemoteIdentification;

impl Operation for FinishRemoteIdentification {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

const STATUS: &str = "status";
const VIEW: &str = "view";
const DOCUMENTS: &str = "documents";
const ATTACH: &str = "attach_documents";

impl Procedure for FinishRemoteIdentification {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] = &[
        Stage::of(STATUS, Effect::Read),
        Stage::of(VIEW, Effect::Read),
        Stage::of(DOCUMENTS, Effect::Read).large(),
        Stage::of(ATTACH, Effect::Write),
    ];
    const POLLING: Polling = POLLING;

    fn needs(input: &Input, _: &Memo, stage: &str) -> Vec<&'static str> {
        let missing = stage == ATTACH && input.documents.bytes.is_none();
        if missing { vec!["documents"] } else { Vec::new() }
    }

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        let (id, documents) = (input.application_id, &input.documents);
        Ok(match stage {
            VIEW => ask_view(id),
            DOCUMENTS => client_docs::ask(id, file::ADDITIONAL),
            ATTACH => Upload::of(id, file::ADDITIONAL, documents)
                .ask("documents", encoding(file::ADDITIONAL, documents)),
            _ => ask_status(&[id]),
        })
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output>> {
        let done = |attached| {
            let application_id = input.application_id.to_string();
            Ok(Turn::Done(Output { application_id, attached }))
        };
        match stage {
            STATUS => match read_status(answer, input.application_id, notes)? {
                status::READY => Ok(Turn::Go(VIEW)),
                _ => Err(Error::new(Code::WrongStatus)),
            },
            VIEW => {
                let overview = Overview::read(answer, input.application_id, notes)?;
                let kind = overview.info.field("identificationKind", notes).integer();
                match kind {
                    Some(1) => Ok(Turn::Go(DOCUMENTS)),
                    _ => Err(Error::new(Code::WrongStatus)),
                }
            }
            DOCUMENTS => {
                let there = files(answer, notes)?;
                let same = there.iter().any(|file| file.sha256 == input.documents.sha256);
                let lost = memo.has_lost(ATTACH);
                if same {
                    if lost {
                        memo.carried_out(ATTACH);
                    }
                    return done(lost);
                }
                memo.forget_loss(ATTACH);
                Ok(Turn::Go(ATTACH))
            }
            _ => {
                read_nothing(answer, notes)?;
                done(true)
            }
        }
    }

    // Of an application that was just seen, 404 means that it has no such documents.
    fn refused(
        _: &Input,
        memo: &mut Memo,
        stage: &str,
        error: &mut Error,
        _: bool,
    ) -> Option<Turn<Never>> {
        let none = error.code == Code::NotFoundOrForbidden && error.came_with(404);
        (stage == DOCUMENTS && none).then(|| {
            memo.forget_loss(ATTACH);
            Turn::Go(ATTACH)
        })
    }
}
