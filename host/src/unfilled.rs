//! A request that is not sent, in the middle of a flow that may have sent others.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FailStep<'a> {
    step: &'a str,
    #[serde(borrow)]
    error: Members<'a>,
    #[serde(borrow)]
    meta: &'a RawValue,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    state: Option<&'a RawValue>,
}

/// Those of an error.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members<'a> {
    #[serde(borrow)]
    code: &'a RawValue,
    #[serde(borrow)]
    class: &'a RawValue,
    #[serde(borrow)]
    message: &'a RawValue,
    #[serde(borrow)]
    message_ru: &'a RawValue,
    #[serde(borrow)]
    hint_ru: &'a RawValue,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    retry_at: Option<&'a RawValue>,
    #[serde(borrow)]
    executed: &'a RawValue,
    #[serde(borrow)]
    charged: &'a RawValue,
    #[serde(borrow)]
    next: &'a RawValue,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    provider: Option<&'a RawValue>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    path: Option<&'a RawValue>,
}

/// `step`, with which the core ends a flow that has no secret, for another reason, an error as
/// JSON: what happened before stays the core's to say. `None` where `step` is not such a one.
pub fn because(step: &[u8], reason: &str) -> Option<Vec<u8>> {
    let reason: Members<'_> = serde_json::from_str(reason).ok()?;
    let core: FailStep<'_> = serde_json::from_slice(step).ok()?;
    let Members { executed, charged, provider, .. } = core.error;
    let error = Members { executed, charged, provider, ..reason };
    serde_json::to_vec(&FailStep { error, ..core }).ok()
}

/// A last step of a flow that is not to be gone on with, but begun anew.
pub fn for_good(step: &[u8]) -> Option<Vec<u8>> {
    let core: FailStep<'_> = serde_json::from_slice(step).ok()?;
    serde_json::to_vec(&FailStep { state: None, ..core }).ok()
}

/// Marks a last step: the provider was left alone, and nothing was sent to it.
pub fn not_sent(mut step: Vec<u8>) -> Vec<u8> {
    if step.pop_if(|byte| *byte == b'}').is_some() {
        step.extend_from_slice(br#","not_sent":true}"#);
    }
    step
}
