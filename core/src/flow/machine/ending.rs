//! The step after an answer or a failure: a wait, the output, or why there is none.

use super::Machine;
use crate::error::{Code, Detail, Error, Happened, Next, Text};
use crate::flow::{charged, write, write_fail};
use crate::protocol::{Charge, Effect, Meta, Phase, WaitReason, WaitScope, WaitStep};

impl Machine<'_, '_, '_> {
    pub(super) fn wait(&mut self, wait_ms: u64, reason: WaitReason) {
        let until = self.now.plus_ms(wait_ms);
        if self.visit.options.deadline.is_some_and(|deadline| until > deadline) {
            return self.fail(Error::new(Code::DeadlinePassed));
        }
        self.state.phase = Phase::Waiting;
        self.state.until = Some(until);
        self.state.reason = Some(reason);
        if reason != WaitReason::InputNeeded {
            self.state.needs.clear();
        }
        self.state.quirks = std::mem::take(&mut self.notes.quirks);
        let scope = match reason {
            WaitReason::RateLimited | WaitReason::Unavailable => WaitScope::Provider,
            _ => WaitScope::Flow,
        };
        let wait_ms = until.since(self.now);
        let needs = &self.state.needs;
        write(
            self.visit.out,
            &WaitStep { wait_ms, until, reason, scope, needs, state: &self.state },
        );
    }

    /// Ends the output that the plan has begun to write.
    pub(super) fn done(&mut self) {
        let meta = self.meta();
        self.visit.out.extend_from_slice(b",\"meta\":");
        write(self.visit.out, &meta);
        self.visit.out.push(b'}');
    }

    pub(super) fn fail(&mut self, mut error: Error) {
        let paid = self.visit.entry.about.effect == Effect::PaidRead;
        // What the provider did earlier in the flow is done, whatever became of this request.
        error.executed = error.executed.max(self.state.executed).max(self.state.done_before());
        // What the provider says of the cost is better than what follows from the outcome.
        error.charged = match self.notes.charge.as_ref().map(|charge| charge.status) {
            Some(said) if said != Happened::Maybe => said,
            _ => error.charged.max(charged(paid, error.executed)),
        };
        self.notes.charge.get_or_insert_default().status = error.charged;
        if self.state.task.is_some() || self.state.memo.is_some() {
            let over =
                matches!(error.code, Code::TaskExpired | Code::PartFailed | Code::Incomplete);
            error.next = match (error.next, error.executed) {
                (Next::RetryLater, executed) if executed != Happened::No && !over => {
                    Next::ResumeLater
                }
                (next, _) => next,
            };
        }
        if let Next::Reconcile(decision) = &error.next {
            self.state.choices.clone_from(&decision.options);
        }
        if let Some(shut) = self.provider.shut {
            error = shut_for_good(error, shut);
        }
        error.provider_mut().name = self.provider.name;
        let meta = self.meta();
        self.state.phase = Phase::Stopped;
        self.state.until = None;
        self.state.reason = None;
        self.state.executed = error.executed;
        self.state.quirks = meta.quirks.clone();
        // What was done has to be gone on with, and what a person may decide has to be known.
        let kept = error.executed != Happened::No || !self.state.choices.is_empty();
        let state = kept.then_some(&self.state);
        if state.is_some() && error.code == Code::DeadlinePassed {
            error.next = Next::ResumeLater;
        }
        write_fail(self.visit.out, &error, meta, state);
    }

    fn meta(&mut self) -> Meta {
        let salted = self.visit.options.key_salt.is_some();
        let paid = self.visit.entry.about.effect == Effect::PaidRead;
        let (body_sha256, body_from) = self.evidence.take().unzip();
        Meta {
            provider: Some(self.provider.name),
            operation: Some(self.visit.entry.about.name),
            as_of: Some(self.now),
            flow_key: salted.then(|| self.state.flow_key.clone()),
            attempts: Some(self.state.sends),
            body_sha256,
            body_from,
            charged: Some(self.notes.charge.take().unwrap_or_else(|| Charge {
                status: charged(paid, Happened::Maybe),
                ..Charge::default()
            })),
            simulated: self.state.simulated,
            quirks: std::mem::take(&mut self.notes.quirks),
        }
    }
}

/// A provider that may be shut for good answers no name look-up, or with a portal's page.
fn shut_for_good(mut error: Error, shut: Text) -> Error {
    if matches!(error.code, Code::DnsFailed | Code::HtmlPage | Code::SourceShut) {
        error.code = Code::SourceShut;
        error.detail = Detail::Hint(shut);
        error.next = Next::StopBatch;
    }
    error
}
