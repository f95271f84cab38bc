//! What a line of the input is played as: which flows it begins, and what is written in the end.

use super::input::Numbered;
use super::progress::Outcome;
use crate::inside::Job;

pub(crate) trait Script {
    /// What is known of a line between its flows.
    type Task;

    /// Whether a line has several flows, whose last steps are of use without the others'.
    const HAS_STEPS: bool = false;

    /// Takes up a line.
    fn begin(&mut self, line: Numbered) -> (Self::Task, Turn);

    /// One of its flows has ended.
    fn ended(&mut self, task: &mut Self::Task, ended: Ended) -> Turn;

    /// A record, with its newline, is about to be shown.
    fn shown(&mut self, record: &[u8]) -> Outcome;
}

/// What follows for a line.
pub(crate) enum Turn {
    Start(Vec<Begin>),
    /// The record of the line, with its newline.
    Done(Vec<u8>),
}

/// A flow to begin.
pub(crate) struct Begin {
    /// Among those of its line.
    pub(crate) name: String,
    pub(crate) job: Job,
}

impl Begin {
    /// The only one of its line.
    pub(crate) fn only(job: Job) -> Self {
        Self { name: String::new(), job }
    }
}

/// A flow with its last step, which may be a `wait` that is handed out.
pub(crate) struct Ended {
    pub(crate) name: String,
    pub(crate) job: Job,
    pub(crate) step: Vec<u8>,
}
