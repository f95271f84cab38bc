use super::*;

/// An archive of empty stored files: the directory is all that is looked at.
fn zip(names: &[(&[u8], u16)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, flags) in names {
        let at = u32::try_from(out.len()).unwrap();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common = [&[20, 0], &flags.to_le_bytes()[..], &[0; 18], &length, &[0, 0]].concat();
        out.extend([b"PK\x03\x04", &common[..], name].concat());
        let tail = [&[0; 10][..], &at.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &tail, name].concat());
    }
    let (at, size) = (out.len() as u32, directory.len() as u32);
    let count = (names.len() as u16).to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes()].concat());
    out.extend([&at.to_le_bytes()[..], &[0, 0]].concat());
    out
}

fn latin(names: &[&str]) -> Vec<u8> {
    zip(&names.iter().map(|name| (name.as_bytes(), 0)).collect::<Vec<_>>())
}

const PERSON: Wanted = Wanted { procuration: false, revocation: false, least: 5 };
const FULL: [&str; 5] =
    ["Application.pdf", "Passport 1.jpg", "Passport 2.jpg", "SNILS.jpg", "Photo.jpg"];

fn expected(bytes: &[u8], wanted: Wanted) -> Option<String> {
    check(bytes, wanted, "/input/archive").err().map(|error| error.message())
}

#[test]
fn a_complete_archive() {
    assert_eq!(expected(&latin(&FULL), PERSON), None);
    let company = Wanted { procuration: true, least: 6, ..PERSON };
    let with = |more: &[&str]| latin(&[&FULL[..], more].concat());
    assert_eq!(expected(&with(&["Procuration.pdf"]), company), None);
    assert!(expected(&latin(&FULL), company).unwrap().contains("Procuration"));
    let revoking = Wanted { revocation: true, ..PERSON };
    assert!(expected(&latin(&FULL), revoking).unwrap().contains("Revocation"));
    assert_eq!(expected(&with(&["Revocation.pdf"]), revoking), None);
    // Folders and what macOS adds do not count, and need no prefix.
    let noise = ["scans/", "__MACOSX/._SNILS.jpg", "scans/.DS_Store"];
    assert_eq!(expected(&with(&noise), PERSON), None);
}

#[test]
fn names_in_cp866_and_in_utf8() {
    let names =
        ["Заявление.pdf", "Паспорт 1.jpg", "Паспорт №2.jpg", "СНИЛС.jpg", "Фото заявителя.jpg"];
    let utf8: Vec<_> = names.iter().map(|name| (name.as_bytes(), 1 << 11)).collect();
    assert_eq!(expected(&zip(&utf8), PERSON), None);
    let byte = |c: char| match c {
        'А'..='п' => u8::try_from(u32::from(c) - u32::from('А') + 0x80).unwrap(),
        'р'..='я' => u8::try_from(u32::from(c) - u32::from('р') + 0xe0).unwrap(),
        '№' => 0xfc,
        c => u8::try_from(c).unwrap(),
    };
    let bytes: Vec<Vec<u8>> = names.iter().map(|name| name.chars().map(byte).collect()).collect();
    let cp866: Vec<_> = bytes.iter().map(|name| (name.as_slice(), 0)).collect();
    assert_eq!(expected(&zip(&cp866), PERSON), None);
    let mislabelled: Vec<_> = bytes.iter().map(|name| (name.as_slice(), 1 << 11)).collect();
    assert!(expected(&zip(&mislabelled), PERSON).unwrap().contains("a ZIP archive"));
}

#[test]
fn what_is_missing_is_named() {
    for left_out in ["Application", "Passport", "SNILS", "Photo"] {
        let names: Vec<_> = FULL.into_iter().filter(|name| !name.starts_with(left_out)).collect();
        assert!(expected(&latin(&names), PERSON).unwrap().contains(left_out), "{left_out}");
    }
    let four = latin(&[FULL[0], FULL[1], FULL[3], FULL[4]]);
    assert!(expected(&four, PERSON).unwrap().contains('5'));
    assert_eq!(expected(&four, Wanted { least: 4, ..PERSON }), None);
}

#[test]
fn what_is_refused() {
    // Of the end record: 4 is the disk, 8 the entries on it, 12 the size of the directory.
    let edited = |at: usize, byte: u8| {
        let mut bytes = latin(&FULL);
        let last = bytes.len() - 22;
        bytes[last + at] = byte;
        bytes
    };
    let with = |name: &str| latin(&[&FULL[..], &[name]].concat());
    for (bytes, part) in [
        (with("Contract.pdf"), "begin with"),
        (with("passport 3.jpg"), "begin with"),
        (with("PHOTO.JPG"), "once"),
        (with("../Photo 2.jpg"), "plain"),
        (with("/Photo 2.jpg"), "plain"),
        (with("C:Photo.jpg"), "plain"),
        (with("Photo\u{202e}gpj.exe"), "plain"),
        (b"PK\x03\x04".to_vec(), "ZIP"),
        (Vec::new(), "ZIP"),
        (latin(&FULL).split_last().unwrap().1.to_vec(), "ZIP"),
        (edited(12, 0), "ZIP"),
        (edited(4, 1), "ZIP"),
        (edited(8, 4), "ZIP"),
        (latin(&vec!["Photo.jpg"; 1_001]), "1000 files"),
        (latin(&vec!["Photo.jpg"; 1_000]), "once"),
        (zip(&[(b"Photo.jpg", 1)]), "password"),
    ] {
        let message = expected(&bytes, PERSON).unwrap();
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_would_be_unpacked_is_bounded() {
    let sized = |packed: u32, size: u32| {
        let mut bytes = latin(&FULL);
        let entry = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        bytes[entry + 20..entry + 24].copy_from_slice(&packed.to_le_bytes());
        bytes[entry + 24..entry + 28].copy_from_slice(&size.to_le_bytes());
        expected(&bytes, PERSON)
    };
    const GIB: u32 = 1 << 30;
    for (packed, size) in [(GIB, GIB), (1, 100 * 1024), (2048, 200 * 1024)] {
        assert_eq!(sized(packed, size), None, "{packed} {size}");
    }
    for (packed, size) in [(GIB, GIB + 1), (1, 100 * 1024 + 1), (2048, 200 * 1024 + 1)] {
        assert!(sized(packed, size).unwrap().contains("unpack"), "{packed} {size}");
    }
}
