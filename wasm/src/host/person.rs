//! One person: what `debtor.plan` says next, until `debtor.report` can be made.

use spravka_host::inquiry::{Ask, Inquiry, Then};
use spravka_host::job::internal;
use spravka_host::plan;
use wasm_bindgen::prelude::*;

use super::core::{Core, Job};
use super::interop::{is_plain, json, property, wrong};
use super::jobs::{Script, Turn};
use super::settings::Settings;

pub(super) struct Person {
    ask: Ask,
    core: Core,
    person: String,
}

impl Person {
    /// `sources`, `settings` and `options` are those of the plan's input and of each call.
    pub(super) async fn new(options: &JsValue, settings: &Settings) -> Result<Self, JsValue> {
        let member = |name: &str| {
            let given = property(options, name);
            given.map(|given| json(&given).ok_or_else(|| wrong(name, "JSON"))).transpose()
        };
        let object = |name: &str| match property(options, name) {
            Some(given) if !is_plain(&given) => Err(wrong(name, "an object")),
            _ => member(name),
        };
        let ask = Ask {
            sources: member("sources")?,
            settings: object("settings")?,
            options: object("options")?,
            secrets: settings.secrets.names(settings.now()).await,
        };
        Ok(Self { ask, core: settings.core.clone(), person: String::new() })
    }

    pub(super) fn of(self, person: String) -> Self {
        Self { person, ..self }
    }

    fn go_on(&self, inquiry: &mut Inquiry) -> Turn {
        match inquiry.next(&self.ask, |call| self.core.pure(call)) {
            Then::Start(jobs) => {
                let job =
                    |(name, job): (String, String)| Some((name, Job::read(job.as_bytes()).ok()?));
                match jobs.into_iter().map(job).collect() {
                    Some(jobs) => Turn::Start(jobs),
                    None => Turn::Done(internal()),
                }
            }
            Then::Wait => Turn::Start(Vec::new()),
            Then::Report(input) => Turn::Done(self.core.pure(&plan::call("debtor.report", &input))),
            Then::End(step) => Turn::Done(step),
        }
    }
}

impl Script for Person {
    type Task = Inquiry;

    fn begin(&mut self, _: u64, _: String, _: JsValue) -> (Inquiry, Turn) {
        let mut inquiry = Inquiry::new(std::mem::take(&mut self.person));
        let turn = self.go_on(&mut inquiry);
        (inquiry, turn)
    }

    fn ended(&mut self, inquiry: &mut Inquiry, name: &str, _: &Job, step: &[u8]) -> Turn {
        inquiry.heard(name, step);
        self.go_on(inquiry)
    }
}
