//! The request that carries a file.
//!
//! Source: «External API», section 6; how each kind is encoded, 6 and 12 (Q-A35).

use serde::Serialize;

use super::codes::file;
use super::wire::ApplicationId;
use crate::error::{Error, Result, Text};
use crate::file::{File, base64_text};
use crate::http::Ask;
use crate::protocol::SlotFormat;

/// The body, but for the file itself, which goes into a slot.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Upload<'a> {
    file_name: &'a str,
    file_type: i64,
    request_id: u64,
}

impl<'a> Upload<'a> {
    pub(super) fn of(id: ApplicationId, file_type: i64, file: &'a File) -> Self {
        Self { file_name: &file.name, file_type, request_id: id.number() }
    }

    /// `member` is the input's that holds the file.
    pub(super) fn ask(&self, member: &'static str, encoding: SlotFormat) -> Ask {
        Ask::post("/api/external/v2/request/attach_file").json(self).file(member, encoding)
    }
}

/// A signed request is «PEM, т.е. base64» without a second encoding; a request in PEM is sent as
/// the DER in it (INFERRED: the document shows neither); anything else by its bytes.
pub(super) fn encoding(kind: i64, file: &File) -> SlotFormat {
    let text = || file.bytes.as_ref().is_some_and(|bytes| base64_text(bytes).is_some());
    match kind {
        file::REQUEST | file::SIGNED_REQUEST if text() => SlotFormat::Base64Text,
        _ => SlotFormat::Base64,
    }
}

/// Looks whether the member at `path` can be written as the caller wants it.
///
/// # Errors
/// `invalid_value`.
pub(super) fn check_encoding(wanted: Option<SlotFormat>, bytes: &[u8], path: &str) -> Result<()> {
    if wanted == Some(SlotFormat::Base64Text) && base64_text(bytes).is_none() {
        return Err(Error::invalid(path, TEXT));
    }
    Ok(())
}

const TEXT: Text = Text {
    en: "a file that is base64 or PEM itself",
    ru: "файл, который сам записан в base64 или PEM",
};
