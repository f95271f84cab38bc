//! The loop: while the step is `send` or `wait`, do it and resume.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Deserialize;
use spravka_core::error::Code;
use spravka_core::wire::Str;

use crate::clock::Clock;
use crate::event::{Event, Kind, Sent};
use crate::exit::Trouble;
use crate::job::{Head, Job, internal};
use crate::options::Defaults;
use crate::record::Recorder;
use crate::stopped::Stopped;
use crate::transport::Transport;
use crate::unfilled::{because, not_sent};
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
    /// Why the record cannot be kept any more.
    pub(crate) unrecorded: Option<Trouble>,
    /// `None`: keep going.
    pub(crate) stopped: Option<Stopped>,
    pub(crate) validator: Option<Validator>,
}

impl Player {
    /// Plays one job to its last step, or to a `wait` that is not waited for. The step is what came
    /// of requests that were sent, so it is to be shown before `unrecorded` ends the command.
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
        let mut step = Vec::new();
        let first = job.first_call(self.clock.now(), &options);
        spravka_core::dispatch_into(first.as_bytes(), None, &mut step);
        if let Some(refusal) = self.validator.as_mut().and_then(|v| v.input(job, &step)) {
            return refusal;
        }
        for _ in 0..MOST_STEPS {
            let (state, event, unsent) = match self.follow(&step) {
                Next::Resume(state, event) => (state, event, None),
                // The core ends the flow, and knows what happened before.
                Next::Unsent(state, unsent) => {
                    (state, Event::failure(Kind::NoSecret, Sent::No), Some(unsent))
                }
                Next::Last(Some(step)) => return step,
                Next::Last(None) => return step,
            };
            let call = job.next_call(&state, &event.json, self.clock.now(), &options);
            step.clear();
            spravka_core::dispatch_into(call.as_bytes(), event.body.as_deref(), &mut step);
            match unsent {
                Some(Unsent::Unfilled(error)) => return because(&step, &error).unwrap_or(step),
                Some(Unsent::Stopped(error)) => {
                    return not_sent(because(&step, &error).unwrap_or(step));
                }
                None => {}
            }
        }
        internal()
    }

    /// Does what a step asks for.
    fn follow(&mut self, step: &[u8]) -> Next {
        if step.starts_with(br#"{"step":"done""#) || step.starts_with(br#"{"step":"fail""#) {
            return Next::Last(None);
        }
        let Ok(head) = serde_json::from_slice::<Head<'_>>(step) else {
            return Next::Last(Some(internal()));
        };
        let state = head.state.map_or("null", |state| state.get());
        match (head.step, head.request, head.wait_ms) {
            ("send", Some(request), _) => self.send(request.get(), state),
            ("wait", _, _) if head.reason == Some("input_needed") => Next::Last(None),
            ("wait", _, Some(ms)) if ms <= self.max_wait_ms => {
                self.clock.wait(ms);
                Next::Resume(state.to_owned(), Event::elapsed())
            }
            ("wait", _, _) => Next::Last(None),
            _ => Next::Last(Some(internal())),
        }
    }

    fn send(&mut self, request: &str, state: &str) -> Next {
        let Ok(RequestHead { provider }) = serde_json::from_str(request) else {
            return Next::Last(Some(internal()));
        };
        if let Some(reason) = self.stopped.as_ref().and_then(|stopped| stopped.reason(&provider)) {
            return Next::Unsent(state.to_owned(), Unsent::Stopped(reason.to_owned()));
        }
        let Some(transport) = &mut self.transport else {
            return Next::Last(Some(internal()));
        };
        match transport.exchange(request, self.clock.now()) {
            Ok(event) => {
                self.record(request, &event);
                Next::Resume(state.to_owned(), event)
            }
            // The core has words of its own for this one.
            Err(error) if error.code == Code::MissingSecret => {
                Next::Resume(state.to_owned(), Event::failure(Kind::NoSecret, Sent::No))
            }
            Err(error) => {
                let reason = serde_json::to_string(&error).unwrap_or_default();
                Next::Unsent(state.to_owned(), Unsent::Unfilled(reason))
            }
        }
    }

    fn record(&mut self, request: &str, event: &Event) {
        let Some(Err(trouble)) = self.recorder.as_mut().map(|r| r.add(request, event)) else {
            return;
        };
        // A line may have been cut off: nothing may follow it.
        self.recorder = None;
        self.unrecorded = Some(trouble);
    }
}

enum Next {
    Resume(String, Event),
    /// Nothing was sent.
    Unsent(String, Unsent),
    /// The end, with a step in place of the core's own.
    Last(Option<Vec<u8>>),
}

/// Why a request was not sent; the error as JSON.
enum Unsent {
    /// Its slots could not be filled.
    Unfilled(String),
    /// Its provider is left alone for the rest of the batch.
    Stopped(String),
}

#[derive(Deserialize)]
struct RequestHead<'a> {
    #[serde(borrow)]
    provider: Str<'a>,
}
