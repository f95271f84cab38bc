//! What stands before several reports: how many of them can be built on, and who is in them.

use super::{anchor, person};
use crate::report::document::{Block, Notice, Tone};
use crate::report::stored::Entry;
use crate::report::text::Text;
use crate::report::words::{self, phrases::several};

pub(super) fn front(entries: &[Entry<'_>]) -> Vec<Block> {
    let reports = || entries.iter().filter_map(|entry| entry.report.as_ref().ok());
    let count = |count: usize| count as u64;
    let incomplete = reports().filter(|report| !report.is_complete()).count();
    let refused = entries.len() - reports().count();
    let mut lines =
        vec![line(several::ALL, &words::counted(count(reports().count()), words::REPORTS))];
    let figures = [(several::OF_THEM_INCOMPLETE, incomplete), (several::LINES_REFUSED, refused)];
    lines.extend(
        figures.iter().filter(|(_, n)| *n > 0).map(|(label, n)| line(label, &n.to_string())),
    );
    let all = incomplete + refused == 0;
    let (tone, title) =
        if all { (Tone::Calm, several::ALL_COMPLETE) } else { (Tone::Alarm, several::ALARM) };
    vec![
        Block::Notice(Notice { tone, title: title.into(), lines, points: Vec::new() }),
        Block::Heading(several::CONTENTS.into()),
        Block::Contents(entries.iter().enumerate().map(content).collect()),
    ]
}

/// Who it is about, as far as that is known.
pub(super) fn name(entry: &Entry<'_>) -> String {
    let id = entry.id.as_ref().map(|id| format!(", {} {id}", several::ID));
    match &entry.report {
        Ok(report) => person::name(&report.person),
        Err(_) => format!("{} {}{}", several::LINE, entry.line, id.unwrap_or_default()),
    }
}

fn content((at, entry): (usize, &Entry<'_>)) -> (String, Text, Text) {
    let remark = match &entry.report {
        Ok(report) => {
            let state = if report.is_complete() { several::COMPLETE } else { several::INCOMPLETE };
            let simulated = report.simulated == Some(true);
            let simulated = simulated.then(|| format!("; {}", several::SIMULATED));
            format!("{state}{}", simulated.unwrap_or_default())
        }
        Err(_) => several::REFUSED.to_owned(),
    };
    (anchor(at), name(entry).into(), remark.into())
}

fn line(label: &str, value: &str) -> Text {
    format!("{label}: {value}").into()
}
