//! What an earlier process has left in a journal.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use spravka_core::value::Timestamp;
use spravka_host::money::Money;

use super::{Entry, Journal, Stored};
use crate::exit::Trouble;

/// What the journal tells about more than its lines.
#[derive(Default)]
pub(crate) struct Earlier {
    /// The requests that limits count: provider, operation, and when the answer came.
    pub(crate) sent: Vec<(String, String, Timestamp)>,
    /// Spent, or reserved and never settled.
    pub(crate) spent: Vec<Money>,
    /// Failures, from which follows whom to leave alone.
    pub(crate) failures: Vec<String>,
    /// The latest moment.
    pub(crate) at: Option<Timestamp>,
}

/// A request whose answer was not read yet: provider and operation, where limits count it.
type UnderWay = BTreeMap<(u64, String), Option<(String, String)>>;

impl Journal {
    pub(super) fn load(&mut self, header: &str, now: Timestamp) -> Result<Earlier, Trouble> {
        let cannot = |error: std::io::Error| {
            Trouble::usage(format!("--journal cannot be read: {}", error.kind()))
        };
        let mut earlier = Earlier::default();
        let mut under_way = UnderWay::new();
        self.file.seek(SeekFrom::Start(0)).map_err(cannot)?;
        let mut reader = BufReader::new(self.file.try_clone().map_err(cannot)?);
        let (mut line, mut number, mut whole) = (Vec::new(), 0_u64, 0_u64);
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(cannot)?;
            // The last line of a process that was killed may be cut off.
            if !line.ends_with(b"\n") {
                if number == 0 && !header.as_bytes().starts_with(&line) {
                    return Err(none_of_ours());
                }
                break;
            }
            line.pop();
            number += 1;
            let text = std::str::from_utf8(&line).unwrap_or_default();
            if number == 1 {
                belongs(text, header)?;
            } else {
                let entry = serde_json::from_str(text).map_err(|_| {
                    Trouble::usage(format!("--journal: its line {number} is broken"))
                })?;
                self.learn(&entry, whole, &mut earlier, &mut under_way);
            }
            whole += u64::try_from(read).unwrap_or(0);
        }
        let stored = self.open.values().flat_map(|line| line.calls.values());
        earlier.spent.extend(stored.filter_map(|stored| stored.reserved.clone()));
        self.file.set_len(whole).map_err(cannot)?;
        self.length = whole;
        // Nobody knows when these came to the provider, or whether they did.
        let left = under_way.into_values().flatten();
        earlier.sent.extend(left.map(|(provider, operation)| (provider, operation, now)));
        Ok(earlier)
    }

    fn learn(
        &mut self,
        entry: &Entry<'_>,
        offset: u64,
        earlier: &mut Earlier,
        under_way: &mut UnderWay,
    ) {
        let at = Timestamp::from_ms(entry.at);
        earlier.at = earlier.at.max(Some(at));
        let key = (entry.line, entry.call.to_owned());
        if let Some(Some((provider, operation))) = under_way.remove(&key) {
            earlier.sent.push((provider, operation, at));
        }
        if let Some(sent) = &entry.sent {
            let counted =
                sent.counted.then(|| (sent.provider.to_owned(), sent.operation.to_owned()));
            under_way.insert(key, counted);
        }
        earlier.spent.extend(entry.settled.iter().filter_map(|settled| settled.parse().ok()));
        for step in [entry.step, entry.record].into_iter().flatten() {
            if step.get().contains(r#""step":"fail""#) {
                earlier.failures.push(step.get().to_owned());
            }
        }
        if entry.record.is_some() {
            self.open.remove(&entry.line);
            self.done.insert(entry.line, offset);
            return;
        }
        let line = self.open.entry(entry.line).or_default();
        entry.sha256.clone_into(&mut line.sha256);
        let stored = line.calls.entry(entry.call.to_owned()).or_default();
        stored.learn(entry);
    }
}

impl Stored {
    fn learn(&mut self, entry: &Entry<'_>) {
        if let Some(state) = entry.state {
            self.state = Some(state.get().to_owned());
            self.is_asked = entry.sent.is_some();
        }
        if let Some(step) = entry.step {
            self.step = Some(step.get().to_owned());
        }
        if entry.settled.is_some() {
            self.reserved = None;
        }
        if let Some(reserved) = &entry.reserved {
            self.reserved = reserved.parse().ok();
        }
    }
}

/// Whether a journal's first line is `header`.
fn belongs(text: &str, header: &str) -> Result<(), Trouble> {
    if text == header {
        return Ok(());
    }
    let version = |text: &str| {
        #[derive(serde::Deserialize)]
        struct Header<'a> {
            #[serde(borrow)]
            journal: &'a str,
            version: &'a str,
        }
        let header: Option<Header<'_>> = serde_json::from_str(text).ok();
        header.filter(|header| header.journal == "spravka").map(|header| header.version.to_owned())
    };
    Err(match (version(text), version(header)) {
        (None, _) => none_of_ours(),
        (theirs, ours) if theirs != ours => {
            let theirs = theirs.unwrap_or_default();
            Trouble::usage(format!(
                "--journal was written by spravka {theirs}: finish it with that"
            ))
        }
        _ => Trouble::usage(
            "--journal belongs to another command, transport or origin, or asks other sources: a \
             simulation must not be mixed with real answers",
        ),
    })
}

fn none_of_ours() -> Trouble {
    Trouble::usage("--journal: this file is none of spravka's journals")
}
