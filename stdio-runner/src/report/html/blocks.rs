//! The blocks of a page.

use maud::{Markup, html};

use super::chart::chart;
use crate::report::document::{Align, Block, Cell, Kind, Line, Notice, Table, Tone, Value};

pub(super) fn block(block: &Block) -> Markup {
    match block {
        Block::Title(who, what) => html! {
            h1 { (what) }
            p.who { bdi { (who) } }
        },
        Block::Heading(text) => html! { h2 { (text) } },
        Block::Paragraph(text) => html! { p { (text) } },
        Block::Strong(text) => html! { p.strong { strong { (text) } } },
        Block::Notice(given) => notice(given),
        Block::Pairs(rows) => html! {
            dl {
                @for (label, value) in rows {
                    div { dt { (label) } dd { (cell(value)) } }
                }
            }
        },
        Block::Table(given) => table(given),
        Block::Chart(given) => chart(given),
        Block::Contents(parts) => html! {
            nav {
                ol {
                    @for (anchor, name, remark) in parts {
                        li { a href={ "#" (anchor) } { bdi { (name) } } " — " (remark) }
                    }
                }
            }
        },
    }
}

fn notice(notice: &Notice) -> Markup {
    let class = match notice.tone {
        Tone::Simulation => "notice simulation",
        Tone::Alarm => "notice alarm",
        Tone::Calm => "notice",
    };
    html! {
        section class=(class) {
            p.title { strong { (notice.title) } }
            @for line in &notice.lines { p { bdi { (line) } } }
            @if !notice.points.is_empty() {
                ul {
                    @for point in &notice.points {
                        li {
                            @if point.lines.0.is_empty() { bdi { (point.head) } }
                            @else { strong { bdi { (point.head) } } }
                            (cell(&point.lines))
                        }
                    }
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    let class = match table.kind {
        Kind::Figures => "figures",
        Kind::Proceedings => "proceedings",
        Kind::Possible => "proceedings possible",
        Kind::Arrests => "arrests",
        Kind::Conditions => "conditions",
        Kind::Score => "score",
        Kind::Sources => "sources",
    };
    let end = |at: usize| table.columns.get(at).is_some_and(|(_, align)| *align == Align::End);
    html! {
        div.wide {
            table class=(class) {
                caption { (table.caption) }
                thead {
                    tr {
                        @for (at, (title, _)) in table.columns.iter().enumerate() {
                            th scope="col" .end[end(at)] { (title) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, given) in row.iter().enumerate() {
                                td .end[end(at)] { (cell(given)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(cell: &Cell) -> Markup {
    html! { @for given in &cell.0 { div { (line(given)) } } }
}

fn line(line: &Line) -> Markup {
    html! {
        @if let Some(label) = &line.label {
            span.label { (label) ": " }
        }
        @if line.strong { strong { (value(&line.value)) } } @else { (value(&line.value)) }
    }
}

/// Each in its own direction, whatever letters are in it.
fn value(value: &Value) -> Markup {
    match value {
        Value::Text(text) => html! { bdi { (text) } },
        Value::Code(text) => html! { code { bdi { (text) } } },
        Value::Number(text) => html! { bdi.number { (text) } },
        Value::Moment(shown, utc) => html! {
            time datetime=(utc) title={ "UTC: " (utc) } { (shown) }
        },
    }
}
