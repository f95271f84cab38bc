//! `POST /api/external/v2/request/attach_file` with 8, 9, 0 and 20
//!
//! Hands in everything that an application needs, in the documented order.
//!
//! Where the application stands decides what is sent next, so that a start without a state repeats
//! nothing either. 9, 0 and 20 cannot be taken back: after a lost one the provider is looked at, and
//! what that does not tell, a person has to.

use std::borrow::Cow;

use serde::Serialize;

use super::codes::{Named, status_named};
use super::progress;
use super::submission::{ARCHIVE, REQUEST, SIGNATURE, SIGNED, STATUS, Submission, VIEW};
use super::wire::ApplicationId;
use super::{DOCS, POLLING, PROVIDER};
use crate::error::{Choice, Error, Reconcile, Result, Text};
use crate::file::File;
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Which application, and its files.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    /// The ZIP with the applicant's documents (8).
    pub archive: File,
    /// Its signature, GOST 2012 (9).
    pub signature: File,
    /// PKCS#10 (0). May come later: the flow waits for it with `input_needed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_request: Option<File>,
    /// The same, signed (20). Obligatory where the applicant is identified by a signature, sent
    /// otherwise where it is given. It follows the request at once, so it is waited for before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_certificate_request: Option<File>,
    /// Send the archive also where the application has one: after it was sent back, and the
    /// documents were mended. Otherwise the one that is there is taken for this one.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub resend_archive: bool,
    /// How many files the archive has to have; 6 for a company and 5 for anybody else where nothing
    /// is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_minimum: Option<u32>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[
        "application_id",
        "archive",
        "signature",
        "certificate_request",
        "signed_certificate_request",
        "resend_archive",
        "archive_minimum",
    ];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let missing = |name: &str| Error::missing(members.path(name));
        let input = Self {
            application_id: ApplicationId::read(members, "application_id")?,
            archive: members.file("archive")?.ok_or_else(|| missing("archive"))?,
            signature: members.file("signature")?.ok_or_else(|| missing("signature"))?,
            certificate_request: members.file("certificate_request")?,
            signed_certificate_request: members.file("signed_certificate_request")?,
            resend_archive: members.boolean("resend_archive")?.unwrap_or(false),
            archive_minimum: members.number("archive_minimum")?,
        };
        Submission::of(&input).check_at_once()?;
        Ok(input)
    }
}

/// Everything is handed in, or the application was refused.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub application_id: String,
    /// `osnovanie.await_issue` goes on from here.
    pub submitted: bool,
    pub stage: Named,
    /// The reason of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'a, str>>,
}

impl<'a> Output<'a> {
    pub(super) fn of(id: ApplicationId, code: i64, comment: Option<Cow<'a, str>>) -> Self {
        Self {
            application_id: id.to_string(),
            submitted: code != super::codes::status::REFUSED,
            stage: status_named(code),
            comment,
        }
    }
}

pub(super) const RECONCILE: Reconcile =
    Reconcile { operation: "osnovanie.view", how: "stage_and_files" };

const ABOUT: About = About {
    name: "osnovanie.submit_documents",
    title: Text {
        en: "Submit the documents", ru: "Сдать документы и запрос на сертификат"
    },
    summary: Text {
        en: "Archive, signature, certificate request and signed request, each once, waiting between.",
        ru: "Архив, подпись, запрос и подписанный запрос — каждый один раз, с ожиданием между ними.",
    },
    effect: Effect::Irreversible,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&RECONCILE),
};

#[derive(Debug)]
pub struct SubmitDocuments;

impl Operation for SubmitDocuments {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Procedure for SubmitDocuments {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] = &[
        Stage::of(STATUS, Effect::Read),
        Stage::of(VIEW, Effect::Read),
        Stage::of(ARCHIVE, Effect::Write),
        Stage::of(SIGNATURE, Effect::Irreversible),
        Stage::of(REQUEST, Effect::Irreversible),
        Stage::of(SIGNED, Effect::Irreversible),
    ];
    const POLLING: Polling = POLLING;

    fn needs(input: &Input, memo: &Memo, stage: &str) -> Vec<&'static str> {
        Submission::of(input).needs(memo, stage)
    }

    fn request(input: &Input, memo: &Memo, stage: &str) -> Result<Ask> {
        Submission::of(input).ask(memo, stage)
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output<'a>>> {
        progress::read(input, memo, stage, answer, notes)
    }

    fn lost(memo: &mut Memo, _: &str) -> Option<Turn<Never>> {
        Some(progress::lost(memo))
    }

    fn chosen<'a>(memo: &mut Memo, choice: &Choice) -> Result<Turn<Output<'a>>> {
        Ok(progress::chosen(memo, choice))
    }
}
