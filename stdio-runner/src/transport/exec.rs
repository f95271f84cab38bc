//! A program of the user's: requests on its standard input, events on its standard output, one
//! line each, in any order.

mod running;

use std::sync::{Arc, Mutex, PoisonError};

use running::{Asked, Running};
use spravka_core::Filled;
use spravka_host::event::{Kind, Sent};

use super::Transport;
use crate::inside::Event;

/// It was started, and once more.
const STARTS: u32 = 2;

pub(crate) struct Exec(Arc<Mutex<Program>>);

/// One for all who ask it.
struct Program {
    command: String,
    running: Option<Running>,
    starts: u32,
    asked: u64,
}

impl Exec {
    pub(crate) fn new(command: &str) -> Self {
        let command = command.to_owned();
        Self(Arc::new(Mutex::new(Program { command, running: None, starts: 0, asked: 0 })))
    }
}

impl Transport for Exec {
    fn exchange(&mut self, request: &Filled) -> Event {
        // Nobody waits for an answer while holding it.
        let asked = self.0.lock().unwrap_or_else(PoisonError::into_inner).ask(request);
        match asked {
            Some(asked) => asked.wait(request.timeout_ms),
            None => Event::failure(Kind::Connect, Sent::No),
        }
    }

    fn another(&self) -> Box<dyn Transport> {
        Box::new(Self(Arc::clone(&self.0)))
    }
}

impl Program {
    fn ask(&mut self, request: &Filled) -> Option<Asked> {
        self.asked += 1;
        let id = self.asked;
        self.running()?.ask(id, request)
    }

    /// The program, started where it does not run.
    fn running(&mut self) -> Option<&mut Running> {
        if self.running.as_ref().is_some_and(Running::has_ended) {
            self.running = None;
        }
        if self.running.is_none() && self.starts < STARTS {
            self.starts += 1;
            self.running = Running::start(&self.command);
        }
        self.running.as_mut()
    }
}
