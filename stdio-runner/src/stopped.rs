//! Providers that are left alone for the rest of the batch: a million lines must not hammer a
//! locked login.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::exit::{Fault, Verdict};

/// The error that stopped each provider.
#[derive(Default)]
pub(crate) struct Stopped(BTreeMap<String, String>);

#[derive(serde::Deserialize)]
struct ErrorOf<'a> {
    #[serde(borrow)]
    error: &'a RawValue,
}

impl Stopped {
    /// Notes what a last step says about its provider.
    pub(crate) fn learn(&mut self, step: &[u8]) {
        let Ok(text) = std::str::from_utf8(step) else { return };
        let Ok(verdict) = serde_json::from_str::<Verdict<'_>>(text) else { return };
        let (Some(fault), Some(provider)) = (verdict.error, verdict.meta.provider) else { return };
        let Ok(ErrorOf { error }) = serde_json::from_str(text) else { return };
        if stops(&fault) && !self.0.contains_key(provider) {
            self.0.insert(provider.to_owned(), not_executed(error.get()));
        }
    }

    /// The `fail` step for a request that is not sent any more.
    pub(crate) fn refuse(
        &self,
        provider: &str,
        operation: &str,
        state: Option<&str>,
    ) -> Option<Vec<u8>> {
        let error = self.0.get(provider)?;
        let state = state.map(|state| format!(r#","state":{state}"#)).unwrap_or_default();
        let step = format!(
            r#"{{"step":"fail","error":{error},"meta":{{"provider":"{provider}","operation":"{operation}","attempts":0}}{state},"not_sent":true}}"#
        );
        Some(step.into_bytes())
    }
}

/// A missing secret is found before anything is sent, and each line names its own operation.
fn stops(fault: &Fault<'_>) -> bool {
    let local = matches!(fault.code, "missing_secret" | "invalid_secret");
    let action = matches!(fault.next.action, "stop_batch" | "fix_credentials" | "top_up");
    !local && (action || matches!(fault.class, "subscription" | "blocked"))
}

/// Quotes inside the error's texts are escaped: these tokens are its members.
fn not_executed(error: &str) -> String {
    ["maybe", "yes"].iter().fold(error.to_owned(), |error, happened| {
        error
            .replace(&format!(r#""executed":"{happened}""#), r#""executed":"no""#)
            .replace(&format!(r#""charged":"{happened}""#), r#""charged":"no""#)
    })
}
