//! One request and its reading.

use super::machine::play;
use super::plan::{After, Plan};
use super::{Visit, keys, read_input, write};
use crate::error::{Error, Result};
use crate::http::{Answer, Ask};
use crate::operation::Exchange;
use crate::protocol::{Effect, Notes, State, stage};

pub(crate) fn exchange<E: Exchange>(visit: &mut Visit<'_, '_>) -> Result<()> {
    let mut notes = Notes::default();
    let input = read_input::<E>(visit, &mut notes)?;
    let canonical = keys::Canonical::of(&input);
    play(visit, E::PROVIDER, &Asking::<E> { input }, &canonical, notes)
}

struct Asking<E: Exchange> {
    input: E::Input,
}

impl<E: Exchange> Plan for Asking<E> {
    fn first(&self) -> &'static str {
        stage::ASK
    }

    fn effect(&self, _: &State) -> Effect {
        E::effect(&self.input)
    }

    fn is_large(&self, _: &State) -> bool {
        E::LARGE
    }

    fn needs(&self, _: &State) -> Vec<&'static str> {
        E::needs(&self.input)
    }

    fn request(&self, _: &State) -> Result<Ask> {
        Ok(E::request(&self.input))
    }

    fn read(
        &self,
        _: &mut State,
        answer: &Answer<'_>,
        notes: &mut Notes,
        out: &mut Vec<u8>,
    ) -> Result<After> {
        let output = E::read(&self.input, answer, notes)?;
        out.extend_from_slice(b"{\"step\":\"done\",\"output\":");
        write(out, &output);
        Ok(After::Done)
    }

    fn outdated(&self, _: &State) -> Option<Error> {
        None
    }

    fn take_up(&self, _: &mut State) {}
}
