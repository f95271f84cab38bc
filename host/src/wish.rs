//! What a step asks its host for.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::Code;
use spravka_core::protocol::Effect;
use spravka_core::registry::find;
use spravka_core::value::Timestamp;
use spravka_core::wire::Str;

use crate::job::Head;
use crate::money::Money;
use crate::tokens::Grant;

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

impl Wish {
    /// Of a step that is not the last one.
    pub(crate) fn of(head: Head<'_>) -> Option<Self> {
        match (head.step, head.request, head.wait_ms) {
            ("send", Some(request), _) => Wanted::of(request, head.state?).map(Self::Send),
            ("wait", _, Some(ms)) => Some(Self::Wait(Pause {
                ms,
                is_for_input: head.reason == Some("input_needed"),
                holds_provider: (head.scope == Some("provider")).then_some(match head.reason {
                    Some("rate_limited") => Code::RateLimited,
                    _ => Code::SourceUnavailable,
                }),
            })),
            ("store", _, _) => Some(Self::Store),
            _ => None,
        }
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
