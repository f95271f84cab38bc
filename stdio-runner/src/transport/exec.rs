//! A program of the user's: requests on its standard input, events on its standard output, one
//! line each, in any order.

mod running;

use running::Running;
use spravka_core::error::Error;
use spravka_core::value::Timestamp;

use super::{Outgoing, Transport};
use crate::event::{Event, Kind, Sent};

/// It was started, and once more.
const STARTS: u32 = 2;

pub(crate) struct Exec {
    command: String,
    running: Option<Running>,
    starts: u32,
    asked: u64,
}

impl Exec {
    pub(crate) fn new(command: &str) -> Self {
        Self { command: command.to_owned(), running: None, starts: 0, asked: 0 }
    }

    /// The program, started where it does not run.
    fn running(&mut self) -> Option<&mut Running> {
        if self.running.as_mut().is_some_and(Running::has_ended) {
            self.running = None;
        }
        if self.running.is_none() && self.starts < STARTS {
            self.starts += 1;
            self.running = Running::start(&self.command);
        }
        self.running.as_mut()
    }
}

impl Transport for Exec {
    fn exchange(&mut self, outgoing: &Outgoing<'_>, _: Timestamp) -> Result<Event, Error> {
        let filled = outgoing.fill()?;
        self.asked += 1;
        let id = self.asked;
        let Some(running) = self.running() else {
            return Ok(Event::failure(Kind::Connect, Sent::No));
        };
        Ok(running.ask(id, &filled))
    }

    fn is_simulated(&self) -> bool {
        false
    }
}
