//! The parts of a page, in the order in which they have to be read: what was not checked stands
//! before any figure.

mod arrests;
mod beside;
mod checked;
mod facts;
mod person;
mod proceedings;
mod several;
mod sources;
mod totals;

use super::document::{Block, Document, Notice, Part, Simulated, Tone};
use super::fault::Fault;
use super::model::Report;
use super::stored::Entry;
use super::words::phrases::{self, simulation};

/// The whole document.
pub(super) fn document(entries: &[Entry<'_>]) -> Document {
    let several = entries.len() > 1;
    let reports = || entries.iter().filter_map(|entry| entry.report.as_ref().ok());
    let simulated = match reports().filter(|report| report.simulated == Some(true)).count() {
        0 => Simulated::Nothing,
        count if count == entries.len() => Simulated::Everything,
        _ => Simulated::Some,
    };
    let title = if several { phrases::TITLES } else { phrases::TITLE };
    let mut front = Vec::new();
    if several {
        front.extend(banner(simulated));
        front.extend(several::front(entries));
    }
    let part = |(at, entry): (usize, &Entry<'_>)| Part {
        anchor: anchor(at),
        blocks: match &entry.report {
            Ok(report) => blocks(report),
            Err(fault) => refused(entry, fault),
        },
    };
    let parts = entries.iter().enumerate().map(part).collect();
    Document { title: title.into(), simulated, front, parts }
}

fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title(person::name(&report.person).into(), phrases::TITLE.into())];
    if report.simulated == Some(true) {
        blocks.extend(banner(Simulated::Everything));
    }
    blocks.extend(checked::blocks(report));
    blocks.extend(person::blocks(report));
    blocks.extend(beside::changes(report));
    blocks.extend(totals::blocks(report));
    blocks.extend(proceedings::blocks(report));
    blocks.extend(arrests::blocks(report));
    blocks.extend(facts::blocks(report));
    blocks.extend(beside::score(report));
    blocks.extend(sources::blocks(report));
    blocks
}

/// Of an entry without a report.
fn refused(entry: &Entry<'_>, fault: &Fault<'_>) -> Vec<Block> {
    let mut lines = vec![fault.text().ru.into()];
    if let Fault::Failed { message_ru, hint_ru } = fault {
        lines.extend([message_ru, hint_ru].into_iter().flatten().map(|text| (&**text).into()));
    }
    lines.push(phrases::several::NOT_CLEAN.into());
    let notice = Notice {
        tone: Tone::Alarm,
        title: phrases::several::NO_REPORT.into(),
        lines,
        points: Vec::new(),
    };
    vec![Block::Title(several::name(entry).into(), phrases::TITLE.into()), Block::Notice(notice)]
}

fn banner(simulated: Simulated) -> Option<Block> {
    let (title, line) = match simulated {
        Simulated::Nothing => return None,
        Simulated::Some => (simulation::TITLE_SOME, simulation::LINE_SOME),
        Simulated::Everything => (simulation::TITLE, simulation::LINE),
    };
    let (tone, lines) = (Tone::Simulation, vec![line.into()]);
    Some(Block::Notice(Notice { tone, title: title.into(), lines, points: Vec::new() }))
}

fn anchor(at: usize) -> String {
    format!("r{}", at + 1)
}
