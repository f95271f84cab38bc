//! SIGINT and SIGTERM: nothing new is begun, and what is under way may come to its end.

use std::sync::mpsc::Sender;

use spravka_host::event::{Kind, Sent};

use super::{Id, Message, Scheduler, Script};
use crate::clock::Deadline;
use crate::inside::Event;

/// How long answers are waited for.
const GRACE_MS: u64 = 8_000;

pub(super) struct Stop {
    /// `None`: the output was closed.
    pub(super) signal: Option<i32>,
    pub(super) deadline: Deadline,
}

/// Has signals told to the scheduler; the second one ends the process at once.
#[cfg(unix)]
pub(super) fn listen(back: Sender<Message>) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for (count, signal) in signals.forever().enumerate() {
            if count > 0 || back.send(Message::Stop(signal)).is_err() {
                std::process::exit(128 + signal);
            }
        }
    });
}

#[cfg(not(unix))]
pub(super) fn listen(_: Sender<Message>) {}

impl<S: Script> Scheduler<S> {
    pub(super) fn stop(&mut self, signal: Option<i32>) {
        if self.stop.is_some() {
            return;
        }
        self.close();
        // Without an output or a journal nobody would hear of the answers.
        let is_heard = signal.is_some() || self.journal.is_some();
        let deadline = Deadline::in_ms(if is_heard { GRACE_MS } else { 0 });
        self.stop = Some(Stop { signal, deadline });
        let resting = self.flows.keys().filter(|id| !self.under_way.contains_key(id));
        for id in resting.copied().collect::<Vec<Id>>() {
            if self.queue.remove(&id).is_some() {
                self.put_back(id);
            } else {
                self.lay_down(id);
            }
        }
    }

    /// A request that is not sent any more, in the middle of its flow.
    pub(super) fn put_back(&mut self, id: Id) {
        let now = self.host.clock.now();
        if self.hands_out()
            && let Some(flow) = self.flows.get_mut(&id)
        {
            flow.resume(&Event::failure(Kind::Connect, Sent::No), now);
        }
        self.lay_down(id);
    }

    /// Hands a flow out as it stands; what is in the journal is taken up from there.
    pub(super) fn lay_down(&mut self, id: Id) {
        if self.hands_out() {
            return self.over(id);
        }
        self.forget(id);
    }

    /// Nobody waits any longer for what is under way.
    pub(super) fn abandon(&mut self) {
        for id in self.under_way.keys().copied().collect::<Vec<Id>>() {
            if self.hands_out() {
                self.answered(id, &Event::failure(Kind::Interrupted, Sent::Maybe));
            } else {
                self.under_way.remove(&id);
                self.lay_down(id);
            }
        }
    }

    fn hands_out(&self) -> bool {
        self.journal.is_none() && !S::HAS_STEPS
    }
}
