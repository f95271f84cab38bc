//! A request that brought no answer to be read: again after a wait, on another way, or the end.

use super::Machine;
use crate::error::{Class, Code, Detail, Error, Happened, Next};
use crate::flow::plan::After;
use crate::flow::words::masked;
use crate::http::{Answer, RetryAfter};
use crate::operation::Kind;
use crate::protocol::{Effect, Failure, FailureKind, Sent, Slot, State, WaitReason};
use crate::retry::{Fault, Policy, Retry, Situation, again};

/// The longest back-off of a flow that lives on at the provider.
const LONGEST_BACK_OFF_MS: u64 = 24 * 3_600_000;

impl Machine<'_, '_, '_> {
    pub(super) fn fault_of(&self, failure: &Failure) -> Fault {
        use FailureKind as Kind;
        let code = match failure.kind {
            Kind::Dns => Code::DnsFailed,
            Kind::Connect => Code::ConnectFailed,
            Kind::Tls => Code::TlsFailed,
            Kind::ClientCertificate => Code::ClientCertificateRefused,
            Kind::Timeout => Code::TimedOut,
            Kind::Reset => Code::ConnectionReset,
            Kind::TooLarge => Code::BodyTooLarge,
            Kind::Interrupted => Code::Interrupted,
            Kind::NoSecret => return self.no_secret(failure.secret.as_deref()),
        };
        let not_sent = failure.sent.unwrap_or(failure.kind.usually_sent()) == Sent::No;
        match failure.kind {
            Kind::Tls | Kind::ClientCertificate if not_sent => {
                Fault::new(code, Happened::No, Retry::Never)
            }
            Kind::TooLarge => Fault::new(code, Happened::Maybe, Retry::Never),
            _ if not_sent => Fault::new(code, Happened::No, Retry::NotExecuted),
            _ => Fault::new(code, Happened::Maybe, Retry::Lost),
        }
    }

    /// `missing` is the secret's name as the host gives it, of which only one of ours is believed.
    fn no_secret(&self, missing: Option<&str>) -> Fault {
        let ask = self.plan.request(&self.state).ok();
        let wanted = |slot: &&Slot| ask.as_ref().is_none_or(|ask| (self.provider.wants)(ask, slot));
        let named = |slot: &&Slot| missing.is_some() && slot.secret == missing;
        let slots = self.provider.slots.iter();
        let secret = slots.clone().find(named).or_else(|| slots.clone().find(wanted));
        let secret = secret.and_then(|slot| slot.secret);
        let mut fault = Fault::new(Code::MissingSecret, Happened::No, Retry::Never);
        fault.error.detail =
            Detail::Secret(secret.unwrap_or_default(), self.visit.entry.about.name);
        fault
    }

    /// Sends again after a wait, goes another way, or stops.
    pub(super) fn failed(&mut self, fault: Fault, answer: Option<&Answer<'_>>) {
        let effect = self.plan.effect(&self.state);
        let retry_after_ms = answer.and_then(|answer| self.retry_after_ms(answer));
        let pause_ms = self.pause_ms(fault.retry, effect, retry_after_ms);
        let mut error = *fault.error;
        // An earlier attempt may have been executed even where this one was not.
        error.executed = error.executed.max(self.state.executed);
        self.state.executed = error.executed;
        let leave = self.visit.options.allow_token_refresh.unwrap_or(false);
        if let Some(after) = self.plan.refused(&mut self.state, &mut error, leave) {
            return self.follow(Ok(after));
        }
        if let Some(answer) = answer.filter(|_| self.visit.options.provider_text.unwrap_or(false)) {
            error.provider_mut().text =
                (self.provider.explains)(answer).map(|text| masked(&text, self.visit.input));
        }
        match pause_ms {
            Some(ms) if self.may_pause(ms) => return self.wait(ms, reason(&error)),
            Some(ms) => error.retry_at = Some(self.now.plus_ms(ms)),
            None if error.code.class() == Class::RateLimited => {
                // Asked so often in vain, whoever comes next is refused as well.
                let ms = retry_after_ms.unwrap_or(0).max(self.policy(effect).rate_limited_ms);
                error.retry_at = error.retry_at.max(Some(self.now.plus_ms(ms)));
                error.next = Next::StopBatch;
            }
            None => {
                let later = retry_after_ms.map(|ms| self.now.plus_ms(ms));
                error.retry_at = later.or(error.retry_at);
            }
        }
        let harmless = matches!(effect, Effect::Read | Effect::Quota);
        if !harmless
            && error.executed != Happened::No
            && let Some(after) = self.doubted(&mut error, effect)
        {
            return self.follow(Ok(after));
        }
        self.fail(error);
    }

    /// How long to wait before the request is sent again, if it may be.
    fn pause_ms(&self, retry: Retry, effect: Effect, retry_after_ms: Option<u64>) -> Option<u64> {
        again(&Situation {
            retry,
            effect,
            policy: self.policy(effect),
            attempt: self.state.attempt,
            max_attempts: self.visit.options.attempts(),
            paid_retry: self.visit.options.allow_paid_retry.unwrap_or(false),
            retry_after_ms,
            request_key: &self.request_key(),
        })
    }

    /// Whether the flow may wait so long, for the caller and for what the provider keeps of it.
    fn may_pause(&self, ms: u64) -> bool {
        let until = self.now.plus_ms(ms);
        if self.visit.options.deadline.is_some_and(|deadline| until > deadline) {
            return false;
        }
        // A job lives on at the provider, as long as that keeps its task.
        let lives_on = matches!(self.visit.entry.kind, Kind::Job | Kind::Procedure);
        if lives_on && (self.state.task.is_some() || self.state.memo.is_some()) {
            let later = State { now: until, ..self.state.clone() };
            return self.plan.outdated(&later).is_none() && ms <= LONGEST_BACK_OFF_MS;
        }
        ms <= self.visit.options.max_wait_ms()
    }

    /// What follows where a request with an effect may have been carried out; or where `error`
    /// leads to, and nothing follows.
    fn doubted(&mut self, error: &mut Error, effect: Effect) -> Option<After> {
        // What was refused for its content or its sender was not begun, or can be mended only
        // there.
        let refused = matches!(
            error.code.class(),
            Class::InvalidInput
                | Class::Unauthorized
                | Class::Forbidden
                | Class::Subscription
                | Class::Balance
        );
        if refused {
            self.plan.note_loss(&mut self.state);
            return None;
        }
        let after = self.plan.lost(&mut self.state);
        if after.is_some() {
            return after;
        }
        let reconcile = self.visit.entry.about.reconcile;
        error.next =
            match (effect, std::mem::replace(&mut error.next, Next::ResumeLater), reconcile) {
                // What was paid for and came whole is not asked for again.
                (Effect::PaidRead, next, _) if next != Next::RetryLater => next,
                (Effect::PaidRead, _, _) if error.executed == Happened::Yes => Next::ResumeLater,
                (_, _, Some(reconcile)) => Next::reconcile(reconcile, Vec::new()),
                (_, Next::StopBatch, None) => Next::StopBatch,
                // Starting anew would do it again unasked; the state asks for leave.
                _ => Next::ResumeLater,
            };
        None
    }

    /// Whether a repeat may pay or change something twice, and nobody has given leave.
    pub(super) fn forbidden(&self) -> bool {
        let effect = self.plan.effect(&self.state);
        match effect {
            _ if self.state.executed == Happened::No => false,
            Effect::Read | Effect::Quota => false,
            Effect::PaidRead => !self.visit.options.allow_paid_retry.unwrap_or(false),
            // What ends the same however often it is sent, the provider's policy repeats.
            Effect::Write => self.policy(effect).lost == 0,
            Effect::Create | Effect::Irreversible => true,
        }
    }

    pub(super) fn not_repeated(&self) -> Error {
        if self.plan.effect(&self.state) == Effect::PaidRead {
            return Error::new(Code::PaidRepeatNotAllowed);
        }
        Error::outcome_unknown(self.visit.entry.about.reconcile)
    }

    fn policy(&self, effect: Effect) -> Policy {
        (self.provider.policy)(self.visit.entry.about.name, effect)
    }

    fn retry_after_ms(&mut self, answer: &Answer<'_>) -> Option<u64> {
        match answer.retry_after() {
            RetryAfter::Ms(ms) => Some(ms),
            RetryAfter::Absent => None,
            RetryAfter::Unreadable => {
                self.notes.quirk("http.retry_after_unreadable", String::new);
                None
            }
        }
    }
}

fn reason(error: &Error) -> WaitReason {
    match error.code.class() {
        Class::RateLimited => WaitReason::RateLimited,
        Class::Unavailable => WaitReason::Unavailable,
        _ => WaitReason::BackOff,
    }
}
