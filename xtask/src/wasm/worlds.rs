//! Requests to the sandbox with its answers, as they come up when conversations are played to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_core::protocol::Allowed;
use spravka_core::value::Timestamp;
use spravka_core::{Beside, Filled, dispatch_with, fill};
use spravka_sandbox::World;
use spravka_wasm_memory::split;

/// A request as the module takes it, the body beside it, and the answer.
#[derive(Serialize)]
pub(super) struct Exchange {
    request: String,
    body: Vec<u8>,
    answer: Vec<u8>,
}

#[derive(Deserialize)]
struct Start<'a> {
    call: &'a str,
    #[serde(borrow)]
    input: Option<&'a RawValue>,
    now: Option<&'a str>,
}

#[derive(Deserialize)]
struct Step<'a> {
    #[serde(borrow)]
    step: &'a str,
    #[serde(borrow)]
    request: Option<&'a RawValue>,
    #[serde(borrow)]
    state: Option<&'a RawValue>,
    wait_ms: Option<u64>,
}

/// What a request and an answer have before their bodies.
#[derive(Serialize)]
struct Asked<'a> {
    method: &'a str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    now_ms: i64,
}

#[derive(Deserialize)]
struct Answered<'a> {
    status: Option<u16>,
    #[serde(borrow, default)]
    headers: BTreeMap<&'a str, String>,
    #[serde(borrow)]
    failure: Option<&'a RawValue>,
}

/// All in one world, in their order.
pub(super) fn exchanges() -> Vec<Exchange> {
    let (mut world, mut exchanges) = (World::new(), Vec::new());
    for case in spravka_tests::cases() {
        if let Some(turn) = case.turns.first() {
            let _ended = play(&turn.call, &mut world, &mut exchanges);
        }
    }
    exchanges
}

/// Plays a flow as far as it goes; many conversations begin with what is no flow.
fn play(start: &str, world: &mut World, exchanges: &mut Vec<Exchange>) -> Option<()> {
    const MOST: usize = 40;
    let Start { call, input, now } = serde_json::from_str(start).ok()?;
    let mut now = Timestamp::parse(now.filter(|_| call == "start")?)?;
    let input = input?.get();
    let (mut call, mut body) = (start.to_owned(), None);
    for _ in 0..MOST {
        let beside = Beside { body: body.as_deref(), files: &[] };
        let step = dispatch_with(call.as_bytes(), beside);
        let step: Step<'_> = serde_json::from_slice(&step).ok()?;
        let event = match step.step {
            "send" => {
                let filled = filled(step.request?.get())?;
                let exchange = exchange(&filled, now, world);
                let (event, answer) = event(&exchange.answer)?;
                body = answer;
                exchanges.push(exchange);
                event
            }
            "wait" => {
                now = now.plus_ms(step.wait_ms?);
                body = None;
                r#""elapsed""#.to_owned()
            }
            "store" => r#""stored""#.to_owned(),
            _ => return Some(()),
        };
        let state = step.state?.get();
        call = format!(
            r#"{{"call":"resume","state":{state},"input":{input},"event":{event},"now":"{now}"}}"#
        );
    }
    None
}

fn filled(request: &str) -> Option<Filled> {
    let held: BTreeMap<_, _> = spravka_sandbox::secrets().iter().copied().collect();
    let secret = |name: &str| held.get(name).map(|value| (*value).to_owned());
    fill(request, &secret, &|_| None, &Allowed::default()).ok()
}

fn exchange(filled: &Filled, now: Timestamp, world: &mut World) -> Exchange {
    let headers = filled.headers.iter();
    let asked = Asked {
        method: &filled.method,
        url: &filled.url,
        headers: headers.map(|header| (&*header.name, &*header.value)).collect(),
        now_ms: now.ms(),
    };
    let request = serde_json::to_string(&asked).unwrap_or_default();
    let body = filled.body.clone().unwrap_or_default();
    let answer = spravka_wasm_sandbox::respond(world, request.as_bytes(), &body);
    Exchange { request, body, answer }
}

/// The event for an answer, and the body beside it.
fn event(answer: &[u8]) -> Option<(String, Option<Vec<u8>>)> {
    let (head, body) = split(answer)?;
    let Answered { status, headers, failure } = serde_json::from_slice(head).ok()?;
    Some(match (status, failure) {
        (Some(status), _) => {
            let headers = serde_json::to_string(&headers).ok()?;
            let event = format!(r#"{{"response":{{"status":{status},"headers":{headers}}}}}"#);
            (event, Some(body.to_vec()))
        }
        (None, failure) => (format!(r#"{{"failure":{}}}"#, failure?.get()), None),
    })
}
