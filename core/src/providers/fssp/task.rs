//! A task and its `/status`, the same for every search.

mod result;

pub(super) use self::result::{group, single};
use super::envelope::response;
use super::{POLLING, PROVIDER};
use crate::error::{Code, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::{Accepted, Fetched, Job, Operation, Polling, Progress, Provider};
use crate::protocol::Notes;
use crate::wire::Field;

/// What one search has of its own.
pub(super) trait Task: Operation {
    fn submit(input: &Self::Input) -> Ask;

    /// # Errors
    /// Whatever makes the answer none.
    fn read<'a>(
        input: &Self::Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<Self::Output<'a>>>;
}

impl<T: Task> Job for T {
    const PROVIDER: &'static Provider = PROVIDER;
    const POLLING: Polling = POLLING;

    fn submit(input: &T::Input) -> Ask {
        <T as Task>::submit(input)
    }

    fn accepted(answer: &Answer<'_>, _: &mut Notes) -> Result<Accepted> {
        accepted(answer).map(|id| Accepted { id, look_after_ms: None })
    }

    fn poll(task: &str) -> Ask {
        Ask::get("/api/v1.0/status").query("task", task)
    }

    fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress> {
        progress(answer, notes)
    }

    fn fetch(task: &str) -> Ask {
        Ask::get("/api/v1.0/result").query("task", task)
    }

    fn read<'a>(
        input: &T::Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<T::Output<'a>>> {
        <T as Task>::read(input, answer, notes)
    }
}

/// The id of the task that a search left behind.
fn accepted(answer: &Answer<'_>) -> Result<String> {
    let id = response(answer)?.field("task");
    match id.text().map(str::trim) {
        Some(id) if id.len() <= 128 => Ok(id.to_owned()),
        _ => Err(Error::new(Code::BodyShape).at("/response/task").happened(Happened::Yes)),
    }
}

/// The codes of a task and of its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    /// Started or queued.
    Pending,
    DoneWithErrors,
    Unknown,
}

impl State {
    fn of(status: &Field<'_>) -> Self {
        match status.integer() {
            Some(0) => Self::Done,
            Some(1 | 2) => Self::Pending,
            Some(3) => Self::DoneWithErrors,
            _ => Self::Unknown,
        }
    }
}

/// A task is finished with 0 and with 3; whoever waits for 0 alone waits for ever.
fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress> {
    let status = response(answer)?.field("status");
    if status.is_blank() {
        return Err(Error::new(Code::BodyShape).at("/response/status").happened(Happened::Yes));
    }
    match State::of(&status) {
        State::Done | State::DoneWithErrors => Ok(Progress::Ready),
        State::Pending => Ok(Progress::Pending),
        State::Unknown => {
            notes.quirk("fssp.unknown_status", || "/response/status".to_owned());
            Ok(Progress::Pending)
        }
    }
}
