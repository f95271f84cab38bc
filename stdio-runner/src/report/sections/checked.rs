//! What was not checked and why, and what else a reader has to know before the figures.

use crate::report::document::{Block, Cell, Notice, Point, Tone};
use crate::report::model::{Failure, Report, Source, State, Unasked, Warning};
use crate::report::text::Text;
use crate::report::when::Moment;
use crate::report::words::{self, phrases};
use phrases::completeness as say;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let complete = report.is_complete();
    let (tone, title, line) = if complete {
        (Tone::Calm, say::COMPLETE, say::COMPLETE_LINE)
    } else {
        (Tone::Alarm, say::INCOMPLETE, say::INCOMPLETE_LINE)
    };
    let mut lines = vec![Text::of(line)];
    if report.simulated.is_none() {
        lines.push(phrases::simulation::UNSAID.into());
    }
    if !report.is_of_known_version() {
        lines.push(format!("{}: {}.", say::OTHER_VERSION, report.version).into());
    }
    let mut points: Vec<_> = report.sources.iter().filter_map(point).collect();
    let bare = |head: &str| Point { head: head.into(), lines: Cell::default() };
    if report.sources.is_empty() {
        points.push(bare(say::NO_SOURCES));
    } else if !report.asks_registers() {
        points.push(bare(say::NO_REGISTERS));
    }
    if !complete && points.is_empty() {
        points.push(bare(say::CLAIMED));
    }
    let mut blocks = vec![Block::Notice(Notice { tone, title: title.into(), lines, points })];
    blocks.extend(warnings(report));
    blocks
}

/// A source that nothing follows from, or not everything.
fn point(source: &Source<'_>) -> Option<Point> {
    let (state, mut lines) = match source.state() {
        State::Checked => return None,
        State::Incomplete => (say::PARTLY, partly(source)),
        State::NotChecked => (say::NOT_CHECKED, Cell::default()),
        State::NotAsked => (say::NOT_ASKED, Cell::default()),
        State::Unsaid => (say::UNSAID, Cell::default()),
    };
    for failure in &source.failures {
        lines = lines.said(operation(&failure.operation), Some(reason(failure)));
    }
    for unasked in &source.unasked {
        lines = lines.said(operation(&unasked.operation), Some(why(unasked)));
    }
    let name = source.name.as_deref().map_or_else(|| phrases::UNSAID.to_owned(), words::source);
    Some(Point { head: format!("{name} — {state}").into(), lines: lines.or(say::REASON_UNSAID) })
}

fn partly(source: &Source<'_>) -> Cell {
    let whole = |complete: Option<bool>| complete == Some(true);
    let partly = source.answers.iter().filter(|answer| !whole(answer.complete));
    partly.fold(Cell::default(), |lines, answer| {
        let records = answer.records.map(|records| words::counted(records, words::RECORDS));
        let records = records.unwrap_or_else(|| phrases::UNSAID.to_owned());
        let text = format!("{}: {records}", say::PART_ONLY);
        lines.said(operation(&answer.operation), Some(text))
    })
}

/// The member that hints name.
const RETRY_AT: &str = "retry_at";

/// Why there is no answer, what to do, and when to ask again.
pub(super) fn reason(failure: &Failure<'_>) -> String {
    let mut sentences = vec![match (&failure.message_ru, &failure.code) {
        (Some(message), _) => message.to_string(),
        (None, Some(code)) => format!("«{code}»"),
        (None, None) => say::STILL_AT_WORK.to_owned(),
    }];
    let retry_at = failure.retry_at.as_ref().map(|at| Moment::of(at).shown);
    match (&failure.hint_ru, retry_at) {
        (Some(hint), Some(at)) if hint.contains(RETRY_AT) => {
            sentences.push(hint.replace(RETRY_AT, &at));
        }
        (hint, at) => {
            sentences.extend(hint.as_ref().map(ToString::to_string));
            sentences.extend(at.map(|at| format!("{} {at}", say::RETRY_AT)));
        }
    }
    let ended = |sentence: &String| words::sentence(sentence.trim_end_matches('.'));
    sentences.iter().map(ended).collect::<Vec<_>>().join(". ") + "."
}

/// Why nobody was asked.
pub(super) fn why(unasked: &Unasked<'_>) -> String {
    let why = unasked.why.as_deref().map(words::why);
    let why = why.unwrap_or_else(|| say::REASON_UNSAID.to_owned());
    match unasked.missing.as_deref().map(words::member) {
        Some(missing) => words::sentence(&format!("{why}: {missing}.")),
        None => words::sentence(&format!("{why}.")),
    }
}

fn operation<'s>(operation: &'s crate::report::model::Said<'_>) -> &'s str {
    operation.as_deref().unwrap_or(phrases::UNSAID)
}

/// Those that the points above do not say already.
fn warnings(report: &Report<'_>) -> Vec<Block> {
    let Some(warnings) = &report.warnings else {
        return vec![Block::Strong(phrases::warnings::UNSAID.into())];
    };
    let said = ["not_checked", "incomplete", "not_asked"];
    let rest = warnings.iter().filter(|w| !w.code.as_deref().is_some_and(|c| said.contains(&c)));
    let points: Vec<_> = rest.map(warning).collect();
    if points.is_empty() {
        return Vec::new();
    }
    let title = phrases::warnings::HEADING.into();
    vec![Block::Notice(Notice { tone: Tone::Calm, title, lines: Vec::new(), points })]
}

fn warning(warning: &Warning<'_>) -> Point {
    let code = || warning.code.as_ref().map(|code| format!("«{code}»"));
    let message = warning.message_ru.as_ref().map(ToString::to_string).or_else(code);
    let mut head = message.unwrap_or_else(|| phrases::UNSAID.to_owned());
    if let Some(count) = warning.count {
        head = format!("{head}: {}", words::counted(count, words::RECORDS));
    }
    if let Some(source) = &warning.source {
        head = format!("{}: {head}", words::source(source));
    }
    Point { head: words::sentence(&head).into(), lines: Cell::default() }
}
