//! KZ Info's answers.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::answered::answer;

#[derive(Deserialize)]
struct Output<'a> {
    outcome: &'a str,
    basis: Option<&'a str>,
    complete: bool,
    #[serde(borrow)]
    proceedings: Vec<Proceeding<'a>>,
}

#[derive(Deserialize)]
struct Proceeding<'a> {
    #[serde(borrow)]
    amounts: Amounts<'a>,
}

#[derive(Deserialize)]
struct Amounts<'a> {
    principal: Option<&'a str>,
    fee: Option<&'a str>,
    total: Option<&'a str>,
}

pub(super) fn run(data: &[u8]) {
    let Some(answered) = answer("kz_info.", data) else { return };
    let Some(output) = answered.output::<Output<'_>>() else { return };
    let records: Option<Vec<&RawValue>> = answered.plain();
    match output.basis {
        Some("subject_unknown") => {
            assert_eq!(answered.status, 404);
            let text = String::from_utf8_lossy(&answered.body).to_lowercase();
            assert!(text.contains("subject not found"), "{text}");
        }
        _ => {
            assert_eq!(answered.status, 200);
            let sent = records.expect("only a list is an answer").len();
            assert_eq!(output.proceedings.len(), sent, "{}", answered.flow.step);
        }
    }
    assert_eq!(output.outcome == "empty", output.proceedings.is_empty());
    assert!(output.complete);
    for Proceeding { amounts } in output.proceedings {
        for amount in [amounts.principal, amounts.fee, amounts.total].into_iter().flatten() {
            assert!(super::is_amount(amount), "{amount}");
        }
    }
}
