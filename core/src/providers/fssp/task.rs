//! `/status` and `/result` of a task, the same for every search.

use super::envelope::response;
use super::record::Wire;
use crate::error::{Code, Error, Happened, Result};
use crate::http::{Answer, Ask};
use crate::operation::{Fetched, Progress};
use crate::proceeding::Proceedings;
use crate::protocol::Notes;
use crate::wire::{Field, Object};

pub(super) fn poll(task: &str) -> Ask {
    Ask::get("/api/v1.0/status").query("task", task)
}

pub(super) fn fetch(task: &str) -> Ask {
    Ask::get("/api/v1.0/result").query("task", task)
}

/// The id of the task that a search left behind.
pub(super) fn accepted(answer: &Answer<'_>) -> Result<String> {
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
pub(super) fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress> {
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

/// Reads the result of a single search.
pub(super) fn single<'a>(
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let task = response(answer)?;
    let whole = State::of(&task.field("status"));
    let excepted = !task.field("exception").is_blank();
    if whole == State::Pending {
        return Ok(Fetched::Pending);
    }
    let wrong = |code| Err(Error::new(code).at(RESULT).happened(Happened::Yes));
    match task.objects(RESULT)?.as_deref() {
        None => wrong(Code::BodyShape),
        Some([_]) if excepted => wrong(Code::PartFailed),
        Some([part]) => read(part, whole, notes),
        // One search gives one part; without it nothing was searched.
        Some([]) => wrong(Code::Incomplete),
        Some(_) => wrong(Code::BodyShape),
    }
}

const RESULT: &str = "/response/result";
const PART: &str = "/response/result/0";

/// Reads one search of the task: `status`, and as `result` an array of records, or an object that
/// tells an error. `query`, an echo, is not read.
fn read<'a>(
    part: &Object<'a>,
    whole: State,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let fault = |code| Error::new(code).at(PART).happened(Happened::Yes);
    let state = State::of(&part.field("status"));
    if state == State::Pending {
        return Ok(Fetched::Pending);
    }
    let object = part.raw("result").is_some_and(|raw| raw.get().starts_with('{'));
    if object || !part.field("exception").is_blank() {
        return Err(fault(Code::PartFailed));
    }
    let Some(records) = part.objects("/response/result/0/result")? else {
        return Err(fault(Code::BodyShape));
    };
    let complete = state == State::Done && whole == State::Done;
    if records.is_empty() && !complete {
        let errors = state == State::DoneWithErrors || whole == State::DoneWithErrors;
        return Err(fault(if errors { Code::PartFailed } else { Code::Incomplete }));
    }
    let proceedings = records.iter().enumerate().map(|(index, record)| match Wire::of(record) {
        Some(wire) => Ok(wire.into_proceeding(index, notes)),
        None => Err(fault(Code::BodyShape)),
    });
    let proceedings = proceedings.collect::<Result<_>>()?;
    Ok(Fetched::Ready(Proceedings { complete, ..Proceedings::complete(proceedings) }))
}
