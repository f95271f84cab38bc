//! The lines of the input, read by a thread of their own and only when they are asked for.

use std::collections::VecDeque;
use std::io::{self, Stdin};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Message;
use crate::lines::{Line, Lines};

/// Lines that are handed over at once, as long as they lie ready.
const BATCH: usize = 64;
/// Bytes after which a batch ends.
const BATCH_BYTES: usize = 1024 * 1024;

/// A line with its number, from 1.
pub(crate) struct Numbered {
    pub(crate) number: u64,
    /// `None`: it was too long.
    pub(crate) text: Option<Vec<u8>>,
}

/// What the thread has read.
pub(crate) enum Batch {
    Lines(Vec<Numbered>),
    End,
    Broken(io::Error),
}

pub(crate) struct Input {
    ready: VecDeque<Numbered>,
    more: Option<Sender<()>>,
    is_reading: bool,
    /// Reading never waits for somebody to write.
    pub(crate) is_file: bool,
    /// In all, where it is a file.
    pub(crate) bytes: Option<u64>,
}

impl Input {
    /// One line, and no more.
    pub(crate) fn of(line: Vec<u8>) -> Self {
        let ready = VecDeque::from([Numbered { number: 1, text: Some(line) }]);
        Self { ready, more: None, is_reading: false, is_file: true, bytes: None }
    }

    /// Standard input, lines no longer than `cap`.
    pub(crate) fn standard(cap: usize, back: Sender<Message>) -> Self {
        let (more, wanted) = channel();
        let stdin = io::stdin();
        let bytes = length(&stdin);
        let is_file = bytes.is_some();
        thread::spawn(move || read(&stdin, cap, &wanted, &back));
        Self { ready: VecDeque::new(), more: Some(more), is_reading: false, is_file, bytes }
    }

    pub(crate) fn next(&mut self) -> Option<Numbered> {
        self.ready.pop_front()
    }

    /// Has more read, where none lies ready.
    pub(crate) fn ask(&mut self) {
        if self.is_reading || !self.ready.is_empty() {
            return;
        }
        if let Some(more) = &self.more {
            // Where the thread has gone, its last message is on the way.
            let _ = more.send(());
            self.is_reading = true;
        }
    }

    /// # Errors
    /// The input cannot be read.
    pub(crate) fn came(&mut self, batch: Batch) -> io::Result<()> {
        self.is_reading = false;
        match batch {
            Batch::Lines(lines) => self.ready.extend(lines),
            Batch::End => self.more = None,
            Batch::Broken(error) => {
                self.more = None;
                return Err(error);
            }
        }
        Ok(())
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.is_reading
    }

    pub(crate) fn is_over(&self) -> bool {
        self.ready.is_empty() && self.more.is_none()
    }

    /// No line is taken up any more.
    pub(crate) fn close(&mut self) {
        self.ready.clear();
        self.more = None;
        self.is_reading = false;
    }
}

fn read(stdin: &Stdin, cap: usize, wanted: &Receiver<()>, back: &Sender<Message>) {
    let mut lines = Lines::new(stdin.lock(), cap);
    while wanted.recv().is_ok() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let end = loop {
            match lines.next() {
                Ok(Some(line)) => {
                    let text = match line {
                        Line::Whole(line) => Some(line.to_vec()),
                        Line::TooLong => None,
                    };
                    bytes += text.as_ref().map_or(0, Vec::len);
                    batch.push(Numbered { number: lines.number(), text });
                }
                Ok(None) => break Some(Batch::End),
                Err(error) => break Some(Batch::Broken(error)),
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES || !lines.has_line() {
                break None;
            }
        };
        if !batch.is_empty() && back.send(Message::Input(Batch::Lines(batch))).is_err() {
            return;
        }
        if let Some(end) = end {
            let _ = back.send(Message::Input(end));
            return;
        }
    }
}

/// That of a file.
#[cfg(unix)]
fn length(stdin: &Stdin) -> Option<u64> {
    use std::os::fd::AsFd;
    let own = stdin.as_fd().try_clone_to_owned().ok()?;
    let about = std::fs::File::from(own).metadata().ok()?;
    about.is_file().then(|| about.len())
}

#[cfg(not(unix))]
fn length(_: &Stdin) -> Option<u64> {
    None
}
