//! The archive with the applicant's documents, looked at without unpacking it.
//!
//! Source: «External API», section 6: which files, how many, and how their names begin. Only the
//! central directory is read (APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16).

use crate::error::{Error, Result, Text};

/// What has to be in an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// A power of attorney; for companies.
    pub(super) procuration: bool,
    /// An application to revoke what the tax service has issued.
    pub(super) revocation: bool,
    pub(super) least: u32,
}

impl Wanted {
    /// `least` is the caller's figure, in place of the document's.
    pub(super) fn of(company: bool, revocation: bool, least: Option<u32>) -> Self {
        let documented = if company { 6 } else { 5 };
        Self { procuration: company, revocation, least: least.unwrap_or(documented) }
    }
}

const MOST_ENTRIES: usize = 1_000;
const MOST_DIRECTORY: usize = 1024 * 1024;
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
const MOST_RATIO: u64 = 100;

/// Looks at the archive in the member at `path`.
///
/// # Errors
/// `invalid_value`, with what is expected.
pub(super) fn check(bytes: &[u8], wanted: Wanted, path: &str) -> Result<()> {
    let wrong = |expected| Error::invalid(path, expected);
    let names = names(bytes).map_err(wrong)?;
    let files: Vec<&String> = names.iter().filter(|name| !is_no_document(name)).collect();
    let mut seen: Vec<String> = files.iter().map(|name| folded(name)).collect();
    seen.sort_unstable();
    if seen.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(wrong(UNIQUE));
    }
    if files.iter().any(|name| KINDS.iter().all(|kind| !kind.is(name))) {
        return Err(wrong(PREFIXES));
    }
    for kind in KINDS {
        let needed = match kind.needed {
            Needed::Always => true,
            Needed::Procuration => wanted.procuration,
            Needed::Revocation => wanted.revocation,
        };
        if needed && !files.iter().any(|name| kind.is(name)) {
            return Err(wrong(kind.missing));
        }
    }
    if files.len() < wanted.least as usize {
        return Err(wrong(if wanted.least > 5 { SIX } else { FIVE }));
    }
    Ok(())
}

/// Looks whether the member at `path` is an archive that can be read, whatever is in it.
///
/// # Errors
/// `invalid_value`, with what is expected.
pub(super) fn check_zip(bytes: &[u8], path: &str) -> Result<()> {
    match names(bytes) {
        Ok(names) if !names.is_empty() => Ok(()),
        Ok(_) => Err(Error::invalid(path, ZIP)),
        Err(expected) => Err(Error::invalid(path, expected)),
    }
}

struct Kind {
    russian: &'static str,
    latin: &'static str,
    needed: Needed,
    missing: Text,
}

enum Needed {
    Always,
    Procuration,
    Revocation,
}

impl Kind {
    fn is(&self, name: &str) -> bool {
        let base = name.rsplit('/').next().unwrap_or_default();
        base.starts_with(self.russian) || base.starts_with(self.latin)
    }
}

const KINDS: [Kind; 6] = [
    Kind {
        russian: "Заявление",
        latin: "Application",
        needed: Needed::Always,
        missing: Text {
            en: "an archive with the application form: a file beginning with Application or Заявление",
            ru: "в архиве — заявление на выпуск: файл «Заявление…» или Application…",
        },
    },
    Kind {
        russian: "Паспорт",
        latin: "Passport",
        needed: Needed::Always,
        missing: Text {
            en: "an archive with the passport: a file beginning with Passport or Паспорт",
            ru: "в архиве — скан паспорта: файл «Паспорт…» или Passport…",
        },
    },
    Kind {
        russian: "СНИЛС",
        latin: "SNILS",
        needed: Needed::Always,
        missing: Text {
            en: "an archive with the SNILS: a file beginning with SNILS or СНИЛС",
            ru: "в архиве — скан СНИЛС: файл «СНИЛС…» или SNILS…",
        },
    },
    Kind {
        russian: "Фото",
        latin: "Photo",
        needed: Needed::Always,
        missing: Text {
            en: "an archive with the photo: a file beginning with Photo or Фото",
            ru: "в архиве — фото заявителя: файл «Фото…» или Photo…",
        },
    },
    Kind {
        russian: "Доверенность",
        latin: "Procuration",
        needed: Needed::Procuration,
        missing: Text {
            en: "an archive with the power of attorney: a file beginning with Procuration or Доверенность",
            ru: "в архиве — доверенность: файл «Доверенность…» или Procuration…",
        },
    },
    Kind {
        russian: "Отзыв",
        latin: "Revocation",
        needed: Needed::Revocation,
        missing: Text {
            en: "an archive with the revocation application: a file beginning with Revocation or Отзыв",
            ru: "в архиве — заявление на отзыв: файл «Отзыв…» или Revocation…",
        },
    },
];

/// Directories, and what macOS adds.
fn is_no_document(name: &str) -> bool {
    name.ends_with('/') || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store")
}

/// Lower case, with the two letters that macOS takes apart put together.
fn folded(name: &str) -> String {
    name.to_lowercase().replace("и\u{306}", "й").replace("е\u{308}", "ё")
}

/// The names of all entries.
fn names(bytes: &[u8]) -> Result<Vec<String>, Text> {
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
        let name = entry.name();
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

/// Finds the central directory by its end record, which stands in the last 65,557 bytes.
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
        return (whole && end <= at)
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
    /// Russian Windows write it.
    fn name(&self) -> String {
        const UTF8: u16 = 1 << 11;
        match std::str::from_utf8(self.name) {
            Ok(name) if self.flags & UTF8 != 0 || !name.is_ascii() => name.to_owned(),
            _ => self.name.iter().map(|byte| cp866(*byte)).collect(),
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

const ZIP: Text = Text { en: "a ZIP archive", ru: "архив ZIP" };
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
const UNIQUE: Text = Text {
    en: "each file name once", ru: "каждое имя файла только один раз"
};
const PREFIXES: Text = Text {
    en: "file names that begin with Application, Procuration, Passport, SNILS, Photo or Revocation",
    ru: "имена файлов, которые начинаются со слов Заявление, Доверенность, Паспорт, СНИЛС, Фото или Отзыв",
};
const FIVE: Text = Text {
    en: "an archive with at least as many files as the provider demands: 5 (several of a kind are allowed)",
    ru: "в архиве не меньше файлов, чем требует УЦ: 5 (одного вида может быть несколько: «Паспорт 1», «Паспорт 2»)",
};
const SIX: Text = Text {
    en: "an archive with at least as many files as the provider demands: 6 (several of a kind are allowed)",
    ru: "в архиве не меньше файлов, чем требует УЦ: 6 (одного вида может быть несколько: «Паспорт 1», «Паспорт 2»)",
};

#[cfg(test)]
mod tests;
