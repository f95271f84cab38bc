//! `check_debtor`: the plan, its calls and the report in one.

use spravka_core::error::{Code, Error};
use spravka_core::protocol::Meta;
use spravka_core::registry::find;
use spravka_host::job::{Head, fail, internal};
use spravka_host::members::{Members, split};
use spravka_host::plan::{Planned, Start};

use super::allow::{Allow, Allowed};
use super::answer::Answer;
use super::report::{is_waiting, quoted, report};
use crate::inside::Job;
use crate::plan::pure;
use crate::state_file::ELAPSED;

/// What of the plan's input no caller brings.
pub(super) const OWN: [&str; 2] = ["calls", "secrets"];

/// What there is to ask with.
pub(super) struct Means {
    pub(super) allowed: Allowed,
    /// The names of the secrets that are there, as JSON; `None`: none is needed.
    pub(super) secrets: Option<String>,
    /// Of every call.
    pub(super) options: String,
}

pub(super) struct Check {
    /// The members of the plan's input but for the calls.
    plan: String,
    person: String,
    calls: Vec<Call>,
}

struct Call {
    source: String,
    operation: String,
    input: String,
    /// The last one; none while it runs.
    step: Option<String>,
}

/// What follows.
pub(super) enum Then {
    Start(Vec<Job>),
    /// It is finished, or waits for calls that were handed out.
    End(Answer),
}

impl Check {
    /// `input`: that of `debtor.plan`, but for the caller's calls and secrets.
    ///
    /// # Errors
    /// The step that says what is wrong with it.
    pub(super) fn new(input: &str, means: &Means) -> Result<Self, Vec<u8>> {
        let mut members = Members::new();
        if !split(input, &mut members) {
            return Err(internal());
        }
        if members.iter().any(|(name, _)| OWN.contains(&&**name)) {
            let error = Error::new(Code::UnknownMember).at("/input/*");
            return Err(fail(&error, Meta::default()));
        }
        let person = members.iter().find(|(name, _)| &**name == "person");
        let person = person.map_or("null", |(_, person)| person.get()).to_owned();
        let is_paid = means.allowed.has(Allow::Paid);
        members.retain(|(name, _)| is_paid || &**name != "money");
        let given = members.iter().map(|(name, value)| format!("{}:{value}", quoted(name)));
        let broke = (!is_paid).then(|| r#""money":{"amount":"0","currency":"RUB"}"#.to_owned());
        let secrets = means.secrets.as_ref().map(|names| format!(r#""secrets":{names}"#));
        let plan = given.chain(broke).chain(secrets).collect::<Vec<_>>().join(",");
        Ok(Self { plan, person, calls: Vec::new() })
    }

    /// The calls that were handed out, from where they stand.
    pub(super) fn resumed(&mut self, means: &Means) -> Vec<Job> {
        let mut jobs = Vec::new();
        for (at, call) in self.calls.iter_mut().enumerate() {
            let step = call.step.take_if(|step| is_waiting(step));
            let head = step.as_deref().and_then(|step| serde_json::from_str::<Head<'_>>(step).ok());
            let Some(state) = head.and_then(|head| head.state) else { continue };
            let (input, options) = (&call.input, &means.options);
            let line = format!(
                r#"{{"id":{at},"state":{state},"input":{input},"event":{ELAPSED},"options":{options}}}"#
            );
            jobs.extend(call.job(&line));
        }
        jobs
    }

    /// One of its calls has ended.
    pub(super) fn heard(&mut self, job: &Job, step: Vec<u8>) {
        let at = job.id().and_then(|id| id.parse::<usize>().ok());
        if let Some(call) = at.and_then(|at| self.calls.get_mut(at)) {
            call.step = String::from_utf8(step).ok();
        }
    }

    /// `number`: the one under which it can be taken up again.
    pub(super) fn go_on(&mut self, number: u64, means: &Means) -> Then {
        loop {
            let calls = self.calls.iter().map(Call::planned).collect::<Vec<_>>().join(",");
            let plan = self.plan.as_str();
            let step = pure("debtor.plan", &format!(r#"{{{plan},"calls":[{calls}]}}"#));
            let planned = serde_json::from_slice::<Planned<'_>>(&step).ok();
            let Some(output) = planned.and_then(|planned| planned.output) else {
                return Then::End(Answer::of(step));
            };
            match (output.next, output.report_input) {
                ("start", _) => {
                    let jobs = self.start(&output.start, means);
                    if !jobs.is_empty() {
                        return Then::Start(jobs);
                    }
                }
                ("report", Some(input)) => {
                    return Then::End(report(input.get(), number, &self.steps()));
                }
                _ if self.calls.iter().any(|call| call.step.is_none()) => {
                    return Then::Start(Vec::new());
                }
                _ => return Then::End(report(&self.so_far(), number, &self.steps())),
            }
        }
    }

    fn start(&mut self, starts: &[Start<'_>], means: &Means) -> Vec<Job> {
        let mut jobs = Vec::new();
        for Start { source, operation, input } in starts {
            let at = self.calls.len();
            let mut call = Call {
                source: source.to_string(),
                operation: operation.to_string(),
                input: input.get().to_owned(),
                step: None,
            };
            // Whatever prices the caller has named.
            let effect = find(operation).map(|entry| entry.about.effect);
            match effect.map(|effect| means.allowed.check(effect)) {
                Some(Err(error)) => {
                    call.step = String::from_utf8(fail(&error, Meta::default())).ok();
                }
                _ => {
                    let options = &means.options;
                    let line = format!(
                        r#"{{"id":{at},"operation":"{}","input":{input},"options":{options}}}"#,
                        &**operation
                    );
                    jobs.extend(call.job(&line));
                }
            }
            self.calls.push(call);
        }
        jobs
    }

    fn steps(&self) -> Vec<&str> {
        self.calls.iter().filter_map(|call| call.step.as_deref()).collect()
    }

    /// The report's input where calls are still to be gone on with.
    fn so_far(&self) -> String {
        let results = self.calls.iter().filter_map(|call| {
            let (source, operation) = (quoted(&call.source), quoted(&call.operation));
            let step = call.step.as_deref()?;
            Some(format!(r#"{{"source":{source},"operation":{operation},"step":{step}}}"#))
        });
        let results = results.collect::<Vec<_>>().join(",");
        format!(r#"{{"person":{},"results":[{results}]}}"#, self.person)
    }
}

impl Call {
    /// As the plan takes it.
    fn planned(&self) -> String {
        let (source, operation) = (quoted(&self.source), quoted(&self.operation));
        let (status, step) = match &self.step {
            None => ("running", String::new()),
            Some(step) if is_waiting(step) => ("waiting", String::new()),
            Some(step) => ("finished", format!(r#","step":{step}"#)),
        };
        format!(r#"{{"source":{source},"operation":{operation},"status":"{status}"{step}}}"#)
    }

    /// What is to be played; a job that cannot be is over.
    fn job(&mut self, line: &str) -> Option<Job> {
        match Job::read(line.as_bytes()) {
            Ok(job) => Some(job),
            Err((_, step)) => {
                self.step = String::from_utf8(step).ok();
                None
            }
        }
    }
}
