//! The machine that all flows with requests share: what each event does to a state.

mod ending;
mod failing;
mod opening;
mod receiving;
mod sending;

use self::opening::{new_state, same_input};
use super::Visit;
use super::keys::Canonical;
use super::plan::{After, Plan};
use crate::error::{Choice, Code, Error, Happened, Result, Text};
use crate::operation::Provider;
use crate::protocol::{BodyFrom, Event, FailureKind, Notes, Phase, State, WaitReason};
use crate::value::Timestamp;

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

    /// Whoever answers or is silent at a test origin is a simulation.
    fn is_tested(&self) -> bool {
        self.visit.options.test_origin.is_some()
    }
}

const OFFERED: Text = Text {
    en: "one of the options that the last step offered",
    ru: "один из вариантов, предложенных последним шагом",
};
