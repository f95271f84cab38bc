//! What a page consists of, before it is HTML or Markdown.

mod cell;

pub(super) use self::cell::{Cell, Line, Value};
use super::text::Text;

#[derive(Debug)]
pub(super) struct Document {
    pub(super) title: Text,
    pub(super) simulated: Simulated,
    /// Before the parts, where there are several.
    pub(super) front: Vec<Block>,
    pub(super) parts: Vec<Part>,
}

/// How much of a document comes from a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Simulated {
    Nothing,
    Some,
    Everything,
}

/// A report, or why there is none.
#[derive(Debug)]
pub(super) struct Part {
    /// Letters, digits and hyphens.
    pub(super) anchor: String,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug)]
pub(super) enum Block {
    /// Of a part: who, and below it what.
    Title(Text, Text),
    Heading(Text),
    Paragraph(Text),
    /// A paragraph that nobody may miss.
    Strong(Text),
    Notice(Notice),
    Pairs(Vec<(Text, Cell)>),
    Table(Table),
    Chart(Chart),
    /// Links to the parts: anchor, name, remark.
    Contents(Vec<(String, Text, Text)>),
}

/// A box.
#[derive(Debug)]
pub(super) struct Notice {
    pub(super) tone: Tone,
    pub(super) title: Text,
    pub(super) lines: Vec<Text>,
    pub(super) points: Vec<Point>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Simulation,
    Alarm,
    Calm,
}

#[derive(Debug)]
pub(super) struct Point {
    pub(super) head: Text,
    pub(super) lines: Cell,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) caption: Text,
    pub(super) columns: Vec<(Text, Align)>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What a table holds; its widths depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Figures,
    Proceedings,
    Possible,
    Arrests,
    Conditions,
    Score,
    Sources,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    /// Of numbers.
    End,
}

/// Bars beside their labels. The table with the same figures stands next to it.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) title: Text,
    pub(super) description: Text,
    pub(super) bars: Vec<Bar>,
}

#[derive(Debug)]
pub(super) struct Bar {
    pub(super) label: Text,
    pub(super) figure: Text,
    /// Its length, of 1000.
    pub(super) permille: u16,
}
