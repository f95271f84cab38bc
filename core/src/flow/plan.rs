//! What an operation says to the machine that plays it.

use std::collections::BTreeMap;

use crate::error::{Choice, Code, Error, Result};
use crate::http::{Answer, Ask};
use crate::protocol::{Effect, Notes, State};

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
