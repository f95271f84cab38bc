//! `--journal`: what a batch has done, for the same command to go on from.
//!
//! ```text
//!  {"journal":"spravka",…}                             what it belongs to
//!  {"line":7,"sent":{…},"state":{…},"reserved":…}      before a request leaves; on the disk before one
//!                                                      that does more than read, or costs money
//!  {"line":7,"settled":…,"state":{…}}                  its answer has come, and the flow waits
//!  {"line":7,"record":{…},"settled":…}                 the line's record; on the disk before it is shown
//! ```
//!
//! A request that only reads is kept without its state: it is asked again from where the flow stood
//! before. What was under way with an effect is `interrupted`, and the core decides. No step that
//! holds secrets is ever kept, and no request.

mod load;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_core::value::Timestamp;
use spravka_host::money::Money;

use crate::exit::{Trouble, complain, why};

pub(crate) use self::load::Earlier;

pub(crate) struct Journal {
    file: File,
    length: u64,
    is_synced: bool,
    /// Where the records of finished lines begin; 0 where there is none.
    done: BTreeMap<u64, u64>,
    open: BTreeMap<u64, Line>,
    /// What it cannot be written for any more.
    is_broken: bool,
    /// When its last line was written, as long as no line was met that it has not finished.
    finished: Option<Timestamp>,
}

/// What is known of a line without a record.
#[derive(Default)]
struct Line {
    sha256: String,
    calls: BTreeMap<String, Stored>,
}

/// Where a flow stood.
#[derive(Default)]
pub(crate) struct Stored {
    pub(crate) state: Option<String>,
    /// The state is that of a request under way.
    pub(crate) is_asked: bool,
    /// Its last step.
    pub(crate) step: Option<String>,
    pub(crate) reserved: Option<Money>,
}

/// What the journal knows of a line of the input.
pub(crate) enum Known {
    /// Nothing, or where its flows stood.
    Unfinished,
    /// Its record, with its newline.
    Finished(Vec<u8>),
}

/// A line of the journal.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Entry<'a> {
    pub(crate) line: u64,
    /// Which flow of the line, where it has several.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub(crate) call: &'a str,
    /// Of the input's line.
    pub(crate) sha256: &'a str,
    /// Unix time in milliseconds.
    pub(crate) at: i64,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) sent: Option<Sent<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reserved: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) settled: Option<String>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<&'a RawValue>,
    /// The last step of a flow, where the line has several.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) step: Option<&'a RawValue>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<&'a RawValue>,
}

/// What limits count.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sent<'a> {
    pub(crate) provider: &'a str,
    pub(crate) operation: &'a str,
    /// Whether limits count it.
    pub(crate) counted: bool,
}

impl Journal {
    /// Opens or begins a journal. `header`: what it belongs to, a JSON object.
    ///
    /// # Errors
    /// It cannot be read or written, is in use, is broken, or belongs to something else.
    pub(crate) fn open(
        path: &Path,
        header: &str,
        now: Timestamp,
    ) -> Result<(Self, Earlier), Trouble> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let cannot = |error: std::io::Error| {
            Trouble::usage(format!("--journal cannot be opened: {}", why(error.kind())))
        };
        let file = options.open(path).map_err(cannot)?;
        if !file.metadata().map_err(cannot)?.is_file() {
            return Err(Trouble::usage("--journal has to be a file of its own"));
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Trouble::usage("--journal: another spravka is at work with it"));
            }
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        let mut journal = Self {
            file,
            length: 0,
            is_synced: true,
            done: BTreeMap::new(),
            open: BTreeMap::new(),
            is_broken: false,
            finished: None,
        };
        let earlier = journal.load(header, now)?;
        journal.finished = earlier.at;
        if journal.length == 0 {
            journal.write(format!("{header}\n").as_bytes())?;
            journal.sync()?;
            crate::durable::settle(path).map_err(cannot)?;
        }
        Ok((journal, earlier))
    }

    /// What is known of a line.
    ///
    /// # Errors
    /// It is not the line that was played before.
    pub(crate) fn known(&mut self, line: u64, sha256: &str) -> Result<Known, Trouble> {
        let other = || {
            Trouble::usage(format!(
                "--journal belongs to another input: line {line} is not the one that it knows"
            ))
        };
        if let Some(open) = self.open.get(&line) {
            self.finished = None;
            return if open.sha256 == sha256 { Ok(Known::Unfinished) } else { Err(other()) };
        }
        let Some(offset) = self.done.remove(&line) else {
            self.finished = None;
            return Ok(Known::Unfinished);
        };
        let text = self.read(offset)?;
        let entry: Entry<'_> = serde_json::from_str(&text).map_err(|_| unreadable())?;
        match entry.record {
            Some(record) if entry.sha256 == sha256 => {
                Ok(Known::Finished(format!("{record}\n").into_bytes()))
            }
            Some(_) => Err(other()),
            None => Err(unreadable()),
        }
    }

    /// Where a flow of a line stood.
    pub(crate) fn take(&mut self, line: u64, call: &str) -> Option<Stored> {
        self.open.get_mut(&line)?.calls.remove(call)
    }

    /// The input has ended. Says so where all of it was played before: results of yesterday must not
    /// pass for those of today.
    ///
    /// # Errors
    /// It was longer before.
    pub(crate) fn end(&self) -> Result<(), Trouble> {
        if let Some(line) = self.done.keys().chain(self.open.keys()).next() {
            return Err(Trouble::usage(format!(
                "--journal belongs to another input: it knows a line {line}, which is not there"
            )));
        }
        if let Some(at) = self.finished {
            complain(&format!(
                "--journal was finished at {at}: these are its results, and nobody was asked; a new \
                 check takes a new file"
            ));
        }
        Ok(())
    }

    /// # Errors
    /// It cannot be written.
    pub(crate) fn add(&mut self, entry: &Entry<'_>) -> Result<(), Trouble> {
        if entry.record.is_some() {
            self.open.remove(&entry.line);
        }
        let mut line =
            serde_json::to_vec(entry).map_err(|_| unwritable(std::io::ErrorKind::Other))?;
        line.push(b'\n');
        self.write(&line)
    }

    /// What was added is on the disk when this returns.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn sync(&mut self) -> Result<(), Trouble> {
        if !self.is_synced {
            self.file.sync_data().map_err(|error| unwritable(error.kind()))?;
            self.is_synced = true;
        }
        Ok(())
    }

    /// In one write; nothing may follow a piece of a line.
    fn write(&mut self, line: &[u8]) -> Result<(), Trouble> {
        if self.is_broken {
            return Err(unwritable(std::io::ErrorKind::Other));
        }
        self.is_synced = false;
        self.file.write_all(line).map_err(|error| {
            self.is_broken = true;
            unwritable(error.kind())
        })?;
        self.length += u64::try_from(line.len()).unwrap_or(0);
        Ok(())
    }

    /// The line that begins at `offset`.
    fn read(&mut self, offset: u64) -> Result<String, Trouble> {
        self.file.seek(SeekFrom::Start(offset)).map_err(|_| unreadable())?;
        let mut line = Vec::new();
        std::io::BufRead::read_until(
            &mut std::io::BufReader::new(Read::by_ref(&mut self.file)),
            b'\n',
            &mut line,
        )
        .map_err(|_| unreadable())?;
        String::from_utf8(line).map_err(|_| unreadable())
    }
}

fn unwritable(kind: std::io::ErrorKind) -> Trouble {
    Trouble::other(format!("--journal cannot be written: {kind}"))
}

fn unreadable() -> Trouble {
    Trouble::other("--journal cannot be read any more")
}
