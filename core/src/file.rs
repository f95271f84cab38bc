//! Files of an input: named in the call, their bytes beside it, or inside it as base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Code, Detail, Error, Result, Text};
use crate::members::Members;
use crate::wire::Str;

/// The largest file that is sent, in bytes.
pub const CAP: usize = 32 * 1024 * 1024;

/// The files beside a call, each by the name of the input member that describes it.
pub type Files<'a> = &'a [(&'a str, &'a [u8])];

/// A file of the input. Its bytes are no part of what identifies it: name, size and hash are.
#[derive(Serialize)]
pub struct File {
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) sha256: String,
    /// Where they came with this call.
    #[serde(skip)]
    pub(crate) bytes: Option<Vec<u8>>,
}

impl File {
    pub(crate) const MEMBERS: &'static [&'static str] = &["name", "size", "sha256", "base64"];

    /// Reads `{name, size, sha256}` with the bytes beside the call or nowhere, or `{name, base64}`.
    ///
    /// # Errors
    /// The class `invalid_input`: a member is missing or wrong, or the bytes are not those that size
    /// and hash name.
    pub(crate) fn read(members: &Members<'_>, beside: Option<&[u8]>) -> Result<Self> {
        let name = members.text("name")?.ok_or_else(|| Error::missing(members.path("name")))?;
        if name.is_empty()
            || name.len() > 255
            || name.chars().any(|c| c.is_control() || "/\\".contains(c))
        {
            return Err(Error::invalid(members.path("name"), NAME));
        }
        let name = name.into_owned();
        let size: Option<u64> = members.number("size")?;
        if size == Some(0) {
            return Err(Error::invalid(members.path("size"), SIZE));
        }
        let too_large = || {
            let limit = Detail::Limit(CAP as u64, "bytes");
            Error::new(Code::FileTooLarge).at(members.place()).because(limit)
        };
        if size.is_some_and(|size| size > CAP as u64) {
            return Err(too_large());
        }
        let sha256 = members.text("sha256")?.map(Str::into_owned);
        if sha256.as_ref().is_some_and(|hash| !is_sha256(hash)) {
            return Err(Error::invalid(members.path("sha256"), SHA256));
        }
        let bytes = match (members.text("base64")?, beside) {
            (Some(_), Some(_)) => {
                return Err(Error::new(Code::ConflictingMembers).at(members.path("base64")));
            }
            (Some(base64), None) => Some(
                decode(&base64).ok_or_else(|| Error::invalid(members.path("base64"), BASE64))?,
            ),
            (None, Some(bytes)) => Some(bytes.to_vec()),
            (None, None) => None,
        };
        let Some(bytes) = bytes else {
            return Ok(Self {
                name,
                size: size.ok_or_else(|| Error::missing(members.path("size")))?,
                sha256: sha256
                    .ok_or_else(|| Error::missing(members.path("sha256")))?
                    .to_ascii_lowercase(),
                bytes: None,
            });
        };
        if bytes.len() > CAP {
            return Err(too_large());
        }
        // No provider wants one, and it could not be called back.
        if memmem::find(&bytes, b"PRIVATE KEY-----").is_some() {
            return Err(Error::invalid(members.place(), NO_KEY));
        }
        let (real_size, real_hash) = (bytes.len() as u64, sha256_hex(&bytes));
        let differs = size.is_some_and(|size| size != real_size)
            || sha256.is_some_and(|hash| !hash.eq_ignore_ascii_case(&real_hash));
        if differs || bytes.is_empty() {
            return Err(Error::new(Code::FileDiffers).at(members.place()));
        }
        Ok(Self { name, size: real_size, sha256: real_hash, bytes: Some(bytes) })
    }
}

/// A file may be a scan of a passport.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({} bytes)", self.size)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for File {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "file".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "A file: with its size and hash, and its bytes beside the call; or, for small ones in pipes, with its bytes as base64.",
            "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": 255 },
                "size": { "type": "integer", "minimum": 1, "description": "In bytes." },
                "sha256": { "type": "string", "pattern": "^[0-9A-Fa-f]{64}$" },
                "base64": { "type": "string", "contentEncoding": "base64" }
            },
            "required": ["name"],
            "anyOf": [{ "required": ["base64"] }, { "required": ["size", "sha256"] }],
            "additionalProperties": false
        })
    }
}

/// The bytes of base64, with the line breaks that MIME puts in.
#[must_use]
pub fn decode(base64: &str) -> Option<Vec<u8>> {
    if !base64.contains(['\r', '\n']) {
        return STANDARD.decode(base64).ok();
    }
    let text: String = base64.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    STANDARD.decode(text).ok()
}

/// What a PEM text holds between its lines of armour, or a text of base64, without line breaks.
pub(crate) fn base64_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
    let inner = match text.strip_prefix("-----BEGIN ") {
        Some(rest) => rest.split_once("-----")?.1.split_once("-----END ")?.0,
        None => text,
    };
    let base64: String = inner.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let decoded = STANDARD.decode(&base64).ok()?;
    (!decoded.is_empty()).then_some(base64)
}

/// The DER of a file that is DER, PEM or base64.
pub(crate) fn der(bytes: &[u8]) -> Option<Vec<u8>> {
    const SEQUENCE: u8 = 0x30;
    let der = match base64_text(bytes) {
        Some(text) => STANDARD.decode(text).ok()?,
        None => bytes.to_vec(),
    };
    (der.first() == Some(&SEQUENCE)).then_some(der)
}

pub(crate) fn is_sha256(hash: &str) -> bool {
    hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The hash by which a file is described, in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

const NAME: Text = Text {
    en: "a file name of at most 255 bytes, without a path",
    ru: "имя файла без пути, не длиннее 255 байт",
};
const SIZE: Text = Text { en: "a number of bytes from 1", ru: "число байт от 1" };
const NO_KEY: Text = Text {
    en: "a file without a private key", ru: "файл без закрытого ключа"
};
const SHA256: Text =
    Text { en: "64 hexadecimal digits", ru: "64 шестнадцатеричные цифры" };
const BASE64: Text = Text { en: "base64", ru: "base64" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_of_the_standard() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn armour_and_line_breaks_come_off() {
        let pem = b"-----BEGIN NEW CERTIFICATE REQUEST-----\r\nMAMC\r\nAQE=\r\n-----END NEW CERTIFICATE REQUEST-----\r\n";
        assert_eq!(base64_text(pem).as_deref(), Some("MAMCAQE="));
        assert_eq!(base64_text(b"MAMC\nAQE=\n").as_deref(), Some("MAMCAQE="));
        assert_eq!(base64_text(b"\x30\x03\x02\x01\x01"), None);
        for file in [pem.as_slice(), b"MAMCAQE=", b"\x30\x03\x02\x01\x01"] {
            assert_eq!(der(file).as_deref(), Some(b"\x30\x03\x02\x01\x01".as_slice()));
        }
        for file in [&b"PK"[..], b"AAAA", b""] {
            assert_eq!(der(file), None);
        }
    }
}
