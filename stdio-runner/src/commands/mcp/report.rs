//! What `check_debtor` answers: the report, and what it says in Russian.

use std::borrow::Cow;

use serde::Deserialize;
use spravka_host::job::Head;

use super::answer::Answer;
use crate::plan::pure;

#[derive(Deserialize)]
struct Card<'a> {
    #[serde(borrow)]
    comment: Cow<'a, str>,
}

/// `input`: that of `debtor.report`; `number`: under which the check is gone on with where one of the
/// `steps` of its calls is a `wait`.
pub(super) fn report(input: &str, number: u64, steps: &[&str]) -> Answer {
    let step = pure("debtor.report", input);
    let Some(report) = output(&step) else { return Answer::of(step) };
    let card = pure("debtor.bitrix24_fields", &format!(r#"{{"report":{report},"map":{{}}}}"#));
    let summary = output(&card).and_then(|card| serde_json::from_str::<Card<'_>>(card).ok());
    let Some(Card { comment }) = summary else { return Answer::of(card) };
    let waits: Vec<&str> = steps.iter().copied().filter(|step| is_waiting(step)).collect();
    let until = waits.iter().filter_map(|step| serde_json::from_str::<Head<'_>>(step).ok()?.until);
    let until = until.map(|until| format!(r#","until":{until}"#)).min().unwrap_or_default();
    let text = quoted(&comment);
    let output = format!(
        r#""output":{{"summary_ru":{text},"report":{report}}},"meta":{{"operation":"check_debtor"}}"#
    );
    let (step, is_error) = if waits.is_empty() {
        (format!(r#"{{"step":"done",{output}}}"#), !is_any_checked(report))
    } else {
        let pending = format!(r#""step":"wait","reason":"pending"{until},"check":{number}"#);
        (format!("{{{pending},{output}}}"), false)
    };
    Answer { step: step.into_bytes(), is_error, lead: Some(comment.into_owned()) }
}

/// Whether any source has answered.
fn is_any_checked(report: &str) -> bool {
    #[derive(Deserialize)]
    struct Report<'a> {
        #[serde(borrow)]
        sources: Vec<Source<'a>>,
    }
    #[derive(Deserialize)]
    struct Source<'a> {
        status: &'a str,
    }
    let checked = |source: &Source<'_>| matches!(source.status, "found" | "empty");
    serde_json::from_str::<Report<'_>>(report)
        .is_ok_and(|report| report.sources.iter().any(checked))
}

fn output(step: &[u8]) -> Option<&str> {
    Some(serde_json::from_slice::<Head<'_>>(step).ok()?.output?.get())
}

pub(super) fn is_waiting(step: &str) -> bool {
    step.starts_with(r#"{"step":"wait""#)
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
