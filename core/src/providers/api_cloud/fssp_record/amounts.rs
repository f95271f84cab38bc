//! What is owed, and for what.

use std::borrow::Cow;

use super::Wire;
use crate::proceeding::{AmountBasis, Amounts, Subject};
use crate::providers::fssp::grammar::{self, Sum};
use crate::providers::fssp::record::amounts;
use crate::value::Decimal;

/// What of the debt the titles of `subjectArray` mean.
const REMAINING: &str = "остаток долга";
const TOTAL: &str = "общая сумма";

impl<'a> Wire<'a, '_> {
    /// The sums of `subjectArray`, else of the texts that name them; `sum` is the total of all.
    pub(super) fn subject(&self, read: &mut impl FnMut(&str, bool)) -> (Subject<'a>, Amounts<'a>) {
        let parsed = |name| self.field(name).text().and_then(grammar::subject);
        let (subject, kind) = (parsed("subject"), parsed("document_type"));
        read("subject", subject.is_some());
        read("document_type", kind.is_some());
        let mut total = None;
        let mut basis = AmountBasis::Unknown;
        let mut sums = Vec::new();
        let mut bare = None;
        let rows = self.record.objects("subjectArray").ok().flatten();
        let mut known = rows.is_some();
        for row in rows.iter().flatten() {
            let (title, sum) = (row.field("title"), row.field("sum"));
            let name = title.text().unwrap_or_default().trim().to_lowercase();
            match sum.text().and_then(money) {
                None if sum.is_blank() => bare = bare.or(title.cow()),
                None => known = false,
                Some(amount) if name.contains(TOTAL) => total = Some(amount),
                Some(amount) => {
                    if name.contains(REMAINING) {
                        basis = AmountBasis::Remaining;
                    }
                    let title = title.text().unwrap_or_default().trim().to_owned();
                    sums.push(Sum { title, amount });
                }
            }
        }
        read("subjectArray", known);
        let (text, written) = subject.unwrap_or_default();
        let (kind, of_kind) = kind.unwrap_or_default();
        if sums.is_empty() {
            sums = if written.is_empty() { of_kind } else { written };
        }
        for name in ["sum", "debt_sum"] {
            let amount = self.field(name).text().and_then(money);
            read(name, amount.is_some());
            total = total.or(amount);
        }
        let some = |text: String| Some(text).filter(|text| !text.is_empty()).map(Cow::Owned);
        let as_sent = self.field("subject").cow().filter(|_| text.is_empty());
        let text = some(text).or(as_sent).or(bare).or_else(|| some(kind));
        let amounts = Amounts { total: total.map(Cow::Owned), basis, ..amounts(sums) };
        (Subject::of(text), amounts)
    }
}

fn money(text: &str) -> Option<String> {
    let amount = Decimal::parse(text.trim())?.into_text();
    (!amount.starts_with('-')).then(|| amount.into_owned())
}
