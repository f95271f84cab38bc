//! The proceedings of all sources: each once, with everybody who supplied it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::identity::Doubt;
use super::standing::{Debt, Standing};
use crate::proceeding::Proceeding;
use crate::value::{ProceedingNumber, Value};
use crate::wire::Object;

/// A proceeding of the report.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listed<'a> {
    #[serde(rename = "match")]
    pub certainty: Certainty,
    /// Why it may be somebody else's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    pub standing: Standing,
    /// Who supplied it, in the order of the sources.
    pub sources: Vec<Supplied<'a>>,
    #[serde(flatten)]
    pub proceeding: Proceeding<'a>,
}

/// Whether a proceeding is the debtor's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Confirmed,
    /// Perhaps a namesake's: listed, and counted apart.
    Possible,
}

impl Certainty {
    pub(super) fn of(doubts: &[Doubt]) -> Self {
        if doubts.is_empty() { Self::Confirmed } else { Self::Possible }
    }

    /// That of a record in a report; `possible` where it does not say so.
    pub(super) fn stored(record: &Object<'_>) -> Self {
        match record.field("match").text() {
            Some("confirmed") => Self::Confirmed,
            _ => Self::Possible,
        }
    }
}

/// A source that has the proceeding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Supplied<'a> {
    pub source: Cow<'a, str>,
    pub operation: Cow<'a, str>,
}

impl Listed<'_> {
    /// Principal, or the whole where the source does not tell the fee apart.
    pub(super) fn amount(&self) -> Option<String> {
        let amounts = &self.proceeding.amounts;
        match (&amounts.principal, &amounts.fee, &amounts.total) {
            (Some(principal), ..) => Some(principal.clone().into_owned()),
            // Nothing but an enforcement fee is enforced.
            (None, Some(_), _) => Some("0".to_owned()),
            (None, None, total) => total.clone().map(Cow::into_owned),
        }
    }

    /// The enforcement fee, 0 where the source tells it apart and names none.
    pub(super) fn fee(&self) -> Option<String> {
        let amounts = &self.proceeding.amounts;
        let split = amounts.principal.as_ref().map(|_| "0".to_owned());
        amounts.fee.clone().map(Cow::into_owned).or(split)
    }

    pub(super) fn owes(&self) -> bool {
        self.standing.debt() == Debt::Owed
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Listed)
    }

    pub(super) fn ended_under(&self, [article, part, item]: [u16; 3]) -> bool {
        let ended = self.proceeding.ended.as_ref();
        ended.is_some_and(|e| (e.article, e.part, e.item) == (article, part, item))
    }
}

/// Only its shape is shown.
impl std::fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").field("match", &self.certainty).finish_non_exhaustive()
    }
}

/// The list while it grows.
#[derive(Default)]
pub(super) struct List<'a> {
    listed: Vec<Listed<'a>>,
    /// By [`Key`], the indexes of those that have it.
    keys: BTreeMap<Key, Vec<usize>>,
    /// How many were there in two sources with other amounts.
    pub(super) differing: u64,
    /// How many came twice in one answer.
    pub(super) repeated: u64,
}

/// What two records of the same proceeding have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(&'static str, String),
    /// Where one of them has no number: the day, the issuer of the document and the amount.
    Facts(&'static str, String, String, String),
}

impl<'a> List<'a> {
    pub(super) fn add(&mut self, new: Listed<'a>) {
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

    pub(super) fn into_listed(self) -> Vec<Listed<'a>> {
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
        // Each is sure that it is the debtor's, or it is not: one that is sure is enough.
        if new.certainty < listed.certainty {
            listed.certainty = new.certainty;
            listed.doubts = new.doubts;
        }
        listed.sources.extend(new.sources);
        fill(old, other);
        listed.standing = Standing::of(old);
    }
}

/// What the first source leaves open, the second may say.
fn fill<'a>(old: &mut Proceeding<'a>, other: Proceeding<'a>) {
    use crate::proceeding::Status;

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

/// The keys of a record, by number and by facts.
pub(super) fn keys(proceeding: &Proceeding<'_>) -> [Option<Key>; 2] {
    let currency = proceeding.amounts.currency;
    let number =
        proceeding.number.as_deref().map(|number| Key::Number(currency, canonical(number)));
    let facts = || {
        let amounts = &proceeding.amounts;
        let amount = amounts.principal.as_deref().or(amounts.total.as_deref())?;
        let issuer = proceeding.document.issuer.as_deref()?.to_lowercase();
        let day = proceeding.opened_on?.to_string();
        Some(Key::Facts(currency, day, issuer, plain(amount).to_owned()))
    };
    [number, facts()]
}

fn canonical(number: &str) -> String {
    let number = number.trim();
    ProceedingNumber::parse(number)
        .map_or_else(|_| number.to_uppercase(), |number| number.as_str().to_owned())
}

fn is_copy(a: &Proceeding<'_>, b: &Proceeding<'_>) -> bool {
    let of = |p: &Proceeding<'_>| {
        let amounts = &p.amounts;
        let parts = [&amounts.principal, &amounts.fee, &amounts.total, &p.document.number];
        let parts = parts.map(|part| part.as_deref().map(str::to_owned));
        (parts, p.opened_on, p.subject.text.as_deref().map(str::to_owned), p.ended.clone())
    };
    of(a) == of(b)
}

/// `790.00` and `790` are the same amount.
pub(super) fn same_amount(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Without zeros at the end.
fn plain(amount: &str) -> &str {
    match amount.split_once('.') {
        Some(_) => amount.trim_end_matches('0').trim_end_matches('.'),
        None => amount,
    }
}
