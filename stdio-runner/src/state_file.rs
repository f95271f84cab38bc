//! `--state-file`: where a flow of `call` stands, for the same command to go on from.
//!
//! ```text
//!  not there ─ start ─▶ before each request with an effect, at each wait and failure: {"step":…,"state":{…}}
//!      ▲                   │
//!      └── the answer was  │ killed, or handed out: the next call resumes; what was being sent is
//!          written out ────┘ `interrupted`, and the flow looks at the provider before it repeats
//! ```

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_host::job::Head;

use crate::durable::{remove, replace};
use crate::exit::{Trouble, why};

pub(crate) struct StateFile {
    path: PathBuf,
    /// Held as long as this process lives.
    _lock: Lock,
    stored: Option<Stored>,
    /// Whether what is in the file is a request under way.
    asked: bool,
    /// Whether the core has ended the flow without anything to go on with.
    over: bool,
}

/// What an earlier call has left.
pub(crate) struct Stored {
    pub(crate) state: String,
    /// What happened since.
    pub(crate) event: &'static str,
}

/// A step without its request, which may be full of personal data.
#[derive(Serialize)]
struct Kept<'a> {
    step: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<&'a RawValue>,
    state: &'a RawValue,
}

/// A step, whole or as it is kept here.
#[derive(Deserialize)]
struct Step<'a> {
    #[serde(borrow)]
    state: &'a RawValue,
}

#[derive(Deserialize)]
struct StateHead<'a> {
    phase: &'a str,
}

impl StateFile {
    pub(crate) fn open(path: &Path) -> Result<Self, Trouble> {
        let lock = Lock::of(path)?;
        let stored = match std::fs::read_to_string(path) {
            Ok(text) => Some(Stored::read(&text).ok_or_else(|| {
                Trouble::usage("--state-file holds neither a step with its state nor a state")
            })?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                let why = error.kind();
                return Err(Trouble::usage(format!("--state-file cannot be read: {why}")));
            }
        };
        let asked = stored.as_ref().is_some_and(|stored| stored.event == INTERRUPTED);
        Ok(Self { path: path.to_owned(), _lock: lock, stored, asked, over: false })
    }

    pub(crate) fn stored(&self) -> Option<&Stored> {
        self.stored.as_ref()
    }

    /// Keeps a step before anything is done about it.
    pub(crate) fn keep(&mut self, head: &Head<'_>) -> Result<(), Trouble> {
        let asks = head.step == "send";
        // What only reads is asked again from where the flow stood before.
        if asks && head.request.is_some_and(reads) && !self.asked {
            return Ok(());
        }
        // New tokens: until they are put away, the request for them is what is known.
        if head.step == "store" {
            return Ok(());
        }
        let Some(state) = head.state else {
            self.over = head.step == "fail";
            return Ok(());
        };
        let Head { step, reason, until, needs, .. } = *head;
        let mut json =
            serde_json::to_vec(&Kept { step, reason, until, needs, state }).unwrap_or_default();
        json.push(b'\n');
        replace(&self.path, &json).map_err(|error| {
            Trouble::other(format!("--state-file cannot be written: {}", error.kind()))
        })?;
        self.asked = asks;
        Ok(())
    }

    /// `step`, the last one, has been written out.
    pub(crate) fn finish(self, step: &[u8]) -> Result<(), Trouble> {
        if self.over || step.starts_with(br#"{"step":"done""#) {
            remove(&self.path).map_err(|error| {
                Trouble::other(format!("--state-file cannot be removed: {}", error.kind()))
            })?;
        }
        Ok(())
    }
}

fn reads(request: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Request<'a> {
        effect: &'a str,
    }
    serde_json::from_str::<Request<'_>>(request.get()).is_ok_and(|head| head.effect == "read")
}

pub(crate) const ELAPSED: &str = "\"elapsed\"";
const INTERRUPTED: &str = r#"{"failure":{"kind":"interrupted","sent":"maybe"}}"#;

impl Stored {
    /// A step with its state, or a state.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let state = match serde_json::from_str::<Step<'_>>(text) {
            Ok(step) => step.state.get(),
            Err(_) => text,
        };
        let StateHead { phase } = serde_json::from_str(state).ok()?;
        let event = if phase == "asked" { INTERRUPTED } else { ELAPSED };
        Some(Self { state: state.to_owned(), event })
    }
}

/// Two processes must not go on from one state. The state file itself is replaced again and again,
/// so another one is locked.
struct Lock(PathBuf, #[expect(dead_code, reason = "it is locked as long as it is open")] File);

impl Lock {
    fn of(path: &Path) -> Result<Self, Trouble> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let name = PathBuf::from(name);
        let cannot = |kind| {
            let why = why(kind);
            Trouble::usage(format!("--state-file: nothing can be written beside it: {why}"))
        };
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&name);
        let file = file.map_err(|error| cannot(error.kind()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(name, file)),
            Err(TryLockError::WouldBlock) => {
                Err(Trouble::usage("--state-file: another spravka is at work with it"))
            }
            Err(TryLockError::Error(error)) => Err(cannot(error.kind())),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_or_its_state() {
        let waiting = r#"{"v":1,"phase":"waiting"}"#;
        let asked = r#"{"v":1,"phase":"asked"}"#;
        for (text, state, event) in [
            (waiting.to_owned(), waiting, "\"elapsed\""),
            (asked.to_owned(), asked, INTERRUPTED),
            (
                format!("\u{feff}{{\"step\":\"wait\",\n \"state\": {waiting} }}\n"),
                waiting,
                "\"elapsed\"",
            ),
            (format!(r#"{{"step":"send","request":{{}},"state":{asked}}}"#), asked, INTERRUPTED),
        ] {
            let stored = Stored::read(&text).unwrap();
            assert_eq!((stored.state.as_str(), stored.event), (state, event));
        }
        for text in ["", "{}", "[]", r#"{"step":"done","output":{}}"#, r#"{"state":null}"#] {
            assert!(Stored::read(text).is_none(), "{text}");
        }
    }
}
