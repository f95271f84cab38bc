//! The proceedings: the person's own, and apart from them those that may be somebody else's.

use crate::report::amount::money;
use crate::report::document::{Align, Block, Cell, Kind, Table};
use crate::report::model::{Proceeding, Report, Said};
use crate::report::text::Text;
use crate::report::when;
use crate::report::words::{self, phrases};
use phrases::proceedings as say;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(say::HEADING.into())];
    let Some(proceedings) = &report.proceedings else {
        blocks.push(Block::Strong(say::UNSAID.into()));
        return blocks;
    };
    let (own, possible): (Vec<_>, Vec<_>) = proceedings.iter().partition(|p| p.is_confirmed());
    if own.is_empty() {
        let none = match (report.is_complete(), possible.is_empty()) {
            _ if !report.asks_registers() => phrases::totals::NOT_ASKED,
            (true, true) => say::NONE,
            (true, false) => say::NONE_OWN,
            (false, true) => say::NONE_BUT_INCOMPLETE,
            (false, false) => say::NONE_OWN_BUT_INCOMPLETE,
        };
        blocks.push(Block::Strong(none.into()));
    }
    if !own.is_empty() {
        let rows = own.iter().map(|proceeding| row(proceeding)).collect();
        blocks.push(table(Kind::Proceedings, say::CONFIRMED, None, rows));
    }
    if !possible.is_empty() {
        let row = |proceeding: &&Proceeding<'_>| {
            let mut row = row(proceeding);
            row.insert(1, doubts(proceeding));
            row
        };
        let rows = possible.iter().map(row).collect();
        blocks.push(Block::Paragraph(say::POSSIBLE_LINE.into()));
        blocks.push(table(Kind::Possible, say::POSSIBLE, Some(say::DOUBTS), rows));
    }
    blocks
}

/// `second` is the title of a column after the first.
fn table(kind: Kind, caption: &str, second: Option<&str>, rows: Vec<Vec<Cell>>) -> Block {
    let mut titles = say::COLUMNS.to_vec();
    if let Some(second) = second {
        titles.insert(1, second);
    }
    let columns = titles.into_iter().map(|title| (Text::of(title), Align::Start)).collect();
    Block::Table(Table { kind, caption: caption.into(), columns, rows })
}

fn row(proceeding: &Proceeding<'_>) -> Vec<Cell> {
    vec![
        number(proceeding),
        standing(proceeding),
        subject(proceeding),
        amounts(proceeding),
        document(proceeding),
        department(proceeding),
    ]
}

fn number(proceeding: &Proceeding<'_>) -> Cell {
    let number = proceeding.number.as_deref().unwrap_or(say::NO_NUMBER);
    let opened = date(&proceeding.opened_on).unwrap_or_else(|| phrases::UNSAID.to_owned());
    let cell = Cell::default()
        .number(None, number, true)
        .said(say::OPENED, Some(opened))
        .said(say::CONSOLIDATED, proceeding.consolidated_number.as_deref());
    proceeding
        .sources
        .iter()
        .fold(cell, |cell, source| cell.said(say::SOURCE, source.as_deref().map(words::source)))
}

fn standing(proceeding: &Proceeding<'_>) -> Cell {
    let standing = proceeding.standing.as_deref().map(words::standing);
    Cell::of(standing.unwrap_or_else(|| phrases::UNSAID.to_owned()))
        .said(say::ENDED, date(&proceeding.ended_on))
        .said(say::BY, proceeding.ended_by.map(words::article))
}

fn subject(proceeding: &Proceeding<'_>) -> Cell {
    let category = proceeding.category.as_deref().map(words::category);
    let [claimant, inn, bin, iin] = &proceeding.claimant;
    Cell::default()
        .plain(&proceeding.subject)
        .said(say::CATEGORY, category)
        .said(say::CLAIMANT, claimant.as_deref())
        .said(say::CLAIMANT_INN, inn.as_deref())
        .said(say::CLAIMANT_BIN, bin.as_deref())
        .said(say::CLAIMANT_IIN, iin.as_deref())
        .or(phrases::UNSAID)
}

fn amounts(proceeding: &Proceeding<'_>) -> Cell {
    let Some(amounts) = &proceeding.amounts else { return Cell::of(phrases::UNSAID) };
    let currency = amounts.currency.as_deref();
    let parts = [
        (say::PRINCIPAL, &amounts.principal),
        (say::FEE, &amounts.fee),
        (say::TOTAL, &amounts.total),
    ];
    let cell = parts.into_iter().fold(Cell::default(), |cell, (label, amount)| {
        cell.said(label, amount.as_ref().map(|amount| money(amount, currency)))
    });
    if cell.0.is_empty() {
        return Cell::of(say::AMOUNT_UNKNOWN);
    }
    match amounts.basis.as_deref().and_then(words::basis) {
        Some(basis) => cell.line(basis),
        None => cell,
    }
}

fn document(proceeding: &Proceeding<'_>) -> Cell {
    let [kind, number, day, issuer] = &proceeding.document;
    let numbered = number.as_ref().map(|number| format!("{} {number}", say::NUMBER));
    let dated = date(day).map(|day| format!("{} {day}", say::FROM));
    let cited: Vec<_> = [numbered, dated].into_iter().flatten().collect();
    let cell = Cell::default().plain(kind);
    let cell = if cited.is_empty() { cell } else { cell.line(cited.join(" ")) };
    cell.said(say::ISSUER, issuer.as_deref()).or(phrases::UNSAID)
}

fn department(proceeding: &Proceeding<'_>) -> Cell {
    let [name, code, address] = &proceeding.department;
    let [officer, office] = &proceeding.officer;
    let cell = Cell::default()
        .plain(name)
        .said(say::CODE, code.as_deref())
        .plain(address)
        .said(say::OFFICER, officer.as_deref())
        .said(say::OFFICE, office.as_deref().filter(|office| Some(*office) != name.as_deref()));
    let phones = &proceeding.phones;
    phones
        .iter()
        .fold(cell, |cell, phone| cell.number(Some(say::PHONE), phone, false))
        .or(phrases::UNSAID)
}

fn doubts(proceeding: &Proceeding<'_>) -> Cell {
    let [name, born, inn, iin, address] = &proceeding.debtor;
    let cell = Cell::default()
        .plain(name)
        .said(say::BORN, date(born))
        .said(phrases::person::INN, inn.as_deref())
        .said(phrases::person::IIN, iin.as_deref())
        .plain(address)
        .or(phrases::UNSAID);
    if proceeding.doubts.is_empty() {
        return cell.said(say::DOUBT, Some(say::DOUBT_UNSAID));
    }
    let doubts = proceeding.doubts.iter().map(|doubt| words::doubt(doubt));
    doubts.fold(cell, |cell, doubt| cell.said(say::DOUBT, Some(doubt)))
}

fn date(said: &Said<'_>) -> Option<String> {
    said.as_deref().map(when::date)
}
