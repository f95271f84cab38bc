//! A flow's state when it starts, and its input when it goes on.

use std::collections::BTreeMap;

use crate::error::{Code, Error, Happened, Result};
use crate::flow::Visit;
use crate::flow::keys::{Canonical, flow_key, input_digest};
use crate::flow::plan::Plan;
use crate::protocol::{Options, Phase, State, VERSION};
use crate::value::Timestamp;

pub(super) fn new_state(
    visit: &Visit<'_, '_>,
    plan: &dyn Plan,
    canonical: &Canonical,
    now: Timestamp,
) -> State {
    let operation = visit.entry.about.name;
    let whole = canonical.without(|_| false);
    let mut state = State {
        v: VERSION,
        operation: operation.to_owned(),
        stage: plan.first().into(),
        phase: Phase::Asked,
        now,
        input: input_digest(&visit.options, &whole),
        flow_key: flow_key(&visit.options, operation, &whole),
        ordinal: 0,
        attempt: 0,
        sends: 0,
        task: None,
        memo: None,
        until: None,
        reason: None,
        executed: Happened::No,
        needs: Vec::new(),
        added: BTreeMap::new(),
        choices: Vec::new(),
        options: visit.options.kept(),
        quirks: Vec::new(),
        simulated: false,
    };
    plan.begin(&mut state);
    state
}

/// Holds the input against the state: what was there at the start is unchanged, and nothing has
/// come since but what was needed.
pub(super) fn same_input(
    state: &mut State,
    options: &Options,
    canonical: &Canonical,
) -> Result<()> {
    let changed = || Error::new(Code::InputChanged).at("/input");
    let added = |name: &str| state.added.contains_key(name);
    let needed = |name: &str| state.needs.iter().any(|need| need == name);
    let digest = |text: &str| input_digest(options, text);
    let known = digest(&canonical.without(added)) == state.input;
    if !known && digest(&canonical.without(|name| added(name) || needed(name))) != state.input {
        return Err(changed());
    }
    let same = |(name, of_member): (&String, &String)| {
        canonical.member(name).is_some_and(|text| digest(text) == *of_member)
    };
    if !state.added.iter().all(same) {
        return Err(changed());
    }
    if !known {
        for name in &state.needs {
            if let Some(text) = canonical.member(name) {
                state.added.insert(name.to_string(), digest(text));
            }
        }
    }
    Ok(())
}
