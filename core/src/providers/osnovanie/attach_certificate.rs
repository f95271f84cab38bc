//! `POST /api/external/v2/request/attach_certificate`
//!
//! A certificate that was issued elsewhere, for an application that waits for its request. The
//! organisation has to have the right switched on.

use serde::Serialize;

use super::wire::{ApplicationId, read_nothing};
use super::{DOCS, PROVIDER};
use crate::error::{Error, Reconcile, Result, Text};
use crate::file::{File, der as file_der};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes, SlotFormat};

/// Which certificate for which application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    /// DER or PEM. A PEM is encoded once more as it is, with its BEGIN line: so the document says.
    pub certificate: File,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id", "certificate"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let certificate = members.file("certificate")?;
        let certificate = certificate.ok_or_else(|| Error::missing(members.path("certificate")))?;
        if certificate.bytes.as_ref().is_some_and(|bytes| !is_certificate(bytes)) {
            return Err(Error::invalid(members.path("certificate"), CERTIFICATE));
        }
        Ok(Self { application_id: ApplicationId::read(members, "application_id")?, certificate })
    }
}

/// It is attached, and the application is ready.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
}

const ABOUT: About = About {
    name: "osnovanie.attach_certificate",
    title: Text {
        en: "Attach an issued certificate", ru: "Прикрепить выпущенный сертификат"
    },
    summary: Text {
        en: "Ends an application with a certificate; it is registered with ЕСИА and cannot be taken back.",
        ru: "Завершает заявку готовым сертификатом; он регистрируется в ЕСИА, отменить это нельзя.",
    },
    effect: Effect::Irreversible,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.status", how: "stage" }),
};

#[derive(Debug)]
pub struct AttachCertificate;

impl Operation for AttachCertificate {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    request_id: u64,
}

impl Exchange for AttachCertificate {
    const PROVIDER: &'static Provider = PROVIDER;

    fn needs(input: &Input) -> Vec<&'static str> {
        if input.certificate.bytes.is_none() { vec!["certificate"] } else { Vec::new() }
    }

    fn request(input: &Input) -> Ask {
        Ask::post("/api/external/v2/request/attach_certificate")
            .json(&Body { request_id: input.application_id.number() })
            .file("certificate", SlotFormat::Base64)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        read_nothing(answer, notes)?;
        Ok(Output { application_id: input.application_id.to_string() })
    }
}

/// One DER sequence and nothing behind it.
fn is_certificate(bytes: &[u8]) -> bool {
    use der::{Decode, Tagged};
    let der = file_der(bytes);
    let read = der.as_deref().and_then(|der| der::asn1::AnyRef::from_der(der).ok());
    read.is_some_and(|any| any.tag() == der::Tag::Sequence)
}

const CERTIFICATE: Text =
    Text { en: "a certificate as DER or PEM", ru: "сертификат в DER или PEM" };
