//! The loop: while the step is `send` or `wait`, do it and resume.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Deserialize;
use spravka_core::error::{Code, Error};
use spravka_core::protocol::Meta;
use spravka_core::registry::find;
use spravka_core::wire::Str;

use crate::clock::Clock;
use crate::event::{Event, Kind, Sent};
use crate::exit::Trouble;
use crate::job::{Head, Job, StateHead, fail, internal};
use crate::options::Defaults;
use crate::record::Recorder;
use crate::stopped::Stopped;
use crate::transport::Transport;
use crate::validate::Validator;

/// The core bounds every flow; this stops a loop that would be a fault of its own.
const MOST_STEPS: usize = 100_000;

pub(crate) struct Player {
    /// `None` where no request is to be expected.
    pub(crate) transport: Option<Box<dyn Transport>>,
    pub(crate) clock: Clock,
    pub(crate) max_wait_ms: u64,
    pub(crate) defaults: Defaults,
    pub(crate) recorder: Option<Recorder>,
    /// `None`: keep going.
    pub(crate) stopped: Option<Stopped>,
    pub(crate) validator: Option<Validator>,
}

impl Player {
    /// Plays one job to its last step, or to a `wait` that is not waited for.
    ///
    /// # Errors
    /// Only where the record cannot be kept.
    pub(crate) fn play(&mut self, job: &Job<'_>) -> Result<Vec<u8>, Trouble> {
        let played = catch_unwind(AssertUnwindSafe(|| self.steps(job)));
        let mut step = played.unwrap_or_else(|_| Ok(internal()))?;
        if let Some(validator) = &mut self.validator {
            step = validator.output(job, step);
        }
        if let Some(stopped) = &mut self.stopped {
            stopped.learn(&step);
        }
        Ok(step)
    }

    fn steps(&mut self, job: &Job<'_>) -> Result<Vec<u8>, Trouble> {
        let options = self.defaults.over(job.get("options").map(|options| options.get()));
        let mut step = Vec::new();
        let first = job.first_call(self.clock.now(), &options);
        spravka_core::dispatch_into(first.as_bytes(), None, &mut step);
        if let Some(refusal) = self.validator.as_mut().and_then(|v| v.input(job, &step)) {
            return Ok(refusal);
        }
        for _ in 0..MOST_STEPS {
            let (state, event) = match self.follow(job, &step)? {
                Next::Resume(state, event) => (state, event),
                Next::Last(Some(step)) => return Ok(step),
                Next::Last(None) => return Ok(step),
            };
            let call = job.next_call(&state, &event.json, self.clock.now(), &options);
            step.clear();
            spravka_core::dispatch_into(call.as_bytes(), event.body.as_deref(), &mut step);
        }
        Ok(internal())
    }

    /// Does what a step asks for.
    fn follow(&mut self, job: &Job<'_>, step: &[u8]) -> Result<Next, Trouble> {
        if step.starts_with(br#"{"step":"done""#) || step.starts_with(br#"{"step":"fail""#) {
            return Ok(Next::Last(None));
        }
        let Ok(head) = serde_json::from_slice::<Head<'_>>(step) else {
            return Ok(Next::Last(Some(internal())));
        };
        let state = head.state.map_or("null", |state| state.get());
        match (head.step, head.request, head.wait_ms) {
            ("send", Some(request), _) => self.send(job, request.get(), state),
            ("wait", _, _) if head.reason == Some("input_needed") => Ok(Next::Last(None)),
            ("wait", _, Some(ms)) if ms <= self.max_wait_ms => {
                self.clock.wait(ms);
                Ok(Next::Resume(state.to_owned(), Event::elapsed()))
            }
            ("wait", _, _) => Ok(Next::Last(None)),
            _ => Ok(Next::Last(Some(internal()))),
        }
    }

    fn send(&mut self, job: &Job<'_>, request: &str, state: &str) -> Result<Next, Trouble> {
        let Ok(RequestHead { provider }) = serde_json::from_str(request) else {
            return Ok(Next::Last(Some(internal())));
        };
        let operation = serde_json::from_str::<StateHead<'_>>(state);
        let operation = operation.map_or(Str::default(), |state| state.operation);
        // The job's own state, from before the request that is not sent.
        let kept = job.get("state").map(|state| state.get());
        let stopped = self.stopped.as_ref();
        if let Some(step) = stopped.and_then(|stopped| stopped.refuse(&provider, &operation, kept))
        {
            return Ok(Next::Last(Some(step)));
        }
        let Some(transport) = &mut self.transport else {
            return Ok(Next::Last(Some(internal())));
        };
        match transport.exchange(request, self.clock.now()) {
            Ok(event) => {
                if let Some(recorder) = &mut self.recorder {
                    recorder.add(request, &event)?;
                }
                Ok(Next::Resume(state.to_owned(), event))
            }
            // The core says it in its own words, with the state where there is one to keep.
            Err(error) if error.code == Code::MissingSecret => {
                let event = Event::failure(Kind::NoSecret, Sent::No);
                Ok(Next::Resume(state.to_owned(), event))
            }
            Err(error) => Ok(Next::Last(Some(not_filled(&error, &operation)))),
        }
    }
}

enum Next {
    Resume(String, Event),
    /// The end, with a step in place of the core's own.
    Last(Option<Vec<u8>>),
}

#[derive(Deserialize)]
struct RequestHead<'a> {
    #[serde(borrow)]
    provider: Str<'a>,
}

fn not_filled(error: &Error, operation: &str) -> Vec<u8> {
    let entry = find(operation);
    let meta = Meta {
        provider: entry.map(|entry| entry.provider_name()),
        operation: entry.map(|entry| entry.about.name),
        ..Meta::default()
    };
    fail(error, meta)
}
