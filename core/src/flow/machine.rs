//! The machine that all flows with requests share.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::keys::{flow_key, input_digest, request_key, sha256_hex};
use super::{Visit, charged, write, write_fail};
use crate::error::{Class, Code, Detail, Error, Happened, Next, Result, Text};
use crate::http::{Answer, Ask, Body, Incoming, RetryAfter, by_status, receive};
use crate::operation::{Provider, Recognised};
use crate::protocol::{
    BodyFrom, Charge, Effect, Event, Failure, FailureKind, Headers, Meta, Notes, Phase, Redirect,
    Request, Response, SendStep, Sent, Stage, State, VERSION, WaitReason, WaitScope, WaitStep,
};
use crate::retry::{Fault, Retry, Situation, again};
use crate::value::Timestamp;

/// The largest body that is read, in bytes.
const BODY_CAP: usize = 16 * 1024 * 1024;

/// What an operation says to its machine.
pub(crate) trait Plan {
    /// The first stage.
    fn first(&self) -> Stage;

    /// The request of the state's stage, and what it does at the provider.
    fn request(&self, state: &State) -> (Ask, Effect);

    /// Reads the answer to it. When that ends the flow, the output is written to `out`.
    fn read(
        &self,
        state: &mut State,
        answer: &Answer<'_>,
        notes: &mut Notes,
        out: &mut Vec<u8>,
    ) -> Result<After>;

    /// Why the request of the state's stage is of no use any more.
    fn outdated(&self, state: &State) -> Option<Error>;

    /// Where a stopped flow goes on: it looks at the provider first.
    fn take_up(&self, state: &mut State);
}

/// What follows an answer that was read.
pub(crate) enum After {
    Done,
    /// Send the request of the state's stage now.
    Next,
    /// Send it after so many milliseconds.
    Wait(u64),
}

pub(super) struct Machine<'a, 'v, 'o> {
    visit: &'v mut Visit<'a, 'o>,
    plan: &'v dyn Plan,
    provider: &'static Provider,
    state: State,
    now: Timestamp,
    notes: Notes,
    evidence: Option<(String, BodyFrom)>,
    simulated: bool,
}

/// Plays one call.
pub(super) fn play(
    visit: &mut Visit<'_, '_>,
    provider: &'static Provider,
    plan: &dyn Plan,
    canonical: &str,
    notes: Notes,
) -> Result<()> {
    let given = visit.now.ok_or_else(|| Error::missing("/now"))?;
    if let Some(state) = &visit.state {
        let options = std::mem::take(&mut visit.options);
        visit.options = options.over(state.options.clone());
    }
    let digest = input_digest(&visit.options, canonical);
    if visit.state.as_ref().is_some_and(|state| state.input != digest) {
        return Err(Error::new(Code::InputChanged).at("/input"));
    }
    let (state, event) = match (visit.state.take(), visit.event.take()) {
        (Some(state), Some(event)) => (state, Some(event)),
        _ => (new_state(visit, plan, digest, canonical, given), None),
    };
    let now = given.max(state.now);
    let state = State { now, options: visit.options.kept(), ..state };
    let mut machine =
        Machine { visit, plan, provider, state, now, notes, evidence: None, simulated: false };
    let Some(event) = event else {
        machine.next_request();
        return Ok(());
    };
    // The input was read again just now; what it and the answers needed is in the state.
    machine.notes.quirks = std::mem::take(&mut machine.state.quirks);
    machine.transition(event).inspect_err(|_| {
        machine.state.quirks = std::mem::take(&mut machine.notes.quirks);
        machine.visit.state = Some(machine.state);
    })
}

fn new_state(
    visit: &Visit<'_, '_>,
    plan: &dyn Plan,
    digest: String,
    canonical: &str,
    now: Timestamp,
) -> State {
    let operation = visit.entry.about.name;
    State {
        v: VERSION,
        operation: operation.to_owned(),
        stage: plan.first(),
        phase: Phase::Asked,
        now,
        input: digest,
        flow_key: flow_key(&visit.options, operation, canonical),
        ordinal: 0,
        attempt: 0,
        sends: 0,
        task: None,
        until: None,
        reason: None,
        executed: Happened::No,
        options: visit.options.kept(),
        quirks: Vec::new(),
    }
}

impl<'a> Machine<'a, '_, '_> {
    fn transition(&mut self, event: Event<'a>) -> Result<()> {
        match (self.state.phase, event) {
            (Phase::Asked, Event::Response(response)) => self.answered(*response)?,
            (Phase::Asked, Event::Failure(failure)) => {
                if failure.kind == FailureKind::NoSecret {
                    // Nothing was sent after all.
                    self.state.sends = self.state.sends.saturating_sub(1);
                }
                self.failed(self.fault_of(failure), None);
            }
            (Phase::Waiting, Event::Elapsed) => self.waited(),
            (Phase::Stopped, Event::Elapsed) => self.taken_up(),
            _ => return Err(Error::new(Code::EventOutOfOrder).at("/event")),
        }
        Ok(())
    }

    fn answered(&mut self, response: Response<'a>) -> Result<()> {
        // The sandbox marks what it answers, whoever carried it here.
        self.simulated =
            response.simulated || response.headers.first("x-spravka-simulated").is_some();
        let body = body_of(&response, self.visit.body.take())?;
        self.note_evidence(&response, &body)?;
        let incoming =
            Incoming { status: response.status, headers: &response.headers, now: self.now };
        let mut decoded = String::new();
        let answer = receive(&incoming, &body, BODY_CAP, &mut decoded, &mut self.notes);
        let refusal = match (self.provider.recognise)(&answer) {
            Recognised::Answer => None,
            Recognised::Refusal(fault) => Some(fault.with_status(answer.status)),
            Recognised::ByStatus => by_status(&answer),
        };
        if let Some(fault) = refusal {
            self.failed(fault, Some(&answer));
            return Ok(());
        }
        match self.plan.read(&mut self.state, &answer, &mut self.notes, self.visit.out) {
            Ok(After::Done) => self.done(),
            Ok(After::Next) => self.next_request(),
            Ok(After::Wait(ms)) => {
                self.turn_to_next_request();
                self.wait(ms, WaitReason::Pending);
            }
            Err(mut error) => {
                error.provider_mut().status = Some(answer.status);
                // An unreadable answer may be read the second time; a refusal stays one.
                let unreadable = error.code.class() == Class::BadBody;
                let retry = if unreadable { Retry::Lost } else { Retry::Never };
                self.failed(Fault { error: Box::new(error), retry }, Some(&answer));
            }
        }
        Ok(())
    }

    fn waited(&mut self) {
        match self.state.until {
            Some(until) if self.now < until => {
                let reason = self.state.reason.unwrap_or(WaitReason::Pending);
                self.wait(until.since(self.now), reason);
            }
            _ if self.forbidden() => self.fail(Error::new(Code::PaidRepeatNotAllowed)),
            _ => self.send(),
        }
    }

    /// Whether a repeat may pay or change something twice, and nobody has given leave.
    fn forbidden(&self) -> bool {
        let (_, effect) = self.plan.request(&self.state);
        match effect {
            _ if self.state.executed == Happened::No => false,
            Effect::Read | Effect::Quota => false,
            Effect::PaidRead => !self.visit.options.allow_paid_retry.unwrap_or(false),
            Effect::Write | Effect::Create | Effect::Irreversible => true,
        }
    }

    /// Goes on after the cause of a failure was mended, without repeating what had an effect.
    fn taken_up(&mut self) {
        if self.forbidden() {
            return self.fail(Error::new(Code::PaidRepeatNotAllowed));
        }
        let stopped_at = self.state.stage;
        self.plan.take_up(&mut self.state);
        // The same request keeps its key, and what it may have done stays known.
        if self.state.stage != stopped_at {
            self.state.ordinal = self.state.ordinal.saturating_add(1);
        }
        self.state.attempt = 0;
        self.send();
    }

    fn next_request(&mut self) {
        self.turn_to_next_request();
        self.send();
    }

    fn turn_to_next_request(&mut self) {
        self.state.ordinal = self.state.ordinal.saturating_add(1);
        self.state.attempt = 0;
        self.state.executed = Happened::No;
    }

    fn send(&mut self) {
        if self.visit.options.deadline.is_some_and(|deadline| self.now >= deadline) {
            self.fail(Error::new(Code::DeadlinePassed));
            return;
        }
        if let Some(error) = self.plan.outdated(&self.state) {
            return self.fail(error);
        }
        let (ask, effect) = self.plan.request(&self.state);
        let request = match self.complete(ask, effect) {
            Ok(request) => request,
            Err(error) => return self.fail(error),
        };
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
                provider.origins.first().copied().ok_or_else(|| Error::new(Code::Internal))?
            }
        };
        Ok(Request {
            provider: provider.name,
            method: ask.method.name(),
            url: format!("{origin}{}", ask.target),
            headers: Headers {
                accept: "application/json",
                content_type: ask.body.is_some().then_some("application/json"),
            },
            body: ask.body,
            slots: (provider.slots)(ask.method),
            timeout_ms: provider.timeout_ms,
            redirect: Redirect::Never,
            effect,
            estimate: self.visit.entry.about.estimate.filter(|_| effect == Effect::PaidRead),
            tls_identity: None,
            flow_key: self.state.flow_key.clone(),
            request_key: self.request_key(),
        })
    }

    fn request_key(&self) -> String {
        request_key(&self.state.flow_key, self.state.stage, self.state.ordinal)
    }

    fn fault_of(&self, failure: Failure) -> Fault {
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
            Kind::NoSecret => return self.no_secret(),
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

    fn no_secret(&self) -> Fault {
        let (ask, _) = self.plan.request(&self.state);
        let secret = (self.provider.slots)(ask.method).iter().find_map(|slot| slot.secret);
        let mut fault = Fault::new(Code::MissingSecret, Happened::No, Retry::Never);
        fault.error.detail =
            Detail::Secret(secret.unwrap_or_default(), self.visit.entry.about.name);
        fault
    }

    /// Sends again after a wait, or stops.
    fn failed(&mut self, fault: Fault, answer: Option<&Answer<'_>>) {
        let (_, effect) = self.plan.request(&self.state);
        let retry_after_ms = answer.and_then(|answer| self.retry_after_ms(answer));
        let request_key = self.request_key();
        let situation = Situation {
            retry: fault.retry,
            effect,
            policy: (self.provider.policy)(effect),
            attempt: self.state.attempt,
            max_attempts: self.visit.options.attempts(),
            paid_retry: self.visit.options.allow_paid_retry.unwrap_or(false),
            retry_after_ms,
            request_key: &request_key,
        };
        let mut error = *fault.error;
        // An earlier attempt may have been executed even where this one was not.
        error.executed = error.executed.max(self.state.executed);
        self.state.executed = error.executed;
        if let Some(ms) = again(&situation) {
            let until = self.now.plus_ms(ms);
            let too_late = self.visit.options.deadline.is_some_and(|deadline| until > deadline);
            // A job lives on at the provider, as long as that keeps its task.
            let too_long = if self.state.task.is_some() {
                self.plan.outdated(&State { now: until, ..self.state.clone() }).is_some()
            } else {
                ms > self.visit.options.max_wait_ms()
            };
            if !too_late && !too_long {
                return self.wait(ms, reason(&error));
            }
            error.retry_at = Some(until);
        } else if error.code.class() == Class::RateLimited {
            // Asked so often in vain, whoever comes next is refused as well.
            let ms = retry_after_ms.unwrap_or(0).max(situation.policy.rate_limited_ms);
            error.retry_at = Some(self.now.plus_ms(ms));
            error.next = Next::StopBatch;
        } else if let Some(ms) = retry_after_ms {
            error.retry_at = Some(self.now.plus_ms(ms));
        }
        if effect == Effect::PaidRead && error.next == Next::RetryLater {
            error.next = match (error.executed, self.visit.entry.about.reconcile) {
                (Happened::No, _) => Next::RetryLater,
                (Happened::Maybe, Some(reconcile)) => Next::Reconcile(reconcile),
                // Starting anew would pay again unasked; the state asks for leave.
                _ => Next::ResumeLater,
            };
        }
        self.fail(error);
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

    fn wait(&mut self, wait_ms: u64, reason: WaitReason) {
        let until = self.now.plus_ms(wait_ms);
        if self.visit.options.deadline.is_some_and(|deadline| until > deadline) {
            return self.fail(Error::new(Code::DeadlinePassed));
        }
        self.state.phase = Phase::Waiting;
        self.state.until = Some(until);
        self.state.reason = Some(reason);
        self.state.quirks = std::mem::take(&mut self.notes.quirks);
        let scope = match reason {
            WaitReason::RateLimited | WaitReason::Unavailable => WaitScope::Provider,
            _ => WaitScope::Flow,
        };
        let wait_ms = until.since(self.now);
        // No operation waits for a member of its input yet.
        let needs = &[];
        write(
            self.visit.out,
            &WaitStep { wait_ms, until, reason, scope, needs, state: &self.state },
        );
    }

    /// Ends the output that the plan has begun to write.
    fn done(&mut self) {
        let meta = self.meta();
        self.visit.out.extend_from_slice(b",\"meta\":");
        write(self.visit.out, &meta);
        self.visit.out.push(b'}');
    }

    fn fail(&mut self, mut error: Error) {
        let paid = self.visit.entry.about.effect == Effect::PaidRead;
        error.executed = error.executed.max(self.state.executed);
        // What the provider says of the cost is better than what follows from the outcome.
        error.charged = match self.notes.charge.as_ref().map(|charge| charge.status) {
            Some(said) if said != Happened::Maybe => said,
            _ => error.charged.max(charged(paid, error.executed)),
        };
        self.notes.charge.get_or_insert_default().status = error.charged;
        // A task that the provider accepted was executed, whatever became of the polls.
        if self.state.task.is_some() {
            error.executed = Happened::Yes;
            let over =
                matches!(error.code, Code::TaskExpired | Code::PartFailed | Code::Incomplete);
            if error.next == Next::RetryLater && !over {
                error.next = Next::ResumeLater;
            }
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
        let state = (error.executed != Happened::No).then_some(&self.state);
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
            simulated: self.simulated,
            quirks: std::mem::take(&mut self.notes.quirks),
        }
    }

    fn note_evidence(&mut self, response: &Response<'_>, body: &Body<'_>) -> Result<()> {
        let from = match body {
            Body::Bytes(_) => BodyFrom::Bytes,
            Body::Text(_) => BodyFrom::Text,
        };
        self.evidence = match &response.body_sha256 {
            Some(hash) if is_sha256(hash) => Some((hash.to_ascii_lowercase(), from)),
            Some(_) => {
                let path = "/event/response/body_sha256";
                return Err(Error::new(Code::InvalidValue).at(path));
            }
            None if self.visit.options.evidence.unwrap_or(false) => {
                Some((sha256_hex(body.bytes()), from))
            }
            None => None,
        };
        Ok(())
    }
}

fn reason(error: &Error) -> WaitReason {
    match error.code.class() {
        Class::RateLimited => WaitReason::RateLimited,
        Class::Unavailable => WaitReason::Unavailable,
        _ => WaitReason::BackOff,
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

fn is_sha256(hash: &str) -> bool {
    hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The body from the one place where it was given.
fn body_of<'a>(response: &Response<'a>, beside: Option<Cow<'a, [u8]>>) -> Result<Body<'a>> {
    let Response { body, body_base64, json, .. } = response;
    match (beside, body, body_base64, json) {
        (None, None, None, None) => Ok(Body::Bytes(Cow::Borrowed(&[]))),
        (Some(bytes), None, None, None) => Ok(Body::Bytes(bytes)),
        (None, Some(text), None, None) => Ok(Body::Text(text.0.clone())),
        (None, None, Some(base64), None) => match STANDARD.decode(base64.as_bytes()) {
            Ok(bytes) => Ok(Body::Bytes(Cow::Owned(bytes))),
            Err(_) => Err(Error::new(Code::InvalidValue).at("/event/response/body_base64")),
        },
        (None, None, None, Some(json)) => Ok(Body::Text(Cow::Borrowed(json.get()))),
        _ => Err(Error::new(Code::ConflictingMembers).at("/event/response")),
    }
}
