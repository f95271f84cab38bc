//! Records of exchanges, without secrets: requests are kept as they were before filling.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::exit::Trouble;
use crate::inside::Event;

/// What tells one request from another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Asked<'a> {
    #[serde(borrow)]
    pub(crate) method: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) url: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Exchange<'a> {
    method: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    event: &'a RawValue,
}

pub(crate) struct Recorder(File);

impl Recorder {
    pub(crate) fn open(path: &Path) -> Result<Self, Trouble> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(path)
            .map(Self)
            .map_err(|error| Trouble::usage(format!("--record cannot be opened: {}", error.kind())))
    }

    /// Appends one exchange, in one write, or nothing.
    pub(crate) fn add(&mut self, request: &str, event: &Event) -> Result<(), Trouble> {
        let lost = |_| Trouble::other("--record: the exchange could not be written");
        let asked: Asked<'_> = serde_json::from_str(request).map_err(lost)?;
        let exchange = Exchange {
            method: &asked.method,
            url: &asked.url,
            body: asked.body.as_deref(),
            event: &RawValue::from_string(event.whole()).map_err(lost)?,
        };
        let mut line = serde_json::to_vec(&exchange).map_err(lost)?;
        line.push(b'\n');
        let before = self.length();
        self.0.write_all(&line).map_err(|error| {
            self.take_back(before, line.len());
            Trouble::other(format!("--record cannot be written: {}", error.kind()))
        })
    }

    fn length(&self) -> Option<u64> {
        let about = self.0.metadata().ok().filter(std::fs::Metadata::is_file);
        about.map(|about| about.len())
    }

    /// Cuts off a piece of a line, which the next one would be glued to; not where somebody else has
    /// written behind it.
    fn take_back(&self, before: Option<u64>, most: usize) {
        if let (Some(before), Some(after)) = (before, self.length())
            && after.saturating_sub(before) < u64::try_from(most).unwrap_or(u64::MAX)
        {
            let _ = self.0.set_len(before);
        }
    }
}
