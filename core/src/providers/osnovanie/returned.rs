//! Files in answers: untrusted names and contents.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::codes::{Named, file_named, licence_named};
use super::loose::{Loose, list, shape};
use crate::error::Result;
use crate::file::{decode, sha256_hex};
use crate::http::Answer;
use crate::protocol::Notes;

/// A file of the provider's, its kind by its code and never by its name (Q-A21).
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "returned_file"))]
pub struct Returned<'a> {
    /// A base name that is safe on any file system, at most 200 bytes.
    pub name: String,
    /// Absent for a licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<Named>,
    /// As the provider says; not to be relied on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<Cow<'a, str>>,
    /// In bytes.
    pub size: usize,
    pub sha256: String,
    /// The content, without line breaks.
    pub base64: String,
}

/// A certificate or a licence may be in it.
impl std::fmt::Debug for Returned<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Returned({} bytes)", self.size)
    }
}

/// The files of an answer: an array at the root.
///
/// # Errors
/// `body_shape` where it is none, or a content no base64: half a set of files is no answer.
pub(super) fn files<'a>(answer: &Answer<'a>, notes: &mut Notes) -> Result<Vec<Returned<'a>>> {
    let items = list(answer.objects()?, "");
    items.iter().enumerate().map(|(index, item)| file(item, index, notes)).collect()
}

fn file<'a>(item: &Loose<'a>, index: usize, notes: &mut Notes) -> Result<Returned<'a>> {
    let content = item.field("contentBase64", notes);
    let text = content.text().ok_or_else(|| shape(item.place("contentBase64")))?;
    if text.contains(['\r', '\n']) {
        notes.quirk("osnovanie.base64_lines", || item.place("contentBase64"));
    }
    let bytes = decode(text).ok_or_else(|| shape(item.place("contentBase64")))?;
    let kind = item.field("type", notes).integer();
    // Q-A22: what has no type is a licence.
    let licence = item.field("licenseType", notes).integer().map(licence_named);
    let name = item.field("name", notes);
    let safe = safe_name(name.text().unwrap_or_default(), index);
    if name.text() != Some(&*safe) {
        notes.quirk("osnovanie.file_name", || item.place("name"));
    }
    Ok(Returned {
        name: safe,
        kind: kind.map(file_named),
        licence,
        media_type: item.field("mimeType", notes).cow(),
        size: bytes.len(),
        sha256: sha256_hex(&bytes),
        base64: STANDARD.encode(&bytes),
    })
}

/// Names that Windows keeps for devices, whatever follows a dot.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "com", "lpt", "conin$", "conout$"];

/// The last part of a path, without what a file system or a reader could be fooled with.
fn safe_name(name: &str, index: usize) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let keep = |c: char| !c.is_control() && !bidi(c) && !"<>:\"|?*".contains(c);
    let plain: String = last.chars().filter(|c| keep(*c)).collect();
    let plain = plain.trim_matches([' ', '.']);
    let stem = plain.split('.').next().unwrap_or_default().to_lowercase();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if plain.is_empty() || RESERVED.contains(&stem) {
        return format!("file_{index}");
    }
    let mut end = plain.len().min(200);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    plain.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        for (name, safe) in [
            ("Мартьянов1_cert_1318.cer", "Мартьянов1_cert_1318.cer"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\a.cer", "a.cer"),
            ("a\u{202e}xcod.exe", "axcod.exe"),
            ("con.cer", "file_3"),
            ("COM1", "file_3"),
            ("..", "file_3"),
            ("", "file_3"),
            ("a<b>:c\u{0}.txt", "abc.txt"),
            ("company.cer", "company.cer"),
        ] {
            assert_eq!(safe_name(name, 3), safe, "{name:?}");
        }
        let long = safe_name(&"я".repeat(300), 0);
        assert!(long.len() <= 200 && long.chars().all(|c| c == 'я'));
    }
}
