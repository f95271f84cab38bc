//! From the queue to the providers, and back.

use std::collections::BTreeSet;
use std::ops::Bound;

use spravka_core::Filled;
use spravka_core::error::{Code, Detail, Error};
use spravka_core::fill;
use spravka_core::value::Timestamp;
use spravka_host::departure::{Departure, Rules};
use spravka_host::flow::{Instead, json};
use spravka_host::job::in_input;
use spravka_host::money::Money;
use spravka_host::wish::{Wanted, Wish};

use super::{Carrier, Id, Scheduler, Script};
use crate::inside::Event;
use crate::inside::Flow;
use crate::transport::Keys;

/// A request that cannot be sent.
enum Refused {
    Unfilled(Error),
    NoSecret(Option<&'static str>),
}

impl<S: Script> Scheduler<S> {
    /// Sends what may be sent now, in the order of the lines.
    pub(super) fn send(&mut self) -> bool {
        self.next_gate = None;
        let mut moved = false;
        let (mut last, mut waiting) = (Bound::Unbounded, BTreeSet::new());
        while !self.lanes.is_full()
            && let Some(id) = self.queue.range((last, Bound::Unbounded)).next().map(|(id, _)| *id)
        {
            last = Bound::Excluded(id);
            moved |= self.consider(id, &mut waiting);
        }
        moved
    }

    /// `waiting`: the currencies in which an earlier line waits for what others have reserved.
    fn consider(&mut self, id: Id, waiting: &mut BTreeSet<String>) -> bool {
        let now = self.host.clock.now();
        let Some(wanted) = self.queue.get(&id) else { return false };
        let rules = Rules {
            lanes: &self.lanes,
            budget: &self.budget,
            stopped: self.host.stopped.as_ref(),
            max_wait_ms: self.host.max_wait_ms,
            is_awaited: self.has_callers,
        };
        let price = match rules.departure(id, wanted, now, waiting) {
            Departure::Now(price) => Ok(price),
            Departure::Never(error) => Err(error),
            Departure::Waits => return false,
            Departure::NotBefore(at) => {
                self.next_gate = Some(self.next_gate.map_or(at, |next| next.min(at)));
                return false;
            }
        };
        match (price, self.queue.remove(&id)) {
            (Ok(price), Some(wanted)) => self.let_go(id, &wanted, price, now),
            (Err(error), _) => self.unsent(id, &Instead::Unsent(error)),
            (Ok(_), None) => {}
        }
        true
    }

    /// Sends the request of a flow, or ends the flow where that cannot be done.
    fn let_go(&mut self, id: Id, wanted: &Wanted, price: Option<Money>, now: Timestamp) {
        if wanted.grant.is_some()
            && let Err(error) = self.host.keys.secrets.check_store()
        {
            return self.unsent(id, &Instead::Unfilled(json(&error)));
        }
        let Some(flow) = self.flows.get_mut(&id) else { return };
        if let Some(wish) = flow.freshen(now) {
            match wish {
                Wish::Send(_) => {}
                other => return self.place(id, other),
            }
        }
        let fills = match &self.carrier {
            Carrier::Simulated(simulation) => simulation.fills(),
            Carrier::Threads(_) => true,
            Carrier::None => {
                flow.replace(spravka_host::job::internal());
                return self.over(id);
            }
        };
        let filled = match fills.then(|| filled(flow, &self.host.keys, now)).transpose() {
            Ok(filled) => filled,
            // The core has words of its own for this one.
            Err(Refused::NoSecret(secret)) => {
                let wish = flow.resume(&Event::no_secret(secret), now);
                return self.place(id, wish);
            }
            Err(Refused::Unfilled(error)) => {
                return self.unsent(id, &Instead::Unfilled(json(&error)));
            }
        };
        if !self.keep_send(id, wanted, price.as_ref()) {
            return self.not_kept(id);
        }
        let Some(flow) = self.flows.get_mut(&id) else { return };
        flow.has_sent = true;
        flow.grant = wanted.grant;
        self.lanes.enter(id, wanted);
        if let Some(price) = price {
            self.budget.reserve(id, price);
        }
        match (&mut self.carrier, filled) {
            (Carrier::Simulated(simulation), filled) => {
                let request = flow.request().unwrap_or_default();
                let event = simulation.exchange(&request, filled, now);
                self.under_way.insert(id, wanted.clone());
                self.answered(id, &event);
            }
            (Carrier::Threads(pool), Some(filled)) => {
                self.under_way.insert(id, wanted.clone());
                pool.send(id, filled);
            }
            _ => {}
        }
    }

    /// What came of a request.
    pub(super) fn answered(&mut self, id: Id, event: &Event) {
        let now = self.host.clock.now();
        if let Some(wanted) = self.under_way.remove(&id) {
            self.lanes.leave(&wanted, now);
        }
        let Some(flow) = self.flows.get_mut(&id) else { return };
        if let Some(request) = flow.request() {
            self.host.record(&request, event);
        }
        let wish = flow.resume(event, now);
        self.keep_answer(id, &wish);
        self.place(id, wish);
    }

    /// It was not sent, since it could not be kept: the flow stands where it stood.
    fn not_kept(&mut self, id: Id) {
        if let Some(flow) = self.flows.get_mut(&id) {
            flow.replace(Vec::new());
        }
        self.over(id);
    }
}

fn filled(flow: &Flow, keys: &Keys, now: Timestamp) -> Result<Filled, Refused> {
    let request = flow.request().unwrap_or_default();
    let files = |member: &str| {
        let own = || in_input(flow.job.input(), member);
        flow.job.files.bytes(member).or_else(own)
    };
    fill(&request, &|name| keys.secrets.find_at(name, now), &files, &keys.allowed).map_err(
        |error| match (error.code, &error.detail) {
            (Code::MissingSecret, Detail::Secret(name, _)) => Refused::NoSecret(Some(name)),
            (Code::MissingSecret, _) => Refused::NoSecret(None),
            _ => Refused::Unfilled(error),
        },
    )
}
