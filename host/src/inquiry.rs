//! A person whose debts are looked for: what `debtor.plan` says next, until `debtor.report` can be
//! made. Who plays the calls, and when, is the host's.

use crate::job::internal;
use crate::plan::{Planned, Start, call};

/// What all people of a host have in common, as JSON.
#[derive(Default)]
pub struct Ask {
    pub sources: Option<String>,
    /// By operation: what it needs beside the person.
    pub settings: Option<String>,
    /// Of every call.
    pub options: Option<String>,
    /// The names of the secrets that there are; `None`: none is needed.
    pub secrets: Option<String>,
}

/// What is known of a person between two calls.
#[derive(Default)]
pub struct Inquiry {
    /// JSON.
    person: String,
    calls: Vec<Call>,
}

/// What follows.
pub enum Then {
    /// Jobs as JSON, each under a name among those of this person.
    Start(Vec<(String, String)>),
    /// The calls that are under way have to end first.
    Wait,
    /// The input of `debtor.report`.
    Report(String),
    /// The step that says why it cannot be gone on with.
    End(Vec<u8>),
}

/// A call that was started.
struct Call {
    source: String,
    operation: String,
    /// Its last step, once it has ended.
    step: Option<String>,
}

impl Inquiry {
    /// `person`: as `debtor.plan` takes it.
    pub fn new(person: String) -> Self {
        Self { person, calls: Vec::new() }
    }

    /// A call has ended.
    pub fn heard(&mut self, name: &str, step: &[u8]) {
        if let Some(call) = self.calls.iter_mut().find(|call| call.name() == name) {
            call.step = Some(String::from_utf8_lossy(step).into_owned());
        }
    }

    /// Asks the plan what is next; `core` answers calls.
    pub fn next(&mut self, ask: &Ask, core: impl FnOnce(&str) -> Vec<u8>) -> Then {
        let step = core(&call("debtor.plan", &self.plan_input(ask)));
        let planned =
            serde_json::from_slice::<Planned<'_>>(&step).ok().and_then(|step| step.output);
        let Some(plan) = planned else { return Then::End(step) };
        match (plan.next, plan.report_input) {
            ("report", Some(input)) => Then::Report(input.get().to_owned()),
            ("start", _) => Then::Start(self.start(&plan.start, ask)),
            ("wait", _) if self.calls.iter().any(|call| call.step.is_none()) => Then::Wait,
            _ => Then::End(internal()),
        }
    }

    fn start(&mut self, start: &[Start<'_>], ask: &Ask) -> Vec<(String, String)> {
        let options = ask.options.as_deref().unwrap_or("{}");
        let begin = |Start { source, operation, input }: &Start<'_>| {
            let name = quoted(operation);
            let job = format!(r#"{{"operation":{name},"input":{input},"options":{options}}}"#);
            let (source, operation) = (source.to_string(), operation.to_string());
            let call = Call { source, operation, step: None };
            let name = call.name();
            self.calls.push(call);
            (name, job)
        };
        start.iter().map(begin).collect()
    }

    fn plan_input(&self, ask: &Ask) -> String {
        let calls: Vec<String> = self.calls.iter().map(Call::json).collect();
        let mut input = format!(r#"{{"person":{},"calls":[{}]"#, self.person, calls.join(","));
        let Ask { sources, settings, secrets, .. } = ask;
        for (name, value) in [("sources", sources), ("settings", settings), ("secrets", secrets)] {
            if let Some(value) = value {
                input += &format!(r#","{name}":{value}"#);
            }
        }
        input + "}"
    }
}

impl Call {
    /// Among the calls of its person.
    fn name(&self) -> String {
        format!("{}/{}", self.source, self.operation)
    }

    fn json(&self) -> String {
        let (source, operation) = (quoted(&self.source), quoted(&self.operation));
        let rest = match &self.step {
            Some(step) => format!(r#""finished","step":{step}"#),
            None => r#""running""#.to_owned(),
        };
        format!(r#"{{"source":{source},"operation":{operation},"status":{rest}}}"#)
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Full of personal data, as the next.
impl std::fmt::Debug for Inquiry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inquiry").field("calls", &self.calls.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask(…)")
    }
}

impl std::fmt::Debug for Then {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Then(…)")
    }
}
