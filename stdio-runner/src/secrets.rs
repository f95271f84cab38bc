//! The one door for secrets: a file or the environment, never an argument. New tokens go back into
//! the file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use spravka_core::error::{Code, Detail, Error, Text, variable};
use spravka_core::members::nearest;
use spravka_core::registry::providers;
use spravka_core::value::Timestamp;
use spravka_host::ar_rest;
use spravka_host::members::{Members, split};

use crate::durable::{can_replace, replace};
use crate::exit::{Trouble, complain, why};

/// Under it flows are named; no provider's.
pub(crate) const KEY_SALT: &str = "key_salt";

#[derive(Debug)]
pub(crate) struct Secrets {
    known: BTreeMap<String, Secret>,
    home: Home,
}

/// Where new tokens are put.
#[derive(Debug)]
enum Home {
    File(PathBuf),
    /// Those of the sandbox live as long as it does.
    Process,
    /// There is the environment only.
    Nowhere,
    /// A record holds no tokens.
    Record,
}

#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

impl Secrets {
    /// `path`: a JSON object of names (`fssp.token`) and values, which wins over the environment.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Trouble> {
        let Some(path) = path else {
            return Ok(Self { known: BTreeMap::new(), home: Home::Nowhere });
        };
        let bytes = std::fs::read(path).map_err(|error| {
            Trouble::usage(format!("--secrets-file cannot be read: {}", why(error.kind())))
        })?;
        if others_can_read(path) {
            complain("the secrets file can be read by others than you: chmod 600 it");
        }
        let known: BTreeMap<String, Secret> = serde_json::from_slice(&bytes).map_err(|_| {
            Trouble::usage("--secrets-file is not a JSON object of names and string values")
        })?;
        misprints(&known);
        Ok(Self { known, home: Home::File(path.to_owned()) })
    }

    /// The sandbox's, and none of the user's.
    pub(crate) fn of_sandbox() -> Self {
        let secret =
            |(name, value): &(&str, &str)| ((*name).to_owned(), Secret((*value).to_owned()));
        Self { known: spravka_sandbox::secrets().iter().map(secret).collect(), home: Home::Process }
    }

    /// None: what is answered from a record is sent nowhere.
    pub(crate) fn of_record() -> Self {
        Self { known: BTreeMap::new(), home: Home::Record }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one door")]
    pub(crate) fn find(&self, name: &str) -> Option<String> {
        let secret = match (self.known.get(name), &self.home) {
            (Some(Secret(value)), _) => value.clone(),
            (None, Home::Process | Home::Record) => return None,
            (None, Home::File(_) | Home::Nowhere) => std::env::var(variable(name)).ok()?,
        };
        (!secret.is_empty()).then_some(secret)
    }

    /// The same for a request that is sent now: a token that is not given may be made.
    pub(crate) fn find_at(&self, name: &str, now: Timestamp) -> Option<String> {
        let made = || {
            let (login, password) = (self.find(ar_rest::LOGIN)?, self.find(ar_rest::PASSWORD)?);
            Some(ar_rest::token(&login, &password, now))
        };
        self.find(name).or_else(|| if name == ar_rest::TOKEN { made() } else { None })
    }

    /// Whether new secrets could be put away, before they are asked for.
    ///
    /// # Errors
    /// `secrets_not_stored`.
    pub(crate) fn check_store(&self) -> Result<(), Error> {
        let because = |detail| Err(Error::new(Code::SecretsNotStored).because(detail));
        match &self.home {
            Home::Process => Ok(()),
            Home::Nowhere => because(Detail::None),
            Home::Record => because(Detail::Hint(NOT_RECORDED)),
            Home::File(path) => {
                let ready = resolved(path)
                    .filter(|path| can_replace(path) && with(path, &BTreeMap::new()).is_some());
                if ready.is_some() { Ok(()) } else { because(Detail::Expected(WRITABLE)) }
            }
        }
    }

    /// Puts new secrets away, durably and all at once, and uses them from now on. Where that fails,
    /// the file is as it was.
    pub(crate) fn store(&mut self, new: BTreeMap<String, Secret>) -> Result<(), NotStored> {
        match &self.home {
            Home::Process => {}
            Home::Nowhere | Home::Record => return Err(NotStored),
            Home::File(path) => {
                // A link is left a link.
                let path = resolved(path).ok_or(NotStored)?;
                let text = with(&path, &new).ok_or(NotStored)?;
                replace(&path, text.as_bytes()).map_err(|_| NotStored)?;
            }
        }
        self.known.extend(new);
        Ok(())
    }
}

/// Tells of names that are near to one that is missing; what else is in the file is somebody's.
fn misprints(known: &BTreeMap<String, Secret>) {
    let slots = providers().flat_map(|provider| provider.slots);
    let mut names: Vec<&'static str> = slots.filter_map(|slot| slot.secret).collect();
    names.extend([KEY_SALT, ar_rest::LOGIN, ar_rest::PASSWORD]);
    for name in known.keys().filter(|name| !names.contains(&name.as_str())) {
        let near = nearest(name, &names).filter(|near| !known.contains_key(*near));
        if let Some(near) = near {
            complain(&format!("the secrets file has a name that nobody knows: is it `{near}`?"));
        }
    }
}

/// The new secrets could not be put away.
#[derive(Debug)]
pub(crate) struct NotStored;

fn resolved(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// The file as it is now, with new values; everything else stays as it stands.
fn with(path: &Path, new: &BTreeMap<String, Secret>) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut members = Members::new();
    if !split(text.trim_start_matches('\u{feff}'), &mut members) {
        return None;
    }
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut left = new.clone();
    let mut lines = Vec::with_capacity(members.len() + new.len());
    for (name, value) in &members {
        match (left.remove(&**name), new.contains_key(&**name)) {
            (Some(Secret(value)), _) => lines.push((quoted(name), quoted(&value))),
            // It stood there twice.
            (None, true) => {}
            (None, false) => lines.push((quoted(name), value.get().to_owned())),
        }
    }
    lines.extend(left.iter().map(|(name, Secret(value))| (quoted(name), quoted(value))));
    let lines: Vec<String> =
        lines.iter().map(|(name, value)| format!("  {name}: {value}")).collect();
    Some(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

const WRITABLE: Text = Text {
    en: "a secrets file that can be written, in a directory where a file can be made",
    ru: "файл секретов, доступный для записи, в каталоге, где можно создать файл",
};
const NOT_RECORDED: Text = Text {
    en: "a record holds no tokens: their exchange is not recorded",
    ru: "В записи нет токенов: обмен токенов не записывается и не воспроизводится.",
};

#[cfg(unix)]
fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_members_and_their_order_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.json");
        std::fs::write(&path, "{\"b\":\"1\", \"sber.access_token\":\"old\",\"a\":\"\\u0410\"}")
            .unwrap();
        let mut secrets = Secrets::open(Some(&path)).unwrap();
        secrets.check_store().unwrap();
        let new = [("sber.access_token", "new"), ("sber.refresh_token", "re\"new")];
        let new = new.map(|(name, value)| (name.to_owned(), Secret(value.to_owned())));
        secrets.store(new.into()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = "{\n  \"b\": \"1\",\n  \"sber.access_token\": \"new\",\n  \"a\": \"\\u0410\",\n  \"sber.refresh_token\": \"re\\\"new\"\n}\n";
        assert_eq!(text, expected);
        assert_eq!(secrets.find("sber.access_token").as_deref(), Some("new"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
        std::fs::write(&path, "broken").unwrap();
        assert!(secrets.check_store().is_err() && secrets.store(BTreeMap::new()).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "broken");
    }
}
