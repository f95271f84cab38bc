//! What may stand beside a report: what has changed since an earlier one, and a score.

use super::{Read, Said};
use crate::report::node::Node;

/// An output of `debtor.diff`, or why there is none.
#[derive(Debug)]
pub(in crate::report) enum Changes<'a> {
    Compared {
        before: Said<'a>,
        /// Whether everything could be compared.
        complete: bool,
        changes: Vec<Said<'a>>,
        not_compared: Vec<Said<'a>>,
        unchanged: Option<u64>,
    },
    Refused(Said<'a>),
}

/// An output of `debtor.score`.
#[derive(Debug)]
pub(in crate::report) struct Score<'a> {
    pub(in crate::report) score: Said<'a>,
    pub(in crate::report) lowest: Said<'a>,
    pub(in crate::report) highest: Said<'a>,
    pub(in crate::report) rules: Vec<Rule<'a>>,
}

#[derive(Debug)]
pub(in crate::report) struct Rule<'a> {
    pub(in crate::report) reason_ru: Said<'a>,
    pub(in crate::report) value: Said<'a>,
    pub(in crate::report) exact: Option<bool>,
    /// `count`, `rub` or `kzt`.
    pub(in crate::report) unit: Said<'a>,
    pub(in crate::report) verdict: Said<'a>,
    pub(in crate::report) weight: Said<'a>,
}

impl<'a> Changes<'a> {
    /// Those of a step.
    pub(super) fn beside(step: &Node<'a>) -> Read<'a, Option<Self>> {
        if let Some(error) = step.node("diff_error")? {
            return Ok(Some(Self::Refused(error.text("message_ru"))));
        }
        let Some(diff) = step.node("diff")? else { return Ok(None) };
        let texts = |name: &str| diff.list(name, |change| Ok(change.text("text_ru")));
        Ok(Some(Self::Compared {
            before: diff.text("before"),
            complete: diff.flag("complete") == Some(true),
            changes: texts("changes")?.unwrap_or_default(),
            not_compared: texts("not_compared")?.unwrap_or_default(),
            unchanged: diff.count("unchanged"),
        }))
    }
}

impl<'a> Score<'a> {
    /// That of a step.
    pub(super) fn beside(step: &Node<'a>) -> Read<'a, Option<Self>> {
        let Some(score) = step.node("score")? else { return Ok(None) };
        Ok(Some(Self {
            score: score.text("score"),
            lowest: score.text("lowest"),
            highest: score.text("highest"),
            rules: score.list("rules", Rule::read)?.unwrap_or_default(),
        }))
    }

    /// Whether nothing is open in it.
    pub(in crate::report) fn is_final(&self) -> bool {
        self.lowest == self.highest
    }
}

impl<'a> Rule<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            reason_ru: node.text("reason_ru"),
            value: node.text("value"),
            exact: node.flag("exact"),
            unit: node.text("unit"),
            verdict: node.text("verdict"),
            weight: node.text("weight"),
        })
    }
}
