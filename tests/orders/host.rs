//! A host as careful as the contract asks for, in front of the sandbox: it stores every step with a
//! state before it does what the step says, and it dies where it is told to.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use spravka_core::protocol::Allowed;
use spravka_core::value::Timestamp;
use spravka_core::{Beside, dispatch_with, fill};
use spravka_sandbox::{Reply, Request, World, respond, secrets};

/// 2026-11-21T09:00:00Z
const NOW: i64 = 1_795_251_600_000;

/// When the host dies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kill {
    /// At which of its steps, counted from 0 over the whole order.
    pub(crate) at: Option<usize>,
    /// After the request was sent, and before the answer was seen.
    pub(crate) sent: bool,
    pub(crate) restart: Restart,
}

impl Kill {
    pub(crate) const NEVER: Self = Self { at: None, sent: false, restart: Restart::Anew };
}

/// How it comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    WithState,
    /// Its store is lost.
    Anew,
}

pub(crate) enum End {
    Done(Value),
    /// The options that a person has.
    Asked(Value),
    Needs(Vec<String>),
    /// The error's code.
    Failed(String),
}

pub(crate) struct Host {
    world: World,
    now_ms: i64,
    kill: Kill,
    /// The steps so far.
    pub(crate) steps: usize,
    /// How often a person had to decide.
    pub(crate) asked: usize,
    /// The last step.
    pub(crate) last: Value,
    story: String,
    /// The operation that is played.
    operation: String,
    /// Every call by its operation.
    pub(crate) calls: Vec<(String, Value)>,
}

type Files<'a> = &'a [(&'a str, &'a [u8])];

impl Host {
    pub(crate) fn new(kill: Kill) -> Self {
        let world = World::new();
        Self {
            world,
            now_ms: NOW,
            kill,
            steps: 0,
            asked: 0,
            last: Value::Null,
            story: String::new(),
            operation: String::new(),
            calls: Vec::new(),
        }
    }

    pub(crate) fn is_killed(&self) -> bool {
        self.kill.at.is_some()
    }

    pub(crate) fn pass(&mut self, ms: i64) {
        self.now_ms += ms;
    }

    pub(crate) fn count(&self, key: &str) -> u64 {
        self.world.counters().get(key).copied().unwrap_or_default()
    }

    /// What happened, a line each.
    pub(crate) fn story(&self) -> &str {
        &self.story
    }

    /// Plays an operation until it is done; where a person is asked, one looks at the sandbox.
    pub(crate) fn finish(&mut self, operation: &str, input: Value, files: Files<'_>) -> Value {
        let mut end = self.play(operation, &input, files);
        for _ in 0..5 {
            match end {
                End::Done(output) => return output,
                End::Asked(options) => {
                    self.asked += 1;
                    let choice = self.decide(&input, &options);
                    end = self.choose(operation, &input, &choice, files);
                }
                End::Needs(needs) => panic!("{operation} needs {needs:?}\n{}", self.story),
                End::Failed(code) => panic!("{operation} failed: {code}\n{}", self.story),
            }
        }
        panic!("{operation} has no end\n{}", self.story)
    }

    /// A person sees at the provider whether the signed request has arrived; of what can only be
    /// repeated, that it has not.
    fn decide(&self, input: &Value, options: &Value) -> Value {
        let id = input["application_id"].as_str().unwrap_or_default();
        let there = self.count(&format!("osnovanie.attach_file.20.executed/{id}")) > 0;
        let confirm = json!({ "option": "confirm" });
        let offered = options.as_array().is_some_and(|options| options.contains(&confirm));
        if offered && there { confirm } else { json!({ "option": "repeat" }) }
    }

    pub(crate) fn play(&mut self, operation: &str, input: &Value, files: Files<'_>) -> End {
        let start = json!({ "call": "start", "operation": operation });
        self.follow(operation, start, input, files)
    }

    pub(crate) fn again(&mut self, operation: &str, input: &Value, files: Files<'_>) -> End {
        let state = self.last["state"].clone();
        let resume = json!({ "call": "resume", "state": state, "event": "elapsed" });
        self.follow(operation, resume, input, files)
    }

    pub(crate) fn choose(
        &mut self,
        operation: &str,
        input: &Value,
        choice: &Value,
        files: Files<'_>,
    ) -> End {
        let asked = self.last.clone();
        let state = asked["state"].clone();
        let resume = json!({ "call": "resume", "state": state, "event": { "choice": choice } });
        let end = self.follow(operation, resume, input, files);
        if matches!(&end, End::Failed(code) if code == "invalid_value") {
            self.last = asked;
        }
        end
    }

    fn follow(&mut self, operation: &str, first: Value, input: &Value, files: Files<'_>) -> End {
        operation.clone_into(&mut self.operation);
        let input = described(input, files);
        let mut step = self.dispatch(first, &input, None, files);
        for _ in 0..10_000 {
            let killed = self.kill.at == Some(self.steps);
            self.steps += 1;
            let kind = step["step"].as_str().unwrap_or_default().to_owned();
            self.tell(&step, killed);
            if killed {
                if kind == "send" && self.kill.sent {
                    self.send(&step["request"], files);
                }
                step = self.come_back(operation, &step, &input, files);
                continue;
            }
            self.last = step.clone();
            match kind.as_str() {
                "send" => {
                    let (event, body) = self.send(&step["request"], files);
                    step = self.resume(&step, event, body, &input, files);
                }
                "wait" if step["reason"] == "input_needed" => {
                    return End::Needs(
                        serde_json::from_value(step["needs"].clone()).expect("needs"),
                    );
                }
                "wait" => {
                    self.now_ms += step["wait_ms"].as_i64().expect("a wait");
                    step = self.resume(&step, json!("elapsed"), None, &input, files);
                }
                "done" => return End::Done(step["output"].clone()),
                _ if step["error"]["next"]["options"].is_array() => {
                    return End::Asked(step["error"]["next"]["options"].clone());
                }
                _ => return End::Failed(step["error"]["code"].as_str().unwrap_or("?").to_owned()),
            }
        }
        panic!("{operation} goes round in circles\n{}", self.story)
    }

    /// After its death: with the stored step it says that it does not know; a last step is not
    /// stored, so that it starts anew.
    fn come_back(
        &mut self,
        operation: &str,
        step: &Value,
        input: &Value,
        files: Files<'_>,
    ) -> Value {
        self.now_ms += 2_000;
        let start = json!({ "call": "start", "operation": operation });
        match (self.kill.restart, step["step"].as_str()) {
            (Restart::WithState, Some("send")) => {
                let event = json!({ "failure": { "kind": "interrupted" } });
                self.resume(step, event, None, input, files)
            }
            (Restart::WithState, Some("wait")) => {
                self.now_ms += step["wait_ms"].as_i64().expect("a wait");
                self.resume(step, json!("elapsed"), None, input, files)
            }
            _ => self.dispatch(start, input, None, files),
        }
    }

    fn resume(
        &mut self,
        step: &Value,
        event: Value,
        body: Option<Vec<u8>>,
        input: &Value,
        files: Files<'_>,
    ) -> Value {
        let call = json!({ "call": "resume", "state": step["state"], "event": event });
        self.dispatch(call, input, body, files)
    }

    fn dispatch(
        &mut self,
        mut call: Value,
        input: &Value,
        body: Option<Vec<u8>>,
        files: Files<'_>,
    ) -> Value {
        call["now"] = Timestamp::from_ms(self.now_ms).to_string().into();
        self.record(call.clone(), input, body.as_deref(), files);
        call["input"] = input.clone();
        let beside = Beside { body: body.as_deref(), files };
        let step = dispatch_with(call.to_string().as_bytes(), beside);
        serde_json::from_slice(&step).expect("a step is JSON")
    }

    /// Keeps a call as a conversation has it: with the files and the body inside, and without the
    /// state.
    fn record(&mut self, mut call: Value, input: &Value, body: Option<&[u8]>, files: Files<'_>) {
        let mut input = input.clone();
        for (name, bytes) in files {
            let file = json!({ "name": input[*name]["name"], "base64": STANDARD.encode(bytes) });
            input[*name] = file;
        }
        call["input"] = input;
        if call["call"] == "resume" {
            call["state"] = "$".into();
        }
        if let Some(body) = body {
            let text = std::str::from_utf8(body).expect("the sandbox answers in UTF-8");
            call["event"]["response"]["body"] = text.into();
        }
        self.calls.push((self.operation.clone(), call));
    }

    /// Sends a request to the sandbox, and gives the event and the body.
    fn send(&mut self, request: &Value, files: Files<'_>) -> (Value, Option<Vec<u8>>) {
        self.now_ms += 200;
        let secret = |name: &str| {
            let known = secrets().iter().find(|(known, _)| *known == name);
            known.map(|(_, value)| (*value).to_owned())
        };
        let file = |name: &str| {
            files.iter().find(|(member, _)| *member == name).map(|(_, bytes)| bytes.to_vec())
        };
        let filled = fill(&request.to_string(), &secret, &file, &Allowed::default());
        let filled = filled.unwrap_or_else(|error| panic!("{error}\n{}", self.story));
        let headers: Vec<(String, String)> =
            filled.headers.into_iter().map(|header| (header.name, header.value)).collect();
        let request = Request {
            method: &filled.method,
            url: &filled.url,
            headers: &headers,
            body: filled.body.as_deref().unwrap_or_default(),
        };
        match respond(&mut self.world, &request, self.now_ms) {
            Reply::Failure { kind, sent } => {
                (json!({ "failure": { "kind": kind, "sent": sent } }), None)
            }
            Reply::Response(response) if response.declared_length > response.body.len() => {
                (json!({ "failure": { "kind": "reset", "sent": "maybe" } }), None)
            }
            Reply::Response(response) => {
                let headers: serde_json::Map<String, Value> = response
                    .headers
                    .into_iter()
                    .map(|(name, value)| (name, value.into()))
                    .collect();
                let event =
                    json!({ "response": { "status": response.status, "headers": headers } });
                (event, Some(response.body))
            }
        }
    }

    fn tell(&mut self, step: &Value, killed: bool) {
        let what = match step["step"].as_str() {
            Some("send") => format!("{} {}", step["request"]["url"], step["request"]["body"]),
            Some("wait") => format!("{} ms, {}", step["wait_ms"], step["reason"]),
            Some("done") => step["output"].to_string(),
            _ => step["error"].to_string(),
        };
        let what: String = what.chars().take(160).collect();
        let (number, kind, stage) = (self.steps - 1, &step["step"], &step["state"]["stage"]);
        let mark = if killed { " KILLED" } else { "" };
        writeln!(self.story, "{number:3} {kind} {stage} {what}{mark}").expect("a line");
    }
}

/// The input with its files described.
fn described(input: &Value, files: Files<'_>) -> Value {
    let mut input = input.clone();
    for (name, bytes) in files {
        let sha256 = spravka_core::file::sha256_hex(bytes);
        input[*name] =
            json!({ "name": format!("{name}.bin"), "size": bytes.len(), "sha256": sha256 });
    }
    input
}
