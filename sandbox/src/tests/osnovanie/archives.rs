//! Archives, written without compression; and which of them are accepted.

use super::*;

const NAMES: [&str; 7] = [
    "Application.pdf",
    "Procuration.pdf",
    "Passport 1.pdf",
    "Passport 2.pdf",
    "SNILS.pdf",
    "Photo.jpg",
    "Revocation.pdf",
];

/// All that any application needs.
pub(super) fn documents() -> Vec<u8> {
    zip(NAMES.map(|name| (true, name.as_bytes())))
}

/// An archive of files with these names, in UTF-8 or not.
pub(super) fn zip<'a>(names: impl IntoIterator<Item = (bool, &'a [u8])>) -> Vec<u8> {
    let (mut files, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for (is_utf8, name) in names {
        let flags: u16 = if is_utf8 { 1 << 11 } else { 0 };
        let (offset, length) = (files.len() as u32, name.len() as u16);
        // Version, flags, method, time, date, check sum, two sizes, length of the name: one text.
        let about = [
            &[20, 0][..],
            &flags.to_le_bytes(),
            &[0; 6],
            &[0x4c, 0x33, 0xd1, 0xe8],
            &[1, 0, 0, 0, 1, 0, 0, 0],
            &length.to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        files.extend([b"PK\x03\x04", about.as_slice(), name, b"x"].concat());
        directory.extend([b"PK\x01\x02\x14\0", about.as_slice(), &[0; 10]].concat());
        directory.extend(offset.to_le_bytes());
        directory.extend(name);
        count += 1;
    }
    let (start, size) = (files.len() as u32, directory.len() as u32);
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count.to_le_bytes(),
        &count.to_le_bytes(),
        &size.to_le_bytes(),
        &start.to_le_bytes(),
        &[0, 0],
    ];
    [files, directory, end.concat()].concat()
}

fn of(names: &[&str]) -> Vec<u8> {
    zip(names.iter().map(|name| (true, name.as_bytes())))
}

/// `Паспорт`, `СНИЛС`, `Фото` and `Заявление` as DOS writes them.
const CP866: [&[u8]; 5] = [
    b"\x8f\xa0\xe1\xaf\xae\xe0\xe2 1.pdf",
    b"\x8f\xa0\xe1\xaf\xae\xe0\xe2 2.pdf",
    b"\x91\x8d\x88\x8b\x91.pdf",
    b"\x94\xae\xe2\xae \xa7\xa0\xef\xa2\xa8\xe2\xa5\xab\xef.jpg",
    b"\x87\xa0\xef\xa2\xab\xa5\xad\xa8\xa5.pdf",
];

#[test]
fn archives_are_taken_by_their_names() {
    let russian = ["Паспорт.pdf", "СНИЛС.pdf", "Фото.jpg", "Заявление.pdf", "Заявление 2.pdf"];
    for (case, snils, zip, says) in [
        ("Russian", PLAIN, of(&russian), None),
        ("cp866", PLAIN, zip(CP866.map(|name| (false, name))), None),
        ("everything", "99900000822", documents(), None),
        ("no revocation", "99900000822", of(&russian), Some("«Отзыв»")),
        ("four files", PLAIN, of(&russian[..4]), Some("не менее 5")),
        (
            "a directory is no file",
            PLAIN,
            of(&[&russian[..4], &["Фото/"]].concat()),
            Some("не менее 5"),
        ),
        ("no photo", PLAIN, of(&NAMES[..5]), Some("«Фото»")),
        ("twice", PLAIN, of(&[&russian[..4], &["Фото.jpg"]].concat()), Some("повторяются")),
        ("a contract", PLAIN, of(&[&russian[..4], &["Договор.pdf"]].concat()), Some("Договор.pdf")),
        ("case", PLAIN, of(&[&russian[..4], &["photo.jpg"]].concat()), Some("photo.jpg")),
        ("folder", PLAIN, of(&[&russian[..4], &["a/Фото.jpg"]].concat()), Some("a/Фото.jpg")),
        (
            "cp866 that says UTF-8",
            PLAIN,
            zip(CP866.map(|name| (true, name))),
            Some("Недопустимое имя"),
        ),
        ("no archive", PLAIN, DER.to_vec(), Some("ZIP")),
        ("a cut one", PLAIN, documents()[..400].to_vec(), Some("ZIP")),
        ("a directory that is elsewhere", PLAIN, documents()[1..].to_vec(), Some("ZIP")),
        ("nothing", PLAIN, Vec::new(), Some("Файл не передан")),
    ] {
        let mut api = Api::new();
        let id = api.created(&person(snils));
        api.pass(5_000);
        let reply = api.attach(id, 8, &zip);
        match says {
            None => assert!(is_done(&reply), "{case}: {}", text(&reply)),
            Some(says) => refused(&reply, 500, says),
        }
        assert_eq!(api.count(&format!("attach_file.8/{id}")), 1, "{case}");
        let executed = api.count(&format!("attach_file.8.executed/{id}"));
        assert_eq!(executed, u64::from(says.is_none()), "{case}");
    }
}

#[test]
fn a_company_needs_six_files_and_a_procuration() {
    let mut api = Api::new();
    let id = api.created(&company("99900000317"));
    api.pass(5_000);
    refused(&api.attach(id, 8, &of(&NAMES[..5])), 500, "не менее 6");
    let without: Vec<_> = NAMES.into_iter().filter(|name| *name != "Procuration.pdf").collect();
    refused(&api.attach(id, 8, &of(&without)), 500, "«Доверенность»");
    done(&api.attach(id, 8, &of(&NAMES[..6])));
}

#[test]
fn with_a_signature_of_fns_the_revocation_is_always_needed() {
    let mut api = Api::new();
    let more = r#""type":1,"identificationKind":1"#;
    let id = api.created(&info("99900000216", more));
    api.pass(5_000);
    refused(&api.attach(id, 8, &of(&NAMES[..6])), 500, "«Отзыв»");
    done(&api.attach(id, 8, &documents()));
}

#[test]
fn files_are_looked_at_as_far_as_they_say_what_they_are() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN));
    api.pass(5_000);
    refused(&api.attach(id, 17, DER), 500, "ZIP");
    done(&api.attach(id, 17, &of(&["Памятка.pdf"])));
    done(&api.attach(id, 8, &documents()));
    refused(&api.attach(id, 9, b"MIIB"), 500, "Неверный формат");
    done(&api.attach(id, 9, DER));
    api.pass(10_000);
    refused(&api.attach(id, 0, b"MIIB"), 500, "Неверный формат");
    done(&api.attach(id, 0, b"-----BEGIN NEW CERTIFICATE REQUEST-----"));
    refused(&api.attach(id, 20, b"-----BEGIN CMS-----"), 500, "без заголовков");
    refused(&api.attach(id, 20, b"MIIPEwYJ"), 500, "без заголовков");
    let mut twice = |file: &str| {
        let members = format!(r#""File_Name":"r","File":"{file}","FileType":20,"requestId":{id}"#);
        api.post("request/attach_file", &members)
    };
    refused(&twice("-----BEGIN CMS-----"), 500, "correct format");
    done(&twice("MIIB\\r\\nAAAA"));
}
