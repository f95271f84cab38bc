//! The records of the lines: in the order of the input, or as they come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::durable::replace;
use crate::exit::{Trouble, why};
use crate::output;

/// Records are written out in pieces of about this many bytes, and whenever nothing else is to be
/// done.
const PIECE: usize = 64 * 1024;

/// Where records go.
pub(crate) enum To {
    Stdout,
    /// Each into a file of its own.
    Folder(PathBuf),
    /// They are kept for whoever has asked.
    Kept,
}

pub(crate) struct Outlet {
    to: To,
    in_order: bool,
    /// Lines that were taken up and have no record yet, or one that waits for an earlier line.
    open: BTreeMap<u64, Option<Vec<u8>>>,
    ready: Vec<(u64, Vec<u8>)>,
    /// Of what is ready.
    bytes: usize,
    /// Of what waits for an earlier line.
    held: usize,
}

impl Outlet {
    pub(crate) fn new(to: To, in_order: bool) -> Self {
        Self { to, in_order, open: BTreeMap::new(), ready: Vec::new(), bytes: 0, held: 0 }
    }

    /// A line was taken up.
    pub(crate) fn open(&mut self, line: u64) {
        self.open.insert(line, None);
    }

    /// Lines whose record was not written out yet.
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    /// Bytes that wait for an earlier line.
    pub(crate) fn held(&self) -> usize {
        self.held
    }

    pub(crate) fn put(&mut self, line: u64, record: Vec<u8>) {
        if self.in_order {
            self.held += record.len();
            self.open.insert(line, Some(record));
        } else {
            self.open.remove(&line);
            self.add(line, record);
        }
        while let Some(first) = self.open.first_entry()
            && first.get().is_some()
        {
            let (line, record) = first.remove_entry();
            let record = record.unwrap_or_default();
            self.held = self.held.saturating_sub(record.len());
            self.add(line, record);
        }
    }

    /// A line that never gets a record.
    pub(crate) fn drop(&mut self, line: u64) {
        self.open.remove(&line);
    }

    fn add(&mut self, line: u64, record: Vec<u8>) {
        if record.is_empty() {
            return;
        }
        self.bytes += record.len();
        self.ready.push((line, record));
    }

    /// Whether anything is ready to be written out.
    pub(crate) fn has_any(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Whether it is time to write it out, whatever else is to be done.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes >= PIECE
    }

    /// # Errors
    /// The output is closed or full.
    pub(crate) fn flush(&mut self) -> Result<(), Trouble> {
        let whole = |ready: Vec<(u64, Vec<u8>)>| -> Vec<u8> {
            ready.into_iter().flat_map(|(_, record)| record).collect()
        };
        match &self.to {
            To::Kept => return Ok(()),
            To::Stdout => output::write(&whole(std::mem::take(&mut self.ready)))?,
            To::Folder(folder) => {
                for (line, record) in std::mem::take(&mut self.ready) {
                    replace(&file(folder, line, &record), &record).map_err(|error| {
                        Trouble::other(format!("--out cannot be written: {}", why(error.kind())))
                    })?;
                }
            }
        }
        self.bytes = 0;
        Ok(())
    }

    /// The end: what waits for a line without a record waits no longer.
    pub(crate) fn finish(&mut self) {
        for (line, record) in std::mem::take(&mut self.open) {
            if let Some(record) = record {
                self.add(line, record);
            }
        }
    }

    /// What was kept.
    pub(crate) fn kept(self) -> Vec<u8> {
        self.ready.into_iter().flat_map(|(_, record)| record).collect()
    }
}

/// `000007.json`, or `000007-ID.json` where the record's id can be part of a name.
fn file(folder: &Path, line: u64, record: &[u8]) -> PathBuf {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow, default)]
        id: Option<&'a RawValue>,
    }
    let id = serde_json::from_slice::<Named<'_>>(record).ok().and_then(|named| named.id);
    let id = id.map_or("", |id| id.get().trim_matches('"'));
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    let plain = !id.is_empty() && id.len() <= 100 && id.chars().all(is_plain);
    let name = if plain { format!("{line:06}-{id}.json") } else { format!("{line:06}.json") };
    folder.join(name)
}
