//! One job between two calls of the core: where it stands, and what it wants next.

use spravka_core::error::Error;
use spravka_core::value::Timestamp;

use crate::event::Event;
use crate::job::{Files, Head, Job, internal};
use crate::tokens::Grant;
use crate::unfilled::{because, for_good, not_sent};
use crate::wish::Wish;

/// The core bounds every flow; this stops a loop that would be a fault of its own.
const MOST_CALLS: usize = 100_000;
/// A first request that has waited longer than this is made anew: dates in it are those of the day on
/// which it is sent.
const STALE_MS: u64 = 1_000;

/// Who answers calls: the core in this process, or one that can be thrown away.
pub trait Core {
    type Files: Files;
    /// The bytes of an answer.
    type Body;

    /// Appends the step that answers a call; whether that was possible.
    fn answer(
        &self,
        call: &str,
        body: Option<&Self::Body>,
        files: &Self::Files,
        step: &mut Vec<u8>,
    ) -> bool;
}

pub struct Flow<C: Core> {
    core: C,
    /// Among the flows of its line.
    pub name: String,
    pub job: Job<C::Files>,
    options: String,
    step: Vec<u8>,
    /// Calls to the core so far.
    calls: usize,
    /// When it was started, as long as nothing has followed.
    fresh: Option<Timestamp>,
    /// Whether a request of it has left.
    pub has_sent: bool,
    /// Whether what is kept of it is a request under way.
    pub is_asked: bool,
    /// Whether its last step is.
    pub is_kept: bool,
    /// What its last request asked tokens for.
    pub grant: Option<Grant>,
}

/// Why a flow ends other than the core thinks; the error as JSON.
#[derive(Debug)]
pub enum Instead {
    /// A request's slots could not be filled: it was not sent.
    Unfilled(String),
    /// The host does not send it.
    Unsent(String),
    /// The tokens that came could not be put away.
    Unstored(String),
}

/// It is full of personal data.
impl<C: Core> std::fmt::Debug for Flow<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flow(…)")
    }
}

impl<C: Core> Flow<C> {
    /// `options`: the job's over those of the host.
    pub fn new(core: C, name: String, job: Job<C::Files>, options: String) -> Self {
        let (step, calls, fresh) = (Vec::new(), 0, None);
        let (has_sent, is_asked, is_kept, grant) = (false, false, false, None);
        Self { core, name, job, options, step, calls, fresh, has_sent, is_asked, is_kept, grant }
    }

    pub fn start(&mut self, now: Timestamp) -> Wish {
        let call = self.job.first_call(now, &self.options);
        self.fresh = Some(now);
        self.call(&call, None)
    }

    /// Starts again where nothing has followed a start for so long: it is the same call at another
    /// time.
    pub fn freshen(&mut self, now: Timestamp) -> Option<Wish> {
        let stale = self.fresh.is_some_and(|started| now.since(started) > STALE_MS);
        stale.then(|| {
            self.calls = 0;
            self.start(now)
        })
    }

    /// Goes on from where it stands.
    pub fn resume(&mut self, event: &Event<C::Body>, now: Timestamp) -> Wish {
        let state = self.state().unwrap_or_else(|| "null".to_owned());
        self.resume_from(&state, event, now)
    }

    pub fn resume_from(&mut self, state: &str, event: &Event<C::Body>, now: Timestamp) -> Wish {
        let call = self.job.next_call(state, &event.json, now, &self.options);
        self.fresh = None;
        self.call(&call, event.body.as_ref())
    }

    /// Ends it for a reason that the core does not know; what happened before, the core knows.
    pub fn end(&mut self, instead: &Instead, now: Timestamp) {
        // Nothing follows a `store` step but `stored`: the core ends the flow.
        let event = match instead {
            Instead::Unstored(_) => Event::elapsed(),
            Instead::Unfilled(_) | Instead::Unsent(_) => Event::no_secret(None),
        };
        self.resume(&event, now);
        let step = match instead {
            Instead::Unfilled(error) => because(&self.step, error),
            Instead::Unsent(error) => because(&self.step, error).map(not_sent),
            Instead::Unstored(error) => because(&self.step, error)
                .and_then(|step| for_good(&step))
                .or_else(|| Some(internal())),
        };
        self.step = step.unwrap_or_else(|| std::mem::take(&mut self.step));
    }

    fn call(&mut self, call: &str, body: Option<&C::Body>) -> Wish {
        self.step.clear();
        self.calls += 1;
        let answered = self.core.answer(call, body, &self.job.files, &mut self.step);
        if !answered || self.calls > MOST_CALLS {
            self.step = internal();
        }
        self.wish()
    }

    fn wish(&mut self) -> Wish {
        if [&br#"{"step":"done""#[..], br#"{"step":"fail""#]
            .iter()
            .any(|s| self.step.starts_with(s))
        {
            return Wish::Over;
        }
        self.head().and_then(Wish::of).unwrap_or_else(|| {
            self.step = internal();
            Wish::Over
        })
    }

    /// The step where it stands.
    pub fn step(&self) -> &[u8] {
        &self.step
    }

    pub fn head(&self) -> Option<Head<'_>> {
        serde_json::from_slice(&self.step).ok()
    }

    /// The request of a `send` step.
    pub fn request(&self) -> Option<String> {
        Some(self.head()?.request?.get().to_owned())
    }

    fn state(&self) -> Option<String> {
        Some(self.head()?.state?.get().to_owned())
    }

    pub fn into_parts(self) -> (String, Job<C::Files>, Vec<u8>) {
        (self.name, self.job, self.step)
    }

    /// Whether only the start has been played.
    pub fn is_first(&self) -> bool {
        self.calls == 1
    }

    /// Puts another last step in place of its own.
    pub fn replace(&mut self, step: Vec<u8>) {
        self.step = step;
    }
}

pub fn json(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_default()
}
