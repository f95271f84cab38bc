//! `/status` and `/result` of a task, the same for every search.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::envelope::response;
use super::record::Wire;
use crate::error::{Code, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::{Fetched, Progress};
use crate::proceeding::{Outcome, Proceedings};
use crate::protocol::Notes;
use crate::wire::{Field, Str};

pub(super) fn poll(task: &str) -> Ask {
    Ask::get("/api/v1.0/status").query("task", task)
}

pub(super) fn fetch(task: &str) -> Ask {
    Ask::get("/api/v1.0/result").query("task", task)
}

/// The id of the task that a search left behind.
pub(super) fn accepted(answer: &Answer<'_>) -> Result<String> {
    #[derive(Deserialize)]
    struct Accepted<'a> {
        #[serde(borrow)]
        task: Str<'a>,
    }

    let accepted: Accepted<'_> = response(answer)?;
    let id = accepted.task.trim();
    if id.is_empty() || id.len() > 128 {
        return Err(Error::new(Code::BodyShape).at("/response/task").happened(Happened::Yes));
    }
    Ok(id.to_owned())
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
pub(super) fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress> {
    #[derive(Deserialize)]
    struct Status<'a> {
        #[serde(borrow)]
        status: Field<'a>,
    }

    let status: Status<'_> = response(answer)?;
    match State::of(&status.status) {
        State::Done | State::DoneWithErrors => Ok(Progress::Ready),
        State::Pending => Ok(Progress::Pending),
        State::Unknown => {
            notes.quirk("fssp.unknown_status", || "/response/status".to_owned());
            Ok(Progress::Pending)
        }
    }
}

#[derive(Deserialize)]
struct Task<'a> {
    #[serde(borrow, default)]
    status: Field<'a>,
    #[serde(borrow)]
    result: Vec<Part<'a>>,
}

/// One search of the task; `query`, an echo, is not read.
#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow, default)]
    status: Field<'a>,
    /// An array of records, or an object that tells an error.
    #[serde(borrow)]
    result: &'a RawValue,
}

/// Reads the result of a single search.
pub(super) fn single<'a>(
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let task: Task<'a> = response(answer)?;
    let whole = State::of(&task.status);
    let mut parts = task.result.into_iter();
    let (part, others) = (parts.next(), parts.len());
    match (whole, part, others) {
        (State::Pending, _, _) => Ok(Fetched::Pending),
        (_, Some(part), 0) => part.read(whole, notes),
        // One search gives one part; without it nothing was searched.
        (_, None, _) => Err(Error::new(Code::Incomplete).at(RESULT).happened(Happened::Yes)),
        (_, Some(_), _) => Err(Error::new(Code::BodyShape).at(RESULT).happened(Happened::Yes)),
    }
}

const RESULT: &str = "/response/result";
const PART: &str = "/response/result/0";

impl<'a> Part<'a> {
    fn read(self, whole: State, notes: &mut Notes) -> Result<Fetched<Proceedings<'a>>> {
        let failed = |code| Err(Error::new(code).at(PART).happened(Happened::Yes));
        let state = State::of(&self.status);
        if state == State::Pending {
            return Ok(Fetched::Pending);
        }
        if self.result.get().starts_with('{') {
            return failed(Code::PartFailed);
        }
        let records: Vec<Wire<'a>> = match serde_json::from_str(self.result.get()) {
            Ok(records) => records,
            Err(_) => return failed(Code::BodyShape),
        };
        let complete = state == State::Done && whole == State::Done;
        if records.is_empty() && state != State::Done {
            let errors = state == State::DoneWithErrors;
            return failed(if errors { Code::PartFailed } else { Code::Incomplete });
        }
        if records.is_empty() && whole != State::Done {
            return failed(Code::PartFailed);
        }
        let mut proceedings = Proceedings::complete(
            records
                .into_iter()
                .enumerate()
                .map(|(index, record)| record.into_proceeding(index, notes))
                .collect(),
        );
        proceedings.complete = complete || proceedings.outcome == Outcome::Empty;
        Ok(Fetched::Ready(proceedings))
    }
}
