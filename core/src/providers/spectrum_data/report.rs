//! A report: how far it is, how old, what became of the FSSP's source, and that source's records.

use super::envelope;
use super::mapping::Mapping;
use super::person_report::Input;
use super::record::Record;
use crate::error::{Code, Detail, Error, Happened, Next, Result, Text};
use crate::http::Answer;
use crate::operation::{Fetched, Progress};
use crate::proceeding::Proceedings;
use crate::protocol::Notes;
use crate::value::Timestamp;
use crate::wire::{Field, Object};

/// Of reports on people, as public integrations have it.
pub(super) fn source() -> &'static str {
    "check_person/executive_proceeding_base"
}

/// A day.
pub(super) fn max_age_hours() -> u16 {
    24
}

const SOURCES: &str = "/data/0/state/sources";
const HOUR_MS: u64 = 3_600_000;

/// «progress_ok + progress_error >= count(sources)», as the public client has it.
pub(super) fn progress(answer: &Answer<'_>) -> Result<Progress> {
    let (report, _) = envelope::only(answer)?;
    progress_of(&report, &sources(&report)?)
}

fn progress_of(report: &Object<'_>, sources: &[Object<'_>]) -> Result<Progress> {
    let number = |name: &str| {
        let number = report.field(name).integer().filter(|number| *number >= 0);
        number.ok_or_else(|| shape(format!("/data/0/{name}")))
    };
    let over = number("progress_ok")?.saturating_add(number("progress_error")?);
    // A report that has just begun may not know its sources yet.
    let begun = !sources.is_empty() || report.field("progress_wait").integer() == Some(0);
    let all = u64::try_from(over).is_ok_and(|over| over >= sources.len() as u64);
    Ok(if begun && all { Progress::Ready } else { Progress::Pending })
}

fn sources<'a>(report: &Object<'a>) -> Result<Vec<Object<'a>>> {
    let state = report.object("/data/0/state")?.ok_or_else(|| shape("/data/0/state"))?;
    state.objects(SOURCES)?.ok_or_else(|| shape(SOURCES))
}

pub(super) fn read<'a>(
    input: &Input,
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Fetched<Proceedings<'a>>> {
    let (report, stamp) = envelope::only(answer)?;
    let sources = sources(&report)?;
    if progress_of(&report, &sources)? == Progress::Pending {
        return Ok(Fetched::Pending);
    }
    if age_ms(&report, stamp)? > u64::from(input.max_age_hours) * HOUR_MS {
        // What is made anew may be shown as it was for a while.
        return if input.force { Ok(Fetched::Pending) } else { Err(outdated()) };
    }
    checked(input.source.as_str(), &sources, notes)?;
    records(input, &report, notes).map(Fetched::Ready)
}

/// By the provider's own clock.
fn age_ms(report: &Object<'_>, stamp: Timestamp) -> Result<u64> {
    let written = ["updated_at", "created_at"].map(|name| report.field(name));
    let written = written.iter().find(|field| !field.is_blank());
    let written = written.and_then(Field::text).and_then(Timestamp::parse);
    written.map(|written| stamp.since(written)).ok_or_else(|| shape("/data/0/updated_at"))
}

/// The same question gives the report that is there, however old.
fn outdated() -> Error {
    Error::new(Code::AnswerOutdated).at("/data/0/updated_at").happened(Happened::Yes)
}

/// Whether the source was asked and has answered.
fn checked(source: &str, sources: &[Object<'_>], notes: &mut Notes) -> Result<()> {
    let named = |(_, one): &(usize, &Object<'_>)| one.field("_id").text() == Some(source);
    let mut found = sources.iter().enumerate().filter(named).peekable();
    if found.peek().is_none() {
        let error = Error::new(Code::Incomplete).at(SOURCES).happened(Happened::Yes);
        return Err(error.because(Detail::Hint(NO_SOURCE)).then(Next::FixInput));
    }
    for (index, one) in found {
        let at = format!("{SOURCES}/{index}");
        let fault = |code| {
            Err(Error::new(code).at(&*at).because(Detail::Hint(AGAIN)).happened(Happened::Yes))
        };
        match one.field("state").text() {
            Some("OK") => {}
            Some("PROGRESS") => return fault(Code::Incomplete),
            _ => return fault(Code::PartFailed),
        }
        let data = one.object("/data").ok().flatten().unwrap_or_default();
        // INFERRED: that an answer from a cache may stand beside a source that has failed.
        let real = data.field("real_status");
        if !real.is_blank() && real.text() != Some("OK") {
            return fault(Code::PartFailed);
        }
        if matches!(data.field("from_cache"), Field::Bool(true)) {
            notes.quirk("spectrum_data.from_cache", || at);
        }
    }
    Ok(())
}

fn records<'a>(input: &Input, report: &Object<'a>, notes: &mut Notes) -> Result<Proceedings<'a>> {
    let mapped = |error: Error, member: &str| {
        let error = error.at(format!("/input/mapping/{member}"));
        error.because(Detail::Hint(MAPPING)).then(Next::FixInput)
    };
    let Mapping { items, count, .. } = &input.mapping;
    let records = report.objects_at(items.steps()).map_err(|error| match error.code {
        Code::BodyShape => mapped(error, "items"),
        _ => error,
    })?;
    let counted = match count {
        Some(count) => {
            let counted = report.at(count.steps()).map(Field::of);
            let counted = counted.as_ref().and_then(Field::integer);
            Some(counted.ok_or_else(|| mapped(shape(""), "count"))?)
        }
        None => {
            let beside = report.at(items.beside("count").steps()).map(Field::of);
            let said = beside.filter(|field| !field.is_blank());
            // A count that cannot be read agrees with nothing.
            said.map(|field| field.integer().unwrap_or(-1))
        }
    };
    let complete = counted.is_none_or(|counted| usize::try_from(counted) == Ok(records.len()));
    if records.is_empty() && !complete {
        let error = Error::new(Code::Incomplete).happened(Happened::Yes);
        return Err(error.at("/input/mapping/count").because(Detail::Hint(AGAIN)));
    }
    let proceedings =
        records.into_iter().enumerate().map(|(index, (item, text))| {
            match Record::of(&item, text, &input.mapping) {
                Some(record) => Ok(record.into_proceeding(index, input.birth_date, notes)),
                None => Err(mapped(shape(""), "number")),
            }
        });
    let proceedings = proceedings.collect::<Result<_>>()?;
    Ok(Proceedings { complete, ..Proceedings::complete(proceedings) })
}

fn shape(place: impl Into<String>) -> Error {
    Error::new(Code::BodyShape).at(place).happened(Happened::Yes)
}

const NO_SOURCE: Text = Text {
    en: "the report has no such source",
    ru: "Проверка не состоялась: в отчёте нет источника ФССП. Проверьте report_type и source.",
};
const AGAIN: Text = Text {
    en: "order a new report with `force`",
    ru: "Проверка не состоялась: источник в отчёте не ответил или ответил не полностью. Тот же запрос \
         вернёт тот же отчёт; новый, платный, закажет force.",
};
const MAPPING: Text = Text {
    en: "set `mapping` by a report of your own",
    ru: "Проверка не состоялась: записи ФССП в отчёте не найдены по mapping. Их вид не опубликован: \
         задайте указатели по своему отчёту.",
};
