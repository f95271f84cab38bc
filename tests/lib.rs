//! Conversations: data files that every host plays, and whose steps it answers byte for byte.
//!
//! A case is `{"about":"…","turns":[{"call":{…},"step":{…}}, …]}`. In a call, `"state":"$"` stands
//! for the state of the step before.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a harness fails by panicking"
)]

pub mod canary;
pub mod generated;
pub mod hostile;
pub mod json_text;
pub mod matrix;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

/// The kinds of failure that a host may report of a request.
pub const FAILURES: [&str; 9] = [
    "dns",
    "connect",
    "tls",
    "client_certificate",
    "timeout",
    "reset",
    "too_large",
    "interrupted",
    "no_secret",
];

/// One conversation.
#[derive(Debug)]
pub struct Case {
    /// Relative to `tests/cases`, without `.json`: `<provider>/<operation>/<case>`.
    pub name: String,
    pub path: PathBuf,
    pub about: String,
    pub turns: Vec<Turn>,
}

/// A call, and the step it must be answered with; both as compact JSON texts.
#[derive(Debug)]
pub struct Turn {
    pub about: Option<String>,
    pub call: String,
    /// The call is no JSON: it stands in the file as a text, at `line`.
    pub broken: bool,
    pub step: Option<String>,
}

#[derive(Deserialize)]
struct File<'a> {
    about: String,
    #[serde(borrow)]
    turns: Vec<FileTurn<'a>>,
}

#[derive(Deserialize)]
struct FileTurn<'a> {
    #[serde(default)]
    about: Option<String>,
    #[serde(borrow, default)]
    call: Option<&'a RawValue>,
    /// A call that is no JSON.
    #[serde(default)]
    line: Option<String>,
    #[serde(borrow, default)]
    step: Option<&'a RawValue>,
}

/// Where the conversations are.
#[must_use]
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Every conversation, sorted by name.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut files = Vec::new();
    collect(&directory(), &mut files);
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

/// The conversation of this name.
#[must_use]
pub fn case(name: &str) -> Case {
    read(&directory().join(name).with_extension("json"))
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(directory).expect("tests/cases can be read");
    for entry in entries {
        let path = entry.expect("an entry of tests/cases").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> Case {
    let text = std::fs::read_to_string(path).expect("a case can be read");
    let file: File<'_> = match serde_json::from_str(&text) {
        Ok(file) => file,
        Err(error) => panic!("{}: not a case: {error}", path.display()),
    };
    let name = path.strip_prefix(directory()).unwrap_or(path).with_extension("");
    Case {
        name: name.to_string_lossy().into_owned(),
        path: path.to_owned(),
        about: file.about,
        turns: file
            .turns
            .into_iter()
            .map(|turn| Turn {
                about: turn.about,
                broken: turn.line.is_some(),
                call: match (turn.call, turn.line) {
                    (Some(call), None) => json_text::compact(call.get()),
                    (None, Some(line)) => line,
                    _ => panic!("{}: a turn has either a call or a line", path.display()),
                },
                step: turn.step.map(|step| json_text::compact(step.get())),
            })
            .collect(),
    }
}

impl Case {
    /// The last call, its state that of the step before.
    #[must_use]
    pub fn last_call(&self) -> String {
        let mut calls = self.turns.iter().rev();
        let call = &calls.next().expect("a case has turns").call;
        match calls.next().and_then(|before| state_of(before.step.as_deref()?)) {
            Some(state) => with_state(call, state),
            None => call.clone(),
        }
    }

    /// Plays the calls to a host and gives its steps.
    pub fn play(&self, host: &mut dyn FnMut(&str) -> String) -> Vec<String> {
        let mut steps: Vec<String> = Vec::new();
        for turn in &self.turns {
            let state = steps.last().and_then(|step| state_of(step));
            let call = match state {
                Some(state) => with_state(&turn.call, state),
                None => turn.call.clone(),
            };
            steps.push(host(&call));
        }
        steps
    }

    /// Plays the calls to a host; panics at the first step that is another one.
    pub fn check(&self, host: &mut dyn FnMut(&str) -> String) {
        let steps = self.play(host);
        for (index, (turn, step)) in self.turns.iter().zip(&steps).enumerate() {
            assert_eq!(
                turn.step.as_deref(),
                Some(step.as_str()),
                "{}, turn {}",
                self.name,
                index + 1
            );
        }
    }

    /// Writes the case with these steps.
    pub fn write(&self, steps: &[String]) {
        let turns: Vec<String> = self
            .turns
            .iter()
            .zip(steps)
            .map(|(turn, step)| {
                let about = turn.about.as_ref().map_or_else(String::new, |about| {
                    format!(r#""about":{},"#, serde_json::to_string(about).expect("a text"))
                });
                let call = if turn.broken {
                    format!(r#""line":{}"#, serde_json::to_string(&turn.call).expect("a text"))
                } else {
                    format!(r#""call":{}"#, turn.call)
                };
                format!(r#"{{{about}{call},"step":{step}}}"#)
            })
            .collect();
        let about = serde_json::to_string(&self.about).expect("a text");
        let text = format!(r#"{{"about":{about},"turns":[{}]}}"#, turns.join(","));
        std::fs::write(&self.path, json_text::pretty(&text)).expect("a case can be written");
    }
}

fn with_state(call: &str, state: &str) -> String {
    call.replace(r#""state":"$""#, &format!(r#""state":{state}"#))
}

/// The state in a step, as it is written there.
#[must_use]
pub fn state_of(step: &str) -> Option<&str> {
    #[derive(Deserialize)]
    struct Step<'a> {
        #[serde(borrow, default)]
        state: Option<&'a RawValue>,
    }

    serde_json::from_str::<Step<'_>>(step).ok()?.state.map(RawValue::get)
}
