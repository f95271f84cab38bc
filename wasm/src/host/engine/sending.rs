//! From the queue to the providers, and back.

use std::collections::BTreeSet;
use std::ops::Bound;

use spravka_core::error::{Code, Detail, Error, Text};
use spravka_core::value::Timestamp;
use spravka_host::Id;
use spravka_host::departure::{Departure, Rules};
use spravka_host::flow::{Instead, json};
use spravka_host::money::Money;
use spravka_host::wish::{Wanted, Wish};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::Engine;
use crate::host::core::Event;
use crate::host::exchange::Exchange;
use crate::host::jobs::Script;
use crate::host::mail::{Came, Message};

const STORE: Text = Text {
    en: "a function `store` that puts new tokens away",
    ru: "функция `store`, которая сохраняет новые токены",
};

impl<S: Script> Engine<S> {
    /// Sends what may be sent now, in the order of the jobs.
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

    /// `waiting`: the currencies in which an earlier job waits for what others have reserved.
    fn consider(&mut self, id: Id, waiting: &mut BTreeSet<String>) -> bool {
        let now = self.settings.now();
        let Some(wanted) = self.queue.get(&id) else { return false };
        let rules = Rules {
            lanes: &self.lanes,
            budget: &self.budget,
            stopped: self.stopped.as_ref(),
            max_wait_ms: self.settings.max_wait_ms,
            is_awaited: false,
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
            (Ok(price), Some(wanted)) => self.let_go(id, wanted, price, now),
            (Err(error), _) => self.unsent(id, &Instead::Unsent(error)),
            (Ok(_), None) => {}
        }
        true
    }

    /// Sends the request of a flow, or ends the flow where that cannot be done.
    fn let_go(&mut self, id: Id, wanted: Wanted, price: Option<Money>, now: Timestamp) {
        if wanted.grant.is_some() && !self.settings.secrets.can_store() {
            let error = Error::new(Code::SecretsNotStored).because(Detail::Expected(STORE));
            return self.unsent(id, &Instead::Unfilled(json(&error)));
        }
        let Some(flow) = self.flows.get_mut(&id) else { return };
        if let Some(wish) = flow.freshen(now) {
            match wish {
                Wish::Send(_) => {}
                other => return self.place(id, other),
            }
        }
        let kept = self.tell(id);
        let Some(flow) = self.flows.get_mut(&id) else { return };
        let (Some(request), Ok(controller)) = (flow.request(), AbortController::new()) else {
            flow.replace(spravka_host::job::internal());
            return self.over(id);
        };
        flow.has_sent = true;
        flow.grant = wanted.grant;
        let exchange = Exchange::new(request, &flow.job, kept, now, controller.clone());
        self.lanes.enter(id, &wanted);
        if let Some(price) = price {
            self.budget.reserve(id, price);
        }
        self.under_way.insert(id, (wanted, controller));
        let (settings, mail) = (self.settings.clone(), self.mail.clone());
        spawn_local(async move { mail.post(Message::Came(id, exchange.play(settings).await)) });
    }

    /// What came of a request; after an abort nobody waits for it.
    pub(super) fn came(&mut self, id: Id, came: Came) {
        let now = self.settings.now();
        let Some((wanted, _)) = self.under_way.remove(&id) else { return };
        self.lanes.leave(&wanted, now);
        let Some(flow) = self.flows.get_mut(&id) else { return };
        let wish = match came {
            Came::Event(event) => flow.resume(&event, now),
            Came::NoSecret(name) => flow.resume(&Event::no_secret(Some(&name)), now),
            Came::Unsent(error) => {
                flow.end(&Instead::Unfilled(error), now);
                Wish::Over
            }
        };
        self.budget.settle(id, flow.step());
        self.place(id, wish);
    }

    /// Ends a flow whose request is not sent.
    fn unsent(&mut self, id: Id, instead: &Instead) {
        let now = self.settings.now();
        if let Some(flow) = self.flows.get_mut(&id) {
            flow.end(instead, now);
        }
        self.tell(id);
        self.over(id);
    }
}
