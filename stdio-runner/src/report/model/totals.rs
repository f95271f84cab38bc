//! Sums of a report, as it states them: nothing is added up again.

use super::{Read, Said};
use crate::report::node::Node;

#[derive(Debug)]
pub(in crate::report) struct Group<'a> {
    pub(in crate::report) count: Option<u64>,
    pub(in crate::report) owed: Option<Sums<'a>>,
    pub(in crate::report) paid: Option<Sums<'a>>,
    pub(in crate::report) unclear: Option<Sums<'a>>,
    pub(in crate::report) by_category: Vec<Part<'a>>,
}

/// Those of one category.
#[derive(Debug)]
pub(in crate::report) struct Part<'a> {
    pub(in crate::report) of: Said<'a>,
    pub(in crate::report) sums: Sums<'a>,
}

#[derive(Debug)]
pub(in crate::report) struct Sums<'a> {
    pub(in crate::report) count: Option<u64>,
    pub(in crate::report) without_amount: Option<u64>,
    pub(in crate::report) by_currency: Vec<Sum<'a>>,
}

/// Decimal strings.
#[derive(Debug)]
pub(in crate::report) struct Sum<'a> {
    pub(in crate::report) currency: Said<'a>,
    pub(in crate::report) count: Option<u64>,
    pub(in crate::report) principal: Said<'a>,
    pub(in crate::report) fee: Said<'a>,
    pub(in crate::report) unsplit: Said<'a>,
    pub(in crate::report) basis: Said<'a>,
}

impl<'a> Group<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        let sums = |name: &str| node.node(name)?.map(|sums| Sums::read(&sums)).transpose();
        Ok(Self {
            count: node.count("count"),
            owed: sums("owed")?,
            paid: sums("paid")?,
            unclear: sums("unclear")?,
            by_category: node.list("by_category", Part::read)?.unwrap_or_default(),
        })
    }
}

impl<'a> Part<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self { of: node.text("of"), sums: Sums::read(node)? })
    }
}

impl<'a> Sums<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            count: node.count("count"),
            without_amount: node.count("without_amount"),
            by_currency: node.list("by_currency", Sum::read)?.unwrap_or_default(),
        })
    }
}

impl<'a> Sum<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            currency: node.text("currency"),
            count: node.count("count"),
            principal: node.text("principal"),
            fee: node.text("fee"),
            unsplit: node.text("unsplit"),
            basis: node.text("basis"),
        })
    }

    /// What is known of it.
    pub(in crate::report) fn amounts(&self) -> impl Iterator<Item = &str> {
        [&self.principal, &self.fee, &self.unsplit].into_iter().filter_map(|said| said.as_deref())
    }
}
