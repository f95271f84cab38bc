//! The machine that all flows with requests share.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::keys::{Canonical, flow_key, input_digest, request_key};
use super::words::masked;
use super::{Visit, charged, write, write_fail};
use crate::error::{Choice, Class, Code, Detail, Error, Happened, Next, Result, Text};
use crate::file::{is_sha256, sha256_hex};
use crate::http::{Answer, Ask, Body, Incoming, RetryAfter, by_status, receive};
use crate::operation::{Kind, Provider, Recognised};
use crate::protocol::{
    BodyFrom, Charge, Effect, Event, Failure, FailureKind, Headers, Meta, Notes, Options, Phase,
    Redirect, Request, Response, SendStep, Sent, Slot, State, StoreStep, VERSION, WaitReason,
    WaitScope, WaitStep,
};
use crate::retry::{Fault, Policy, Retry, Situation, again};
use crate::value::Timestamp;

/// The largest body that is read, in bytes.
const BODY_CAP: usize = 16 * 1024 * 1024;

/// The same for an answer that holds files.
const LARGE_BODY_CAP: usize = 32 * 1024 * 1024;

/// The longest back-off of a flow that lives on at the provider.
const LONGEST_BACK_OFF_MS: u64 = 24 * 3_600_000;

/// How long a flow waits for a member of its input, unless it comes earlier.
const INPUT_WAIT_MS: u64 = 24 * 3_600_000;

/// What an operation says to its machine.
pub(crate) trait Plan {
    /// The first stage.
    fn first(&self) -> &'static str;

    /// Prepares the state of a start.
    fn begin(&self, _: &mut State) {}

    /// What the request of the state's stage does at the provider.
    fn effect(&self, state: &State) -> Effect;

    /// Whether its answer holds files.
    fn is_large(&self, _: &State) -> bool {
        false
    }

    /// The input members that it needs and the call did not bring.
    fn needs(&self, _: &State) -> Vec<&'static str> {
        Vec::new()
    }

    /// The request of the state's stage.
    fn request(&self, state: &State) -> Result<Ask>;

    /// Reads the answer to it. When that ends the flow, the output is written to `out`.
    fn read(
        &self,
        state: &mut State,
        answer: &Answer<'_>,
        notes: &mut Notes,
        out: &mut Vec<u8>,
    ) -> Result<After>;

    /// What follows a refusal that does not end the flow.
    fn refused(&self, _: &mut State, _: &mut Error, _leave: bool) -> Option<After> {
        None
    }

    /// What follows where nobody knows whether the request was carried out, if anything does.
    fn lost(&self, _: &mut State) -> Option<After> {
        None
    }

    /// Notes that nobody knows it, where the flow ends all the same.
    fn note_loss(&self, _: &mut State) {}

    /// What follows a person's choice.
    fn chosen(&self, _: &mut State, _: &Choice, _: &mut Vec<u8>) -> Result<After> {
        Err(Error::new(Code::EventOutOfOrder).at("/event"))
    }

    /// What follows once secrets are put away.
    fn stored(&self, _: &mut State, _: &mut Vec<u8>) -> Result<After> {
        Err(Error::new(Code::EventOutOfOrder).at("/event"))
    }

    /// Notes that the request of the state's stage is sent.
    fn sent(&self, _: &mut State) {}

    /// How often it was sent before, in vain and with looks between.
    fn tries(&self, _: &State) -> u32 {
        0
    }

    /// Where a repeat of the state's stage begins.
    fn again(&self, _: &mut State) {}

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
    /// Send this as the request of the state's stage now.
    With(Ask),
    /// Send it after so many milliseconds.
    Wait(u64),
    /// Have these secrets put away first.
    Store(BTreeMap<&'static str, String>),
}

pub(super) struct Machine<'a, 'v, 'o> {
    visit: &'v mut Visit<'a, 'o>,
    plan: &'v dyn Plan,
    provider: &'static Provider,
    state: State,
    now: Timestamp,
    notes: Notes,
    evidence: Option<(String, BodyFrom)>,
}

/// Plays one call.
pub(super) fn play(
    visit: &mut Visit<'_, '_>,
    provider: &'static Provider,
    plan: &dyn Plan,
    canonical: &Canonical,
    notes: Notes,
) -> Result<()> {
    let given = visit.now.ok_or_else(|| Error::missing("/now"))?;
    if let Some(state) = &visit.state {
        let options = std::mem::take(&mut visit.options);
        visit.options = options.over(state.options.clone());
    }
    if let Some(state) = &mut visit.state {
        same_input(state, &visit.options, canonical)?;
    }
    let (state, event) = match (visit.state.take(), visit.event.take()) {
        (Some(state), Some(event)) => (state, Some(event)),
        _ => (new_state(visit, plan, canonical, given), None),
    };
    let now = given.max(state.now);
    let state = State { now, options: visit.options.kept(), ..state };
    let mut machine = Machine { visit, plan, provider, state, now, notes, evidence: None };
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

/// Holds the input against the state: what was there at the start is unchanged, and nothing has
/// come since but what was needed.
fn same_input(state: &mut State, options: &Options, canonical: &Canonical) -> Result<()> {
    let changed = || Error::new(Code::InputChanged).at("/input");
    let added = |name: &str| state.added.contains_key(name);
    let needed = |name: &str| state.needs.iter().any(|need| need == name);
    let digest = |text: &str| input_digest(options, text);
    let known = digest(&canonical.without(added)) == state.input;
    if !known && digest(&canonical.without(|name| added(name) || needed(name))) != state.input {
        return Err(changed());
    }
    let same = |(name, of_member): (&String, &String)| {
        canonical.member(name).is_some_and(|text| digest(text) == *of_member)
    };
    if !state.added.iter().all(same) {
        return Err(changed());
    }
    if !known {
        for name in &state.needs {
            if let Some(text) = canonical.member(name) {
                state.added.insert(name.to_string(), digest(text));
            }
        }
    }
    Ok(())
}

fn new_state(
    visit: &Visit<'_, '_>,
    plan: &dyn Plan,
    canonical: &Canonical,
    now: Timestamp,
) -> State {
    let operation = visit.entry.about.name;
    let whole = canonical.without(|_| false);
    let mut state = State {
        v: VERSION,
        operation: operation.to_owned(),
        stage: plan.first().into(),
        phase: Phase::Asked,
        now,
        input: input_digest(&visit.options, &whole),
        flow_key: flow_key(&visit.options, operation, &whole),
        ordinal: 0,
        attempt: 0,
        sends: 0,
        task: None,
        memo: None,
        until: None,
        reason: None,
        executed: Happened::No,
        needs: Vec::new(),
        added: BTreeMap::new(),
        choices: Vec::new(),
        options: visit.options.kept(),
        quirks: Vec::new(),
        simulated: false,
    };
    plan.begin(&mut state);
    state
}

impl<'a> Machine<'a, '_, '_> {
    fn transition(&mut self, event: Event<'a>) -> Result<()> {
        match (self.state.phase, event) {
            (Phase::Asked, Event::Response(response)) => self.answered(*response)?,
            (Phase::Asked, Event::Failure(failure)) => {
                self.state.simulated |= failure.simulated || self.is_tested();
                if failure.kind == FailureKind::NoSecret {
                    // Nothing was sent after all.
                    self.state.sends = self.state.sends.saturating_sub(1);
                }
                self.failed(self.fault_of(&failure), None);
            }
            (Phase::Waiting, Event::Elapsed) => self.waited(),
            (Phase::Stopped, Event::Elapsed) => self.taken_up(),
            (Phase::Stopped, Event::Choice(choice)) => self.chosen(&choice)?,
            (Phase::Storing, Event::Stored) => {
                let after = self.plan.stored(&mut self.state, self.visit.out);
                self.follow(after);
            }
            _ => return Err(Error::new(Code::EventOutOfOrder).at("/event")),
        }
        Ok(())
    }

    fn answered(&mut self, response: Response<'a>) -> Result<()> {
        // The sandbox marks what it answers, whoever carried it here.
        self.state.simulated |= response.simulated
            || response.headers.first("x-spravka-simulated").is_some()
            || self.is_tested();
        let body = body_of(&response, self.visit.body.take())?;
        self.note_evidence(&response, &body)?;
        let incoming =
            Incoming { status: response.status, headers: &response.headers, now: self.now };
        let mut decoded = String::new();
        let cap = if self.plan.is_large(&self.state) { LARGE_BODY_CAP } else { BODY_CAP };
        let answer = receive(&incoming, &body, cap, &mut decoded, &mut self.notes);
        let refusal = match (self.provider.recognise)(self.visit.entry.about.name, &answer) {
            Recognised::Answer => None,
            Recognised::Refusal(fault) => Some(fault.with_status(answer.status)),
            Recognised::ByStatus => by_status(&answer),
        };
        if let Some(fault) = refusal {
            self.failed(fault, Some(&answer));
            return Ok(());
        }
        match self.plan.read(&mut self.state, &answer, &mut self.notes, self.visit.out) {
            Ok(after) => self.follow(Ok(after)),
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

    /// Does what follows an answer that was read, or ends the flow.
    fn follow(&mut self, after: Result<After>) {
        match after {
            Ok(After::Done) => self.done(),
            Ok(After::Next) => self.next_request(),
            Ok(After::With(ask)) => {
                self.turn_to_next_request();
                self.send_this(Ok(ask));
            }
            Ok(After::Wait(ms)) => {
                self.turn_to_next_request();
                self.wait(ms, WaitReason::Pending);
            }
            Ok(After::Store(secrets)) => self.store(secrets),
            Err(error) => self.fail(error),
        }
    }

    fn waited(&mut self) {
        let reason = self.state.reason.unwrap_or(WaitReason::Pending);
        match self.state.until {
            _ if reason == WaitReason::InputNeeded => {
                if self.plan.needs(&self.state).is_empty() {
                    // It may be days later: what was true then is looked at again.
                    self.plan.take_up(&mut self.state);
                    return self.next_request();
                }
                self.input_needed();
            }
            Some(until) if self.now < until => self.wait(until.since(self.now), reason),
            _ if self.forbidden() => self.fail(self.not_repeated()),
            _ => {
                let stage = self.state.stage.clone();
                self.plan.again(&mut self.state);
                if self.state.stage == stage { self.send() } else { self.next_request() }
            }
        }
    }

    /// Whether a repeat may pay or change something twice, and nobody has given leave.
    fn forbidden(&self) -> bool {
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

    fn not_repeated(&self) -> Error {
        if self.plan.effect(&self.state) == Effect::PaidRead {
            return Error::new(Code::PaidRepeatNotAllowed);
        }
        let error = Error::new(Code::OutcomeUnknown);
        match self.visit.entry.about.reconcile {
            Some(reconcile) => error.then(Next::reconcile(reconcile, Vec::new())),
            None => error,
        }
    }

    /// Goes on after the cause of a failure was mended, without repeating what had an effect.
    fn taken_up(&mut self) {
        let stopped_at = self.state.stage.clone();
        self.plan.take_up(&mut self.state);
        if self.state.stage == stopped_at && self.forbidden() {
            return self.fail(self.not_repeated());
        }
        self.state.choices.clear();
        // The same request keeps its key, and what it may have done stays known.
        if self.state.stage != stopped_at {
            self.state.ordinal = self.state.ordinal.saturating_add(1);
            self.state.executed = Happened::No;
        }
        self.state.attempt = 0;
        self.send();
    }

    /// Goes on as a person decided, in one of the ways that were offered.
    fn chosen(&mut self, choice: &Choice) -> Result<()> {
        if !self.state.choices.contains(choice) {
            return Err(Error::invalid("/event/choice", OFFERED));
        }
        let after = self.plan.chosen(&mut self.state, choice, self.visit.out)?;
        self.state.choices.clear();
        self.follow(Ok(after));
        Ok(())
    }

    fn next_request(&mut self) {
        self.turn_to_next_request();
        self.send();
    }

    fn turn_to_next_request(&mut self) {
        self.state.ordinal = self.state.ordinal.saturating_add(1);
        self.state.attempt = self.plan.tries(&self.state);
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
        if !self.plan.needs(&self.state).is_empty() {
            return self.input_needed();
        }
        self.send_this(self.plan.request(&self.state));
    }

    fn send_this(&mut self, ask: Result<Ask>) {
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

    /// Waits until the input has what the next request needs.
    fn input_needed(&mut self) {
        self.state.needs = self.plan.needs(&self.state).into_iter().map(Cow::Borrowed).collect();
        self.wait(INPUT_WAIT_MS, WaitReason::InputNeeded);
    }

    fn store(&mut self, secrets: BTreeMap<&'static str, String>) {
        self.state.phase = Phase::Storing;
        self.state.until = None;
        self.state.reason = None;
        self.state.quirks = std::mem::take(&mut self.notes.quirks);
        write(self.visit.out, &StoreStep { secrets, state: &self.state });
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

    fn request_key(&self) -> String {
        request_key(&self.state.flow_key, &self.state.stage, self.state.ordinal)
    }

    /// Whoever answers or is silent at a test origin is a simulation.
    fn is_tested(&self) -> bool {
        self.visit.options.test_origin.is_some()
    }

    fn fault_of(&self, failure: &Failure) -> Fault {
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

    /// Sends again after a wait, or stops.
    fn failed(&mut self, fault: Fault, answer: Option<&Answer<'_>>) {
        let effect = self.plan.effect(&self.state);
        let retry_after_ms = answer.and_then(|answer| self.retry_after_ms(answer));
        let request_key = self.request_key();
        let situation = Situation {
            retry: fault.retry,
            effect,
            policy: self.policy(effect),
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
        let leave = self.visit.options.allow_token_refresh.unwrap_or(false);
        if let Some(after) = self.plan.refused(&mut self.state, &mut error, leave) {
            return self.follow(Ok(after));
        }
        if let Some(answer) = answer.filter(|_| self.visit.options.provider_text.unwrap_or(false)) {
            error.provider_mut().text =
                (self.provider.explains)(answer).map(|text| masked(&text, self.visit.input));
        }
        if let Some(ms) = again(&situation) {
            let until = self.now.plus_ms(ms);
            let too_late = self.visit.options.deadline.is_some_and(|deadline| until > deadline);
            // A job lives on at the provider, as long as that keeps its task.
            let lives_on = matches!(self.visit.entry.kind, Kind::Job | Kind::Procedure);
            let too_long = if lives_on && (self.state.task.is_some() || self.state.memo.is_some()) {
                let outdated = self.plan.outdated(&State { now: until, ..self.state.clone() });
                outdated.is_some() || ms > LONGEST_BACK_OFF_MS
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
            error.retry_at = error.retry_at.max(Some(self.now.plus_ms(ms)));
            error.next = Next::StopBatch;
        } else if let Some(ms) = retry_after_ms {
            error.retry_at = Some(self.now.plus_ms(ms));
        }
        let harmless = matches!(effect, Effect::Read | Effect::Quota);
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
        let in_doubt = error.executed != Happened::No && !refused;
        if !harmless && error.executed != Happened::No && !in_doubt {
            self.plan.note_loss(&mut self.state);
        }
        if !harmless && in_doubt {
            if let Some(after) = self.plan.lost(&mut self.state) {
                return self.follow(Ok(after));
            }
            let reconcile = self.visit.entry.about.reconcile;
            error.next = match (effect, error.next, reconcile) {
                // What was paid for and came whole is not asked for again.
                (Effect::PaidRead, next, _) if next != Next::RetryLater => next,
                (Effect::PaidRead, _, _) if error.executed == Happened::Yes => Next::ResumeLater,
                (_, _, Some(reconcile)) => Next::reconcile(reconcile, Vec::new()),
                (_, Next::StopBatch, None) => Next::StopBatch,
                // Starting anew would do it again unasked; the state asks for leave.
                _ => Next::ResumeLater,
            };
        }
        self.fail(error);
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

    fn wait(&mut self, wait_ms: u64, reason: WaitReason) {
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
    fn done(&mut self) {
        let meta = self.meta();
        self.visit.out.extend_from_slice(b",\"meta\":");
        write(self.visit.out, &meta);
        self.visit.out.push(b'}');
    }

    fn fail(&mut self, mut error: Error) {
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
                // Nothing was done that would have to be gone on with.
                (Next::ResumeLater, Happened::No) => Next::RetryLater,
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

/// The body from the one place where it was given.
fn body_of<'a>(response: &Response<'a>, beside: Option<&'a [u8]>) -> Result<Body<'a>> {
    let Response { body, body_base64, json, .. } = response;
    match (beside, body, body_base64, json) {
        (None, None, None, None) => Ok(Body::Bytes(Cow::Borrowed(&[]))),
        (Some(bytes), None, None, None) => Ok(Body::Bytes(Cow::Borrowed(bytes))),
        (None, Some(text), None, None) => Ok(Body::Text(text.0.clone())),
        (None, None, Some(base64), None) => match STANDARD.decode(base64.as_bytes()) {
            Ok(bytes) => Ok(Body::Bytes(Cow::Owned(bytes))),
            Err(_) => Err(Error::new(Code::InvalidValue).at("/event/response/body_base64")),
        },
        (None, None, None, Some(json)) => Ok(Body::Text(Cow::Borrowed(json.get()))),
        _ => Err(Error::new(Code::ConflictingMembers).at("/event/response")),
    }
}

const OFFERED: Text = Text {
    en: "one of the options that the last step offered",
    ru: "один из вариантов, предложенных последним шагом",
};
