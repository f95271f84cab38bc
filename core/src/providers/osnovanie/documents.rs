//! The archive with the applicant's documents, looked at without unpacking it.
//!
//! Source: «External API», section 6: which files, how many, and how their names begin.

mod zip;

use self::zip::{ZIP, names};
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
