//! Submit, poll, fetch.

use super::machine::play;
use super::plan::{After, Plan};
use super::{Visit, keys, read_input, write};
use crate::error::{Code, Detail, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::{Accepted, Fetched, Job, Progress};
use crate::protocol::{Effect, Notes, State, Task, stage};

/// Advice to look at once, or earlier, is not followed to the letter.
const SOONEST_MS: u64 = 1_000;

pub(crate) fn job<J: Job>(visit: &mut Visit<'_, '_>) -> Result<()> {
    let mut notes = Notes::default();
    let input = read_input::<J>(visit, &mut notes)?;
    let canonical = keys::Canonical::of(&input);
    play(visit, J::PROVIDER, &Working::<J> { input }, &canonical, notes)
}

struct Working<J: Job> {
    input: J::Input,
}

impl<J: Job> Plan for Working<J> {
    fn first(&self) -> &'static str {
        stage::SUBMIT
    }

    fn effect(&self, state: &State) -> Effect {
        if state.task.is_some() { Effect::Read } else { J::ABOUT.effect }
    }

    fn request(&self, state: &State) -> Result<Ask> {
        Ok(match (&*state.stage, &state.task) {
            (stage::POLL, Some(task)) => J::poll(&task.id),
            (stage::FETCH, Some(task)) => J::fetch(&task.id),
            _ => J::submit(&self.input),
        })
    }

    fn read(
        &self,
        state: &mut State,
        answer: &Answer<'_>,
        notes: &mut Notes,
        out: &mut Vec<u8>,
    ) -> Result<After> {
        match &*state.stage {
            stage::SUBMIT => {
                let Accepted { id, look_after_ms } = J::accepted(answer, notes)?;
                let (since, round) = (state.now, state.now);
                state.task = Some(Task { id, since, round, polls: 0 });
                state.stage = stage::POLL.into();
                let advised = look_after_ms.map(|ms| ms.clamp(SOONEST_MS, J::POLLING.round_ms));
                Ok(After::Wait(advised.unwrap_or(J::POLLING.first_ms)))
            }
            stage::POLL => match J::progress(answer, notes)? {
                Progress::Pending => poll_on::<J>(state),
                Progress::Ready => {
                    state.stage = stage::FETCH.into();
                    Ok(After::Next)
                }
            },
            _ => match J::read(&self.input, answer, notes)? {
                Fetched::Pending => {
                    state.stage = stage::POLL.into();
                    poll_on::<J>(state)
                }
                Fetched::Ready(output) => {
                    out.extend_from_slice(b"{\"step\":\"done\",\"output\":");
                    write(out, &output);
                    Ok(After::Done)
                }
            },
        }
    }

    fn outdated(&self, state: &State) -> Option<Error> {
        let task = state.task.as_ref()?;
        let kept = state.now.since(task.since) <= J::POLLING.keep_ms;
        (!kept).then(|| Error::new(Code::TaskExpired).happened(Happened::Yes))
    }

    fn take_up(&self, state: &mut State) {
        let now = state.now;
        if self.outdated(state).is_some() {
            state.task = None;
        }
        match &mut state.task {
            Some(task) => {
                task.round = now;
                task.polls = 0;
                state.stage = stage::POLL.into();
            }
            None => state.stage = stage::SUBMIT.into(),
        }
    }
}

/// Waits for the next poll, unless the round is over.
fn poll_on<J: Job>(state: &mut State) -> Result<After> {
    let polling = J::POLLING;
    let now = state.now;
    let Some(task) = &mut state.task else { return Err(Error::new(Code::StateInvalid)) };
    task.polls = task.polls.saturating_add(1);
    let next = polling.wait_ms(task.polls);
    let limit = if task.polls >= polling.most {
        Some(Detail::Limit(polling.most.into(), "polls"))
    } else if now.plus_ms(next).since(task.round) > polling.round_ms {
        Some(Detail::Limit(polling.round_ms / 60_000, "minutes"))
    } else {
        None
    };
    if let Some(limit) = limit {
        return Err(Error::new(Code::PollLimit).happened(Happened::Yes).because(limit));
    }
    Ok(After::Wait(next))
}
