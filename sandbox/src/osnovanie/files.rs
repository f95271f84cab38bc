//! The files that come back: `result` (§8) and `client_docs` (§10). Their contents are invented and
//! only begin as such files begin.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::application::Application;

/// The licence for КриптоПро of `answers/osnovanie_products.json`.
const LICENCE: i64 = 226;

/// A licence has no `type` but a `licenseType`, as in the document's example.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File {
    name: String,
    content_base64: String,
    mime_type: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    file_type: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_type: Option<u8>,
}

fn file(file_type: i64, name: String, mime_type: &'static str, content: &[u8]) -> File {
    let content_base64 = STANDARD.encode(content);
    File { name, content_base64, mime_type, file_type: Some(file_type), license_type: None }
}

pub(super) fn results(id: i64, application: &Application, now_ms: i64) -> Vec<File> {
    if application.status(now_ms) != 4 {
        return Vec::new();
    }
    let who = application.info.text("lastName");
    let certificate = [b"\x30\x82\x01\x00".as_slice(), &[b'c'; 256]].concat();
    let print = [b"PK\x03\x04".as_slice(), &[b'x'; 200]].concat();
    // The number in the second name is another one in the document's example too.
    let mut files = vec![
        file(7, format!("{who}1_cert_{id}.cer"), "application/octet-stream", &certificate),
        lined(file(
            6,
            format!("{who}1_certInfo_{}.xps", id + 77),
            "application/vnd.ms-xpsdocument",
            &print,
        )),
    ];
    if application.info.products().contains(&LICENCE) {
        let key = file(0, format!("{who}1_key_{id}.txt"), "text/plain", b"SANDBOX LICENCE KEY");
        files.push(File { file_type: None, license_type: Some(10), ..key });
    }
    files
}

pub(super) fn client_docs(id: i64, application: &Application, file_type: i64) -> Vec<File> {
    let who = application.info.text("lastName");
    let pdf = |what: &str| {
        let content = format!("%PDF-1.4\n%{what} {id}\n%%EOF\n");
        let name = format!("{who}_{what}_{id}.pdf");
        vec![file(file_type, name, "application/pdf", content.as_bytes())]
    };
    match file_type {
        1 => pdf("application"),
        3 => pdf("bill"),
        17 => (1..)
            .zip(&application.extra)
            .map(|(at, zip)| {
                file(17, format!("{who}_documents_{id}_{at}.zip"), "application/zip", zip)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// With the line breaks of MIME, which clients of the API are ready for.
fn lined(file: File) -> File {
    let mut content_base64 = String::new();
    for (at, sign) in file.content_base64.chars().enumerate() {
        if at > 0 && at % 76 == 0 {
            content_base64.push_str("\r\n");
        }
        content_base64.push(sign);
    }
    File { content_base64, ..file }
}
