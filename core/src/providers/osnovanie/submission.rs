//! The requests of a submission, and what is checked before each.

use super::codes::file;
use super::submit_documents::Input;
use super::upload::{Upload, encoding};
use super::wire::{ask_status, ask_view};
use super::{certificate_request, documents};
use crate::error::{Error, Result};
use crate::file::File;
use crate::http::Ask;
use crate::protocol::Memo;

pub(super) const STATUS: &str = "status";
pub(super) const VIEW: &str = "view";
pub(super) const ARCHIVE: &str = "attach_archive";
pub(super) const SIGNATURE: &str = "attach_signature";
pub(super) const REQUEST: &str = "attach_request";
pub(super) const SIGNED: &str = "attach_signed_request";

/// What the application says of itself, noted when it was viewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits {
    pub(super) company: bool,
    pub(super) identification_kind: i64,
    pub(super) for_info_sys: bool,
    /// The tax service has found certificates that have to be revoked.
    pub(super) revocation: bool,
}

impl Traits {
    pub(super) fn of(memo: &Memo) -> Self {
        let yes = |name| memo.fact(name) == Some("yes");
        let kind = memo.fact("identification_kind").and_then(|kind| kind.parse().ok());
        Self {
            company: yes("company"),
            identification_kind: kind.unwrap_or(0),
            for_info_sys: yes("for_info_sys"),
            revocation: yes("revocation"),
        }
    }

    pub(super) fn note(self, memo: &mut Memo) {
        let word = |yes| if yes { "yes" } else { "no" };
        memo.note("company", word(self.company));
        memo.note("identification_kind", self.identification_kind.to_string());
        memo.note("for_info_sys", word(self.for_info_sys));
        memo.note("revocation", word(self.revocation));
    }

    /// Whether the signed request has to follow the request.
    pub(super) fn by_signature(self) -> bool {
        self.identification_kind == 1
    }
}

pub(super) struct Submission<'a> {
    input: &'a Input,
}

impl<'a> Submission<'a> {
    pub(super) fn of(input: &'a Input) -> Self {
        Self { input }
    }

    /// Whether the signed request is to be sent.
    pub(super) fn is_signed(&self, traits: Traits) -> bool {
        traits.by_signature() || self.input.signed_certificate_request.is_some()
    }

    /// What can be told before the application is known: whether the files are of their kinds.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(super) fn check_at_once(&self) -> Result<()> {
        if let Some(bytes) = &self.input.archive.bytes {
            documents::check_zip(bytes, "/input/archive")?;
        }
        match self.input.certificate_request.as_ref().and_then(|file| file.bytes.as_ref()) {
            Some(bytes) => certificate_request::check_form(bytes, "/input/certificate_request"),
            None => Ok(()),
        }
    }

    pub(super) fn needs(&self, memo: &Memo, stage: &str) -> Vec<&'static str> {
        let lacks = |file: Option<&File>| file.is_none_or(|file| file.bytes.is_none());
        let input = self.input;
        let (request, signed) =
            (input.certificate_request.as_ref(), input.signed_certificate_request.as_ref());
        let missing = match stage {
            ARCHIVE => vec![("archive", lacks(Some(&input.archive)))],
            SIGNATURE => vec![("signature", lacks(Some(&input.signature)))],
            REQUEST => vec![
                ("certificate_request", lacks(request)),
                ("signed_certificate_request", self.is_signed(Traits::of(memo)) && lacks(signed)),
            ],
            SIGNED => vec![("signed_certificate_request", lacks(signed))],
            _ => Vec::new(),
        };
        missing.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }

    /// # Errors
    /// `invalid_value`, where a file is not what the application needs: nothing is sent then.
    pub(super) fn ask(&self, memo: &Memo, stage: &str) -> Result<Ask> {
        let (input, traits) = (self.input, Traits::of(memo));
        let upload = |member, kind, file: Option<&File>| {
            let file = file.ok_or_else(|| Error::missing(format!("/input/{member}")))?;
            Ok(Upload::of(input.application_id, kind, file).ask(member, encoding(kind, file)))
        };
        match stage {
            VIEW => Ok(ask_view(input.application_id)),
            ARCHIVE => {
                let revocation = traits.revocation || traits.by_signature();
                let wanted =
                    documents::Wanted::of(traits.company, revocation, input.archive_minimum);
                if let Some(bytes) = &input.archive.bytes {
                    documents::check(bytes, wanted, "/input/archive")?;
                }
                upload("archive", file::ARCHIVE, Some(&input.archive))
            }
            SIGNATURE => upload("signature", file::SIGNATURE, Some(&input.signature)),
            REQUEST => {
                let request = input.certificate_request.as_ref();
                let wanted = certificate_request::Wanted {
                    identification_kind: traits.identification_kind,
                    for_info_sys: traits.for_info_sys,
                    company: traits.company,
                };
                if let Some(bytes) = request.and_then(|file| file.bytes.as_ref()) {
                    certificate_request::check(bytes, wanted, "/input/certificate_request")?;
                }
                upload("certificate_request", file::REQUEST, request)
            }
            SIGNED => upload(
                "signed_certificate_request",
                file::SIGNED_REQUEST,
                input.signed_certificate_request.as_ref(),
            ),
            _ => Ok(ask_status(&[input.application_id])),
        }
    }
}
