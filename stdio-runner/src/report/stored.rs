//! Reports as they are stored: one document, or a line each; bare, or in the step that gave them.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fault::Fault;
use super::model::Report;
use super::node::Node;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// One stored report, or what is wrong with it.
pub(crate) struct Entry<'a> {
    /// From 1, blank lines counted.
    pub(crate) line: usize,
    /// The job's `id`.
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) report: Result<Report<'a>, Fault<'a>>,
}

/// Reads one JSON document, over however many lines, or one on each line.
pub(crate) fn read(bytes: &[u8]) -> Vec<Entry<'_>> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let whole = std::str::from_utf8(bytes).ok();
    if let Some(text) = whole.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok()) {
        return vec![Entry::of(1, text.as_bytes())];
    }
    let lines = bytes.split(|byte| *byte == b'\n').zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim_ascii().is_empty());
    let entries: Vec<_> = lines.map(|(line, number)| Entry::of(number, line)).collect();
    // A document that is broken somewhere is one fault, and not one for each of its lines.
    if entries.iter().all(|entry| matches!(entry.report, Err(Fault::NotJson))) {
        return vec![Entry { line: 1, id: None, report: Err(Fault::NotJson) }];
    }
    entries
}

impl<'a> Entry<'a> {
    fn of(line: usize, bytes: &'a [u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let node = Node::read(text, String::new()).and_then(|node| node.ok_or(Fault::NotJson));
        match node {
            Ok(node) => Self { line, id: node.text("id"), report: report(&node) },
            Err(fault) => Self { line, id: None, report: Err(fault) },
        }
    }
}

fn report<'a>(node: &Node<'a>) -> Result<Report<'a>, Fault<'a>> {
    match node.text("step").as_deref() {
        None => Report::read(node),
        Some("done") => Report::read(&node.node("output")?.ok_or(Fault::NotReport)?)?.beside(node),
        Some("fail") => {
            let error = node.node("error")?;
            let of_error = |name: &str| error.as_ref().and_then(|error| error.text(name));
            Err(Fault::Failed { message_ru: of_error("message_ru"), hint_ru: of_error("hint_ru") })
        }
        Some("send" | "wait" | "store") => Err(Fault::NotDone),
        Some(_) => Err(Fault::NotReport),
    }
}
