//! The totals, as the report states them.

use crate::report::amount::{self, money};
use crate::report::document::{Align, Bar, Block, Cell, Chart, Kind, Table};
use crate::report::model::{Group, Part, Report, Said, Sum, Sums};
use crate::report::text::Text;
use crate::report::words::{self, phrases};
use phrases::totals as say;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(say::HEADING.into())];
    let Some(confirmed) = &report.confirmed else {
        blocks.push(Block::Strong(say::UNSAID.into()));
        return blocks;
    };
    blocks.extend(lead(report, confirmed).into_iter().map(|text| Block::Strong(text.into())));
    // Nobody was asked: a table of noughts would look like an answer.
    if !report.asks_registers() && confirmed.count == Some(0) {
        return blocks;
    }
    blocks.push(group(confirmed, say::CONFIRMED));
    if bases_differ(confirmed) {
        blocks.push(Block::Paragraph(say::BASIS_UNSAID.into()));
    }
    blocks.extend(categories(&confirmed.by_category));
    match &report.possible {
        Some(possible) if possible.count != Some(0) => blocks.push(group(possible, say::POSSIBLE)),
        _ => {}
    }
    blocks
}

/// What has to be read before the figures.
fn lead(report: &Report<'_>, confirmed: &Group<'_>) -> Vec<String> {
    let none = confirmed.owed.as_ref().is_some_and(|owed| owed.count == Some(0));
    let mut lead = Vec::new();
    if !report.asks_registers() {
        lead.push(say::NOT_ASKED.to_owned());
    }
    match (report.is_complete(), none) {
        (false, true) => lead.push(say::ZERO_BUT_INCOMPLETE.to_owned()),
        (false, false) => lead.push(say::AT_LEAST.to_owned()),
        (true, true) if report.asks_registers() => lead.push(zero(report)),
        (true, _) => {}
    }
    let possible = report.possible.as_ref().and_then(|possible| possible.count).unwrap_or_default();
    if none && possible > 0 {
        lead.push(format!(
            "{} {}.",
            say::BUT_POSSIBLE,
            words::counted(possible, words::PROCEEDINGS)
        ));
    }
    lead
}

fn zero(report: &Report<'_>) -> String {
    let names = report.checked_registers().filter_map(|source| source.name.as_deref());
    let names: Vec<_> = names.map(words::source).collect();
    format!("{} {}.", say::ZERO, names.join("; "))
}

fn group(group: &Group<'_>, caption: &str) -> Block {
    let kinds =
        [(say::OWED, &group.owed), (say::PAID, &group.paid), (say::UNCLEAR, &group.unclear)];
    let rows = kinds.into_iter().flat_map(|(name, sums)| match sums {
        Some(sums) => rows(name, sums),
        None => vec![row(name, phrases::UNSAID.to_owned(), None)],
    });
    table(caption, rows.collect())
}

/// One for each currency, and one for what has no amount.
fn rows(name: &str, sums: &Sums<'_>) -> Vec<Vec<Cell>> {
    let counted =
        |count: Option<u64>| count.map_or_else(|| phrases::UNSAID.to_owned(), amount::count);
    let mut rows: Vec<_> =
        sums.by_currency.iter().map(|sum| row(name, counted(sum.count), Some(sum))).collect();
    if sums.without_amount.is_some_and(|count| count > 0) {
        let name = format!("{name}: {}", say::WITHOUT_AMOUNT);
        rows.push(row(&name, counted(sums.without_amount), None));
    }
    if rows.is_empty() {
        let name =
            if sums.count == Some(0) { format!("{name}: {}", say::NONE) } else { name.to_owned() };
        rows.push(row(&name, counted(sums.count), None));
    }
    rows
}

fn row(name: &str, count: String, sum: Option<&Sum<'_>>) -> Vec<Cell> {
    let amount = |amount: Option<&str>| match (amount, sum) {
        (Some(amount), Some(sum)) => Cell::of(money(amount, sum.currency.as_deref())),
        _ => Cell::of(phrases::NOTHING),
    };
    let part = |part: fn(&Sum<'_>) -> Option<String>| amount(sum.and_then(part).as_deref());
    let basis = sum.and_then(|sum| words::basis(sum.basis.as_deref()?));
    vec![
        Cell::of(name).said(say::BASIS, basis),
        Cell::of(count),
        part(|sum| sum.principal.as_ref().map(ToString::to_string)),
        part(|sum| sum.fee.as_ref().map(ToString::to_string)),
        part(|sum| sum.unsplit.as_ref().map(ToString::to_string)),
        part(|sum| amount::sum(sum.amounts())),
    ]
}

fn table(caption: &str, rows: Vec<Vec<Cell>>) -> Block {
    let align = |at: usize| if at == 0 { Align::Start } else { Align::End };
    let columns = say::COLUMNS.iter().enumerate().map(|(at, title)| (Text::of(title), align(at)));
    Block::Table(Table {
        kind: Kind::Figures,
        caption: caption.into(),
        columns: columns.collect(),
        rows,
    })
}

/// Whether an amount may be of what was owed once.
fn bases_differ(group: &Group<'_>) -> bool {
    let sums = group.owed.iter().flat_map(|owed| &owed.by_currency);
    sums.into_iter().any(|sum| sum.basis.as_deref().is_none_or(|basis| basis == "unknown"))
}

/// The table by category, with a chart for each currency of which there are several.
fn categories(parts: &[Part<'_>]) -> Vec<Block> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut currencies: Vec<&Said<'_>> = Vec::new();
    for sum in parts.iter().flat_map(|part| &part.sums.by_currency) {
        if !currencies.contains(&&sum.currency) {
            currencies.push(&sum.currency);
        }
    }
    let charts = currencies.into_iter().filter_map(|currency| chart(parts, currency.as_deref()));
    let rows = parts.iter().flat_map(|part| rows(&name(part), &part.sums)).collect();
    charts.map(Block::Chart).chain([table(say::BY_CATEGORY, rows)]).collect()
}

fn chart(parts: &[Part<'_>], currency: Option<&str>) -> Option<Chart> {
    let sums = parts.iter().filter_map(|part| {
        let mut sums = part.sums.by_currency.iter();
        let sum = sums.find(|sum| sum.currency.as_deref() == currency)?;
        Some((name(part), amount::sum(sum.amounts())?))
    });
    let sums: Vec<_> = sums.collect();
    let (_, most) = sums.iter().max_by_key(|(_, sum)| amount::units(sum))?;
    let bars: Vec<_> = sums
        .iter()
        .map(|(label, sum)| Bar {
            label: label.as_str().into(),
            figure: money(sum, currency).into(),
            permille: amount::permille(sum, most),
        })
        .collect();
    let told: Vec<_> = bars
        .iter()
        .map(|bar| format!("{} — {}", bar.label.as_str(), bar.figure.as_str()))
        .collect();
    let description = format!("{} {}.", say::CHART_DESCRIPTION, told.join("; ")).into();
    (bars.len() > 1).then(|| Chart { title: say::CHART.into(), description, bars })
}

fn name(part: &Part<'_>) -> String {
    part.of.as_deref().map_or_else(|| phrases::UNSAID.to_owned(), words::category)
}
