//! What tells one proceeding from another.

use crate::proceeding::Proceeding;
use crate::value::{ProceedingNumber, Value};

/// What two records of the same proceeding have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::debtor) enum Key {
    Number(&'static str, String),
    /// Where one of them has no number: the day, the issuer of the document and the amount.
    Facts(&'static str, String, String, String),
}

/// The keys of a record, by number and by facts.
pub(in crate::debtor) fn keys(proceeding: &Proceeding<'_>) -> [Option<Key>; 2] {
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

pub(super) fn is_copy(a: &Proceeding<'_>, b: &Proceeding<'_>) -> bool {
    let of = |p: &Proceeding<'_>| {
        let amounts = &p.amounts;
        let parts = [&amounts.principal, &amounts.fee, &amounts.total, &p.document.number];
        let parts = parts.map(|part| part.as_deref().map(str::to_owned));
        (parts, p.opened_on, p.subject.text.as_deref().map(str::to_owned), p.ended.clone())
    };
    of(a) == of(b)
}

/// `790.00` and `790` are the same amount.
pub(in crate::debtor) fn same_amount(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Without zeros at the end.
fn plain(amount: &str) -> &str {
    match amount.split_once('.') {
        Some(_) => amount.trim_end_matches('0').trim_end_matches('.'),
        None => amount,
    }
}
