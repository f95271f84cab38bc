//! The fault matrix: every fault that a host or a provider can bring about, for every request.
//!
//! `fault_matrix/calls.json` has the requests, each with an input, the effect that it has by the
//! provider's document, and what the provider answers at each stage of its flow as things stand
//! before the request; `fault_matrix/*.txt` has what comes of each fault, pinned.

mod faults;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json_text::compact;
pub use faults::{Event, FAULTS, Fault};

/// A request, and all that is needed to come as far as it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// `<operation>` or `<operation>/<stage or kind>`.
    pub name: String,
    pub operation: String,
    /// Where the flow stands when it sends the request.
    pub stage: String,
    /// By the provider's document, not by the core.
    pub effect: String,
    /// How often it may be repeated although it has an effect.
    #[serde(default)]
    pub repeats: u32,
    input: Box<RawValue>,
    #[serde(default)]
    options: Option<Box<RawValue>>,
    answers: BTreeMap<String, Box<RawValue>>,
    /// The status of the answers of other stages.
    #[serde(default = "ok")]
    first: u16,
    /// The answer with a code that nobody knows, where it has codes.
    #[serde(default)]
    unknown: Option<Box<RawValue>>,
    /// The answer with odd numbers.
    #[serde(default)]
    odd: Option<Box<RawValue>>,
    /// The provider's words by fault.
    #[serde(skip)]
    words: BTreeMap<String, Box<RawValue>>,
}

fn ok() -> u16 {
    200
}

#[derive(Deserialize)]
struct File {
    providers: BTreeMap<String, BTreeMap<String, Box<RawValue>>>,
    calls: Vec<Call>,
}

/// Where the data is.
#[must_use]
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fault_matrix")
}

/// Every request.
#[must_use]
pub fn calls() -> Vec<Call> {
    let text = std::fs::read_to_string(directory().join("calls.json")).expect("the calls");
    let file: File = serde_json::from_str(&text).expect("the calls are JSON");
    let mut calls = file.calls;
    for call in &mut calls {
        if let Some(words) = call.provider().and_then(|provider| file.providers.get(provider)) {
            call.words.clone_from(words);
        }
    }
    calls
}

/// What came of a fault.
#[derive(Debug, Default)]
pub struct Played {
    /// Every call with its step, as texts.
    pub turns: Vec<(String, String)>,
    pub end: End,
    /// How often the request was sent.
    pub sends: u32,
    /// The same, without any other request between.
    pub in_a_row: u32,
    /// Between two sends with others between, in seconds; the shortest.
    pub quirks: Vec<String>,
}

#[derive(Debug, Default)]
pub enum End {
    /// It never ends.
    #[default]
    Never,
    /// The answer was taken for one; with its outcome.
    Done(Option<String>),
    /// The answer was taken for one, and the flow has gone on to this stage.
    On(String),
    Failed(Failure),
}

/// The error of the last step, without its texts.
#[derive(Debug, Deserialize)]
pub struct Failure {
    pub class: String,
    pub code: String,
    pub executed: String,
    pub charged: String,
    pub next: Next,
    #[serde(default)]
    pub retry_at: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Next {
    pub action: String,
    #[serde(default)]
    pub operation: Option<String>,
}

#[derive(Deserialize)]
struct Step {
    step: String,
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    state: Option<State>,
    #[serde(default)]
    error: Option<Failure>,
    #[serde(default)]
    output: Option<Output>,
    #[serde(default)]
    meta: Option<Quirks>,
}

#[derive(Deserialize)]
struct State {
    stage: String,
    #[serde(default)]
    memo: Option<Memo>,
    #[serde(default)]
    quirks: Vec<Quirk>,
}

#[derive(Deserialize)]
struct Memo {
    #[serde(default)]
    lost: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Output {
    #[serde(default)]
    outcome: Option<String>,
}

#[derive(Deserialize)]
struct Quirks {
    #[serde(default)]
    quirks: Vec<Quirk>,
}

#[derive(Deserialize)]
struct Quirk {
    code: String,
}

/// More calls than any flow takes that ends.
const MOST_TURNS: usize = 400;

impl Call {
    fn provider(&self) -> Option<&str> {
        self.operation.split('.').next()
    }

    /// The answer to the request itself, as things should be.
    #[must_use]
    pub fn answer(&self) -> String {
        self.answers.get(&self.stage).map(|body| body_of(body)).unwrap_or_default()
    }

    /// Plays the flow to its end: every send of the request meets the fault, every other one is
    /// answered, every wait is waited for.
    ///
    /// # Panics
    /// Where the host's steps are none, or the flow does not come as far as the request.
    pub fn play(&self, fault: &Fault, host: &mut dyn FnMut(&str) -> String) -> Played {
        let mut played = Played::default();
        let mut now = "2026-11-21T09:00:00Z".to_owned();
        let options =
            self.options.as_ref().map_or_else(String::new, |o| format!(r#","options":{o}"#));
        let input = compact(self.input.get());
        let mut call = format!(
            r#"{{"call":"start","operation":"{}","input":{input},"now":"{now}"{options}}}"#,
            self.operation
        );
        // Whether the step answers the fault.
        let mut met = false;
        let mut row = 0;
        while played.turns.len() < MOST_TURNS {
            let text = host(&call);
            let step: Step = serde_json::from_str(&text).expect("a step is JSON");
            let state = crate::state_of(&text).map(str::to_owned);
            played.turns.push((call, text));
            let stage = step.state.as_ref().map(|state| state.stage.clone()).unwrap_or_default();
            let quirks = |quirks: &[Quirk]| quirks.iter().map(|q| q.code.clone()).collect();
            let lost = step
                .state
                .as_ref()
                .and_then(|state| state.memo.as_ref())
                .is_some_and(|memo| !memo.lost.is_empty());
            if met && !lost && stage != self.stage && matches!(&*step.step, "send" | "wait") {
                played.quirks = step.state.map(|s| quirks(&s.quirks)).unwrap_or_default();
                played.end = End::On(stage);
                return played;
            }
            met = false;
            let event = match &*step.step {
                "send" if stage == self.stage => {
                    met = true;
                    played.sends += 1;
                    row += 1;
                    played.in_a_row = played.in_a_row.max(row);
                    fault.event(self).to_json()
                }
                "send" => {
                    row = 0;
                    let body = self.answers.get(&stage).map(|body| body_of(body));
                    let body = body.unwrap_or_else(|| panic!("{}: at {stage}", self.name));
                    Event::answer(self.first, body.into_bytes()).to_json()
                }
                "wait" => {
                    now = step.until.expect("a wait has an end");
                    "\"elapsed\"".to_owned()
                }
                "store" => {
                    met = true;
                    "\"stored\"".to_owned()
                }
                _ => {
                    played.quirks = step.meta.map(|meta| quirks(&meta.quirks)).unwrap_or_default();
                    played.end = match step.error {
                        Some(error) => End::Failed(error),
                        None => End::Done(step.output.and_then(|output| output.outcome)),
                    };
                    assert!(played.sends > 0, "{} is not reached: {played:?}", self.name);
                    return played;
                }
            };
            call = format!(
                r#"{{"call":"resume","state":{},"input":{input},"event":{event},"now":"{now}"}}"#,
                state.expect("a state")
            );
        }
        played
    }
}

/// A text stands for itself.
fn body_of(raw: &RawValue) -> String {
    serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| compact(raw.get()))
}

impl Played {
    /// One line of the pinned files, without the fault: class, code, executed, charged, next, how
    /// often it was sent, quirks.
    #[must_use]
    pub fn line(&self) -> String {
        let sends = format!("{} sent", self.sends);
        let end = match &self.end {
            End::Never => "never ends".to_owned(),
            End::Done(outcome) => format!("done {}", outcome.as_deref().unwrap_or_default()),
            End::On(stage) => format!("goes on to {stage}"),
            End::Failed(failure) => {
                let Failure { class, code, executed, charged, .. } = failure;
                let next = match &failure.next.operation {
                    Some(operation) => format!("{} {operation}", failure.next.action),
                    None => failure.next.action.clone(),
                };
                let at = if failure.retry_at.is_some() { " retry_at" } else { "" };
                format!("{class:13} {code:26} {executed:5} {charged:5} {next}{at}")
            }
        };
        let line = format!("{end:90} {sends} {}", self.quirks.join(" "));
        line.trim_end().to_owned()
    }
}
