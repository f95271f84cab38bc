//! What becomes of a line and of its flows.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Deserialize;
use spravka_core::file::sha256_hex;
use spravka_host::flow::{Instead, json};
use spravka_host::job::internal;
use spravka_host::tokens::Grant;
use spravka_host::wish::{Pause, Wish};

use super::{Begin, Ended, Id, Numbered, Open, Scheduler, Script, Turn};
use crate::cut::cut;
use crate::inside::{Event, Flow, Inside, Job};
use crate::journal::Known;
use crate::secrets::Secret;

#[derive(Deserialize)]
struct StoreStep {
    secrets: BTreeMap<String, Secret>,
}

impl<S: Script> Scheduler<S> {
    pub(super) fn take_up(&mut self, line: Numbered) {
        let (number, weight) = (line.number, line.text.as_ref().map_or(0, Vec::len));
        let mut sha256 = String::new();
        if let Some(journal) = &mut self.journal {
            sha256 = sha256_hex(line.text.as_deref().unwrap_or_default());
            match journal.known(number, &sha256) {
                Ok(Known::Unfinished) => {}
                Ok(Known::Finished(record)) => {
                    self.outlet.open(number);
                    return self.put(number, record, weight);
                }
                Err(trouble) => return self.host.fail(trouble),
            }
        }
        self.outlet.open(number);
        let begun = catch_unwind(AssertUnwindSafe(|| self.script.begin(line)));
        let turn = match begun {
            Ok((task, turn)) => {
                self.weight += weight;
                let open =
                    Open { task, sha256, settled: None, calls: 0, weight, own_weight: weight };
                self.tasks.insert(number, open);
                turn
            }
            Err(_) => Turn::Done(Job::default().result(&internal(), None)),
        };
        self.follow(number, turn);
    }

    fn follow(&mut self, line: u64, turn: Turn) {
        match turn {
            Turn::Start(_) if self.is_closing => {}
            Turn::Start(begun) => begun.into_iter().for_each(|begin| self.begin(line, begin)),
            Turn::Done(record) => {
                self.keep_record(line, &record);
                let weight = self.lighten(line);
                self.put(line, record, weight);
            }
        }
    }

    /// `weight`: of the line.
    fn put(&mut self, line: u64, record: Vec<u8>, weight: usize) {
        // The journal has the whole.
        let record = cut(record, self.max_output);
        let outcome = self.script.shown(&record);
        self.progress.add(outcome, weight, self.budget.spent());
        self.outlet.put(line, record);
    }

    fn begin(&mut self, line: u64, Begin { name, job }: Begin) {
        let Some(open) = self.tasks.get_mut(&line) else { return };
        let id = (line, open.calls);
        open.calls += 1;
        let weight = job.files.len();
        open.weight += weight;
        self.weight += weight;
        let stored = self.journal.as_mut().and_then(|journal| journal.take(line, &name));
        let options = self.host.defaults.over(job.get("options").map(|options| options.get()));
        self.flows.insert(id, Flow::new(Inside, name, job, options));
        match stored {
            Some(stored) => self.go_on(id, stored),
            None => self.start(id),
        }
    }

    fn start(&mut self, id: Id) {
        let now = self.host.clock.now();
        let Some(flow) = self.flows.get_mut(&id) else { return };
        let mut wish = flow.start(now);
        let validator = self.host.validator.as_mut();
        if let Some(refusal) = validator.and_then(|v| v.input(&flow.job, flow.step())) {
            flow.replace(refusal);
            wish = Wish::Over;
        }
        self.place(id, wish);
    }

    /// Puts a flow where its step belongs.
    pub(super) fn place(&mut self, id: Id, wish: Wish) {
        match wish {
            Wish::Send(_) if self.stop.is_some() => self.put_back(id),
            Wish::Wait(_) if self.stop.is_some() => self.lay_down(id),
            Wish::Send(_) if self.cancelled.contains(&id.0) => self.over(id),
            Wish::Send(wanted) => {
                self.queue.insert(id, wanted);
            }
            Wish::Wait(pause) => self.pause(id, &pause),
            Wish::Store => self.store(id),
            Wish::Over => {
                if let Some(flow) = self.flows.get(&id) {
                    self.host.keep_last(flow.step(), flow.is_first());
                }
                self.over(id);
            }
        }
    }

    fn pause(&mut self, id: Id, pause: &Pause) {
        let Some(flow) = self.flows.get(&id) else { return };
        let until = self.host.clock.now().plus_ms(pause.ms);
        if let (Some(why), Some(entry)) = (pause.holds_provider, flow.job.entry()) {
            self.lanes.hold(entry.provider_name(), until, why);
        }
        let is_back = flow.is_first() && flow.job.get("state").is_some();
        let has_waited = self.has_callers && self.host.clock.is_virtual() && is_back;
        let is_short = pause.ms <= self.host.max_wait_ms || has_waited;
        let is_slept = is_short && !pause.is_for_input && !self.cancelled.contains(&id.0);
        if self.host.keep(flow.step()) && is_slept {
            self.wakes.insert((until, id));
        } else {
            self.over(id);
        }
    }

    pub(super) fn elapsed(&mut self, id: Id) {
        let now = self.host.clock.now();
        if let Some(flow) = self.flows.get_mut(&id) {
            let wish = flow.resume(&Event::elapsed(), now);
            self.place(id, wish);
        }
    }

    /// The step goes nowhere but into the secrets.
    fn store(&mut self, id: Id) {
        let now = self.host.clock.now();
        let Some(flow) = self.flows.get_mut(&id) else { return };
        let secrets = &mut self.host.keys.secrets;
        let stored = serde_json::from_slice::<StoreStep>(flow.step())
            .is_ok_and(|StoreStep { secrets: new }| secrets.store(new).is_ok());
        if stored {
            let wish = flow.resume(&Event::stored(), now);
            return self.place(id, wish);
        }
        let error = flow.grant.unwrap_or(Grant::Code).lost();
        flow.end(&Instead::Unstored(json(&error)), now);
        self.over(id);
    }

    /// Ends a flow whose request is not sent.
    pub(super) fn unsent(&mut self, id: Id, instead: &Instead) {
        let now = self.host.clock.now();
        if let Some(flow) = self.flows.get_mut(&id) {
            flow.end(instead, now);
            self.host.keep_last(flow.step(), false);
        }
        self.over(id);
    }

    /// A flow has come to its last step.
    pub(super) fn over(&mut self, id: Id) {
        self.queue.remove(&id);
        self.lanes.forget(id);
        let Some(flow) = self.flows.remove(&id) else { return };
        if self.cancelled.contains(&id.0) {
            return self.give_up(id.0);
        }
        let is_kept = flow.is_kept;
        let (name, job, mut step) = flow.into_parts();
        if let Some(validator) = &mut self.host.validator {
            step = validator.output(&job, step);
        }
        if let Some(stopped) = &mut self.host.stopped {
            stopped.learn(&step);
        }
        if !is_kept {
            self.keep_step(id, &name, &step);
        }
        let Some(open) = self.tasks.get_mut(&id.0) else { return };
        let ended = Ended { name, job, step };
        let ended = AssertUnwindSafe(|| self.script.ended(&mut open.task, ended));
        let turn = catch_unwind(ended);
        let turn = turn.unwrap_or_else(|_| Turn::Done(Job::default().result(&internal(), None)));
        self.follow(id.0, turn);
    }

    /// A flow that is not gone on with; its line gets no record.
    pub(super) fn forget(&mut self, id: Id) {
        self.flows.remove(&id);
        self.queue.remove(&id);
        self.lanes.forget(id);
        self.wakes.retain(|(_, other)| *other != id);
    }

    /// Drops a cancelled line once nothing of it is left.
    fn give_up(&mut self, line: u64) {
        if self.flows.range((line, 0)..=(line, u32::MAX)).next().is_none() {
            self.cancelled.remove(&line);
            self.wakes.retain(|(_, id)| id.0 != line);
            self.lighten(line);
            self.outlet.drop(line);
        }
    }

    /// Forgets a line; its weight without files.
    fn lighten(&mut self, line: u64) -> usize {
        let Some(open) = self.tasks.remove(&line) else { return 0 };
        self.weight = self.weight.saturating_sub(open.weight);
        open.own_weight
    }
}
