//! `/result` of a task: its parts, and which of them answers which search.

use super::State;
use crate::error::{Code, Detail, Error, Happened, Result};
use crate::http::Answer;
use crate::operation::Fetched;
use crate::proceeding::Proceedings;
use crate::protocol::Notes;
use crate::providers::fssp::PROVIDER;
use crate::providers::fssp::envelope::response;
use crate::providers::fssp::record::Wire;
use crate::providers::fssp::search::{Echo, Search};
use crate::wire::Object;

/// Reads the result of a single search.
pub(in crate::providers::fssp) fn single<'a>(
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let Fetched::Ready((whole, parts)) = parts(answer)? else { return Ok(Fetched::Pending) };
    match parts.as_slice() {
        [part] => read(part, 0, whole, notes),
        // One search gives one part; without it nothing was searched.
        [] => Err(at_result(Code::Incomplete)),
        _ => Err(at_result(Code::BodyShape)),
    }
}

/// What a group found, for each search in the order of the input.
type Group<'a> = Vec<Result<Proceedings<'a>>>;

/// Reads the result of a group. What is partial is not read: the task is not over.
pub(in crate::providers::fssp) fn group<'a>(
    searches: &[Search<'_>],
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Fetched<Group<'a>>> {
    let Fetched::Ready((whole, parts)) = parts(answer)? else { return Ok(Fetched::Pending) };
    if parts.len() > searches.len() {
        return Err(at_result(Code::BodyShape));
    }
    let places = places(searches, &parts);
    let missing = parts.len() < searches.len();
    if !missing && places.iter().all(Option::is_none) {
        return Err(at_result(Code::BodyShape));
    }
    let in_order = |(index, place): (usize, &Option<usize>)| place.is_none_or(|at| at == index);
    if !missing && !places.iter().enumerate().all(in_order) {
        notes.quirk("fssp.parts_reordered", || RESULT.to_owned());
    }
    // An error that shows in one part leaves the others whole; one that shows in none may be in any.
    let whole = match whole {
        State::DoneWithErrors if missing || parts.iter().any(is_troubled) => State::Done,
        whole => whole,
    };
    let mut room = MOST_RECORDS;
    let mut item = |place: Option<usize>| {
        let part = place.and_then(|at| Some((at, parts.get(at)?)));
        let Some((at, part)) = part else {
            let code = if missing { Code::Incomplete } else { Code::BodyShape };
            return Err(at_result(code));
        };
        let Fetched::Ready(found) = read(part, at, whole, notes)? else {
            return Err(at_part(Code::Incomplete, at));
        };
        room = room.checked_sub(found.proceedings.len()).ok_or_else(|| {
            let limit = Detail::Limit(MOST_RECORDS as u64, "records");
            at_part(Code::BodyTooLarge, at).because(limit)
        })?;
        Ok(found)
    };
    let said = |mut error: Error| {
        let says = error.provider_mut();
        (says.name, says.status) = (PROVIDER.name, Some(answer.status));
        error
    };
    let items = places.into_iter().map(|place| item(place).map_err(said)).collect();
    Ok(Fetched::Ready(items))
}

const RESULT: &str = "/response/result";

/// The most records of a group that are kept: a short one takes a hundred times its size in memory.
const MOST_RECORDS: usize = 20_000;

fn at_result(code: Code) -> Error {
    Error::new(code).at(RESULT).happened(Happened::Yes)
}

fn at_part(code: Code, index: usize) -> Error {
    Error::new(code).at(format!("{RESULT}/{index}")).happened(Happened::Yes)
}

/// The state of a finished task, and its parts.
fn parts<'a>(answer: &Answer<'a>) -> Result<Fetched<(State, Vec<Object<'a>>)>> {
    let task = response(answer)?;
    let whole = State::of(&task.field("status"));
    if whole == State::Pending {
        return Ok(Fetched::Pending);
    }
    let parts = task.objects(RESULT)?.ok_or_else(|| at_result(Code::BodyShape))?;
    if !task.field("exception").is_blank() {
        return Err(at_result(Code::PartFailed));
    }
    Ok(Fetched::Ready((whole, parts)))
}

/// The part that answers each search. It is the one at its place, unless a part is missing or one
/// repeats another search: then only a whole echo tells which is whose.
fn places(searches: &[Search<'_>], parts: &[Object<'_>]) -> Vec<Option<usize>> {
    let echoes_another =
        |(search, part): (&Search<'_>, &Object<'_>)| search.echo(part) == Echo::Other;
    if searches.len() == parts.len() && !searches.iter().zip(parts).any(echoes_another) {
        return (0..parts.len()).map(Some).collect();
    }
    let mut left: Vec<(usize, &Object<'_>)> = parts.iter().enumerate().collect();
    let place = |search: &Search<'_>| {
        let at = left.iter().position(|(_, part)| search.echo(part) == Echo::Same)?;
        Some(left.remove(at).0)
    };
    searches.iter().map(place).collect()
}

fn is_troubled(part: &Object<'_>) -> bool {
    has_failed(part) || State::of(&part.field("status")) != State::Done
}

/// Whether it tells an error: as `result` an object, or a word of an exception.
fn has_failed(part: &Object<'_>) -> bool {
    part.raw("result").is_some_and(|raw| raw.get().starts_with('{'))
        || !part.field("exception").is_blank()
}

/// Reads one search of the task: `status`, and as `result` an array of records, or an object that
/// tells an error. `query` is an echo.
fn read<'a>(
    part: &Object<'a>,
    index: usize,
    whole: State,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let state = State::of(&part.field("status"));
    if state == State::Pending {
        return Ok(Fetched::Pending);
    }
    if has_failed(part) {
        return Err(at_part(Code::PartFailed, index));
    }
    let place = format!("{RESULT}/{index}/result");
    let Some(records) = part.objects(&place)? else {
        return Err(at_part(Code::BodyShape, index));
    };
    let complete = state == State::Done && whole == State::Done;
    if records.is_empty() && !complete {
        let errors = state == State::DoneWithErrors || whole == State::DoneWithErrors;
        let code = if errors { Code::PartFailed } else { Code::Incomplete };
        return Err(at_part(code, index));
    }
    let record = |(at, record): (usize, &Object<'a>)| match Wire::of(record) {
        Some(wire) => Ok(wire.into_proceeding(&place, at, notes)),
        None => Err(at_part(Code::BodyShape, index)),
    };
    let proceedings = records.iter().enumerate().map(record).collect::<Result<_>>()?;
    Ok(Fetched::Ready(Proceedings { complete, ..Proceedings::complete(proceedings) }))
}
