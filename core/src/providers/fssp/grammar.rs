//! The grammar of the texts in an FSSP record. What does not fit is `None`, and the raw text stays.

mod debtor;
mod details;
mod end;
mod officer;
mod production;
mod sums;

pub(in crate::providers) use debtor::debtor;
pub(in crate::providers) use details::{Details, details};
pub(in crate::providers) use end::{end, triple};
pub(in crate::providers) use officer::{bailiff, department};
pub(in crate::providers) use production::{is_consolidated, is_proceeding, production};
pub(in crate::providers) use sums::{Sum, roubles, subject};

/// U+00A0 occurs in place of a space.
fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
