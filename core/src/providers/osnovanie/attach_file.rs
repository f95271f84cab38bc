//! `POST /api/external/v2/request/attach_file`
//!
//! One file of an application. Some of them move it on for good: `osnovanie.submit_documents` keeps
//! their order and never sends one of those twice.

use serde::Serialize;

use super::codes::{Named, file, file_named};
use super::parts::{ApplicantType, word};
use super::upload::{Upload, check_encoding, encoding};
use super::wire::{ApplicationId, read_nothing};
use super::{DOCS, PROVIDER, application, certificate_request, documents};
use crate::error::{Error, Reconcile, Result, Text};
use crate::file::File;
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes, SlotFormat};

/// Which file of which application, and what it has to agree with.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    /// 8 the archive of documents, 9 its signature, 0 the certificate request, 20 the signed
    /// request, 17 additional documents.
    pub file_kind: u8,
    pub file: File,
    /// With 8: whose documents they are; decides what has to be among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_type: Option<ApplicantType>,
    /// With 0: how the application is identified; obligatory there. With 8: 1 needs a revocation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identification_kind: Option<u8>,
    /// With 0: the certificate is for an information system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_info_sys: Option<bool>,
    /// With 8: the tax service has issued certificates, which have to be revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation: Option<bool>,
    /// With 8: how many files there have to be; 6 for a company and 5 for anybody else where nothing
    /// is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_minimum: Option<u32>,
    /// How the file is written into the request; as its kind demands where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<SlotFormat>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[
        "application_id",
        "file_kind",
        "file",
        "applicant_type",
        "identification_kind",
        "for_info_sys",
        "revocation",
        "archive_minimum",
        "encoding",
    ];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let missing = |name: &str| Error::missing(members.path(name));
        let kind = members.integer("file_kind")?.ok_or_else(|| missing("file_kind"))?;
        if !file::SENT.contains(&kind) {
            return Err(Error::invalid(members.path("file_kind"), KIND));
        }
        let input = Self {
            application_id: ApplicationId::read(members, "application_id")?,
            file_kind: u8::try_from(kind).unwrap_or_default(),
            file: members.file("file")?.ok_or_else(|| missing("file"))?,
            applicant_type: ApplicantType::read(members)?,
            identification_kind: members.number("identification_kind")?,
            for_info_sys: members.boolean("for_info_sys")?,
            revocation: members.boolean("revocation")?,
            archive_minimum: members.number("archive_minimum")?,
            encoding: word(members, "encoding", SlotFormat::WORDS, SlotFormat::EXPECTED)?,
        };
        if input.identification_kind.is_some_and(|kind| kind > application::MOST_KIND) {
            return Err(Error::invalid(members.path("identification_kind"), application::KIND));
        }
        if kind == file::REQUEST && input.identification_kind.is_none() {
            return Err(missing("identification_kind"));
        }
        input.check()?;
        Ok(input)
    }
}

impl Input {
    fn kind(&self) -> i64 {
        self.file_kind.into()
    }

    fn check(&self) -> Result<()> {
        let Some(bytes) = &self.file.bytes else { return Ok(()) };
        check_encoding(self.encoding, bytes, "/input/file")?;
        let company = self.applicant_type == Some(ApplicantType::Company);
        let identification_kind = self.identification_kind.unwrap_or(0).into();
        match self.kind() {
            file::ARCHIVE => {
                let revocation = self.revocation == Some(true) || identification_kind == 1;
                let wanted = documents::Wanted::of(company, revocation, self.archive_minimum);
                documents::check(bytes, wanted, "/input/file")
            }
            file::ADDITIONAL => documents::check_zip(bytes, "/input/file"),
            file::REQUEST => {
                let wanted = certificate_request::Wanted {
                    identification_kind,
                    for_info_sys: self.for_info_sys == Some(true),
                    company,
                };
                certificate_request::check(bytes, wanted, "/input/file")
            }
            _ => Ok(()),
        }
    }
}

/// It is attached.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
    pub attached: Named,
}

const ABOUT: About = About {
    name: "osnovanie.attach_file",
    title: Text {
        en: "Attach a file to an application", ru: "Прикрепить файл к заявке"
    },
    summary: Text {
        en: "Sends one file; kinds 9, 0 and 20 cannot be taken back. `submit_documents` keeps the order.",
        ru: "Отправляет один файл; виды 9, 0 и 20 необратимы. Порядок соблюдает `submit_documents`.",
    },
    effect: Effect::Irreversible,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.view", how: "stage_and_files" }),
};

#[derive(Debug)]
pub struct AttachFile;

impl Operation for AttachFile {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Exchange for AttachFile {
    const PROVIDER: &'static Provider = PROVIDER;

    fn effect(input: &Input) -> Effect {
        match input.kind() {
            file::ARCHIVE | file::ADDITIONAL => Effect::Write,
            _ => Effect::Irreversible,
        }
    }

    fn needs(input: &Input) -> Vec<&'static str> {
        if input.file.bytes.is_none() { vec!["file"] } else { Vec::new() }
    }

    fn request(input: &Input) -> Ask {
        let encoding = input.encoding.unwrap_or_else(|| encoding(input.kind(), &input.file));
        Upload::of(input.application_id, input.kind(), &input.file).ask("file", encoding)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        read_nothing(answer, notes)?;
        let application_id = input.application_id.to_string();
        Ok(Output { application_id, attached: file_named(input.kind()) })
    }
}

const KIND: Text = Text { en: "0, 8, 9, 17 or 20", ru: "0, 8, 9, 17 или 20" };
