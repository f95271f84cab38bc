//! The loop: while the step is `send`, `wait` or `store`, do it and resume.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Deserialize;
use spravka_core::Beside;
use spravka_core::error::{Code, Detail, Error};
use spravka_core::wire::Str;

use crate::clock::Clock;
use crate::event::Event;
use crate::exit::Trouble;
use crate::job::{Head, Job, internal};
use crate::options::Defaults;
use crate::record::Recorder;
use crate::secrets::Secret;
use crate::state_file::StateFile;
use crate::stopped::Stopped;
use crate::tokens::Grant;
use crate::transport::{Keys, Outgoing, Transport};
use crate::unfilled::{because, for_good, not_sent};
use crate::validate::Validator;

/// The core bounds every flow; this stops a loop that would be a fault of its own.
const MOST_STEPS: usize = 100_000;

pub(crate) struct Player {
    /// `None` where no request is to be expected.
    pub(crate) transport: Option<Box<dyn Transport>>,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) max_wait_ms: u64,
    pub(crate) defaults: Defaults,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) state_file: Option<StateFile>,
    /// Why the record or the state cannot be kept any more.
    pub(crate) trouble: Option<Trouble>,
    /// `None`: keep going.
    pub(crate) stopped: Option<Stopped>,
    pub(crate) validator: Option<Validator>,
}

impl Player {
    /// Plays one job to its last step, or to a `wait` that is not waited for. The step is what came
    /// of requests that were sent, so it is to be shown before `trouble` ends the command; it is empty where the state could not be
    /// kept before a request, which was not sent.
    pub(crate) fn play(&mut self, job: &Job<'_>) -> Vec<u8> {
        let played = catch_unwind(AssertUnwindSafe(|| self.steps(job)));
        let mut step = played.unwrap_or_else(|_| internal());
        if let Some(validator) = &mut self.validator {
            step = validator.output(job, step);
        }
        if let Some(stopped) = &mut self.stopped {
            stopped.learn(&step);
        }
        step
    }

    fn steps(&mut self, job: &Job<'_>) -> Vec<u8> {
        let options = self.defaults.over(job.get("options").map(|options| options.get()));
        let files = job.files().beside();
        let mut step = Vec::new();
        let first = job.first_call(self.clock.now(), &options);
        spravka_core::dispatch_into(
            first.as_bytes(),
            Beside { body: None, files: &files },
            &mut step,
        );
        if let Some(refusal) = self.validator.as_mut().and_then(|v| v.input(job, &step)) {
            return refusal;
        }
        let mut grant = None;
        for index in 0..MOST_STEPS {
            let (state, event, instead) = match self.follow(job, &step, index == 0, &mut grant) {
                Next::Resume(state, event) => (state, event, None),
                Next::Instead(state, event, instead) => (state, event, Some(instead)),
                Next::Last(Some(step)) => return step,
                Next::Last(None) => return step,
            };
            let call = job.next_call(&state, &event.json, self.clock.now(), &options);
            step.clear();
            let beside = Beside { body: event.body.as_deref(), files: &files };
            spravka_core::dispatch_into(call.as_bytes(), beside, &mut step);
            if let Some(instead) = instead {
                return self.ended(step, &instead);
            }
        }
        internal()
    }

    /// The core has ended the flow, and knows what happened before; why, the runner knows.
    fn ended(&mut self, step: Vec<u8>, instead: &Instead) -> Vec<u8> {
        if !matches!(instead, Instead::Unstored(_)) {
            self.keep_last(&step, false);
        }
        match instead {
            Instead::Unfilled(error) => because(&step, error).unwrap_or(step),
            Instead::Stopped(error) => not_sent(because(&step, error).unwrap_or(step)),
            Instead::Unstored(error) => {
                because(&step, error).and_then(|step| for_good(&step)).unwrap_or_else(internal)
            }
        }
    }

    /// Does what a step asks for.
    fn follow(
        &mut self,
        job: &Job<'_>,
        step: &[u8],
        first: bool,
        grant: &mut Option<Grant>,
    ) -> Next {
        if step.starts_with(br#"{"step":"done""#) {
            return Next::Last(None);
        }
        if step.starts_with(br#"{"step":"fail""#) {
            self.keep_last(step, first);
            return Next::Last(None);
        }
        let Ok(head) = serde_json::from_slice::<Head<'_>>(step) else {
            return Next::Last(Some(internal()));
        };
        let state = head.state.map_or("null", |state| state.get());
        match (head.step, head.request, head.wait_ms) {
            ("send", Some(request), _) => {
                *grant = Grant::of(request.get());
                self.send(job, &head, request.get(), state)
            }
            ("wait", _, _) if !self.keep(&head) => Next::Last(None),
            ("wait", _, _) if head.reason == Some("input_needed") => Next::Last(None),
            ("wait", _, Some(ms)) if ms <= self.max_wait_ms => {
                self.clock.wait(ms);
                Next::Resume(state.to_owned(), Event::elapsed())
            }
            ("wait", _, _) => Next::Last(None),
            ("store", _, _) => self.store(step, state, *grant),
            _ => Next::Last(Some(internal())),
        }
    }

    fn send(&mut self, job: &Job<'_>, head: &Head<'_>, request: &str, state: &str) -> Next {
        let Ok(RequestHead { provider }) = serde_json::from_str(request) else {
            return Next::Last(Some(internal()));
        };
        if let Some(reason) = self.stopped.as_ref().and_then(|stopped| stopped.reason(&provider)) {
            return unsent(state, Instead::Stopped(reason.to_owned()));
        }
        if Grant::of(request).is_some()
            && let Err(error) = self.keys.secrets.check_store()
        {
            return unsent(state, Instead::Unfilled(json(&error)));
        }
        if self.transport.is_none() {
            return Next::Last(Some(internal()));
        }
        if !self.keep(head) {
            return Next::Last(Some(Vec::new()));
        }
        let Some(transport) = &mut self.transport else {
            return Next::Last(Some(internal()));
        };
        let files = |member: &str| job.file(member);
        let outgoing = Outgoing { request, keys: &self.keys, files: &files };
        match transport.exchange(&outgoing, self.clock.now()) {
            Ok(event) => {
                self.record(request, &event);
                Next::Resume(state.to_owned(), event)
            }
            // The core has words of its own for this one.
            Err(error) if error.code == Code::MissingSecret => {
                let secret = match error.detail {
                    Detail::Secret(name, _) => Some(name),
                    _ => None,
                };
                Next::Resume(state.to_owned(), Event::no_secret(secret))
            }
            Err(error) => unsent(state, Instead::Unfilled(json(&error))),
        }
    }

    /// The step goes nowhere but into the secrets.
    fn store(&mut self, step: &[u8], state: &str, grant: Option<Grant>) -> Next {
        let stored = serde_json::from_slice::<StoreStep>(step)
            .is_ok_and(|StoreStep { secrets }| self.keys.secrets.store(secrets).is_ok());
        if stored {
            return Next::Resume(state.to_owned(), Event::stored());
        }
        let error = grant.unwrap_or(Grant::Code).lost();
        // Nothing follows but `stored`: the core ends the flow, and knows that the pair was issued.
        Next::Instead(state.to_owned(), Event::elapsed(), Instead::Unstored(json(&error)))
    }

    fn record(&mut self, request: &str, event: &Event) {
        // The answer holds tokens.
        if Grant::of(request).is_some() {
            return;
        }
        let Some(Err(trouble)) = self.recorder.as_mut().map(|r| r.add(request, event)) else {
            return;
        };
        // A line may have been cut off: nothing may follow it.
        self.recorder = None;
        self.trouble = Some(trouble);
    }

    /// Whether the step is kept, where steps are to be kept.
    fn keep(&mut self, head: &Head<'_>) -> bool {
        match self.state_file.as_mut().map(|file| file.keep(head)) {
            None | Some(Ok(())) => true,
            Some(Err(trouble)) => {
                self.trouble = Some(trouble);
                false
            }
        }
    }

    /// The same of a `fail`. The `first` step may be the refusal of a call whose state was not looked
    /// at: that one ends no flow.
    fn keep_last(&mut self, step: &[u8], first: bool) {
        if self.state_file.is_some()
            && let Ok(head) = serde_json::from_slice::<Head<'_>>(step)
            && !(first && head.state.is_none())
        {
            self.keep(&head);
        }
    }
}

fn unsent(state: &str, instead: Instead) -> Next {
    Next::Instead(state.to_owned(), Event::no_secret(None), instead)
}

fn json(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_default()
}

enum Next {
    Resume(String, Event),
    /// The same, upon which the core ends the flow; the reason that it gives is another.
    Instead(String, Event, Instead),
    /// The end, with a step in place of the core's own.
    Last(Option<Vec<u8>>),
}

/// Why a flow ended; the error as JSON.
enum Instead {
    /// A request's slots could not be filled: it was not sent.
    Unfilled(String),
    /// Its provider is left alone for the rest of the batch: it was not sent.
    Stopped(String),
    /// The tokens that came could not be put away.
    Unstored(String),
}

#[derive(Deserialize)]
struct StoreStep {
    secrets: BTreeMap<String, Secret>,
}

#[derive(Deserialize)]
struct RequestHead<'a> {
    #[serde(borrow)]
    provider: Str<'a>,
}
