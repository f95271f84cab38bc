//! What a line of the input is played as: which flows it begins, and what is written in the end.

use super::input::Numbered;
use crate::job::Job;

pub(crate) trait Script {
    /// What is known of a line between its flows.
    type Task;

    /// Takes up a line.
    fn begin(&mut self, line: Numbered) -> (Self::Task, Turn);

    /// One of its flows has ended.
    fn ended(&mut self, task: &mut Self::Task, ended: Ended) -> Turn;
}

/// What follows for a line.
pub(crate) enum Turn {
    Start(Vec<Job>),
    /// The record of the line, with its newline.
    Done(Vec<u8>),
}

/// A flow with its last step, which may be a `wait` that is handed out.
pub(crate) struct Ended {
    pub(crate) job: Job,
    pub(crate) step: Vec<u8>,
}
