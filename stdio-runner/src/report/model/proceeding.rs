//! A proceeding of a report.

use std::borrow::Cow;

use super::{Read, Said};
use crate::report::node::Node;

#[derive(Debug)]
pub(in crate::report) struct Proceeding<'a> {
    certainty: Said<'a>,
    pub(in crate::report) doubts: Vec<Cow<'a, str>>,
    pub(in crate::report) standing: Said<'a>,
    /// Names of sources.
    pub(in crate::report) sources: Vec<Said<'a>>,
    pub(in crate::report) number: Said<'a>,
    pub(in crate::report) consolidated_number: Said<'a>,
    pub(in crate::report) opened_on: Said<'a>,
    pub(in crate::report) ended_on: Said<'a>,
    /// Article, part and item of 229-ФЗ.
    pub(in crate::report) ended_by: Option<[u64; 3]>,
    /// Kind, number, date, issuer.
    pub(in crate::report) document: [Said<'a>; 4],
    pub(in crate::report) subject: Said<'a>,
    pub(in crate::report) category: Said<'a>,
    pub(in crate::report) amounts: Option<Amounts<'a>>,
    /// Name, birth date, INN, IIN, address.
    pub(in crate::report) debtor: [Said<'a>; 5],
    /// Name, INN, BIN, IIN.
    pub(in crate::report) claimant: [Said<'a>; 4],
    /// Name, code, address.
    pub(in crate::report) department: [Said<'a>; 3],
    /// Name, office.
    pub(in crate::report) officer: [Said<'a>; 2],
    pub(in crate::report) phones: Vec<Cow<'a, str>>,
}

#[derive(Debug)]
pub(in crate::report) struct Amounts<'a> {
    pub(in crate::report) currency: Said<'a>,
    pub(in crate::report) principal: Said<'a>,
    pub(in crate::report) fee: Said<'a>,
    pub(in crate::report) total: Said<'a>,
    pub(in crate::report) basis: Said<'a>,
}

impl<'a> Proceeding<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        let ended = node.node("ended")?;
        let ended = ended.as_ref();
        let part = |name: &str| ended.and_then(|ended| ended.count(name));
        let ended_by = part("article").map(|article| {
            [article, part("part").unwrap_or_default(), part("item").unwrap_or_default()]
        });
        let subject = node.node("subject")?;
        let subject = |name: &str| subject.as_ref().and_then(|subject| subject.text(name));
        Ok(Self {
            certainty: node.text("match"),
            doubts: node.texts("doubts"),
            standing: node.text("standing"),
            sources: node.list("sources", |source| Ok(source.text("source")))?.unwrap_or_default(),
            number: node.text("number"),
            consolidated_number: node.text("consolidated_number"),
            opened_on: node.text("opened_on"),
            ended_on: ended.and_then(|ended| ended.text("on")),
            ended_by,
            document: texts(node, "document", ["kind", "number", "date", "issuer"])?,
            subject: subject("text"),
            category: subject("category"),
            amounts: node.node("amounts")?.map(|amounts| Amounts::read(&amounts)),
            debtor: texts(node, "debtor", ["name", "birth_date", "inn", "iin", "address"])?,
            claimant: texts(node, "claimant", ["name", "inn", "bin", "iin"])?,
            department: texts(node, "department", ["name", "code", "address"])?,
            officer: texts(node, "officer", ["name", "office"])?,
            phones: node
                .node("officer")?
                .map(|officer| officer.texts("phones"))
                .unwrap_or_default(),
        })
    }

    /// The debtor's own: one of which that is not said may be anybody's.
    pub(in crate::report) fn is_confirmed(&self) -> bool {
        self.certainty.as_deref() == Some("confirmed")
    }
}

impl<'a> Amounts<'a> {
    fn read(node: &Node<'a>) -> Self {
        Self {
            currency: node.text("currency"),
            principal: node.text("principal"),
            fee: node.text("fee"),
            total: node.text("total"),
            basis: node.text("basis"),
        }
    }
}

/// Texts of an object in `node`.
fn texts<'a, const N: usize>(
    node: &Node<'a>,
    name: &str,
    members: [&str; N],
) -> Read<'a, [Said<'a>; N]> {
    let object = node.node(name)?;
    Ok(members.map(|member| object.as_ref().and_then(|object| object.text(member))))
}
