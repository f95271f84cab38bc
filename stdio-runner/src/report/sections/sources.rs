//! Every source with what it answered, when, and the evidence.

use super::checked::{reason, why};
use crate::report::amount;
use crate::report::document::{Align, Block, Cell, Kind, Table};
use crate::report::model::{Answered, Report, Said, Source};
use crate::report::text::Text;
use crate::report::words::{self, phrases};
use phrases::sources as say;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(say::HEADING.into())];
    if report.sources.is_empty() {
        blocks.push(Block::Strong(say::NONE.into()));
    } else {
        let aligns = [Align::Start, Align::Start, Align::End, Align::Start, Align::Start];
        let columns = say::COLUMNS.iter().zip(aligns);
        blocks.push(Block::Paragraph(say::LINE.into()));
        blocks.push(Block::Table(Table {
            kind: Kind::Sources,
            caption: say::CAPTION.into(),
            columns: columns.map(|(title, align)| (Text::of(title), align)).collect(),
            rows: report.sources.iter().flat_map(rows).collect(),
        }));
    }
    blocks.push(Block::Paragraph(phrases::NO_EXTRACT.into()));
    blocks
}

fn rows(source: &Source<'_>) -> Vec<Vec<Cell>> {
    let name = source.name.as_deref().map_or_else(|| phrases::UNSAID.to_owned(), words::source);
    let who = |operation: &Said<'_>| Cell::of(name.as_str()).code(operation);
    let answers = source.answers.iter().map(|answer| answered(answer, who(&answer.operation)));
    let failures = source.failures.iter().map(|failure| {
        let outcome = Cell::default().strong(say::NO_ANSWER).line(reason(failure));
        row(who(&failure.operation), outcome, &failure.as_of)
    });
    let unasked = source.unasked.iter().map(|unasked| {
        let outcome = Cell::default().strong(say::NOT_ASKED).line(why(unasked));
        row(who(&unasked.operation), outcome, &None)
    });
    let rows: Vec<_> = answers.chain(failures).chain(unasked).collect();
    if rows.is_empty() {
        let outcome = Cell::default().strong(phrases::completeness::UNSAID);
        return vec![row(who(&None), outcome, &None)];
    }
    rows
}

fn answered(answer: &Answered<'_>, who: Cell) -> Vec<Cell> {
    let outcome = answer.outcome.as_deref().map(words::outcome);
    let outcome = Cell::of(outcome.unwrap_or_else(|| phrases::UNSAID.to_owned()));
    let outcome = match answer.basis.as_deref() {
        Some("subject_unknown") => outcome.strong(say::SUBJECT_UNKNOWN),
        _ => outcome,
    };
    let partly = answer.complete != Some(true);
    let outcome = if partly { outcome.strong(say::PARTLY) } else { outcome };
    let records = answer.records.map_or_else(|| phrases::UNSAID.to_owned(), amount::count);
    vec![
        who,
        outcome,
        Cell::of(records),
        Cell::default().moment(None, &answer.as_of).or(phrases::UNSAID),
        Cell::default().code(&answer.body_sha256).or(phrases::UNSAID),
    ]
}

/// Of somebody who gave no answer.
fn row(who: Cell, outcome: Cell, as_of: &Said<'_>) -> Vec<Cell> {
    let nothing = || Cell::of(phrases::NOTHING);
    vec![
        who,
        outcome,
        nothing(),
        Cell::default().moment(None, as_of).or(phrases::NOTHING),
        nothing(),
    ]
}
