//! Where a flow belongs after each of its steps.

use std::collections::BTreeMap;

use serde::Deserialize;
use spravka_host::Id;
use spravka_host::event::{Kind, Sent};
use spravka_host::flow::{Instead, json};
use spravka_host::tokens::Grant;
use spravka_host::wish::{Pause, Wish};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Engine;
use crate::host::core::{Event, Flow, Job};
use crate::host::jobs::Script;
use crate::host::mail::Message;

#[derive(Deserialize)]
struct StoreStep {
    secrets: BTreeMap<String, String>,
}

impl<S: Script> Engine<S> {
    pub(super) fn start(&mut self, index: u64, name: String, job: Job) {
        let Some(open) = self.tasks.get_mut(&index) else { return };
        let id = (index, open.calls);
        open.calls += 1;
        let options = self.settings.defaults.over(job.get("options").map(|options| options.get()));
        let mut flow = Flow::new(self.settings.core.clone(), name, job, options);
        let wish = flow.start(self.settings.now());
        self.flows.insert(id, flow);
        self.place(id, wish);
    }

    /// Puts a flow where its step belongs.
    pub(super) fn place(&mut self, id: Id, wish: Wish) {
        match wish {
            Wish::Send(wanted) => {
                self.queue.insert(id, wanted);
                if self.is_aborted {
                    self.put_back(id);
                }
            }
            Wish::Wait(pause) => {
                self.tell(id);
                self.pause(id, &pause);
            }
            Wish::Store => self.store(id),
            Wish::Over => {
                self.tell(id);
                self.over(id);
            }
        }
    }

    fn pause(&mut self, id: Id, pause: &Pause) {
        let Some(flow) = self.flows.get(&id) else { return };
        let until = self.settings.now().plus_ms(pause.ms);
        if let (Some(why), Some(entry)) = (pause.holds_provider, flow.job.entry()) {
            self.lanes.hold(entry.provider_name(), until, why);
        }
        if pause.ms <= self.settings.max_wait_ms && !pause.is_for_input && !self.is_aborted {
            self.wakes.insert((until, id));
        } else {
            self.over(id);
        }
    }

    /// The step goes nowhere but to the host's store.
    fn store(&mut self, id: Id) {
        let Some(flow) = self.flows.get(&id) else { return };
        let Ok(StoreStep { secrets }) = serde_json::from_slice(flow.step()) else {
            return self.stored(id, false);
        };
        self.storing.insert(id);
        let (settings, mail) = (self.settings.clone(), self.mail.clone());
        spawn_local(async move {
            let is_safe = settings.secrets.store(secrets).await;
            mail.post(Message::Stored(id, is_safe));
        });
    }

    pub(super) fn stored(&mut self, id: Id, is_safe: bool) {
        self.storing.remove(&id);
        let now = self.settings.now();
        let Some(flow) = self.flows.get_mut(&id) else { return };
        if is_safe {
            let wish = flow.resume(&Event::stored(), now);
            return self.place(id, wish);
        }
        let error = flow.grant.unwrap_or(Grant::Code).lost();
        flow.end(&Instead::Unstored(json(&error)), now);
        self.tell(id);
        self.over(id);
    }

    /// A flow has come to its last step.
    pub(super) fn over(&mut self, id: Id) {
        self.queue.remove(&id);
        self.lanes.forget(id);
        let Some(flow) = self.flows.remove(&id) else { return };
        let (name, job, step) = flow.into_parts();
        if let Some(stopped) = &mut self.stopped {
            stopped.learn(&step);
        }
        let Some(open) = self.tasks.get_mut(&id.0) else { return };
        let turn = self.script.ended(&mut open.task, &name, &job, &step);
        self.follow(id.0, turn);
    }

    /// A request that is not sent any more, in the middle of its flow.
    pub(super) fn put_back(&mut self, id: Id) {
        let now = self.settings.now();
        if let Some(flow) = self.flows.get_mut(&id) {
            flow.resume(&Event::failure(Kind::Connect, Sent::No), now);
        }
        self.over(id);
    }

    /// Tells the host of a step; what it returns may be a promise.
    pub(super) fn tell(&self, id: Id) -> JsValue {
        let (Some(on_step), Some(flow)) = (&self.settings.on_step, self.flows.get(&id)) else {
            return JsValue::UNDEFINED;
        };
        let step = JsValue::from_str(&String::from_utf8_lossy(flow.step()));
        #[expect(clippy::cast_precision_loss, reason = "a count")]
        let index = JsValue::from_f64(id.0 as f64);
        let told =
            on_step.call3(&JsValue::UNDEFINED, &step, &index, &JsValue::from_str(&flow.name));
        // What a listener throws is its own; a step that has to be kept is looked at in `Exchange`.
        told.unwrap_or_else(|thrown| js_sys::Promise::reject(&thrown).into())
    }
}
