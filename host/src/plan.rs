//! `debtor.plan` and the other transforms on debtors, as hosts play them.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::wire::Str;

/// A step of the plan; no output where it failed.
#[derive(Deserialize)]
pub struct Planned<'a> {
    #[serde(borrow)]
    pub output: Option<Plan<'a>>,
}

#[derive(Deserialize)]
pub struct Plan<'a> {
    pub next: &'a str,
    #[serde(borrow, default)]
    pub start: Vec<Start<'a>>,
    #[serde(borrow, default)]
    pub report_input: Option<&'a RawValue>,
}

/// A call to start.
#[derive(Deserialize)]
pub struct Start<'a> {
    #[serde(borrow)]
    pub source: Str<'a>,
    #[serde(borrow)]
    pub operation: Str<'a>,
    #[serde(borrow)]
    pub input: &'a RawValue,
}

/// The call of a transform.
pub fn call(operation: &str, input: &str) -> String {
    format!(r#"{{"call":"start","operation":"{operation}","input":{input}}}"#)
}

/// Full of personal data, as the next two.
impl std::fmt::Debug for Planned<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Planned(…)")
    }
}

impl std::fmt::Debug for Plan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan").field("next", &self.next).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Start<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Start").field("operation", &self.operation).finish_non_exhaustive()
    }
}
