//! The certificate request, PKCS#10 (RFC 2986): the two things in it that cannot be mended later.
//!
//! Source: «External API», sections 3 and 3.2: the identification kind in the request beats the
//! application's, and a request for an information system names no person. Nothing is verified
//! cryptographically: that is the provider's part.

mod pkcs10;

use der::asn1::ObjectIdentifier;

use self::pkcs10::Request;
use crate::error::{Error, Result, Text};
use crate::file::der;

/// What the request has to agree with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) identification_kind: i64,
    pub(super) for_info_sys: bool,
    pub(super) company: bool,
}

/// Surname, given name, СНИЛС and ИНН of a person.
const OF_A_PERSON: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("2.5.4.4"),
    ObjectIdentifier::new_unwrap("2.5.4.42"),
    ObjectIdentifier::new_unwrap("1.2.643.100.3"),
    ObjectIdentifier::new_unwrap("1.2.643.3.131.1.1"),
];
const TITLE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.12");

/// Looks at the request in the member at `path`: DER, PEM or base64.
///
/// # Errors
/// `invalid_value`, with what is expected.
pub(super) fn check(bytes: &[u8], wanted: Wanted, path: &str) -> Result<()> {
    let wrong = |expected| Error::invalid(path, expected);
    let der = der(bytes).ok_or_else(|| wrong(PKCS10))?;
    let request = Request::read(&der).ok_or_else(|| wrong(PKCS10))?;
    match request.kind {
        Some(kind) if kind != wanted.identification_kind => return Err(wrong(SAME_KIND)),
        // Without the extension the request stands for an applicant who comes in person.
        None if wanted.identification_kind != 0 => return Err(wrong(HAS_KIND)),
        _ => {}
    }
    let person =
        |oid: &ObjectIdentifier| OF_A_PERSON.contains(oid) || (wanted.company && *oid == TITLE);
    if wanted.for_info_sys && request.subject.iter().any(person) {
        return Err(wrong(NO_PERSON));
    }
    Ok(())
}

/// Looks whether the member at `path` is a request at all.
///
/// # Errors
/// `invalid_value`.
pub(super) fn check_form(bytes: &[u8], path: &str) -> Result<()> {
    let request = der(bytes).as_deref().and_then(Request::read);
    request.map(|_| ()).ok_or_else(|| Error::invalid(path, PKCS10))
}

const PKCS10: Text = Text {
    en: "a certificate request PKCS#10, as DER or PEM",
    ru: "запрос на сертификат PKCS#10 в DER или PEM",
};
const SAME_KIND: Text = Text {
    en: "a request whose extension 1.2.643.100.114 agrees with identification_kind",
    ru: "запрос, в котором расширение 1.2.643.100.114 совпадает с identification_kind заявки",
};
const HAS_KIND: Text = Text {
    en: "a request with the extension 1.2.643.100.114, as the application is not identified in person",
    ru: "запрос с расширением 1.2.643.100.114: в заявке указана идентификация не лично",
};
const NO_PERSON: Text = Text {
    en: "a request without name, SNILS, INN and position of a person, since it is for an information system",
    ru: "запрос без ФИО, СНИЛС, ИНН физлица и должности: сертификат для информационной системы",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let value = parts.concat();
        let length = value.len();
        let head = if length < 128 {
            vec![tag, length as u8]
        } else {
            vec![tag, 0x82, (length >> 8) as u8, length as u8]
        };
        [head, value].concat()
    }

    fn oid(text: &str) -> Vec<u8> {
        tlv(6, &[ObjectIdentifier::new_unwrap(text).as_bytes()])
    }

    /// A request with these types in its subject, and this kind.
    pub(in crate::providers::osnovanie) fn request(subject: &[&str], kind: Option<u8>) -> Vec<u8> {
        let name: Vec<Vec<u8>> = subject
            .iter()
            .map(|name| tlv(0x31, &[&tlv(0x30, &[&oid(name), &tlv(0x0c, &[b"X"])])]))
            .collect();
        let name = tlv(0x30, &name.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let attributes = kind.map(|kind| {
            let value = tlv(4, &[&[2, 1, kind]]);
            let extension = tlv(0x30, &[&oid("1.2.643.100.114"), &value]);
            let other =
                tlv(0x30, &[&oid("2.5.29.15"), &[1, 1, 0xff], &tlv(4, &[&[3, 2, 0, 0xf0]])]);
            let values = tlv(0x31, &[&tlv(0x30, &[&other, &extension])]);
            tlv(0x30, &[&oid("1.2.840.113549.1.9.14"), &values])
        });
        let attributes = tlv(0xa0, &[attributes.as_deref().unwrap_or_default()]);
        let key = tlv(0x30, &[&tlv(0x30, &[&oid("1.2.643.7.1.1.1.1")]), &tlv(3, &[&[0, 4, 1, 7]])]);
        let info = tlv(0x30, &[&[2, 1, 0], &name, &key, &attributes]);
        tlv(0x30, &[&info, &tlv(0x30, &[&oid("1.2.643.7.1.1.3.2")]), &tlv(3, &[&[0, 1]])])
    }

    const WANTED: Wanted = Wanted { identification_kind: 0, for_info_sys: false, company: false };

    fn expected(bytes: &[u8], wanted: Wanted) -> Option<String> {
        check(bytes, wanted, "/input/certificate_request").err().map(|error| error.message())
    }

    #[test]
    fn the_kind_has_to_agree() {
        let remote = Wanted { identification_kind: 1, ..WANTED };
        for (kind, wanted, right) in [
            (None, WANTED, true),
            (Some(0), WANTED, true),
            (Some(1), WANTED, false),
            (Some(1), remote, true),
            (Some(0), remote, false),
            (None, remote, false),
        ] {
            let bytes = request(&["2.5.4.3", "2.5.4.4"], kind);
            assert_eq!(expected(&bytes, wanted).is_none(), right, "{kind:?}");
        }
    }

    #[test]
    fn an_information_system_has_no_name() {
        let system = Wanted { for_info_sys: true, ..WANTED };
        let company = Wanted { company: true, ..system };
        assert_eq!(expected(&request(&["2.5.4.3", "2.5.4.10"], None), system), None);
        for person in ["2.5.4.4", "2.5.4.42", "1.2.643.100.3", "1.2.643.3.131.1.1"] {
            let bytes = request(&["2.5.4.3", person], None);
            assert!(expected(&bytes, system).unwrap().contains("without name"), "{person}");
            assert_eq!(expected(&bytes, WANTED), None);
        }
        let title = request(&["2.5.4.12"], None);
        assert_eq!(expected(&title, system), None);
        assert!(expected(&title, company).is_some());
    }

    #[test]
    fn what_is_no_request() {
        let good = request(&["2.5.4.3"], Some(1));
        let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &good);
        let remote = Wanted { identification_kind: 1, ..WANTED };
        let pem = format!(
            "-----BEGIN CERTIFICATE REQUEST-----\n{text}\n-----END CERTIFICATE REQUEST-----\n"
        );
        for right in [good.as_slice(), text.as_bytes(), pem.as_bytes()] {
            assert_eq!(expected(right, remote), None);
        }
        for cut in 0..good.len() {
            assert!(expected(&good[..cut], remote).is_some(), "{cut}");
        }
        for wrong in [&b""[..], b"PK\x03\x04", b"\x30\x00", b"-----BEGIN CERTIFICATE REQUEST-----"]
        {
            assert!(expected(wrong, remote).unwrap().contains("PKCS#10"));
        }
    }
}
