//! One job between two calls of the core: where it stands, and what it wants next.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Error};
use spravka_core::protocol::Effect;
use spravka_core::registry::find;
use spravka_core::value::Timestamp;
use spravka_core::wire::Str;

use crate::event::Event;
use crate::job::{Files, Head, Job, internal};
use crate::money::Money;
use crate::tokens::Grant;
use crate::unfilled::{because, for_good, not_sent};

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

/// What a step asks for.
#[derive(Debug)]
pub enum Wish {
    Send(Wanted),
    Wait(Pause),
    Store,
    /// It was the last one.
    Over,
}

/// A request that is to be sent.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub provider: String,
    pub operation: String,
    /// Whether limits count it: all but what follows a task of the provider's.
    pub is_counted: bool,
    /// Whether it is what the operation is for, and no look or poll of it.
    pub does_its_work: bool,
    pub only_reads: bool,
    /// Nothing is sent from then on.
    pub deadline: Option<Timestamp>,
    pub is_paid: bool,
    pub estimate: Option<Money>,
    pub grant: Option<Grant>,
}

/// Time that has to pass.
#[derive(Debug)]
pub struct Pause {
    pub ms: u64,
    /// It ends with a better input, not with time.
    pub is_for_input: bool,
    /// Why no request may go to this flow's provider until then.
    pub holds_provider: Option<Code>,
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

#[derive(Deserialize)]
struct RequestHead<'a> {
    #[serde(borrow)]
    provider: Str<'a>,
    effect: &'a str,
    #[serde(borrow, default)]
    estimate: Option<Estimate<'a>>,
}

#[derive(Deserialize)]
struct Estimate<'a> {
    amount: &'a str,
    currency: &'a str,
}

#[derive(Deserialize)]
struct StateHead<'a> {
    #[serde(borrow)]
    operation: Str<'a>,
    #[serde(borrow, default)]
    task: Option<&'a RawValue>,
    #[serde(borrow, default)]
    options: KeptOptions<'a>,
}

#[derive(Default, Deserialize)]
struct KeptOptions<'a> {
    #[serde(default)]
    deadline: Option<&'a str>,
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
        let wish = self.head().and_then(|head| match (head.step, head.request, head.wait_ms) {
            ("send", Some(request), _) => Wanted::of(request, head.state?).map(Wish::Send),
            ("wait", _, Some(ms)) => Some(Wish::Wait(Pause {
                ms,
                is_for_input: head.reason == Some("input_needed"),
                holds_provider: (head.scope == Some("provider")).then_some(match head.reason {
                    Some("rate_limited") => Code::RateLimited,
                    _ => Code::SourceUnavailable,
                }),
            })),
            ("store", _, _) => Some(Wish::Store),
            _ => None,
        });
        wish.unwrap_or_else(|| {
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

impl Wanted {
    fn of(request: &RawValue, state: &RawValue) -> Option<Self> {
        let RequestHead { provider, effect, estimate } =
            serde_json::from_str(request.get()).ok()?;
        let StateHead { operation, task, options } = serde_json::from_str(state.get()).ok()?;
        let only_reads = find(&operation).is_some_and(|entry| entry.about.effect == Effect::Read);
        Some(Self {
            provider: provider.into_owned(),
            operation: operation.into_owned(),
            is_counted: task.is_none(),
            does_its_work: effect != "read" || only_reads,
            only_reads: effect == "read",
            deadline: options.deadline.and_then(Timestamp::parse),
            is_paid: effect == "paid_read",
            estimate: estimate.and_then(|estimate| Money::of(estimate.amount, estimate.currency)),
            grant: Grant::of(request.get()),
        })
    }
}

pub fn json(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_default()
}
