//! What the law on bankruptcy asks for beside what was found.

use crate::report::amount;
use crate::report::document::{Align, Block, Cell, Kind, Table};
use crate::report::model::{Condition, Fact, Report};
use crate::report::text::Text;
use crate::report::when;
use crate::report::words::{self, phrases};
use phrases::facts as say;

/// Conditions on a sum in roubles; the others count.
const SUMS: [&str; 3] = ["debt_at_least", "overdue_three_months", "debt_within"];

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(say::HEADING.into())];
    let none = match report.facts.as_deref() {
        None => Some(say::UNSAID),
        Some([]) => Some(say::NONE),
        Some(_) => None,
    };
    if let Some(none) = none {
        blocks.push(Block::Paragraph(none.into()));
        return blocks;
    }
    blocks.push(Block::Strong(say::NO_ADVICE.into()));
    blocks.extend(report.facts.iter().flatten().map(fact));
    blocks
}

fn fact(fact: &Fact<'_>) -> Block {
    let said = |said: &Option<_>| said.clone().unwrap_or(phrases::UNSAID.into());
    let since = fact.in_force_since.as_deref().map(when::date);
    let since = since.unwrap_or_else(|| phrases::UNSAID.to_owned());
    let (title, law) = (said(&fact.title_ru), said(&fact.law));
    let named = [(say::FROM, &fact.least), (say::TO, &fact.most)];
    let sums = named.into_iter().filter_map(|(word, sum)| Some((word, sum.as_ref()?)));
    let sums: String =
        sums.map(|(word, sum)| format!(" {word} {}", amount::money(sum, Some("RUB")))).collect();
    let debt = if sums.is_empty() { sums } else { format!(". {}{sums}", say::DEBT) };
    let caption = format!("{title}. {}: {law}, {} {since}{debt}", say::LAW, say::SINCE);
    let aligned = say::COLUMNS.iter().zip([Align::Start, Align::Start, Align::End]);
    Block::Table(Table {
        kind: Kind::Conditions,
        caption: caption.into(),
        columns: aligned.map(|(title, align)| (Text::of(title), align)).collect(),
        rows: fact.conditions.iter().map(row).collect(),
    })
}

fn row(condition: &Condition<'_>) -> Vec<Cell> {
    let name = condition.name.as_deref();
    let title = condition.title_ru.as_deref().map(words::sentence);
    let in_roubles = name.is_some_and(|name| SUMS.contains(&name));
    let found = condition.found.as_ref().map(|found| {
        let unit = in_roubles.then_some("RUB");
        amount::money(found, unit)
    });
    let verdict = condition.verdict.as_deref().map(words::verdict);
    vec![
        Cell::of(title.unwrap_or_else(|| name.unwrap_or(phrases::UNSAID).to_owned())),
        Cell::default().strong(verdict.unwrap_or_else(|| phrases::UNSAID.to_owned())),
        Cell::of(found.unwrap_or_else(|| phrases::NOTHING.to_owned())),
    ]
}
