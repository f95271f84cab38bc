//! Forged states of jobs and procedures, resumed with any event.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::events::Trouble;
use crate::blind::stage_of;
use crate::flow::Flow;
use crate::points::corpus;
use crate::step::{Kind, request};

/// What a forger cannot change: by these the flow is told from others.
const KEPT: [&str; 4] = ["v", "operation", "input", "flow_key"];

#[derive(Default, Deserialize)]
struct Memo {
    #[serde(default)]
    done: Vec<String>,
    #[serde(default)]
    lost: BTreeMap<String, String>,
    #[serde(default)]
    consent: Option<String>,
}

/// The bytes: which state (2), how many members come from others (1), which member of which state
/// (1 + 2 each), how many events (1), the events, then members as JSON in place of the state's own.
pub(super) fn run(data: &[u8]) {
    // Too few bytes are no case.
    let _ = play(Unstructured::new(data));
}

fn play(mut bytes: Unstructured<'_>) -> Result<()> {
    let states = &corpus().states;
    let of = &states[usize::from(bytes.arbitrary::<u16>()?) % states.len()];
    let mut state = members(&of.state);
    for _ in 0..bytes.arbitrary::<u8>()? % 6 {
        let member = usize::from(bytes.arbitrary::<u8>()?);
        let other = &states[usize::from(bytes.arbitrary::<u16>()?) % states.len()];
        let taken = members(&other.state);
        let Some((name, value)) = taken.iter().nth(member % taken.len()) else { continue };
        if !KEPT.contains(&&**name) {
            state.insert(name.clone(), value.clone());
        }
    }
    let mut events = Vec::new();
    for _ in 0..bytes.arbitrary::<u8>()? % 8 {
        events.push(Event::of(&mut bytes)?);
    }
    if let Ok(forged) = serde_json::from_slice::<BTreeMap<String, &RawValue>>(bytes.take_rest()) {
        let forged = forged.into_iter().filter(|(name, _)| !KEPT.contains(&&**name));
        state.extend(forged.map(|(name, value)| (name, value.get().to_owned())));
    }
    let pairs: Vec<String> =
        state.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    let mut flow = Flow::at(&format!("{{{}}}", pairs.join(",")), &of.input, &of.options, &of.now);
    is_kept(&of.input, &of.options, &of.now, &flow.step);
    for event in &events {
        if !flow.has_state() {
            break;
        }
        resume(&mut flow, event);
    }
    Ok(())
}

enum Event {
    Elapsed,
    Stored,
    /// The option of the state of this number, or one of ours.
    Choice(u8),
    Trouble(Trouble),
}

impl Event {
    fn of(bytes: &mut Unstructured<'_>) -> Result<Self> {
        Ok(match bytes.arbitrary::<u8>()? {
            0..=60 => Self::Elapsed,
            61..=80 => Self::Stored,
            81..=110 => Self::Choice(bytes.arbitrary()?),
            _ => Self::Trouble(Trouble::of(bytes)?),
        })
    }
}

fn resume(flow: &mut Flow<'_>, event: &Event) {
    let before = State::of(&flow.step);
    let waited = serde_json::from_str::<Waited>(&flow.step).map_or(1, |step| step.wait_ms);
    // What makes a flow go on without anybody having looked or decided.
    let mut blind = true;
    match event {
        Event::Elapsed => flow.resume(waited.clamp(1, 1 << 40), "\"elapsed\"", None),
        Event::Stored => flow.resume(1, "\"stored\"", None),
        Event::Choice(which) => {
            blind = false;
            let ours = [r#"{"option":"repeat"}"#.to_owned(), r#"{"option":"confirm"}"#.to_owned()];
            let options = [before.choices.clone(), ours.to_vec()].concat();
            let choice = &options[usize::from(*which) % options.len()];
            flow.resume(1, &format!(r#"{{"choice":{choice}}}"#), None);
        }
        Event::Trouble(trouble) => {
            blind = trouble.body.is_none();
            flow.resume(1, &trouble.event, trouble.body);
        }
    }
    let step = flow.read();
    if blind && !matches!(event, Event::Stored) {
        assert_ne!(step.step, Kind::Done, "nobody has answered: {}", flow.step);
    }
    if step.step == Kind::Send && blind {
        let (stage, request) = (stage_of(&step), request(&step));
        let once = matches!(request.effect, "create" | "irreversible");
        let Memo { done, lost, consent } = before.memo;
        let was_sent = done.contains(&stage) || lost.contains_key(&stage);
        assert!(!once || !was_sent || consent.as_deref() == Some(&*stage), "{}", flow.step);
    }
}

#[derive(Deserialize)]
struct Waited {
    wait_ms: u64,
}

/// Of a state, what says which requests were sent.
#[derive(Default)]
struct State {
    memo: Memo,
    choices: Vec<String>,
}

impl State {
    fn of(step: &str) -> Self {
        let state = members(spravka_tests::state_of(step).expect("a state"));
        let memo = state.get("memo").and_then(|memo| serde_json::from_str(memo).ok());
        let choices: Option<Vec<&RawValue>> =
            state.get("choices").and_then(|choices| serde_json::from_str(choices).ok());
        Self {
            memo: memo.unwrap_or_default(),
            choices: choices.unwrap_or_default().iter().map(|raw| raw.get().to_owned()).collect(),
        }
    }
}

/// A state that is read is handed back, by a call that is at fault, as one that is read to the same.
fn is_kept(input: &str, options: &str, now: &str, step: &str) {
    let mut flow = Flow::at(spravka_tests::state_of(step).expect("a state"), input, options, now);
    flow.resume(0, "\"nothing\"", None);
    if !flow.has_state() {
        return;
    }
    let first = flow.step.clone();
    flow.resume(0, "\"nothing\"", None);
    assert_eq!(flow.step, first);
}

fn members(object: &str) -> BTreeMap<String, String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(object).expect("an object");
    members.into_iter().map(|(name, value)| (name, value.get().to_owned())).collect()
}
