//! Arrests of accounts.

use crate::report::amount::money;
use crate::report::document::{Align, Block, Cell, Kind, Table};
use crate::report::model::{Arrest, Report, Said};
use crate::report::text::Text;
use crate::report::when;
use crate::report::words::{self, phrases};
use phrases::arrests as say;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(say::HEADING.into())];
    let Some(arrests) = &report.arrests else {
        blocks.push(Block::Strong(say::UNSAID.into()));
        return blocks;
    };
    if !report.has_checked_bank() {
        blocks.push(Block::Strong(say::NOT_ASKED.into()));
    } else if arrests.is_empty() {
        blocks.push(Block::Paragraph(say::NONE.into()));
    }
    let (own, possible): (Vec<_>, Vec<_>) = arrests.iter().partition(|a| a.is_confirmed());
    let today = report.as_of.as_ref().and_then(|[_, last]| last.as_deref());
    let tables = [(say::CONFIRMED, own), (say::POSSIBLE, possible)];
    blocks.extend(tables.iter().filter(|(_, rows)| !rows.is_empty()).map(|(caption, rows)| {
        Block::Table(Table {
            kind: Kind::Arrests,
            caption: Text::of(caption),
            columns: say::COLUMNS.iter().map(|title| (Text::of(title), Align::Start)).collect(),
            rows: rows.iter().map(|arrest| row(arrest, today)).collect(),
        })
    }));
    blocks
}

fn row(arrest: &Arrest<'_>, today: Option<&str>) -> Vec<Cell> {
    let currency = arrest.currency.as_deref();
    let source = arrest.source.as_deref().map(words::source);
    let sum = arrest.sum.as_ref().map(|sum| money(sum, currency));
    let kind = arrest.kind.as_deref().map(words::arrest);
    vec![
        Cell::default()
            .strong(arrest.account.as_deref().unwrap_or(say::NO_ACCOUNT))
            .said(phrases::proceedings::SOURCE, source),
        Cell::of(kind.unwrap_or_else(|| phrases::UNSAID.to_owned())),
        Cell::of(sum.unwrap_or_else(|| say::NO_SUM.to_owned())),
        Cell::default().plain(&arrest.initiator).plain(&arrest.cause).or(phrases::UNSAID),
        term(arrest, today),
    ]
}

fn term(arrest: &Arrest<'_>, today: Option<&str>) -> Cell {
    let day = |day: &Said<'_>| day.as_deref().map(when::date);
    let begins = day(&arrest.begins_on).map(|day| format!("{} {day}", say::FROM));
    let ends = day(&arrest.ends_on).map(|day| format!("{} {day}", say::TO));
    let is_over = arrest
        .ends_on
        .as_deref()
        .zip(today)
        .is_some_and(|(end, today)| when::is_before(end, today));
    let cell = Cell::of(begins.unwrap_or_else(|| say::OPEN_BEGINNING.to_owned()))
        .line(ends.unwrap_or_else(|| say::OPEN_END.to_owned()));
    if is_over { cell.strong(say::OVER) } else { cell }
}
