//! The step before an answer: a request, or secrets to be put away.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Machine;
use crate::error::{Code, Error, Happened, Result};
use crate::flow::keys::request_key;
use crate::flow::write;
use crate::http::Ask;
use crate::protocol::{
    Effect, Headers, Phase, Redirect, Request, SendStep, Slot, StoreStep, WaitReason,
};

/// How long a flow waits for a member of its input, unless it comes earlier.
const INPUT_WAIT_MS: u64 = 24 * 3_600_000;

impl Machine<'_, '_, '_> {
    pub(super) fn send(&mut self) {
        if self.visit.options.deadline.is_some_and(|deadline| self.now >= deadline) {
            self.fail(Error::new(Code::DeadlinePassed));
            return;
        }
        if let Some(error) = self.plan.outdated(&self.state) {
            return self.fail(error);
        }
        if !self.plan.needs(&self.state).is_empty() {
            return self.input_needed();
        }
        self.send_this(self.plan.request(&self.state));
    }

    pub(super) fn send_this(&mut self, ask: Result<Ask>) {
        if self.plan.tries(&self.state) >= self.visit.options.attempts() {
            // It was not there when it was looked for, and may still arrive.
            return self.fail(Error::new(Code::TriedInVain).happened(Happened::Maybe));
        }
        let effect = self.plan.effect(&self.state);
        let request = match ask.and_then(|ask| self.complete(ask, effect)) {
            Ok(request) => request,
            Err(error) => return self.fail(error),
        };
        self.plan.sent(&mut self.state);
        self.state.needs.clear();
        self.state.attempt = self.state.attempt.saturating_add(1);
        self.state.sends = self.state.sends.saturating_add(1);
        self.state.phase = Phase::Asked;
        self.state.until = None;
        self.state.reason = None;
        self.state.quirks = std::mem::take(&mut self.notes.quirks);
        write(self.visit.out, &SendStep { request, state: &self.state });
    }

    fn complete(&self, ask: Ask, effect: Effect) -> Result<Request> {
        let provider = self.provider;
        let options = &self.visit.options;
        let origin = match (&options.test_origin, options.origins.get(provider.name)) {
            (Some(test), _) => test.as_str(),
            (None, Some(own)) => own.as_str(),
            (None, None) => {
                let own = ask.origin.as_deref().or(provider.origins.first().copied());
                let own = own.filter(|origin| provider.has_origin(origin));
                own.ok_or_else(|| Error::new(Code::Internal))?
            }
        };
        let mut slots: Vec<Slot> =
            provider.slots.iter().filter(|slot| (provider.wants)(&ask, slot)).copied().collect();
        slots.extend(ask.file.map(|(member, encoding)| Slot::file(member, encoding)));
        Ok(Request {
            provider: provider.name,
            method: ask.method.name(),
            url: format!("{origin}{}", ask.target),
            headers: Headers {
                accept: "application/json",
                content_type: ask.body.is_some().then_some(ask.content.media_type()),
            },
            body: ask.body,
            slots,
            timeout_ms: provider.timeout_ms,
            redirect: Redirect::Never,
            effect,
            estimate: self.visit.entry.about.estimate.filter(|_| effect == Effect::PaidRead),
            tls_identity: provider.tls_identity,
            flow_key: self.state.flow_key.clone(),
            request_key: self.request_key(),
        })
    }

    pub(super) fn request_key(&self) -> String {
        request_key(&self.state.flow_key, &self.state.stage, self.state.ordinal)
    }

    /// Waits until the input has what the next request needs.
    pub(super) fn input_needed(&mut self) {
        self.state.needs = self.plan.needs(&self.state).into_iter().map(Cow::Borrowed).collect();
        self.wait(INPUT_WAIT_MS, WaitReason::InputNeeded);
    }

    pub(super) fn store(&mut self, secrets: BTreeMap<&'static str, String>) {
        self.state.phase = Phase::Storing;
        self.state.until = None;
        self.state.reason = None;
        self.state.quirks = std::mem::take(&mut self.notes.quirks);
        write(self.visit.out, &StoreStep { secrets, state: &self.state });
    }
}
