//! What a last step says of its provider.

use serde::Deserialize;

/// What of a last step decides how a command ends, and whether a batch goes on.
#[derive(Debug, Deserialize)]
pub struct Verdict<'a> {
    pub step: &'a str,
    #[serde(borrow, default)]
    pub error: Option<Fault<'a>>,
    #[serde(borrow, default)]
    pub meta: VerdictMeta<'a>,
}

#[derive(Debug, Deserialize)]
pub struct Fault<'a> {
    pub code: &'a str,
    pub class: &'a str,
    #[serde(borrow)]
    pub next: Next<'a>,
}

#[derive(Debug, Deserialize)]
pub struct Next<'a> {
    pub action: &'a str,
}

#[derive(Debug, Default, Deserialize)]
pub struct VerdictMeta<'a> {
    #[serde(borrow, default)]
    pub provider: Option<&'a str>,
}
