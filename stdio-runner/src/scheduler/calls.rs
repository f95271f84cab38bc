//! Lines that come one by one from within this process, and may be called off.

use std::sync::mpsc::{Sender, channel};

use super::input::{Batch, Input, Numbered};
use super::outlet::To;
use super::{Carrier, Id, Message, Scheduler, Script, Settings};
use crate::host::Host;
use crate::transport::Way;

/// The way in. Once it is shut and nothing is under way any more, playing ends.
#[derive(Clone)]
pub(crate) struct Entrance(Sender<Message>);

impl Entrance {
    /// `number`: one that no other line has had.
    pub(crate) fn add(&self, number: u64, text: Vec<u8>) {
        self.tell(Message::Input(Batch::Lines(vec![Numbered { number, text: Ok(text) }])));
    }

    pub(crate) fn cancel(&self, number: u64) {
        self.tell(Message::Cancel(number));
    }

    pub(crate) fn shut(&self) {
        self.tell(Message::Input(Batch::End));
    }

    fn tell(&self, message: Message) {
        // Where nobody plays any more, nothing of it is left to be told.
        let _ = self.0.send(message);
    }
}

impl<S: Script> Scheduler<S> {
    /// Plays lines as they are handed in. What comes of them, the script hands on.
    pub(crate) fn of_calls(
        script: S,
        host: Host,
        way: Way,
        settings: Settings,
    ) -> (Self, Entrance) {
        let (back, messages) = channel();
        let carrier = Carrier::of(way, back.clone());
        let input = (Input::unasked(), messages);
        let scheduler = Self::new(script, host, carrier, input, settings, Some(To::Kept));
        (Self { has_callers: true, ..scheduler }, Entrance(back))
    }

    /// Sends nothing more for a line. The answer to what is under way is still heard: it may bring
    /// tokens.
    pub(super) fn cancel(&mut self, line: u64) {
        if self.input.forget(line) || !self.tasks.contains_key(&line) {
            return;
        }
        self.cancelled.insert(line);
        let idle = |id: &Id| !self.under_way.contains_key(id);
        let of_line = self.flows.range((line, 0)..=(line, u32::MAX)).map(|(id, _)| *id);
        let idle: Vec<Id> = of_line.filter(idle).collect();
        for id in idle {
            self.over(id);
        }
    }
}
