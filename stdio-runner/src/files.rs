//! Files of an input: named by their paths, read once, described in the input, and handed to the
//! core beside each call.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use serde::Serialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Detail, Error, Text};
use spravka_core::file::{CAP, sha256_hex};
use spravka_core::members::nearest;
use spravka_core::registry::Entry;
use spravka_core::wire::Str;
use spravka_host::members::{Members, split, twice};

/// The files that a job names.
#[derive(Default)]
pub(crate) struct Files(Vec<Attached>);

struct Attached {
    /// The member of the input.
    member: &'static str,
    /// Its description.
    json: String,
    bytes: Vec<u8>,
}

#[derive(Serialize)]
struct Description<'a> {
    name: &'a str,
    size: usize,
    sha256: String,
}

/// The members of an operation's input that are files.
pub(crate) fn members_of(entry: &'static Entry) -> Vec<&'static str> {
    let sent = entry.provider.map_or(&[][..], |provider| provider.files);
    entry.members.iter().copied().filter(|member| sent.contains(member)).collect()
}

impl spravka_host::job::Files for Files {
    /// Reads the files, once.
    fn attach(
        given: &RawValue,
        entry: &'static Entry,
        input: Option<&str>,
    ) -> Result<(Self, Option<String>), Error> {
        let files = Self::read(given, entry)?;
        let described = input.and_then(|input| files.described_in(input));
        Ok((files, described))
    }
}

impl Files {
    /// `given`: an object of members and paths, relative to the working directory.
    ///
    /// # Errors
    /// What is wrong with which of them.
    pub(crate) fn read(given: &RawValue, entry: &'static Entry) -> Result<Self, Error> {
        let mut paths = Members::new();
        if !split(given.get(), &mut paths) {
            return Err(no_paths("/files".to_owned()));
        }
        let known = members_of(entry);
        let mut files = Vec::with_capacity(paths.len());
        for (name, path) in &paths {
            let Some(member) = known.iter().copied().find(|member| *member == &**name) else {
                let error = Error::new(Code::UnknownMember).at("/files/*");
                let near = nearest(name, &known);
                return Err(near.map_or(error.clone(), |near| error.because(Detail::Nearest(near))));
            };
            let at = format!("/files/{member}");
            if twice(&paths, member) {
                return Err(Error::invalid(at, ONCE));
            }
            let path: Str<'_> =
                serde_json::from_str(path.get()).map_err(|_| no_paths(at.clone()))?;
            let bytes = read(Path::new(&*path)).map_err(|fault| fault.at(at))?;
            let name = Path::new(&*path).file_name().unwrap_or_default().to_string_lossy();
            let about = Description { name: &name, size: bytes.len(), sha256: sha256_hex(&bytes) };
            let json = serde_json::to_string(&about).unwrap_or_default();
            files.push(Attached { member, json, bytes });
        }
        Ok(Self(files))
    }

    /// `input` with a description of each file where it has none of its own. What is no object is
    /// left for the core to refuse.
    pub(crate) fn described_in(&self, input: &str) -> Option<String> {
        let mut members = Members::new();
        if !split(input, &mut members) {
            return None;
        }
        let named = |name: &str| self.0.iter().any(|file| file.member == name);
        members.retain(|(name, value)| value.get() != "null" || !named(name));
        let own = members.iter().map(|(name, value)| format!("{}:{value}", quoted(name)));
        let missing =
            self.0.iter().filter(|file| !members.iter().any(|(name, _)| &**name == file.member));
        let described = missing.map(|file| format!("{}:{}", quoted(file.member), file.json));
        Some(format!("{{{}}}", own.chain(described).collect::<Vec<_>>().join(",")))
    }

    /// As they go beside a call.
    pub(crate) fn beside(&self) -> Vec<(&str, &[u8])> {
        self.0.iter().map(|file| (file.member, file.bytes.as_slice())).collect()
    }

    /// Bytes in all.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|file| file.bytes.len()).sum()
    }

    pub(crate) fn bytes(&self, member: &str) -> Option<Vec<u8>> {
        self.0.iter().find(|file| file.member == member).map(|file| file.bytes.clone())
    }
}

/// Why a file cannot be sent.
#[derive(Debug)]
pub(crate) enum Fault {
    TooLarge,
    Empty,
    Unreadable(Text),
}

impl Fault {
    pub(crate) fn at(self, at: String) -> Error {
        match self {
            Self::TooLarge => {
                let limit = Detail::Limit(u64::try_from(CAP).unwrap_or(u64::MAX), "bytes");
                Error::new(Code::FileTooLarge).at(at).because(limit)
            }
            Self::Empty => Error::invalid(at, NOT_EMPTY),
            Self::Unreadable(expected) => {
                Error::new(Code::MissingFile).at(at).because(Detail::Expected(expected))
            }
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => EXISTING,
            ErrorKind::PermissionDenied => PERMITTED,
            ErrorKind::IsADirectory => NO_FOLDER,
            _ => READABLE,
        })
    }
}

/// A file that may be sent.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(Fault::Unreadable(NO_FOLDER));
    }
    let most = u64::try_from(CAP).unwrap_or(u64::MAX);
    if about.len() > most {
        return Err(Fault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    // A pipe does not tell its size.
    file.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() {
        0 => Err(Fault::Empty),
        size if size > CAP => Err(Fault::TooLarge),
        _ => Ok(bytes),
    }
}

fn no_paths(at: String) -> Error {
    Error::new(Code::WrongType).at(at).because(Detail::Expected(PATHS))
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };
const PATHS: Text = Text {
    en: "members of the input with the paths of their files",
    ru: "поля ввода и пути к их файлам",
};
const EXISTING: Text = Text {
    en: "a path at which there is a file",
    ru: "путь, по которому есть файл",
};
const PERMITTED: Text = Text {
    en: "a file that you may read",
    ru: "файл, который вам разрешено читать",
};
const NO_FOLDER: Text =
    Text { en: "a file, not a directory", ru: "файл, а не каталог" };
const READABLE: Text = Text {
    en: "a file that can be read",
    ru: "файл, который удаётся прочитать",
};
const NOT_EMPTY: Text = Text { en: "a file that is not empty", ru: "непустой файл" };

#[cfg(test)]
mod tests {
    use spravka_core::registry::{OPERATIONS, find};
    use spravka_core::schema::input_schema;

    use super::*;

    #[test]
    fn the_files_are_those_of_the_schema() {
        for entry in OPERATIONS {
            let schema = input_schema(entry.about.name).unwrap();
            let properties = schema.split("\"$defs\"").next().unwrap();
            let count = properties.matches("#/$defs/file\"").count();
            assert_eq!(members_of(entry).len(), count, "{}", entry.about.name);
        }
    }

    #[test]
    fn a_description_is_added_where_there_is_none() {
        let file = |member, json: &str| Attached { member, json: json.to_owned(), bytes: vec![1] };
        let files = Files(vec![file("archive", "{1}"), file("signature", "{2}")]);
        let described =
            files.described_in(r#"{ "archive" : {"name":"a"}, "signature":null,"x":1.10}"#);
        assert_eq!(
            described.as_deref(),
            Some(r#"{"archive":{"name":"a"},"x":1.10,"signature":{2}}"#)
        );
        assert_eq!(files.described_in("{}").as_deref(), Some(r#"{"archive":{1},"signature":{2}}"#));
        assert_eq!(files.described_in("[]"), None);
    }

    #[test]
    fn what_cannot_be_attached() {
        let entry = find("osnovanie.submit_documents").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().to_str().unwrap();
        let large = format!("{folder}/large");
        File::create(&large).unwrap().set_len(32 * 1024 * 1024 + 1).unwrap();
        let empty = format!("{folder}/empty");
        File::create(&empty).unwrap();
        for (files, code, at, says) in [
            ("[]".to_owned(), Code::WrongType, "/files", "поля ввода"),
            (r#"{"archive":1}"#.to_owned(), Code::WrongType, "/files/archive", "пути"),
            (r#"{"archiv":"x"}"#.to_owned(), Code::UnknownMember, "/files/*", "`archive`"),
            (r#"{"application_id":"x"}"#.to_owned(), Code::UnknownMember, "/files/*", "поле"),
            (r#"{"archive":"/none"}"#.to_owned(), Code::MissingFile, "/files/archive", "есть файл"),
            (
                format!(r#"{{"archive":"{folder}"}}"#),
                Code::MissingFile,
                "/files/archive",
                "каталог",
            ),
            (
                format!(r#"{{"archive":"{large}"}}"#),
                Code::FileTooLarge,
                "/files/archive",
                "33554432",
            ),
            (
                format!(r#"{{"archive":"{empty}"}}"#),
                Code::InvalidValue,
                "/files/archive",
                "непустой",
            ),
        ] {
            let raw: &RawValue = serde_json::from_str(&files).unwrap();
            let error = Files::read(raw, entry).err().unwrap();
            assert_eq!((error.code, error.path.as_deref()), (code, Some(at)), "{files}");
            assert!(error.message_ru().contains(says), "{}", error.message_ru());
            assert!(!error.message().contains(folder), "{}", error.message());
        }
    }
}
