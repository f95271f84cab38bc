//! An operation of several requests with effects.

use serde::Serialize;

use super::{Kind, Operation, Polling, Provider};
use crate::error::{Choice, Code, Error, Result};
use crate::http::{Answer, Ask};
use crate::protocol::{Effect, Memo, Notes};

/// Several requests in the provider's order: it looks first where it stands at the provider, and
/// again after a request with an effect whose outcome is unknown.
pub trait Procedure: Operation {
    const PROVIDER: &'static Provider;
    const KIND: Kind = Kind::Procedure;
    /// Its requests by name. The first is the one that looks: with it every start begins, and every
    /// flow that is taken up again.
    const STAGES: &'static [Stage];
    const POLLING: Polling;

    /// The input members that a stage needs and the input has not got, or not their files' bytes.
    fn needs(_: &Self::Input, _: &Memo, _stage: &str) -> Vec<&'static str> {
        Vec::new()
    }

    /// The request of a stage.
    ///
    /// # Errors
    /// Where the input does not allow it; nothing is sent then.
    fn request(input: &Self::Input, memo: &Memo, stage: &str) -> Result<Ask>;

    /// Reads the answer to it, and says what follows.
    ///
    /// # Errors
    /// Whatever makes the answer none, or ends the procedure.
    fn read<'a>(
        input: &Self::Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Self::Output<'a>>>;

    /// What follows where nobody knows whether a stage with an effect was carried out; `None`: the
    /// flow ends there.
    fn lost(_: &mut Memo, _: &str) -> Option<Turn<Never>> {
        Some(Turn::Look { after_ms: LOOK_AFTER_MS })
    }

    /// What follows a refusal, where it does not end the procedure. `leave` is that of
    /// `options.allow_token_refresh`. What the refusal means at this stage alone is written into
    /// the error.
    fn refused(
        _: &Self::Input,
        _: &mut Memo,
        _: &str,
        _: &mut Error,
        _leave: bool,
    ) -> Option<Turn<Never>> {
        None
    }

    /// What follows a person's choice, one of those that were offered.
    ///
    /// # Errors
    /// Where the choice was never offered.
    fn chosen<'a>(_: &mut Memo, _: &Choice) -> Result<Turn<Self::Output<'a>>> {
        Err(Error::new(Code::EventOutOfOrder).at("/event"))
    }

    /// What follows once the host has put secrets away.
    fn stored<'a>(_: &Memo) -> Turn<Self::Output<'a>> {
        Turn::Look { after_ms: 0 }
    }
}

/// How soon a procedure looks after a loss: the provider may still be at work on it.
const LOOK_AFTER_MS: u64 = 5_000;

/// A request of a procedure.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    pub name: &'static str,
    pub effect: Effect,
    /// The answer may be larger than others.
    pub large: bool,
}

impl Stage {
    #[must_use]
    pub const fn of(name: &'static str, effect: Effect) -> Self {
        Self { name, effect, large: false }
    }

    /// Its answer holds files.
    #[must_use]
    pub const fn large(mut self) -> Self {
        self.large = true;
        self
    }
}

/// What follows in a procedure.
pub enum Turn<O> {
    Done(O),
    /// Send the request of this stage.
    Go(&'static str),
    /// Send this one, which was made of the answer; a repeat begins with the first stage again.
    With(&'static str, Ask),
    /// Ask again at this stage after the polling's next wait.
    Poll(&'static str),
    /// Begin with the first stage again after so many milliseconds.
    Look {
        after_ms: u64,
    },
    /// The host has to put these secrets away first.
    Store(Vec<(&'static str, String)>),
}

/// There may be tokens in it.
impl<O> std::fmt::Debug for Turn<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Turn(…)")
    }
}

/// Nothing: a turn that ends no procedure.
#[derive(Debug, Serialize)]
pub enum Never {}
