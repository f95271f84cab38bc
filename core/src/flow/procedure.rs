//! Several requests in the provider's order, which look before they repeat.

use std::marker::PhantomData;

use super::machine::play;
use super::plan::{After, Plan};
use super::{Visit, keys, read_input, write};
use crate::error::{Choice, Code, Detail, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::{Never, Procedure, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes, State};

pub(crate) fn procedure<P: Procedure>(visit: &mut Visit<'_, '_>) -> Result<()> {
    let mut notes = Notes::default();
    let input = read_input::<P>(visit, &mut notes)?;
    let canonical = keys::Canonical::of(&input);
    let plan = Following::<P> { input, procedure: PhantomData };
    play(visit, P::PROVIDER, &plan, &canonical, notes)
}

struct Following<P: Procedure> {
    input: P::Input,
    procedure: PhantomData<P>,
}

impl<P: Procedure> Following<P> {
    const LOOK: &'static str = match P::STAGES.first() {
        Some(stage) => stage.name,
        None => "",
    };

    fn stage(state: &State) -> Stage {
        let stage = P::STAGES.iter().find(|stage| stage.name == state.stage);
        stage.copied().unwrap_or(Stage::of(Self::LOOK, P::ABOUT.effect))
    }

    fn changes(state: &State) -> bool {
        !matches!(Self::stage(state).effect, Effect::Read | Effect::Quota)
    }

    fn follow<O: serde::Serialize>(
        state: &mut State,
        turn: Turn<O>,
        out: &mut Vec<u8>,
    ) -> Result<After> {
        let now = state.now;
        let memo = state.memo.get_or_insert_default();
        Ok(match turn {
            Turn::Done(output) => {
                out.extend_from_slice(b"{\"step\":\"done\",\"output\":");
                write(out, &output);
                After::Done
            }
            Turn::Go(stage) => {
                state.stage = stage.into();
                After::Next
            }
            Turn::With(stage, ask) => {
                state.stage = stage.into();
                After::With(ask)
            }
            Turn::Look { after_ms } => {
                state.stage = Self::LOOK.into();
                if after_ms == 0 { After::Next } else { After::Wait(after_ms) }
            }
            Turn::Poll(stage) => {
                // What is asked between two polls makes no new beginning of them.
                if memo.polled.as_deref() != Some(stage) {
                    memo.forget_polls();
                    memo.polled = Some(stage.to_owned());
                }
                let since = *memo.since.get_or_insert(now);
                let wait = P::POLLING.wait_ms(memo.polls);
                memo.polls = memo.polls.saturating_add(1);
                if now.plus_ms(wait).since(since) > P::POLLING.round_ms {
                    let limit = Detail::Limit(P::POLLING.round_ms / 60_000, "minutes");
                    return Err(Error::new(Code::PollLimit).happened(Happened::Yes).because(limit));
                }
                state.stage = stage.into();
                After::Wait(wait)
            }
            Turn::Store(secrets) => After::Store(secrets.into_iter().collect()),
        })
    }

    fn without_output(state: &mut State, turn: Turn<Never>) -> Option<After> {
        Self::follow(state, turn, &mut Vec::new()).ok()
    }
}

impl<P: Procedure> Plan for Following<P> {
    fn first(&self) -> &'static str {
        Self::LOOK
    }

    fn begin(&self, state: &mut State) {
        state.memo = Some(Memo::default());
    }

    fn effect(&self, state: &State) -> Effect {
        Self::stage(state).effect
    }

    fn is_large(&self, state: &State) -> bool {
        Self::stage(state).large
    }

    fn needs(&self, state: &State) -> Vec<&'static str> {
        let needs = |memo| P::needs(&self.input, memo, &state.stage);
        state.memo.as_ref().map(needs).unwrap_or_default()
    }

    fn request(&self, state: &State) -> Result<Ask> {
        let memo =
            state.memo.as_ref().ok_or_else(|| Error::new(Code::StateInvalid).at("/state"))?;
        // Whatever a procedure decides: what cannot be taken back, and was sent, is sent again only
        // where a person wants it.
        let once = matches!(Self::stage(state).effect, Effect::Create | Effect::Irreversible);
        if once && memo.was_sent(&state.stage) && !memo.consents_to(&state.stage) {
            return Err(Error::outcome_unknown(P::ABOUT.reconcile).happened(Happened::Maybe));
        }
        P::request(&self.input, memo, &state.stage)
    }

    fn read(
        &self,
        state: &mut State,
        answer: &Answer<'_>,
        notes: &mut Notes,
        out: &mut Vec<u8>,
    ) -> Result<After> {
        let mut memo = state.memo.take().unwrap_or_default();
        let changed = Self::changes(state);
        let before = changed.then(|| memo.clone());
        if changed {
            memo.carried_out(&state.stage);
        }
        let turn = P::read(&self.input, &mut memo, &state.stage, answer, notes);
        if let (Err(_), Some(before)) = (&turn, before) {
            // It answered, and not what it should have: whether it did its work is not known, and
            // the tries are still to be counted.
            memo = before;
        }
        state.memo = Some(memo);
        Self::follow(state, turn?, out)
    }

    fn refused(&self, state: &mut State, error: &mut Error, leave: bool) -> Option<After> {
        let memo = state.memo.as_mut()?;
        let turn = P::refused(&self.input, memo, &state.stage, error, leave)?;
        Self::without_output(state, turn)
    }

    fn lost(&self, state: &mut State) -> Option<After> {
        self.note_loss(state);
        let stage = state.stage.to_string();
        let turn = P::lost(state.memo.get_or_insert_default(), &stage)?;
        Self::without_output(state, turn)
    }

    fn note_loss(&self, state: &mut State) {
        let answered = state.executed == Happened::Yes;
        let (stage, now) = (state.stage.to_string(), state.now);
        state.memo.get_or_insert_default().lose(&stage, now, answered);
    }

    fn chosen(&self, state: &mut State, choice: &Choice, out: &mut Vec<u8>) -> Result<After> {
        let memo = state.memo.get_or_insert_default();
        memo.tries.clear();
        let turn = P::chosen(memo, choice)?;
        Self::follow(state, turn, out)
    }

    fn stored(&self, state: &mut State, out: &mut Vec<u8>) -> Result<After> {
        let memo = state.memo.get_or_insert_default();
        let turn = P::stored(memo);
        Self::follow(state, turn, out)
    }

    fn sent(&self, state: &mut State) {
        if Self::changes(state)
            && let Some(memo) = &mut state.memo
        {
            let tries = memo.tries.entry(state.stage.to_string()).or_default();
            *tries = tries.saturating_add(1);
            memo.forget_polls();
            if memo.consents_to(&state.stage) {
                memo.consent = None;
                memo.done.retain(|done| *done != state.stage);
                memo.forget_loss(&state.stage);
            }
        }
    }

    fn tries(&self, state: &State) -> u32 {
        let tries = state.memo.as_ref().and_then(|memo| memo.tries.get(&*state.stage));
        tries.copied().unwrap_or(0)
    }

    // What has an effect is looked for first, also where it was certainly not carried out: the
    // state may be an old one, and what was made of an answer has to be made of a new one.
    fn again(&self, state: &mut State) {
        if Self::changes(state) {
            state.stage = Self::LOOK.into();
        }
    }

    fn outdated(&self, _: &State) -> Option<Error> {
        None
    }

    fn take_up(&self, state: &mut State) {
        if let Some(memo) = &mut state.memo {
            memo.tries.clear();
            memo.forget_polls();
        }
        state.stage = Self::LOOK.into();
    }
}
