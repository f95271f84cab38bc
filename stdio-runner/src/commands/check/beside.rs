//! What stands beside a report: what has changed since an earlier one, and the score.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_host::job::Head;

use super::earlier::Earlier;
use crate::exit::{Trouble, why};
use crate::plan::pure;

#[derive(Default)]
pub(super) struct Beside {
    pub(super) earlier: Option<Earlier>,
    /// Rules as JSON; empty: the built-in ones.
    pub(super) score: Option<String>,
}

#[derive(Deserialize)]
struct Failed<'a> {
    #[serde(borrow)]
    error: &'a RawValue,
}

/// A report in which nothing was found: the rules are tried on it.
const NOTHING: &str =
    r#"{"simulated":false,"version":1,"complete":true,"person":{},"sources":[],"proceedings":[]}"#;

impl Beside {
    /// Reads the rules of a score, and tries them.
    pub(super) fn rules(path: Option<&Path>) -> Result<String, Trouble> {
        let Some(path) = path else { return Ok(String::new()) };
        let rules = std::fs::read_to_string(path).map_err(|error| {
            Trouble::usage(format!("the rules of --score cannot be read: {}", why(error.kind())))
        })?;
        let tried = score(NOTHING, &rules);
        match serde_json::from_slice::<Failed<'_>>(&tried) {
            Ok(Failed { error }) => Err(Trouble::usage(format!(
                "the rules of --score are not what debtor.score takes: {error}"
            ))),
            Err(_) => Ok(rules),
        }
    }

    /// The step of a report with its diff and score as members: `diff`, or `diff_error` where the two
    /// cannot be compared. Neither, where there is no report or no earlier one.
    pub(super) fn add(&self, id: Option<&str>, mut step: Vec<u8>) -> Vec<u8> {
        let head = serde_json::from_slice::<Head<'_>>(&step).ok();
        let Some(report) = head.filter(|head| head.step == "done").and_then(|head| head.output)
        else {
            return step;
        };
        let before = self.earlier.as_ref().zip(id).and_then(|(earlier, id)| earlier.find(id));
        let diff = before.map(|before| {
            pure("debtor.diff", &format!(r#"{{"before":{before},"after":{report}}}"#))
        });
        let score = self.score.as_ref().map(|rules| score(report.get(), rules));
        let members = [member("diff", diff.as_deref()), member("score", score.as_deref())];
        step.pop();
        step.extend(members.concat().into_bytes());
        step.push(b'}');
        step
    }
}

fn score(report: &str, rules: &str) -> Vec<u8> {
    let rules = if rules.is_empty() { String::new() } else { format!(r#","rules":{rules}"#) };
    pure("debtor.score", &format!(r#"{{"report":{report}{rules}}}"#))
}

fn member(name: &str, step: Option<&[u8]>) -> String {
    let Some(step) = step else { return String::new() };
    let output = serde_json::from_slice::<Head<'_>>(step).ok().and_then(|head| head.output);
    let error = || serde_json::from_slice::<Failed<'_>>(step).ok().map(|failed| failed.error);
    match (output, error()) {
        (Some(output), _) => format!(r#","{name}":{output}"#),
        (None, Some(error)) => format!(r#","{name}_error":{error}"#),
        (None, None) => String::new(),
    }
}
