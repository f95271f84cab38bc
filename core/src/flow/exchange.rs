//! One request and its reading.

use super::machine::{After, Plan, play};
use super::{Visit, keys, read_input, write};
use crate::error::{Error, Result};
use crate::http::{Answer, Ask};
use crate::operation::Exchange;
use crate::protocol::{Effect, Notes, Stage, State};

pub(crate) fn exchange<E: Exchange>(visit: &mut Visit<'_, '_>) -> Result<()> {
    let mut notes = Notes::default();
    let input = read_input::<E>(visit, &mut notes)?;
    let canonical = keys::canonical(&input);
    play(visit, E::PROVIDER, &Asking::<E> { input }, &canonical, notes)
}

struct Asking<E: Exchange> {
    input: E::Input,
}

impl<E: Exchange> Plan for Asking<E> {
    fn first(&self) -> Stage {
        Stage::Ask
    }

    fn request(&self, _: &State) -> (Ask, Effect) {
        (E::request(&self.input), E::ABOUT.effect)
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
