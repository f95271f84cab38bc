//! What has changed since an earlier report, and the score.

use crate::report::amount::money;
use crate::report::document::{Align, Block, Cell, Kind, Notice, Point, Table, Tone};
use crate::report::model::{Changes, Report, Rule, Said, Score};
use crate::report::text::Text;
use crate::report::when::Moment;
use crate::report::words::{self, phrases};
use phrases::changes as say;
use phrases::score as weigh;

pub(super) fn changes(report: &Report<'_>) -> Vec<Block> {
    let Some(changes) = &report.changes else { return Vec::new() };
    vec![Block::Heading(say::HEADING.into()), Block::Notice(changed(changes))]
}

pub(super) fn score(report: &Report<'_>) -> Vec<Block> {
    report.score.as_ref().map(scored).unwrap_or_default()
}

fn changed(changes: &Changes<'_>) -> Notice {
    let Changes::Compared { before, complete, changes, not_compared, unchanged } = changes else {
        let why = match changes {
            Changes::Refused(why) => why.as_deref().unwrap_or(phrases::UNSAID),
            Changes::Compared { .. } => phrases::UNSAID,
        };
        let title = say::REFUSED.into();
        return Notice { tone: Tone::Alarm, title, lines: vec![why.into()], points: Vec::new() };
    };
    let since = before.as_deref().map_or(phrases::UNSAID.to_owned(), |at| Moment::of(at).shown);
    let mut lines = vec![Text::from(format!("{} {since}", say::SINCE))];
    if changes.is_empty() {
        let none = if *complete { say::NONE } else { say::NONE_BUT_INCOMPLETE };
        lines.push(none.into());
    }
    if let Some(count) = unchanged {
        lines.push(format!("{}: {count}", say::UNCHANGED).into());
    }
    let point = |text: &Said<'_>| Point {
        head: text.as_deref().unwrap_or(phrases::UNSAID).into(),
        lines: Cell::default(),
    };
    Notice {
        tone: if *complete { Tone::Calm } else { Tone::Alarm },
        title: if *complete { say::COMPARED } else { say::PARTLY }.into(),
        lines,
        points: changes.iter().chain(not_compared).map(point).collect(),
    }
}

fn scored(given: &Score<'_>) -> Vec<Block> {
    let said = |said: &Said<'_>| said.as_deref().unwrap_or(phrases::UNSAID).to_owned();
    let mut total = format!("{}: {}", weigh::TOTAL, said(&given.score));
    if !given.is_final() {
        let (low, high) = (said(&given.lowest), said(&given.highest));
        total += &format!(" ({} {low} {} {high}: {})", weigh::FROM, weigh::TO, weigh::OPEN);
    }
    let aligned = weigh::COLUMNS.iter().zip([Align::Start, Align::Start, Align::End, Align::End]);
    vec![
        Block::Heading(weigh::HEADING.into()),
        Block::Strong(total.into()),
        Block::Table(Table {
            kind: Kind::Score,
            caption: weigh::CAPTION.into(),
            columns: aligned.map(|(title, align)| (Text::of(title), align)).collect(),
            rows: given.rules.iter().map(row).collect(),
        }),
    ]
}

fn row(rule: &Rule<'_>) -> Vec<Cell> {
    let reason = rule.reason_ru.as_deref().map(words::sentence);
    let verdict = rule.verdict.as_deref().map(words::rule_verdict);
    let least = if rule.exact == Some(false) { weigh::AT_LEAST } else { "" };
    let currency = match rule.unit.as_deref() {
        Some("rub") => Some("RUB"),
        Some("kzt") => Some("KZT"),
        _ => None,
    };
    let value = rule.value.as_deref().map(|value| match currency {
        Some(_) => format!("{least}{}", money(value, currency)),
        None => format!("{least}{value}"),
    });
    vec![
        Cell::of(reason.unwrap_or_else(|| phrases::UNSAID.to_owned())),
        Cell::default().strong(verdict.unwrap_or_else(|| phrases::UNSAID.to_owned())),
        Cell::of(value.unwrap_or_else(|| phrases::NOTHING.to_owned())),
        Cell::of(rule.weight.as_deref().unwrap_or(phrases::NOTHING)),
    ]
}
