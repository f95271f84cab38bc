//! `debtor.plan` and the other transforms on debtors, as commands play them.

use std::borrow::Cow;

use serde::Deserialize;
use spravka_core::registry::providers;
use spravka_host::plan::call;

use crate::exit::Trouble;
use crate::host::Host;
use crate::transport::Way;

/// The step of a transform.
pub(crate) fn pure(operation: &str, input: &str) -> Vec<u8> {
    spravka_core::dispatch(call(operation, input).as_bytes())
}

/// Whether the core takes these options, a JSON object, before anything is asked with them.
///
/// # Errors
/// What is wrong with which of them.
pub(crate) fn check_options(options: &str) -> Result<(), Trouble> {
    // Options are read before an input is: what is wrong with this one says nothing.
    let call = format!(
        r#"{{"call":"start","operation":"identifiers.check","input":{{}},"options":{options}}}"#
    );
    let step = spravka_core::dispatch(call.as_bytes());
    let refused = serde_json::from_slice::<Refused<'_>>(&step).ok().map(|refused| refused.error);
    match refused.and_then(|error| Some((error.path?, error.message))) {
        Some((path, message)) if path.starts_with("/options") => {
            Err(Trouble::usage(format!("--options: {message} ({path})")))
        }
        _ => Ok(()),
    }
}

#[derive(Deserialize)]
struct Refused<'a> {
    #[serde(borrow)]
    error: Fault<'a>,
}

#[derive(Deserialize)]
struct Fault<'a> {
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    path: Option<Cow<'a, str>>,
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
