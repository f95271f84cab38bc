//! The one door for secrets: a file or the environment, never an argument.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use spravka_core::error::variable;

use crate::exit::{Trouble, complain};

#[derive(Debug, Default)]
pub(crate) struct Secrets {
    file: BTreeMap<String, Secret>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

impl Secrets {
    /// `path`: a JSON object of names (`fssp.token`) and values, which wins over the environment.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Trouble> {
        let Some(path) = path else { return Ok(Self::default()) };
        let bytes = std::fs::read(path).map_err(|error| {
            Trouble::usage(format!("--secrets-file cannot be read: {}", error.kind()))
        })?;
        if others_can_read(path) {
            complain("the secrets file can be read by others than you: chmod 600 it");
        }
        let file = serde_json::from_slice(&bytes).map_err(|_| {
            Trouble::usage("--secrets-file is not a JSON object of names and string values")
        })?;
        Ok(Self { file })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one door")]
    pub(crate) fn find(&self, name: &str) -> Option<String> {
        let secret = match self.file.get(name) {
            Some(Secret(value)) => value.clone(),
            None => std::env::var(variable(name)).ok()?,
        };
        (!secret.is_empty()).then_some(secret)
    }
}

#[cfg(unix)]
fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}
