//! What goes into the journal, and what comes out of it.

use spravka_host::event::{Kind, Sent as WasSent};
use spravka_host::money::Money;
use spravka_host::wish::{Wanted, Wish};

use super::{Id, Scheduler, Script};
use crate::exit::Trouble;
use crate::inside::Event;
use crate::journal::{Earlier, Entry, Sent, Stored};

impl<S: Script> Scheduler<S> {
    /// Takes into account what an earlier process has done.
    pub(super) fn restore(&mut self, earlier: Earlier) {
        for (provider, operation, at) in &earlier.sent {
            self.lanes.note(provider, operation, *at);
        }
        earlier.spent.iter().for_each(|spent| self.budget.restore(spent));
        if let Some(stopped) = &mut self.host.stopped {
            earlier.failures.iter().for_each(|step| stopped.learn(step.as_bytes()));
        }
        if let Some(at) = earlier.at {
            self.host.clock.jump(at);
        }
    }

    /// Goes on from where a flow stood.
    pub(super) fn go_on(&mut self, id: Id, stored: Stored) {
        let now = self.host.clock.now();
        if let Some(reserved) = stored.reserved {
            self.budget.take_up(id, reserved);
        }
        let Some(flow) = self.flows.get_mut(&id) else { return };
        flow.has_sent = true;
        flow.is_asked = stored.is_asked;
        if let Some(step) = stored.step {
            flow.is_kept = true;
            flow.replace(step.into_bytes());
            return self.over(id);
        }
        let wish = match (stored.state, stored.is_asked) {
            (None, _) => flow.start(now),
            (Some(state), true) => {
                let interrupted = Event::failure(Kind::Interrupted, WasSent::Maybe);
                flow.resume_from(&state, &interrupted, now)
            }
            (Some(state), false) => flow.resume_from(&state, &Event::elapsed(), now),
        };
        self.keep_answer(id, &wish);
        self.place(id, wish);
    }

    /// Keeps a request before it leaves; whether it may.
    pub(super) fn keep_send(&mut self, id: Id, wanted: &Wanted, price: Option<&Money>) -> bool {
        let at = self.host.clock.now().ms();
        let (Some(flow), Some(open)) = (self.flows.get_mut(&id), self.tasks.get(&id.0)) else {
            return false;
        };
        if !self.host.keep(flow.step()) {
            return false;
        }
        let Some(journal) = &mut self.journal else { return true };
        let is_durable = !wanted.only_reads || price.is_some();
        let is_kept = is_durable || flow.is_asked;
        let head = flow.head();
        let sent = Sent {
            provider: &wanted.provider,
            operation: &wanted.operation,
            counted: wanted.is_counted,
        };
        let entry = Entry {
            line: id.0,
            call: &flow.name,
            sha256: &open.sha256,
            at,
            sent: Some(sent),
            reserved: price.map(Money::to_string),
            state: head.and_then(|head| head.state).filter(|_| is_kept),
            ..Entry::default()
        };
        let kept = journal.add(&entry);
        let kept = if is_durable { kept.and_then(|()| journal.sync()) } else { kept };
        flow.is_asked = is_kept;
        self.kept(kept)
    }

    /// Keeps where a flow stands after an answer; settles what was reserved for it.
    pub(super) fn keep_answer(&mut self, id: Id, wish: &Wish) {
        let at = self.host.clock.now().ms();
        let (Some(flow), Some(open)) = (self.flows.get_mut(&id), self.tasks.get_mut(&id.0)) else {
            return;
        };
        let settled = self.budget.settle(id, flow.step());
        let Some(journal) = &mut self.journal else { return };
        let settled = settled.map(|settled| settled.to_string());
        let (waits, ends) = (matches!(wish, Wish::Wait(_)), matches!(wish, Wish::Over));
        if ends {
            // It is kept together with what the flow ends with.
            open.settled = settled;
            return;
        }
        let head = flow.head();
        let entry = Entry {
            line: id.0,
            call: &flow.name,
            sha256: &open.sha256,
            at,
            settled,
            state: head.and_then(|head| head.state).filter(|_| waits),
            ..Entry::default()
        };
        let kept = journal.add(&entry);
        flow.is_asked &= !waits;
        self.kept(kept);
    }

    /// Keeps the last step of one of a line's flows.
    pub(super) fn keep_step(&mut self, id: Id, name: &str, step: &[u8]) {
        let at = self.host.clock.now().ms();
        let Some(open) = self.tasks.get_mut(&id.0) else { return };
        let (Some(journal), true) = (&mut self.journal, S::HAS_STEPS) else { return };
        let entry = Entry {
            line: id.0,
            call: name,
            sha256: &open.sha256,
            at,
            settled: open.settled.take(),
            step: serde_json::from_slice(step).ok(),
            ..Entry::default()
        };
        let kept = journal.add(&entry);
        self.kept(kept);
    }

    /// Keeps the record of a line before it is shown.
    pub(super) fn keep_record(&mut self, line: u64, record: &[u8]) {
        let at = self.host.clock.now().ms();
        let (Some(journal), Some(open)) = (&mut self.journal, self.tasks.get_mut(&line)) else {
            return;
        };
        let entry = Entry {
            line,
            sha256: &open.sha256,
            at,
            settled: open.settled.take(),
            record: serde_json::from_slice(record).ok(),
            ..Entry::default()
        };
        // Nothing came of it, and it is to be played again.
        if entry.record.is_none() {
            return;
        }
        let kept = journal.add(&entry);
        self.kept(kept);
    }

    pub(super) fn kept(&mut self, kept: Result<(), Trouble>) -> bool {
        let is_kept = kept.is_ok();
        if let Err(trouble) = kept {
            self.host.fail(trouble);
        }
        is_kept
    }
}
