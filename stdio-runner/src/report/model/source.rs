//! What became of each source.

use super::{Read, Said};
use crate::report::node::Node;

#[derive(Debug)]
pub(in crate::report) struct Source<'a> {
    pub(in crate::report) name: Said<'a>,
    status: Said<'a>,
    complete: Option<bool>,
    pub(in crate::report) answers: Vec<Answered<'a>>,
    pub(in crate::report) failures: Vec<Failure<'a>>,
    pub(in crate::report) unasked: Vec<Unasked<'a>>,
}

/// Whether a source can be built on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum State {
    /// Read whole.
    Checked,
    Incomplete,
    NotChecked,
    NotAsked,
    /// The report does not say it in words that are known.
    Unsaid,
}

#[derive(Debug)]
pub(in crate::report) struct Answered<'a> {
    pub(in crate::report) operation: Said<'a>,
    pub(in crate::report) outcome: Said<'a>,
    pub(in crate::report) complete: Option<bool>,
    pub(in crate::report) basis: Said<'a>,
    pub(in crate::report) records: Option<u64>,
    pub(in crate::report) as_of: Said<'a>,
    pub(in crate::report) body_sha256: Said<'a>,
}

#[derive(Debug)]
pub(in crate::report) struct Failure<'a> {
    pub(in crate::report) operation: Said<'a>,
    pub(in crate::report) as_of: Said<'a>,
    pub(in crate::report) code: Said<'a>,
    pub(in crate::report) message_ru: Said<'a>,
    pub(in crate::report) hint_ru: Said<'a>,
    pub(in crate::report) retry_at: Said<'a>,
}

#[derive(Debug)]
pub(in crate::report) struct Unasked<'a> {
    pub(in crate::report) operation: Said<'a>,
    pub(in crate::report) why: Said<'a>,
    pub(in crate::report) missing: Said<'a>,
}

impl<'a> Source<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            name: node.text("name"),
            status: node.text("status"),
            complete: node.flag("complete"),
            answers: node.list("answers", Answered::read)?.unwrap_or_default(),
            failures: node.list("failures", Failure::read)?.unwrap_or_default(),
            unasked: node.list("unasked", Unasked::read)?.unwrap_or_default(),
        })
    }

    pub(in crate::report) fn state(&self) -> State {
        match (self.status.as_deref(), self.complete) {
            (Some("found" | "empty"), Some(true)) if !self.answers.is_empty() => State::Checked,
            (Some("found" | "empty"), _) => State::Incomplete,
            (Some("not_checked"), _) => State::NotChecked,
            (Some("not_asked"), _) => State::NotAsked,
            _ => State::Unsaid,
        }
    }

    /// Those that were asked, and those that could not be.
    pub(super) fn operations(&self) -> impl Iterator<Item = &Said<'a>> {
        let answers = self.answers.iter().map(|answer| &answer.operation);
        let failures = self.failures.iter().map(|failure| &failure.operation);
        answers.chain(failures).chain(self.unasked.iter().map(|unasked| &unasked.operation))
    }
}

impl<'a> Answered<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            operation: node.text("operation"),
            outcome: node.text("outcome"),
            complete: node.flag("complete"),
            basis: node.text("basis"),
            records: node.count("records"),
            as_of: node.text("as_of"),
            body_sha256: node.text("body_sha256"),
        })
    }
}

impl<'a> Failure<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            operation: node.text("operation"),
            as_of: node.text("as_of"),
            code: node.text("code"),
            message_ru: node.text("message_ru"),
            hint_ru: node.text("hint_ru"),
            retry_at: node.text("retry_at"),
        })
    }
}

impl<'a> Unasked<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            operation: node.text("operation"),
            why: node.text("why"),
            missing: node.text("missing"),
        })
    }
}
