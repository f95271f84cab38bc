//! api-cloud's answers: policies, and the cost of asking.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::answered::answer;
use crate::step::Happened;

#[derive(Deserialize)]
struct Output {
    outcome: Option<String>,
    complete: Option<bool>,
    policies: Option<Vec<IgnoredAny>>,
    proceedings: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Meta {
    charged: Charged,
}

#[derive(Deserialize)]
struct Charged {
    status: Happened,
    amount: Option<String>,
    balance: Option<String>,
}

pub(super) fn run(data: &[u8]) {
    let Some(answered) = answer("api_cloud.", data) else { return };
    let step = answered.step();
    if let Some(meta) = step.meta {
        let Meta { charged } = serde_json::from_str(meta.get()).expect("a meta");
        for amount in [charged.amount, charged.balance].into_iter().flatten() {
            assert!(super::is_amount(&amount), "{amount}");
        }
        if let Some(fault) = &step.error {
            assert_eq!(charged.status, fault.charged, "{}", answered.flow.step);
        }
    }
    let Some(output) = answered.output::<Output>() else { return };
    let sent = answered.plain::<BTreeMap<String, &RawValue>>().expect("an object was read");
    let listed = |name: &str| -> Option<usize> {
        let list: Vec<IgnoredAny> = serde_json::from_str(sent.get(name)?.get()).ok()?;
        Some(list.len())
    };
    let listed_nothing =
        sent.get("count").is_some_and(|count| count.get().trim_matches('"') == "0");
    for (found, name) in [(output.policies, "result"), (output.proceedings, "records")] {
        let Some(found) = found else { continue };
        assert_eq!(output.outcome.as_deref() == Some("empty"), found.is_empty());
        let sent = match listed(name) {
            Some(sent) => sent,
            // The document's own empty answer has no list.
            None => {
                assert!(listed_nothing, "{}", answered.flow.step);
                0
            }
        };
        assert_eq!(found.len(), sent, "{}", answered.flow.step);
        if found.is_empty() {
            assert_eq!(output.complete, Some(true));
        }
    }
}
