//! `debtor.plan` and the other transforms on debtors, as commands play them.

use spravka_core::registry::providers;
use spravka_host::plan::call;

use crate::host::Host;
use crate::transport::Way;

/// The step of a transform.
pub(crate) fn pure(operation: &str, input: &str) -> Vec<u8> {
    spravka_core::dispatch(call(operation, input).as_bytes())
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
