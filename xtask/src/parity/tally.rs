//! What became of documents: a generator of nothing but broken ones proves little.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Default)]
pub(super) struct Tally {
    operations: BTreeMap<String, Row>,
    /// Of errors, and how often each was met.
    codes: BTreeMap<String, u64>,
}

/// By what a document ended as.
#[derive(Default)]
struct Row([u64; KINDS.len()]);

/// Of failures, those of the call and of the body are told apart.
const KINDS: [&str; 9] =
    ["found", "empty", "done", "send", "wait", "store", "bad body", "bad call", "fail"];

/// At least so many of a thousand documents are of the kind, whatever the operation; only three can
/// store anything.
const LEAST: [u64; KINDS.len()] = [30, 10, 80, 50, 50, 0, 50, 50, 30];
/// Of so few documents nothing follows.
const FEW: u64 = 20_000;

#[derive(Deserialize)]
struct Step<'a> {
    step: &'a str,
    #[serde(borrow, default)]
    output: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<Fault<'a>>,
}

#[derive(Deserialize)]
struct Fault<'a> {
    code: &'a str,
    class: &'a str,
}

#[derive(Deserialize)]
struct Output<'a> {
    #[serde(borrow, default)]
    outcome: Option<&'a str>,
}

impl Tally {
    /// One step: valid JSON, and of a known kind.
    pub(super) fn add(&mut self, operation: &str, step: &[u8]) -> Result<()> {
        let read: Step<'_> = serde_json::from_slice(step).context("a step is JSON")?;
        let outcome = read.output.and_then(|output| {
            // Some outputs are arrays.
            serde_json::from_str::<Output<'_>>(output.get()).ok()?.outcome
        });
        let class = read.error.as_ref().map(|error| error.class);
        let kind = match (read.step, outcome, class) {
            ("done", Some(outcome @ ("found" | "empty")), None) => outcome,
            ("send" | "wait" | "store" | "done", _, None) => read.step,
            ("fail", None, Some("bad_body")) => "bad body",
            ("fail", None, Some("invalid_input" | "out_of_order")) => "bad call",
            ("fail", None, Some(_)) => "fail",
            _ => anyhow::bail!("no known step: {}", String::from_utf8_lossy(step)),
        };
        if let Some(error) = read.error {
            *self.codes.entry(error.code.to_owned()).or_default() += 1;
        }
        let row = self.operations.entry(operation.to_owned()).or_default();
        for (count, name) in row.0.iter_mut().zip(KINDS) {
            *count += u64::from(name == kind);
        }
        Ok(())
    }

    fn total(&self) -> Row {
        let mut total = Row::default();
        for row in self.operations.values() {
            for (sum, count) in total.0.iter_mut().zip(row.0) {
                *sum += count;
            }
        }
        total
    }

    /// Whether enough of the documents became what documents can become; `expected`: of those that
    /// were not changed.
    pub(super) fn is_rich(&self, expected: &Self) -> Result<()> {
        let total = self.total();
        let all: u64 = total.0.iter().sum();
        if all < FEW {
            println!("of {all} documents nothing is said about how they are spread");
            return Ok(());
        }
        for ((name, count), least) in KINDS.iter().zip(total.0).zip(LEAST) {
            ensure!(count * 1000 >= least * all, "{count} of {all} documents are `{name}`");
        }
        for (operation, row) in &expected.operations {
            let own = self.operations.get(operation).map(|row| row.0).unwrap_or_default();
            for ((name, count), expected) in KINDS.iter().zip(own).zip(row.0) {
                let missing = expected > 0 && count == 0;
                ensure!(!missing, "{operation}: no document is `{name}`, as in its conversations");
            }
        }
        let is_missing = |code: &&String| !self.codes.contains_key(*code);
        let missing: Vec<_> = expected.codes.keys().filter(is_missing).collect();
        // Some are met in one conversation of hundreds.
        let few = missing.len() * 10 <= expected.codes.len();
        ensure!(few, "no document has the errors {missing:?}");
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:38}", "")?;
        for name in KINDS {
            write!(f, "{name:>9}")?;
        }
        let total = self.total();
        let rows = self.operations.iter().map(|(name, row)| (&**name, row));
        for (name, row) in rows.chain([("all", &total)]) {
            write!(f, "\n{name:38}")?;
            for count in row.0 {
                write!(f, "{count:>9}")?;
            }
        }
        let codes = self.codes.iter().map(|(code, count)| format!("{code} {count}"));
        writeln!(f, "\nerrors: {}", codes.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_of_one_kind_or_refused() {
        let mut tally = Tally::default();
        for step in [
            r#"{"step":"done","output":{"outcome":"empty"},"meta":{}}"#,
            r#"{"step":"done","output":[],"meta":{}}"#,
            r#"{"step":"fail","error":{"code":"not_json","class":"bad_body"}}"#,
        ] {
            tally.add("a.b", step.as_bytes()).unwrap();
        }
        assert_eq!(tally.total().0, [0, 1, 1, 0, 0, 0, 1, 0, 0]);
        for wrong in ["", "{}", r#"{"step":"fail"}"#, r#"{"step":"end"}"#, r#"{"step":"done"}{}"#] {
            assert!(tally.add("a.b", wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_but_broken_bodies_is_seen() {
        let (mut tally, expected) = (Tally::default(), Tally::default());
        let step = br#"{"step":"fail","error":{"code":"not_json","class":"bad_body"}}"#;
        for _ in 0..FEW {
            tally.add("a.b", step).unwrap();
        }
        assert!(tally.is_rich(&expected).is_err());
    }
}
