//! The central directory of a ZIP archive: its names, and whether it may be unpacked.
//!
//! Source: APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16. Nothing is unpacked.

use crate::error::Text;

const MOST_ENTRIES: usize = 1_000;
const MOST_DIRECTORY: usize = 1024 * 1024;
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
const MOST_RATIO: u64 = 100;

/// The names of all entries.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, Text> {
    let directory = directory(bytes).ok_or(ZIP)?;
    if directory.count > MOST_ENTRIES || directory.bytes.len() > MOST_DIRECTORY {
        return Err(TOO_MANY);
    }
    let (mut rest, mut names, mut unpacked) = (directory.bytes, Vec::new(), 0_u64);
    for _ in 0..directory.count {
        let entry = Entry::read(rest).ok_or(ZIP)?;
        const ENCRYPTED: u16 = 1;
        if entry.flags & ENCRYPTED != 0 {
            return Err(PLAIN);
        }
        unpacked = unpacked.saturating_add(entry.size);
        let bomb = entry.size > MOST_RATIO.saturating_mul(entry.packed.max(1024));
        if bomb || unpacked > MOST_UNPACKED {
            return Err(BOMB);
        }
        let name = entry.name().ok_or(ZIP)?;
        if !is_safe(&name) {
            return Err(SAFE);
        }
        names.push(name);
        rest = entry.rest;
    }
    // Entries beyond the count would be shown by others and not here.
    if !rest.is_empty() {
        return Err(ZIP);
    }
    Ok(names)
}

struct Directory<'a> {
    count: usize,
    bytes: &'a [u8],
}

/// Finds the central directory by its end record, which stands in the last 65,557 bytes, right behind
/// it: readers differ on where it begins otherwise.
fn directory(bytes: &[u8]) -> Option<Directory<'_>> {
    const END: [u8; 4] = *b"PK\x05\x06";
    const LENGTH: usize = 22;
    let last = bytes.len().checked_sub(LENGTH)?;
    let first = last.saturating_sub(0xffff);
    for at in (first..=last).rev() {
        let record = bytes.get(at..)?;
        let comment = usize::from(u16_at(record, 20)?);
        if !record.starts_with(&END) || record.len() != LENGTH + comment {
            continue;
        }
        let (count, size) = (u16_at(record, 10)?, u32_at(record, 12)?);
        let begin = usize::try_from(u32_at(record, 16)?).ok()?;
        let end = begin.checked_add(usize::try_from(size).ok()?)?;
        // One disk, and no ZIP64: a mark of either in place of a number.
        let whole = u16_at(record, 4)? == 0 && u16_at(record, 8)? == count && count != 0xffff;
        return (whole && end == at)
            .then(|| Some(Directory { count: count.into(), bytes: bytes.get(begin..end)? }))?;
    }
    None
}

struct Entry<'a> {
    flags: u16,
    packed: u64,
    size: u64,
    name: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Entry<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        const LENGTH: usize = 46;
        if !bytes.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?);
        let end = LENGTH + usize::from(name);
        Some(Self {
            flags: u16_at(bytes, 8)?,
            packed: u32_at(bytes, 20)?.into(),
            size: u32_at(bytes, 24)?.into(),
            name: bytes.get(LENGTH..end)?,
            rest: bytes.get(end + usize::from(extra) + usize::from(comment)..)?,
        })
    }

    /// UTF-8 where bit 11 says so or the bytes are nothing else, otherwise cp866, as archivers of
    /// Russian Windows write it. `None` where bit 11 says so and they are not.
    fn name(&self) -> Option<String> {
        const UTF8: u16 = 1 << 11;
        match std::str::from_utf8(self.name) {
            Ok(name) => Some(name.to_owned()),
            Err(_) if self.flags & UTF8 != 0 => None,
            Err(_) => Some(self.name.iter().map(|byte| cp866(*byte)).collect()),
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// No way out of a folder, and nothing that shows another name than it is.
fn is_safe(name: &str) -> bool {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let parts = |name: &str| name.split('/').all(|part| part != "..");
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && !name.chars().any(|c| bidi(c) || c.is_control())
        && parts(name)
}

/// A character of code page 866: of its upper half only the letters and № matter here, the frames
/// between them stand for themselves.
fn cp866(byte: u8) -> char {
    let letter = |first: char, offset: u8| {
        char::from_u32(u32::from(first) + u32::from(offset)).unwrap_or('\u{fffd}')
    };
    match byte {
        0..=0x7f => char::from(byte),
        0x80..=0xaf => letter('А', byte - 0x80),
        0xe0..=0xef => letter('р', byte - 0xe0),
        0xf0 => 'Ё',
        0xf1 => 'ё',
        0xfc => '№',
        _ => '\u{fffd}',
    }
}

pub(super) const ZIP: Text = Text { en: "a ZIP archive", ru: "архив ZIP" };
const TOO_MANY: Text = Text {
    en: "an archive of at most 1000 files",
    ru: "архив не больше чем из 1000 файлов",
};
const PLAIN: Text =
    Text { en: "an archive without a password", ru: "архив без пароля" };
const BOMB: Text = Text {
    en: "an archive that unpacks to at most 1 GiB, and no file to more than 100 times its size",
    ru: "архив, который распаковывается не больше чем в 1 ГиБ, а каждый файл — не больше чем стократно",
};
const SAFE: Text = Text {
    en: "plain file names: no absolute paths, no `..`, no hidden characters",
    ru: "простые имена файлов: без абсолютных путей, «..» и скрытых знаков",
};
