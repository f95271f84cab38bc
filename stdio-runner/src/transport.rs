//! Ways for a request to its provider and back.

pub(crate) mod exec;
#[cfg(feature = "http")]
pub(crate) mod http;
pub(crate) mod replay;
pub(crate) mod sandbox;

use std::path::PathBuf;
use std::str::FromStr;

use spravka_core::Filled;
use spravka_core::protocol::Allowed;
use spravka_core::value::Timestamp;

use crate::inside::Event;
use crate::secrets::Secrets;

/// Sends requests, one at a time.
pub(crate) trait Transport: Send {
    /// Sends a request and waits for what comes of it.
    fn exchange(&mut self, request: &Filled) -> Event;

    /// Another one, for requests beside these.
    fn another(&self) -> Box<dyn Transport>;
}

/// Answers at once; time passes by waiting only.
pub(crate) trait Simulation: Send {
    /// Whether it wants the request with its slots filled.
    fn fills(&self) -> bool;

    /// `request`: that of the step; `filled`: the same with its secrets, where those are wanted.
    fn exchange(&mut self, request: &str, filled: Option<Filled>, now: Timestamp) -> Event;
}

/// The transport that the user has named.
pub(crate) enum Way {
    /// Where no request is to be expected.
    None,
    Simulated(Box<dyn Simulation>),
    Real(Box<dyn Transport>),
}

/// What `--transport` names.
#[derive(Clone, Debug)]
pub(crate) enum Named {
    Sandbox,
    Http,
    Exec(String),
    Replay(PathBuf),
}

pub(crate) const NAMES: &str = "sandbox, http, exec:COMMAND, replay:FILE";

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "sandbox" => Ok(Self::Sandbox),
            None if text == "http" => Ok(Self::Http),
            Some(("exec", command)) if !command.is_empty() => Ok(Self::Exec(command.to_owned())),
            Some(("replay", file)) if !file.is_empty() => Ok(Self::Replay(file.into())),
            _ => Err(format!("expected one of: {NAMES}")),
        }
    }
}

/// The secrets, and where they may go.
pub(crate) struct Keys {
    pub(crate) secrets: Secrets,
    pub(crate) allowed: Allowed,
}
