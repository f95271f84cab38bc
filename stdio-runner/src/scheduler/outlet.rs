//! The records of the lines: in the order of the input, or as they come.

use std::collections::BTreeMap;
use std::io;

use crate::output;

/// Records are written out in pieces of about this many bytes, and whenever nothing else is to be
/// done.
const PIECE: usize = 64 * 1024;

/// Where records go.
pub(crate) enum To {
    Stdout,
    /// They are kept for whoever has asked.
    Kept,
}

pub(crate) struct Outlet {
    to: To,
    in_order: bool,
    /// Lines that were taken up and have no record yet, or one that waits for an earlier line.
    open: BTreeMap<u64, Option<Vec<u8>>>,
    ready: Vec<u8>,
}

impl Outlet {
    pub(crate) fn new(to: To, in_order: bool) -> Self {
        Self { to, in_order, open: BTreeMap::new(), ready: Vec::new() }
    }

    /// A line was taken up.
    pub(crate) fn open(&mut self, line: u64) {
        self.open.insert(line, None);
    }

    /// Lines whose record was not written out yet.
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn put(&mut self, line: u64, record: Vec<u8>) {
        if self.in_order {
            self.open.insert(line, Some(record));
        } else {
            self.open.remove(&line);
            self.ready.extend(record);
        }
        while let Some(first) = self.open.first_entry()
            && first.get().is_some()
        {
            self.ready.extend(first.remove().unwrap_or_default());
        }
    }

    /// Whether anything is ready to be written out.
    pub(crate) fn has_any(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Whether it is time to write it out, whatever else is to be done.
    pub(crate) fn is_full(&self) -> bool {
        self.ready.len() >= PIECE
    }

    /// A line that never gets a record.
    pub(crate) fn drop(&mut self, line: u64) {
        self.open.remove(&line);
    }

    /// # Errors
    /// The output is closed or full.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        if self.ready.is_empty() || matches!(self.to, To::Kept) {
            return Ok(());
        }
        output::write(&std::mem::take(&mut self.ready))
    }

    /// The end: what waits for a line without a record waits no longer.
    pub(crate) fn finish(&mut self) {
        let left = std::mem::take(&mut self.open);
        self.ready.extend(left.into_values().flatten().flatten());
    }

    /// What was kept.
    pub(crate) fn kept(self) -> Vec<u8> {
        self.ready
    }
}
