//! Providers that are left alone for the rest of the batch: a million lines must not hammer a
//! locked login.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::verdict::{Fault, Verdict};

/// The error that stopped each provider.
#[derive(Debug, Default)]
pub struct Stopped(BTreeMap<String, String>);

#[derive(serde::Deserialize)]
struct ErrorOf<'a> {
    #[serde(borrow)]
    error: &'a RawValue,
}

impl Stopped {
    /// Notes what a last step says about its provider.
    pub fn learn(&mut self, step: &[u8]) {
        let Ok(text) = std::str::from_utf8(step) else { return };
        let Ok(verdict) = serde_json::from_str::<Verdict<'_>>(text) else { return };
        let (Some(fault), Some(provider)) = (verdict.error, verdict.meta.provider) else { return };
        let Ok(ErrorOf { error }) = serde_json::from_str(text) else { return };
        if stops(&fault) && !self.0.contains_key(provider) {
            self.0.insert(provider.to_owned(), error.get().to_owned());
        }
    }

    /// The error that stopped this provider.
    pub fn reason(&self, provider: &str) -> Option<&str> {
        self.0.get(provider).map(String::as_str)
    }
}

/// A missing secret is found before anything is sent, and each line names its own operation; a token
/// that cannot be put away is no word of the provider's.
fn stops(fault: &Fault<'_>) -> bool {
    let local = matches!(fault.code, "missing_secret" | "invalid_secret" | "secrets_not_stored");
    let action = matches!(fault.next.action, "stop_batch" | "fix_credentials" | "top_up");
    !local && (action || matches!(fault.class, "subscription" | "blocked"))
}
