//! What stands in a cell, and how it is put together.

use crate::report::model::Said;
use crate::report::text::Text;
use crate::report::when::Moment;

/// In characters.
const LONGEST_NUMBER: usize = 20;

/// Lines one below the other.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Cell(pub(in crate::report) Vec<Line>);

#[derive(Clone, Debug)]
pub(in crate::report) struct Line {
    pub(in crate::report) label: Option<Text>,
    pub(in crate::report) value: Value,
    pub(in crate::report) strong: bool,
}

#[derive(Clone, Debug)]
pub(in crate::report) enum Value {
    Text(Text),
    /// A hash or a name of the protocol.
    Code(Text),
    /// A number that is read as a whole.
    Number(Text),
    Moment(Text, Text),
}

impl Cell {
    pub(in crate::report) fn of(text: impl Into<Text>) -> Self {
        Self::default().line(text)
    }

    pub(in crate::report) fn line(self, text: impl Into<Text>) -> Self {
        self.push(None, Value::Text(text.into()), false)
    }

    pub(in crate::report) fn strong(self, text: impl Into<Text>) -> Self {
        self.push(None, Value::Text(text.into()), true)
    }

    /// Nothing where nothing is said.
    pub(in crate::report) fn said(self, label: &str, text: Option<impl Into<Text>>) -> Self {
        match text {
            Some(text) => self.push(Some(label.into()), Value::Text(text.into()), false),
            None => self,
        }
    }

    /// One that is too long for a line is a text like any other.
    pub(in crate::report) fn number(self, label: Option<&str>, number: &str, strong: bool) -> Self {
        let text = Text::of(number);
        let short = text.as_str().chars().count() <= LONGEST_NUMBER;
        let value = if short { Value::Number(text) } else { Value::Text(text) };
        self.push(label.map(Text::of), value, strong)
    }

    pub(in crate::report) fn plain(self, text: &Said<'_>) -> Self {
        match text {
            Some(text) => self.line(&**text),
            None => self,
        }
    }

    pub(in crate::report) fn code(self, text: &Said<'_>) -> Self {
        match text {
            Some(text) => self.push(None, Value::Code(Text::of(text)), false),
            None => self,
        }
    }

    pub(in crate::report) fn moment(self, label: Option<&str>, text: &Said<'_>) -> Self {
        let Some(moment) = text.as_deref().map(Moment::of) else { return self };
        let value = Value::Moment(moment.shown.into(), moment.utc.into());
        self.push(label.map(Text::of), value, false)
    }

    /// `text` where there is nothing.
    pub(in crate::report) fn or(self, text: &str) -> Self {
        if self.0.is_empty() { self.line(text) } else { self }
    }

    fn push(mut self, label: Option<Text>, value: Value, strong: bool) -> Self {
        self.0.push(Line { label, value, strong });
        self
    }
}

impl Value {
    pub(in crate::report) fn text(&self) -> &Text {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Number(text) | Self::Moment(text, _) => {
                text
            }
        }
    }
}
