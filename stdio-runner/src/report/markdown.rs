//! A document as Markdown: `CommonMark` with the tables of GitHub. Every text is escaped in
//! `markdown/escape.rs`.

mod escape;

use self::escape::{escape, escape_first};
use super::document::{Align, Block, Cell, Chart, Document, Line, Notice, Simulated, Table, Value};
use super::text::Text;
use super::words::phrases::simulation;

pub(super) fn write(document: &Document) -> String {
    let mut out = String::new();
    // The first line, whoever cuts the rest off.
    let first = match document.simulated {
        Simulated::Nothing => None,
        Simulated::Some => Some(simulation::TITLE_SOME),
        Simulated::Everything => Some(simulation::TITLE),
    };
    if let Some(first) = first {
        out.extend(["**", first, "**\n\n"]);
    }
    if !document.front.is_empty() {
        out.extend(["# ", &escape(&document.title), "\n\n"]);
    }
    let parts = document.parts.iter().flat_map(|part| &part.blocks);
    for given in document.front.iter().chain(parts) {
        block(given, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Title(who, what) => {
            out.extend(["# ", &escape(what), ": ", &escape(who), "\n\n"]);
        }
        Block::Heading(text) => out.extend(["## ", &escape(text), "\n\n"]),
        Block::Paragraph(text) => out.extend([&*escape_first(text), "\n\n"]),
        Block::Strong(text) => out.extend([&*strong(text), "\n\n"]),
        Block::Notice(given) => notice(given, out),
        Block::Pairs(rows) => {
            for (label, value) in rows {
                out.extend(["- ", &escape(label), ": ", &cell(value, "; "), "\n"]);
            }
            out.push('\n');
        }
        Block::Table(given) => table(given, out),
        // Its figures stand in the table beside it.
        Block::Chart(Chart { .. }) => {}
        Block::Contents(parts) => {
            for (at, (_, name, remark)) in (1..).zip(parts) {
                out.extend([&*format!("{at}. "), &escape(name), " — ", &escape(remark), "\n"]);
            }
            out.push('\n');
        }
    }
}

fn notice(notice: &Notice, out: &mut String) {
    out.extend(["> ", &strong(&notice.title), "\n"]);
    for line in &notice.lines {
        out.extend([">\n> ", &escape_first(line), "\n"]);
    }
    if !notice.points.is_empty() {
        out.push_str(">\n");
    }
    for point in &notice.points {
        let bare = point.lines.0.is_empty();
        let head = if bare { escape_first(&point.head) } else { strong(&point.head) };
        out.extend(["> - ", &head, "\n"]);
        for given in &point.lines.0 {
            out.extend([">   - ", &line(given), "\n"]);
        }
    }
    out.push('\n');
}

fn table(table: &Table, out: &mut String) {
    out.extend([&*strong(&table.caption), "\n\n"]);
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule = |(_, align): &(Text, Align)| match align {
        Align::Start => "---".to_owned(),
        Align::End => "---:".to_owned(),
    };
    out.push_str(&row(table.columns.iter().map(|(title, _)| escape(title)).collect()));
    out.push_str(&row(table.columns.iter().map(rule).collect()));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(|given| cell(given, "<br>")).collect()));
    }
    out.push('\n');
}

fn cell(cell: &Cell, between: &str) -> String {
    cell.0.iter().map(line).collect::<Vec<_>>().join(between)
}

fn line(line: &Line) -> String {
    let text = line.value.text();
    let value = match &line.value {
        // Anything else may end what backticks begin.
        Value::Code(code) if code.as_str().bytes().all(is_plain) => format!("`{}`", code.as_str()),
        _ if line.strong => strong(text),
        _ if line.label.is_none() => escape_first(text),
        _ => escape(text),
    };
    match &line.label {
        Some(label) => format!("{}: {value}", escape(label)),
        None => value,
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

fn strong(text: &Text) -> String {
    format!("**{}**", escape(text))
}
