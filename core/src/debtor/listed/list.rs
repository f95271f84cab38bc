//! The proceedings of all sources, each once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::key::{Key, is_copy, keys, same_amount};
use super::{Certainty, Listed, Standing};
use crate::debtor::identity::doubts_of_both;
use crate::proceeding::{Proceeding, Status};

/// The list while it grows.
#[derive(Default)]
pub(in crate::debtor) struct List<'a> {
    listed: Vec<Listed<'a>>,
    /// By [`Key`], the indexes of those that have it.
    keys: BTreeMap<Key, Vec<usize>>,
    /// How many were there in two sources with other amounts.
    pub(in crate::debtor) differing: u64,
    /// How many came twice in one answer.
    pub(in crate::debtor) repeated: u64,
}

impl<'a> List<'a> {
    pub(in crate::debtor) fn add(&mut self, new: Listed<'a>) {
        match self.same(&new) {
            Some(at) => self.merge(at, new),
            None => {
                for key in keys(&new.proceeding).into_iter().flatten() {
                    self.keys.entry(key).or_default().push(self.listed.len());
                }
                self.listed.push(new);
            }
        }
    }

    pub(in crate::debtor) fn into_listed(self) -> Vec<Listed<'a>> {
        self.listed
    }

    /// The listed one that `new` is another copy of.
    fn same(&self, new: &Listed<'a>) -> Option<usize> {
        let [number, facts] = keys(&new.proceeding);
        let known =
            |key: Option<Key>| key.and_then(|key| self.keys.get(&key)).into_iter().flatten();
        let by_number = known(number).find(|at| self.fits(**at, new));
        let unnumbered = |at: &&usize| {
            let other = self.listed.get(**at).is_some_and(|l| l.proceeding.number.is_none());
            (other || new.proceeding.number.is_none()) && self.fits(**at, new)
        };
        by_number.or_else(|| known(facts).find(unnumbered)).copied()
    }

    /// One source may hold two records under one number; only copies of each other are one.
    fn fits(&self, at: usize, new: &Listed<'a>) -> bool {
        let Some(listed) = self.listed.get(at) else { return false };
        let own = new.sources.iter().any(|source| listed.sources.contains(source));
        !own || is_copy(&listed.proceeding, &new.proceeding)
    }

    fn merge(&mut self, at: usize, new: Listed<'a>) {
        let Some(listed) = self.listed.get_mut(at) else { return };
        let copied = new.sources.iter().all(|source| listed.sources.contains(source));
        if copied {
            self.repeated += 1;
            return;
        }
        let differ = |a: &Option<Cow<'_, str>>, b: &Option<Cow<'_, str>>| match (a, b) {
            (Some(a), Some(b)) => !same_amount(a, b),
            _ => false,
        };
        let (old, other) = (&mut listed.proceeding, new.proceeding);
        if differ(&old.amounts.principal, &other.amounts.principal)
            || differ(&old.amounts.fee, &other.amounts.fee)
        {
            self.differing += 1;
        }
        listed.doubts = doubts_of_both(&listed.doubts, &new.doubts);
        listed.certainty = Certainty::of(&listed.doubts);
        listed.sources.extend(new.sources);
        fill(old, other);
        listed.standing = Standing::of(old);
    }
}

/// What the first source leaves open, the second may say.
fn fill<'a>(old: &mut Proceeding<'a>, other: Proceeding<'a>) {
    fn or<T>(old: &mut Option<T>, other: Option<T>) {
        if old.is_none() {
            *old = other;
        }
    }
    or(&mut old.number, other.number);
    or(&mut old.opened_on, other.opened_on);
    or(&mut old.consolidated_number, other.consolidated_number);
    if old.status == Status::Unknown {
        old.status = other.status;
    }
    if old.status == Status::Ended {
        or(&mut old.ended, other.ended);
    }
    or(&mut old.document.kind, other.document.kind);
    or(&mut old.document.number, other.document.number);
    or(&mut old.document.date, other.document.date);
    or(&mut old.document.issuer, other.document.issuer);
    if old.subject.text.is_none() {
        old.subject = other.subject;
    }
    // As a whole: the parts of two sources do not add up.
    let amounts = &old.amounts;
    if amounts.principal.is_none() && amounts.fee.is_none() && amounts.total.is_none() {
        old.amounts = other.amounts;
    }
    or(&mut old.debtor.name, other.debtor.name);
    or(&mut old.debtor.birth_date, other.debtor.birth_date);
    or(&mut old.debtor.inn, other.debtor.inn);
    or(&mut old.debtor.iin, other.debtor.iin);
    or(&mut old.debtor.address, other.debtor.address);
    or(&mut old.claimant, other.claimant);
    or(&mut old.department.name, other.department.name);
    or(&mut old.department.address, other.department.address);
    or(&mut old.department.code, other.department.code);
    or(&mut old.officer.name, other.officer.name);
    or(&mut old.officer.office, other.officer.office);
    if old.officer.phones.is_empty() {
        old.officer.phones = other.officer.phones;
    }
}
