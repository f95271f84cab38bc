//! Where flows stand when an answer comes: every stage of every operation, as the conversations come
//! there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::{cases, state_of};

use crate::blind::stage_of;
use crate::step::{Kind, parse};

/// A flow that waits for an answer.
#[derive(Debug)]
pub struct Point {
    pub operation: String,
    pub stage: String,
    pub state: String,
    pub input: String,
    pub options: String,
    pub now: String,
}

/// What was answered there.
#[derive(Debug)]
pub struct Answer {
    /// The point's number.
    pub point: usize,
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// What the conversations hold.
#[derive(Debug, Default)]
pub struct Corpus {
    pub points: Vec<Point>,
    pub answers: Vec<Answer>,
    /// Operation and input of every call that starts one.
    pub inputs: Vec<(String, String)>,
    /// Every call that stands on a line of its own.
    pub calls: Vec<String>,
    /// Every state, and the event that it was resumed with.
    pub states: Vec<State>,
}

/// A state of any phase.
#[derive(Debug)]
pub struct State {
    pub operation: String,
    pub state: String,
    pub input: String,
    pub options: String,
    pub now: String,
}

#[derive(Deserialize)]
struct Call<'a> {
    call: &'a str,
    operation: Option<&'a str>,
    #[serde(borrow)]
    state: Option<&'a RawValue>,
    #[serde(borrow)]
    input: Option<&'a RawValue>,
    #[serde(borrow)]
    event: Option<&'a RawValue>,
    now: Option<&'a str>,
    #[serde(borrow)]
    options: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    response: Option<Response<'a>>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    #[serde(borrow, default)]
    headers: BTreeMap<String, &'a RawValue>,
    body: Option<String>,
    body_base64: Option<String>,
    #[serde(borrow)]
    json: Option<&'a RawValue>,
}

/// So many points of one stage; they differ in their inputs.
const ALIKE: usize = 3;

/// Read once: libFuzzer calls a target again and again.
#[must_use]
pub fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(Corpus::read)
}

impl Corpus {
    fn read() -> Self {
        let mut corpus = Self::default();
        for case in cases() {
            let mut calls = Vec::new();
            let steps = case.play(&mut |call| {
                calls.push(call.to_owned());
                let step = dispatch_with(call.as_bytes(), Beside::default());
                String::from_utf8(step).expect("a step is UTF-8")
            });
            for (index, call) in calls.into_iter().enumerate() {
                let before = index.checked_sub(1).map(|before| steps[before].as_str());
                corpus.take(&call, before);
                corpus.calls.push(call);
            }
        }
        corpus
    }

    fn take(&mut self, text: &str, before: Option<&str>) {
        let Ok(call) = serde_json::from_str::<Call<'_>>(text) else { return };
        let Some(input) = call.input else { return };
        if let ("start", Some(operation)) = (call.call, call.operation) {
            self.inputs.push((operation.to_owned(), input.get().to_owned()));
        }
        let (Some(state), Some(now), Some(event), Some(before)) =
            (call.state, call.now, call.event, before)
        else {
            return;
        };
        if state_of(before) != Some(state.get()) {
            return;
        }
        #[derive(Deserialize)]
        struct Operation {
            operation: String,
        }
        let Ok(Operation { operation }) = serde_json::from_str(state.get()) else { return };
        let options = call.options.map_or("{}", RawValue::get).to_owned();
        let kept = (state.get().to_owned(), input.get().to_owned(), options, now.to_owned());
        let (state, input, options, now) = kept;
        // Origins of the host's own are not what the steps are held against.
        if options.contains("origin") {
            return;
        }
        self.states.push(State {
            operation: operation.clone(),
            state: state.clone(),
            input: input.clone(),
            options: options.clone(),
            now: now.clone(),
        });
        let before = parse(before);
        let response = serde_json::from_str::<Event<'_>>(event.get()).ok().and_then(|e| e.response);
        if let (Kind::Send, Some(response)) = (before.step, response) {
            let stage = stage_of(&before);
            let point = Point { operation, stage, state, input, options, now };
            let Some(number) = self.number(point) else { return };
            self.answers.push(response.answer(number));
        }
    }

    /// The number of a point, which is added where there are few like it.
    fn number(&mut self, point: Point) -> Option<usize> {
        let alike =
            |other: &Point| (&other.operation, &other.stage) == (&point.operation, &point.stage);
        let same = |other: &Point| alike(other) && other.input == point.input;
        if let Some(number) = self.points.iter().position(same) {
            return Some(number);
        }
        if self.points.iter().filter(|other| alike(other)).count() >= ALIKE {
            return None;
        }
        self.points.push(point);
        Some(self.points.len() - 1)
    }

    /// The points of the operations whose names begin so, with their numbers.
    #[must_use]
    pub fn of(&self, prefix: &str) -> Vec<usize> {
        let named = |number: &usize| self.points[*number].operation.starts_with(prefix);
        (0..self.points.len()).filter(named).collect()
    }
}

impl Response<'_> {
    fn answer(&self, point: usize) -> Answer {
        let body = match (&self.body, &self.body_base64, self.json) {
            (Some(text), ..) => text.clone().into_bytes(),
            (_, Some(base64), _) => STANDARD.decode(base64).unwrap_or_default(),
            (.., Some(json)) => json.get().as_bytes().to_vec(),
            _ => Vec::new(),
        };
        let kind = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let content_type = kind.and_then(|(_, value)| serde_json::from_str(value.get()).ok());
        Answer { point, status: self.status, content_type: content_type.unwrap_or_default(), body }
    }
}
