//! Many jobs at once: one thread owns all flows, and others only wait for answers.
//!
//! ```text
//!  input ─ lines ─▶ script ─ jobs ─▶ flow ─▶ queue ─ gate ─▶ worker, or simulation
//!                     ▲               ▲ └──▶ wakes ─ time ─┐     │
//!                     │               └────────────────────┴─────┘ events
//!  output ◀─ records ─┴─ last steps
//! ```
//!
//! A flow is in one place at a time: in the queue with a request that has not left, with a worker, or
//! in `wakes` until its wait is over. Whatever is in the queue is looked at in the order of the
//! lines. A simulation has its own time: it answers at once, and when nothing else can happen the
//! clock jumps to the next moment at which something can.

#[cfg(feature = "mcp")]
mod calls;
mod flows;
mod input;
mod keeping;
mod outlet;
mod pool;
mod progress;
mod script;
mod sending;
mod settings;
mod stopping;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use spravka_core::value::Timestamp;
pub(crate) use spravka_host::Id;
use spravka_host::budget::Budget;
pub(crate) use spravka_host::lanes::AtOnce;
use spravka_host::lanes::Lanes;
pub(crate) use spravka_host::pace::Rate;
use spravka_host::wish::Wanted;

#[cfg(feature = "mcp")]
pub(crate) use self::calls::Entrance;
use self::input::{Batch, Input};
pub(crate) use self::input::{Fault, Numbered, Opener, Source};
use self::outlet::Outlet;
use self::pool::{Answer, Pool};
pub(crate) use self::progress::Outcome;
use self::progress::Progress;
pub(crate) use self::script::{Begin, Ended, Script, Turn};
pub(crate) use self::settings::Settings;
use self::stopping::Stop;
use crate::host::Host;
use crate::inside::Flow;
use crate::journal::Journal;
use crate::transport::Simulation;

/// No more lines are taken up while those that are open are larger than this in all.
const WEIGHT: usize = 64 * 1024 * 1024;
/// How long a simulation waits for a line before its time goes on.
const LINE_GRACE: Duration = Duration::from_millis(200);

pub(crate) enum Message {
    Input(Batch),
    Answer(Answer),
    /// The number of a signal.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are none"))]
    Stop(i32),
    /// Nobody wants this line's record any more.
    #[cfg(feature = "mcp")]
    Cancel(u64),
}

pub(crate) struct Scheduler<S: Script> {
    script: S,
    host: Host,
    carrier: Carrier,
    journal: Option<Journal>,
    input: Input,
    outlet: Outlet,
    messages: Receiver<Message>,
    tasks: BTreeMap<u64, Open<S::Task>>,
    flows: BTreeMap<Id, Flow>,
    /// Requests that have not left.
    queue: BTreeMap<Id, Wanted>,
    /// Requests that have, to real providers.
    under_way: BTreeMap<Id, Wanted>,
    wakes: BTreeSet<(Timestamp, Id)>,
    lanes: Lanes,
    budget: Budget,
    /// Lines that may be open at once: those under way, and those whose record waits for an earlier
    /// one.
    window: usize,
    weight: usize,
    /// The next moment at which a request in the queue may leave.
    next_gate: Option<Timestamp>,
    max_output: Option<usize>,
    /// Lines that nobody waits for: what is under way of them is their end.
    cancelled: BTreeSet<u64>,
    /// Lines come from callers who wait for their records: no limit holds them longer than a
    /// provider may, and who comes back to a simulation has waited.
    has_callers: bool,
    is_closing: bool,
    stop: Option<Stop>,
    progress: Progress,
}

enum Carrier {
    None,
    Simulated(Box<dyn Simulation>),
    Threads(Pool),
}

/// A line that was taken up.
struct Open<T> {
    task: T,
    /// Of the line, where a journal wants it.
    sha256: String,
    /// What its last answer has cost, and no record says yet.
    settled: Option<String>,
    calls: u32,
    /// In bytes, with the files of its jobs.
    weight: usize,
    own_weight: usize,
}

/// What is left when everything is over.
pub(crate) struct Finished<S> {
    pub(crate) script: S,
    /// The signal by which it was stopped.
    pub(crate) signal: Option<i32>,
    pub(crate) host: Host,
    /// Records that were kept and not written out.
    pub(crate) kept: Vec<u8>,
}

impl<S: Script> Scheduler<S> {
    pub(crate) fn play(mut self) -> Finished<S> {
        loop {
            while let Ok(message) = self.messages.try_recv() {
                self.hear(message);
            }
            let moved = self.admit() | self.wake() | self.send();
            if self.host.trouble.is_some() && !self.is_closing {
                self.close();
            }
            if moved && !self.outlet.is_full() {
                continue;
            }
            self.show();
            if moved {
                continue;
            }
            if self.flows.is_empty() && self.input.is_over() {
                break;
            }
            self.rest();
        }
        let ended = self.journal.as_ref().filter(|_| !self.is_closing).map(Journal::end);
        self.kept(ended.unwrap_or(Ok(())));
        self.outlet.finish();
        self.show();
        if let Carrier::Threads(pool) = self.carrier {
            pool.close();
        }
        self.progress.finish();
        let signal = self.stop.and_then(|stop| stop.signal);
        Finished { script: self.script, signal, host: self.host, kept: self.outlet.kept() }
    }

    /// Takes up lines as long as there is room for them.
    fn admit(&mut self) -> bool {
        let mut moved = false;
        let has_room =
            |own: &Self| own.outlet.len() < own.window && own.weight + own.outlet.held() < WEIGHT;
        while self.host.trouble.is_none() && !self.is_closing && has_room(self) {
            let Some(line) = self.input.next() else {
                self.input.ask();
                break;
            };
            self.take_up(line);
            moved = true;
        }
        moved
    }

    /// Goes on with the flows whose wait is over.
    fn wake(&mut self) -> bool {
        let now = self.host.clock.now();
        let mut moved = false;
        while let Some((at, id)) = self.wakes.first().copied()
            && at <= now
        {
            self.wakes.remove(&(at, id));
            self.elapsed(id);
            moved = true;
        }
        moved
    }

    /// Nothing can be done now: waits for whatever happens first.
    fn rest(&mut self) {
        let wake = self.wakes.first().map(|(at, _)| *at);
        let next = [wake, self.next_gate].into_iter().flatten().min();
        let waits = self.input.is_reading() || !self.under_way.is_empty();
        if let Some(stop) = &self.stop {
            return match self.messages.recv_timeout(stop.deadline.left()) {
                Ok(message) => self.hear(message),
                Err(_) => self.abandon(),
            };
        }
        let left = next.map(|next| Duration::from_millis(next.since(self.host.clock.now())));
        let message = match (self.host.clock.is_virtual(), left) {
            (true, Some(_)) if !waits => Err(RecvTimeoutError::Timeout),
            (true, Some(_)) if !self.input.is_file => self.messages.recv_timeout(LINE_GRACE),
            (false, Some(left)) => self.messages.recv_timeout(left),
            _ => self.messages.recv().map_err(RecvTimeoutError::from),
        };
        match (message, next) {
            (Ok(message), _) => self.hear(message),
            (Err(RecvTimeoutError::Timeout), Some(next)) => self.host.clock.jump(next),
            // Nobody is left who could say anything.
            (Err(_), _) => self.close(),
        }
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Input(batch) => {
                if let Err(trouble) = self.input.came(batch) {
                    self.host.fail(trouble);
                }
            }
            Message::Answer(answer) => {
                if let Carrier::Threads(pool) = &mut self.carrier {
                    pool.is_free(&answer);
                }
                self.answered(answer.id, &answer.event);
            }
            Message::Stop(signal) => self.stop(Some(signal)),
            #[cfg(feature = "mcp")]
            Message::Cancel(line) => self.cancel(line),
        }
    }

    /// Begins nothing new; what has sent something goes on to its end.
    fn close(&mut self) {
        self.is_closing = true;
        self.input.close();
        let idle = self.flows.iter().filter(|(_, flow)| !flow.has_sent).map(|(id, _)| *id);
        for id in idle.collect::<Vec<Id>>() {
            self.forget(id);
        }
    }

    /// Writes out what is ready, once it is safe.
    fn show(&mut self) {
        if !self.outlet.has_any() {
            return;
        }
        let synced = self.journal.as_mut().map_or(Ok(()), Journal::sync);
        self.kept(synced);
        if let Err(error) = self.outlet.flush() {
            self.host.fail(error);
            self.stop(None);
        }
    }
}
