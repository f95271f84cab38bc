//! Ways for a request to its provider and back.

pub(crate) mod exec;
#[cfg(feature = "http")]
pub(crate) mod http;
pub(crate) mod replay;
pub(crate) mod sandbox;

use std::path::PathBuf;
use std::str::FromStr;

use spravka_core::Filled;
use spravka_core::error::Error;
use spravka_core::fill;
use spravka_core::protocol::Allowed;
use spravka_core::value::Timestamp;

use crate::event::Event;
use crate::secrets::Secrets;

pub(crate) trait Transport {
    /// Sends a request, whose slots are still empty.
    ///
    /// # Errors
    /// Why its slots could not be filled; nothing was sent.
    fn exchange(&mut self, outgoing: &Outgoing<'_>, now: Timestamp) -> Result<Event, Error>;

    /// Whether time passes by waiting only.
    fn is_simulated(&self) -> bool;
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

/// A `send` step's request, and what its slots are filled from.
pub(crate) struct Outgoing<'a> {
    pub(crate) request: &'a str,
    pub(crate) keys: &'a Keys,
    /// By the input's member.
    pub(crate) files: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

impl Outgoing<'_> {
    fn fill(&self) -> Result<Filled, Error> {
        let Self { request, keys, files } = self;
        fill(request, &|name| keys.secrets.find(name), files, &keys.allowed)
    }
}
