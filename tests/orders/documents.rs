//! Documents of people who do not exist.

use serde_json::{Value, json};

/// A person's application, by the sandbox's СНИЛС.
pub(crate) fn application(snils: &str, kind: u8) -> Value {
    json!({
        "applicant_type": "person",
        "last_name": "Заявителев",
        "first_name": "Иван",
        "patronymic": "Тестович",
        "gender": "male",
        "birth_date": "1900-01-01",
        "snils": snils,
        "inn": "980000000101",
        "passport": "0000 000001",
        "passport_issued_on": "1914-01-01",
        "passport_issuer_code": "000-000",
        "passport_issuer": "ОВД вымышленного города",
        "email": "applicant@example.invalid",
        "phone": "+79990000000",
        "region": 99,
        "city": "Тестоград",
        "address": "ул. Примерная, 1",
        "identification_kind": kind,
        "offer_joining": true
    })
}

/// The applicant's documents; `revocation` adds that application, `short` leaves the photo out.
pub(crate) fn archive(revocation: bool, short: bool) -> Vec<u8> {
    let mut names = vec!["Application.pdf", "Passport 1.jpg", "Passport 2.jpg", "SNILS.jpg"];
    if !short {
        names.push("Photo.jpg");
    }
    if revocation {
        names.push("Revocation.pdf");
    }
    zip(&names)
}

/// An archive of empty files.
fn zip(names: &[&str]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let at = u32::try_from(out.len()).expect("a short archive").to_le_bytes();
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let common = [&[20, 0][..], &[0; 20], &length, &[0, 0]].concat();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes()].concat());
        let tail = [&[0; 10][..], &at].concat();
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &tail, name.as_bytes()].concat());
    }
    let at = u32::try_from(out.len()).expect("a short archive").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("a short archive").to_le_bytes();
    let count = u16::try_from(names.len()).expect("few files").to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &at, &[0, 0]].concat());
    out
}

/// A certificate request with this identification kind.
pub(crate) fn request(kind: u8) -> Vec<u8> {
    const COMMON_NAME: &[u8] = &[6, 3, 0x55, 4, 3];
    const EXTENSION_REQUEST: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14];
    const KIND: &[u8] = &[6, 5, 0x2a, 0x85, 3, 0x64, 0x72];
    const KEY: &[u8] = &[6, 8, 0x2a, 0x85, 3, 7, 1, 1, 1, 1];
    let pair = tlv(0x30, &[COMMON_NAME, &tlv(0x0c, &[b"X"])]);
    let name = tlv(0x30, &[&tlv(0x31, &[&pair])]);
    let key = tlv(0x30, &[&tlv(0x30, &[KEY]), &tlv(3, &[&[0, 4, 1, 7]])]);
    let extension = tlv(0x30, &[KIND, &tlv(4, &[&[2, 1, kind]])]);
    let values = tlv(0x31, &[&tlv(0x30, &[&extension])]);
    let attributes = tlv(0xa0, &[&tlv(0x30, &[EXTENSION_REQUEST, &values])]);
    let info = tlv(0x30, &[&[2, 1, 0], &name, &key, &attributes]);
    tlv(0x30, &[&info, &tlv(0x30, &[KEY]), &tlv(3, &[&[0, 1]])])
}

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    let length = u8::try_from(value.len()).expect("short values");
    let head: &[u8] = if length < 128 { &[tag, length] } else { &[tag, 0x81, length] };
    [head, &value].concat()
}
