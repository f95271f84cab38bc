//! `debtor.plan` and the other transforms on debtors, as commands play them.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::registry::providers;
use spravka_core::wire::Str;

use crate::host::Host;
use crate::transport::Way;

/// A step of the plan; no output where it failed.
#[derive(Deserialize)]
pub(crate) struct Planned<'a> {
    #[serde(borrow)]
    pub(crate) output: Option<Plan<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Plan<'a> {
    pub(crate) next: &'a str,
    #[serde(borrow, default)]
    pub(crate) start: Vec<Start<'a>>,
    #[serde(borrow, default)]
    pub(crate) report_input: Option<&'a RawValue>,
}

/// A call to start.
#[derive(Deserialize)]
pub(crate) struct Start<'a> {
    #[serde(borrow)]
    pub(crate) source: Str<'a>,
    #[serde(borrow)]
    pub(crate) operation: Str<'a>,
    #[serde(borrow)]
    pub(crate) input: &'a RawValue,
}

/// The step of a transform.
pub(crate) fn pure(operation: &str, input: &str) -> Vec<u8> {
    let call = format!(r#"{{"call":"start","operation":"{operation}","input":{input}}}"#);
    spravka_core::dispatch(call.as_bytes())
}

/// The names of the secrets that there are, as a JSON list; `None`: a record needs none.
pub(crate) fn secrets(host: &Host, way: &Way) -> Option<String> {
    if matches!(way, Way::Simulated(simulation) if !simulation.fills()) {
        return None;
    }
    let slots = providers().flat_map(|provider| provider.slots);
    let mut names: Vec<&str> = slots.filter_map(|slot| slot.secret).collect();
    names.sort_unstable();
    names.dedup();
    let now = host.clock.now();
    names.retain(|name| host.keys.secrets.find_at(name, now).is_some());
    serde_json::to_string(&names).ok()
}
