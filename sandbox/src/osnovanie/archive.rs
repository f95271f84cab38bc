//! The archive of the applicant's documents (§6, type 8), by its directory; nothing is inflated.
//!
//! INFERRED: that a name is compared with regard to its case, that every name must begin with one
//! of the words (so that the contract, where the offer is not joined, has to borrow one), and that
//! names without the flag of UTF-8 are in cp866, as a public client writes them.

use std::collections::BTreeSet;

struct Paper {
    begins: [&'static str; 2],
    is_needed: fn(Needs) -> bool,
}

#[derive(Clone, Copy)]
struct Needs {
    organisation: bool,
    revocation: bool,
}

const PAPERS: &[Paper] = &[
    Paper { begins: ["Заявление", "Application"], is_needed: |_| true },
    Paper {
        begins: ["Доверенность", "Procuration"], is_needed: |needs| needs.organisation
    },
    Paper { begins: ["Паспорт", "Passport"], is_needed: |_| true },
    Paper { begins: ["СНИЛС", "SNILS"], is_needed: |_| true },
    Paper { begins: ["Фото", "Photo"], is_needed: |_| true },
    Paper { begins: ["Отзыв", "Revocation"], is_needed: |needs| needs.revocation },
];

/// What is wrong with the archive, in the API's words.
pub(super) fn check(zip: &[u8], organisation: bool, revocation: bool) -> Result<(), String> {
    let needs = Needs { organisation, revocation };
    let names = names(zip).ok_or("Файл не является ZIP-архивом")?;
    let least = if organisation { 6 } else { 5 };
    if names.len() < least {
        return Err(format!("В архиве должно быть не менее {least} файлов"));
    }
    if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return Err("Имена файлов в архиве повторяются".to_owned());
    }
    let is = |name: &str, paper: &Paper| paper.begins.iter().any(|word| name.starts_with(word));
    if let Some(name) = names.iter().find(|name| !PAPERS.iter().any(|paper| is(name, paper))) {
        return Err(format!("Недопустимое имя файла в архиве: {name}"));
    }
    let missing =
        |paper: &&Paper| (paper.is_needed)(needs) && !names.iter().any(|name| is(name, paper));
    match PAPERS.iter().find(missing) {
        Some(Paper { begins: [word, _], .. }) => Err(format!("В архиве нет файла «{word}»")),
        None => Ok(()),
    }
}

/// The names of the files, without the directories; `None` where this is no archive.
pub(super) fn names(zip: &[u8]) -> Option<Vec<String>> {
    const SHORTEST_END: usize = 22;
    let latest = zip.len().checked_sub(SHORTEST_END)?;
    let earliest = latest.saturating_sub(usize::from(u16::MAX));
    let end = (earliest..=latest).rev().find(|at| signature(zip, *at) == Some(b"PK\x05\x06"))?;
    let entries = u16_at(zip, end + 10)?;
    let mut at = usize::try_from(u32_at(zip, end + 16)?).ok()?;
    let mut names = Vec::new();
    for _ in 0..entries {
        if signature(zip, at)? != b"PK\x01\x02" {
            return None;
        }
        let is_utf8 = u16_at(zip, at + 8)? & (1 << 11) != 0;
        let [name, extra, comment] =
            [u16_at(zip, at + 28)?, u16_at(zip, at + 30)?, u16_at(zip, at + 32)?].map(usize::from);
        let bytes = zip.get(at + 46..at + 46 + name)?;
        let text = if is_utf8 {
            String::from_utf8_lossy(bytes).into_owned()
        } else {
            bytes.iter().map(|byte| cp866(*byte)).collect()
        };
        if !text.ends_with('/') {
            names.push(text);
        }
        at = at + 46 + name + extra + comment;
    }
    Some(names)
}

fn signature(zip: &[u8], at: usize) -> Option<&[u8; 4]> {
    zip.get(at..)?.first_chunk()
}

fn u16_at(zip: &[u8], at: usize) -> Option<u16> {
    zip.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn u32_at(zip: &[u8], at: usize) -> Option<u32> {
    zip.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The letters; the rest of the upper half is not needed here.
fn cp866(byte: u8) -> char {
    let letter = |first: char, from: u8| {
        char::from_u32(u32::from(first) + u32::from(byte - from)).unwrap_or('\u{fffd}')
    };
    match byte {
        0..0x80 => char::from(byte),
        0x80..=0xAF => letter('А', 0x80),
        0xE0..=0xEF => letter('р', 0xE0),
        0xF0 => 'Ё',
        0xF1 => 'ё',
        0xFC => '№',
        _ => '\u{fffd}',
    }
}
