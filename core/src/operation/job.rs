//! An operation whose answer comes from a task at the provider.

use super::{Operation, Provider};
use crate::error::Result;
use crate::http::{Answer, Ask};
use crate::protocol::Notes;

/// Submit, poll, fetch.
pub trait Job: Operation {
    const PROVIDER: &'static Provider;
    const POLLING: Polling;

    fn submit(input: &Self::Input) -> Ask;

    /// Reads what the provider calls the task.
    ///
    /// # Errors
    /// Whatever makes the answer none.
    fn accepted(answer: &Answer<'_>, notes: &mut Notes) -> Result<Accepted>;

    fn poll(task: &str) -> Ask;

    /// # Errors
    /// Whatever makes the answer none.
    fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress>;

    fn fetch(task: &str) -> Ask;

    /// # Errors
    /// Whatever makes the answer none.
    fn read<'a>(
        input: &Self::Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<Self::Output<'a>>>;
}

/// How patiently a job is polled.
#[derive(Clone, Copy, Debug)]
pub struct Polling {
    /// The wait before the first poll; it doubles from poll to poll.
    pub first_ms: u64,
    /// The longest wait between two polls.
    pub cap_ms: u64,
    /// Polls of one round; then the flow is handed back with its state.
    pub most: u32,
    /// The longest round.
    pub round_ms: u64,
    /// How long the provider keeps a result.
    pub keep_ms: u64,
}

impl Polling {
    /// The wait after so many polls.
    #[must_use]
    pub fn wait_ms(&self, polls: u32) -> u64 {
        self.first_ms.saturating_mul(1 << polls.min(16)).min(self.cap_ms)
    }
}

/// A task that a provider has taken on.
#[derive(Debug)]
pub struct Accepted {
    pub id: String,
    /// In how many milliseconds the provider advises to look; as [`Polling`] says where it says
    /// nothing.
    pub look_after_ms: Option<u64>,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Pending,
    Ready,
}

/// What a result said.
#[derive(Debug)]
pub enum Fetched<O> {
    Ready(O),
    /// It was taken too early: poll on.
    Pending,
}
