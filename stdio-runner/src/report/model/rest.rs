//! The person, warnings, arrests and facts of a report.

use super::{Read, Said};
use crate::report::node::Node;

/// Whose report it is, as given.
#[derive(Debug)]
pub(in crate::report) struct Person<'a> {
    pub(in crate::report) last_name: Said<'a>,
    pub(in crate::report) first_name: Said<'a>,
    pub(in crate::report) patronymic: Said<'a>,
    pub(in crate::report) company_name: Said<'a>,
    pub(in crate::report) birth_date: Said<'a>,
    pub(in crate::report) region: Said<'a>,
    pub(in crate::report) inn: Said<'a>,
    pub(in crate::report) snils: Said<'a>,
    pub(in crate::report) iin: Said<'a>,
    pub(in crate::report) address: Said<'a>,
}

#[derive(Debug)]
pub(in crate::report) struct Warning<'a> {
    pub(in crate::report) code: Said<'a>,
    pub(in crate::report) source: Said<'a>,
    pub(in crate::report) count: Option<u64>,
    pub(in crate::report) message_ru: Said<'a>,
}

#[derive(Debug)]
pub(in crate::report) struct Arrest<'a> {
    certainty: Said<'a>,
    pub(in crate::report) source: Said<'a>,
    pub(in crate::report) kind: Said<'a>,
    pub(in crate::report) account: Said<'a>,
    pub(in crate::report) currency: Said<'a>,
    pub(in crate::report) sum: Said<'a>,
    pub(in crate::report) initiator: Said<'a>,
    pub(in crate::report) cause: Said<'a>,
    pub(in crate::report) begins_on: Said<'a>,
    pub(in crate::report) ends_on: Said<'a>,
}

/// A rule of the law, beside what was found.
#[derive(Debug)]
pub(in crate::report) struct Fact<'a> {
    pub(in crate::report) title_ru: Said<'a>,
    pub(in crate::report) law: Said<'a>,
    pub(in crate::report) in_force_since: Said<'a>,
    /// The sums that it names, in roubles.
    pub(in crate::report) least: Said<'a>,
    pub(in crate::report) most: Said<'a>,
    pub(in crate::report) conditions: Vec<Condition<'a>>,
}

#[derive(Debug)]
pub(in crate::report) struct Condition<'a> {
    pub(in crate::report) name: Said<'a>,
    pub(in crate::report) title_ru: Said<'a>,
    pub(in crate::report) verdict: Said<'a>,
    pub(in crate::report) found: Said<'a>,
}

impl<'a> Person<'a> {
    pub(super) fn read(node: &Node<'a>) -> Self {
        Self {
            last_name: node.text("last_name"),
            first_name: node.text("first_name"),
            patronymic: node.text("patronymic"),
            company_name: node.text("company_name"),
            birth_date: node.text("birth_date"),
            region: node.text("region"),
            inn: node.text("inn"),
            snils: node.text("snils"),
            iin: node.text("iin"),
            address: node.text("address"),
        }
    }
}

impl<'a> Warning<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            code: node.text("code"),
            source: node.text("source"),
            count: node.count("count"),
            message_ru: node.text("message_ru"),
        })
    }
}

impl<'a> Arrest<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            certainty: node.text("match"),
            source: node.text("source"),
            kind: node.text("kind"),
            account: node.text("account"),
            currency: node.text("currency"),
            sum: node.text("sum"),
            initiator: node.text("initiator"),
            cause: node.text("cause"),
            begins_on: node.text("begins_on"),
            ends_on: node.text("ends_on"),
        })
    }

    /// The debtor's own: one of which that is not said may be anybody's.
    pub(in crate::report) fn is_confirmed(&self) -> bool {
        self.certainty.as_deref() == Some("confirmed")
    }
}

impl<'a> Fact<'a> {
    pub(super) fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            title_ru: node.text("title_ru"),
            law: node.text("law"),
            in_force_since: node.text("in_force_since"),
            least: node.text("least"),
            most: node.text("most"),
            conditions: node.list("conditions", Condition::read)?.unwrap_or_default(),
        })
    }
}

impl<'a> Condition<'a> {
    fn read(node: &Node<'a>) -> Read<'a, Self> {
        Ok(Self {
            name: node.text("name"),
            title_ru: node.text("title_ru"),
            verdict: node.text("verdict"),
            found: node.text("found"),
        })
    }
}
