//! What is filled in: a secret in its format, a file in its encoding.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Code, Detail, Error, Result};
use crate::file::base64_text;
use crate::protocol::{Slot, SlotFormat, SlotPlace};

/// The value of a provider's own slot.
pub(super) fn value(
    slot: &Slot,
    secrets: &dyn Fn(&str) -> Option<String>,
    files: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<String> {
    match slot.secret {
        Some(secret) => secret_value(slot, secret, secrets),
        None => file_value(slot, slot.file.unwrap_or_default(), files),
    }
}

fn secret_value(
    slot: &Slot,
    name: &'static str,
    secrets: &dyn Fn(&str) -> Option<String>,
) -> Result<String> {
    let secret = secrets(name).filter(|secret| !secret.is_empty()).ok_or_else(|| {
        let operation = name.split('.').next().unwrap_or_default();
        Error::new(Code::MissingSecret).because(Detail::Secret(name, operation))
    })?;
    // RFC 6750's characters and a little more; what no credential has is a pasted line break.
    let sendable = secret.len() <= 4096 && secret.bytes().all(|b| b.is_ascii_graphic());
    if !sendable && slot.place != SlotPlace::JsonBody {
        return Err(Error::new(Code::InvalidSecret));
    }
    // One segment: a pasted address is none, and dots lead elsewhere.
    let segment = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if slot.place == SlotPlace::Path && !secret.bytes().all(segment) {
        return Err(Error::new(Code::InvalidSecret));
    }
    if secret.chars().any(char::is_control) {
        return Err(Error::new(Code::InvalidSecret));
    }
    Ok(match slot.format {
        Some(format) => format.replacen("{}", &secret, 1),
        None => secret,
    })
}

fn file_value(slot: &Slot, name: &str, files: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<String> {
    let bytes =
        files(name).ok_or_else(|| Error::new(Code::MissingFile).at(format!("/input/{name}")))?;
    Ok(match slot.encoding {
        Some(SlotFormat::Base64Twice) => STANDARD.encode(STANDARD.encode(bytes)),
        Some(SlotFormat::Base64Text) => {
            let text = base64_text(&bytes);
            text.ok_or_else(|| Error::new(Code::InvalidValue).at(format!("/input/{name}")))?
        }
        _ => STANDARD.encode(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_bodies_have_no_control_characters() {
        let slot = Slot::secret("kz_info.api_key", SlotPlace::JsonBody, "api_key");
        let value =
            |secret: &str| secret_value(&slot, "kz_info.api_key", &|_| Some(secret.to_owned()));
        assert_eq!(value("пароль и пробел").unwrap(), "пароль и пробел");
        assert_eq!(value("a\nb").unwrap_err().code, Code::InvalidSecret);
        let bearer = slot.within("Bearer {}");
        let secrets = |_: &str| Some("t".to_owned());
        assert_eq!(secret_value(&bearer, "sber.access_token", &secrets).unwrap(), "Bearer t");
        let query = Slot::secret("api_cloud.token", SlotPlace::Query, "token");
        for (length, sent) in [(4096, true), (4097, false)] {
            let long = |_: &str| Some("a".repeat(length));
            assert_eq!(secret_value(&query, "api_cloud.token", &long).is_ok(), sent, "{length}");
        }
    }

    #[test]
    fn files_are_encoded_as_their_slot_says() {
        let value = |encoding, bytes: &'static [u8]| {
            file_value(&Slot::file("file", encoding), "file", &|_| Some(bytes.to_vec()))
        };
        assert_eq!(value(SlotFormat::Base64, b"abc").unwrap(), "YWJj");
        assert_eq!(value(SlotFormat::Base64Twice, b"abc").unwrap(), "WVdKag==");
        assert_eq!(value(SlotFormat::Base64Text, b"YWJj\n").unwrap(), "YWJj");
        let error = value(SlotFormat::Base64Text, b"!").unwrap_err();
        assert_eq!((error.code, error.path.as_deref()), (Code::InvalidValue, Some("/input/file")));
        let slot = Slot::file("file", SlotFormat::Base64);
        let error = file_value(&slot, "file", &|_| None).unwrap_err();
        assert_eq!((error.code, error.path.as_deref()), (Code::MissingFile, Some("/input/file")));
    }
}
