//! An archive of documents: what is taken is one by a second reader, with plain names.

use spravka_core::file::sha256_hex;

use crate::flow::{Flow, answered};
use crate::private::holds_no_canary;
use crate::step::Kind;

/// An application whose documents are awaited, as the provider tells it.
const STATUS: &str = r#"[{"requestId":2101,"statusId":1}]"#;
const VIEW: &str = r#"{"info":{"type":1,"lastName":"Образцов","firstName":"Иван","identificationKind":0},"statusId":1,"list":[]}"#;

/// The bytes are the archive's.
pub(super) fn run(data: &[u8]) {
    if data.is_empty() {
        // No file has no bytes.
        return;
    }
    let input = format!(
        r#"{{"application_id":2101,"archive":{{"name":"a.zip","size":{},"sha256":"{}"}},"signature":{{"name":"a.sig","base64":"MAMCAQE="}}}}"#,
        data.len(),
        sha256_hex(data)
    );
    let files: [(&str, &[u8]); 1] = [("archive", data)];
    let mut flow = Flow::start_with("osnovanie.submit_documents", &input, "{}", &files);
    if flow.kind() == Kind::Fail {
        return refused(&flow.step);
    }
    // At once it is only looked whether it is an archive.
    check(&names(data).expect("a ZIP by the second reader"));
    for body in [STATUS, VIEW] {
        assert_eq!(flow.kind(), Kind::Send, "{}", flow.step);
        flow.resume_with(1, &answered(200, &[]), Some(body.as_bytes()), &files);
    }
    match flow.kind() {
        Kind::Fail => refused(&flow.step),
        Kind::Send => {
            let names = names(data).expect("a ZIP");
            let documents = names.iter().filter(|name| !name.ends_with('/')).count();
            assert!(documents >= 5, "{names:?}");
            assert!(flow.step.contains(r#""file":"archive""#), "{}", flow.step);
        }
        _ => panic!("{}", flow.step),
    }
}

fn refused(step: &str) {
    let fault = crate::step::read(step).error.expect("an error");
    assert_eq!(fault.class, "invalid_input", "{step}");
    assert!(fault.path.is_some_and(|path| path == "/input/archive"), "{step}");
    holds_no_canary(step);
}

fn check(names: &[String]) {
    assert!(!names.is_empty() && names.len() <= 1000);
    for name in names {
        assert!(!name.is_empty() && !name.starts_with('/') && !name.contains(['\\', '\0']));
        assert!(name.split('/').all(|part| part != ".."), "{name}");
    }
}

/// The names in the central directory, read forwards from where the end record says it begins.
fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let end = (0..bytes.len().checked_sub(21)?).rev().find(|at| {
        let comment = u16_at(bytes, at + 20).map(usize::from);
        bytes[*at..].starts_with(b"PK\x05\x06") && comment == Some(bytes.len() - at - 22)
    })?;
    let (count, mut at) = (u16_at(bytes, end + 10)?, u32_at(bytes, end + 16)?);
    let last = at.checked_add(u32_at(bytes, end + 12)?)?;
    let (mut names, mut unpacked) = (Vec::new(), 0);
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") || u16_at(bytes, at + 8)? & 1 != 0 {
            return None;
        }
        unpacked += u32_at(bytes, at + 24)?;
        let length = usize::from(u16_at(bytes, at + 28)?);
        let more = usize::from(u16_at(bytes, at + 30)?) + usize::from(u16_at(bytes, at + 32)?);
        names.push(String::from_utf8_lossy(bytes.get(at + 46..at + 46 + length)?).into_owned());
        at += 46 + length + more;
    }
    (at == last && last <= end && unpacked <= 1 << 30).then_some(names)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)?;
    usize::try_from(four).ok()
}
