//! The lines of the input, read by a thread of their own and only when they are asked for.

use std::collections::VecDeque;
use std::io::{self, Read, Stdin};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Message;
use crate::exit::Trouble;
use crate::lines::Lines;

/// Lines that are handed over at once, as long as they lie ready.
const BATCH: usize = 64;
/// Bytes after which a batch ends.
const BATCH_BYTES: usize = 1024 * 1024;

/// A line with its number, from 1.
pub(crate) struct Numbered {
    pub(crate) number: u64,
    pub(crate) text: Result<Vec<u8>, Fault>,
}

/// A line that cannot be taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    TooLong,
    /// A row with more or fewer fields than the header.
    Uneven,
    /// It is not UTF-8.
    Encoding,
}

/// Where lines come from.
pub(crate) trait Source {
    /// # Errors
    /// The input cannot be read.
    fn next(&mut self) -> io::Result<Option<Numbered>>;

    /// Whether the next one can be had without waiting.
    fn has_more(&mut self) -> bool;
}

impl<R: Read> Source for Lines<R> {
    fn next(&mut self) -> io::Result<Option<Numbered>> {
        self.numbered()
    }

    fn has_more(&mut self) -> bool {
        self.has_line()
    }
}

/// Makes the source of lines, in the thread that reads them.
pub(crate) type Opener = Box<dyn FnOnce(Stdin) -> Result<Box<dyn Source>, Trouble> + Send>;

/// What the thread has read.
pub(crate) enum Batch {
    Lines(Vec<Numbered>),
    End,
    Broken(Trouble),
}

pub(crate) struct Input {
    ready: VecDeque<Numbered>,
    more: More,
    is_reading: bool,
    is_closed: bool,
    /// Reading never waits for somebody to write.
    pub(crate) is_file: bool,
    /// In all, where it is a file.
    pub(crate) bytes: Option<u64>,
}

/// Where further lines come from.
enum More {
    Over,
    /// Read by a thread, when it is told to.
    Reader(Sender<()>),
    /// Handed in by others, whenever they like.
    #[cfg(feature = "mcp")]
    Unasked,
}

impl Input {
    /// One line, and no more.
    pub(crate) fn of(line: Vec<u8>) -> Self {
        Self::with(VecDeque::from([Numbered { number: 1, text: Ok(line) }]), More::Over, None, true)
    }

    /// Standard input.
    pub(crate) fn standard(open: Opener, back: Sender<Message>) -> Self {
        let (more, wanted) = channel();
        let stdin = io::stdin();
        let bytes = length(&stdin);
        let is_file = bytes.is_some();
        thread::spawn(move || match open(stdin) {
            Ok(mut source) => read(&mut *source, &wanted, &back),
            Err(trouble) => {
                let _ = back.send(Message::Input(Batch::Broken(trouble)));
            }
        });
        Self::with(VecDeque::new(), More::Reader(more), bytes, is_file)
    }

    /// Lines that are handed in, until a batch says that it is the end.
    #[cfg(feature = "mcp")]
    pub(crate) fn unasked() -> Self {
        Self::with(VecDeque::new(), More::Unasked, None, true)
    }

    fn with(ready: VecDeque<Numbered>, more: More, bytes: Option<u64>, is_file: bool) -> Self {
        Self { ready, more, is_reading: false, is_closed: false, is_file, bytes }
    }

    /// Takes a line back that was not taken up yet; whether it was there.
    #[cfg(feature = "mcp")]
    pub(crate) fn forget(&mut self, line: u64) -> bool {
        let before = self.ready.len();
        self.ready.retain(|ready| ready.number != line);
        self.ready.len() < before
    }

    pub(crate) fn next(&mut self) -> Option<Numbered> {
        self.ready.pop_front()
    }

    /// Has more read, where none lies ready.
    pub(crate) fn ask(&mut self) {
        if self.is_reading || !self.ready.is_empty() {
            return;
        }
        if let More::Reader(more) = &self.more {
            // Where the thread has gone, its last message is on the way.
            let _ = more.send(());
            self.is_reading = true;
        }
    }

    /// # Errors
    /// The input cannot be read.
    pub(crate) fn came(&mut self, batch: Batch) -> Result<(), Trouble> {
        self.is_reading = false;
        if self.is_closed {
            return Ok(());
        }
        match batch {
            Batch::Lines(lines) => self.ready.extend(lines),
            Batch::End => self.more = More::Over,
            Batch::Broken(trouble) => {
                self.more = More::Over;
                return Err(trouble);
            }
        }
        Ok(())
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.is_reading
    }

    pub(crate) fn is_over(&self) -> bool {
        self.ready.is_empty() && matches!(self.more, More::Over)
    }

    /// No line is taken up any more.
    pub(crate) fn close(&mut self) {
        self.ready.clear();
        self.more = More::Over;
        self.is_reading = false;
        self.is_closed = true;
    }
}

fn read(source: &mut dyn Source, wanted: &Receiver<()>, back: &Sender<Message>) {
    while wanted.recv().is_ok() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let end = loop {
            match source.next() {
                Ok(Some(line)) => {
                    bytes += line.text.as_ref().map_or(0, Vec::len);
                    batch.push(line);
                }
                Ok(None) => break Some(Batch::End),
                Err(error) => break Some(Batch::Broken(error.into())),
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES || !source.has_more() {
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
    about.is_file().then_some(about.len())
}

#[cfg(not(unix))]
fn length(_: &Stdin) -> Option<u64> {
    None
}
