//! Whether a request may leave now: who is to be left alone, how many and how often, for how much.

use std::collections::BTreeSet;

use spravka_core::error::{Code, Error};
use spravka_core::value::Timestamp;

use crate::Id;
use crate::budget::{Budget, Leave};
use crate::flow::json;
use crate::lanes::{Gate, Lanes};
use crate::money::Money;
use crate::stopped::Stopped;
use crate::wish::Wanted;

/// What all flows of a host share.
#[derive(Debug)]
pub struct Rules<'a> {
    pub lanes: &'a Lanes,
    pub budget: &'a Budget,
    /// `None`: nobody is left alone.
    pub stopped: Option<&'a Stopped>,
    /// A provider that holds its requests for longer is not waited for.
    pub max_wait_ms: u64,
    /// Neither is a limit, since somebody waits for the answer.
    pub is_awaited: bool,
}

#[derive(Debug)]
pub enum Departure {
    /// For this price, where one is known.
    Now(Option<Money>),
    NotBefore(Timestamp),
    /// Not before another request or flow has ended.
    Waits,
    /// For this reason, an error as JSON.
    Never(String),
}

impl Rules<'_> {
    /// `waiting`: the currencies in which an earlier flow waits for what others have reserved.
    pub fn departure(
        &self,
        id: Id,
        wanted: &Wanted,
        now: Timestamp,
        waiting: &mut BTreeSet<String>,
    ) -> Departure {
        if let Some(reason) = self.reason_not_to(wanted, now) {
            return Departure::Never(reason);
        }
        match self.lanes.gate(id, wanted, now) {
            Gate::At(at) if self.is_awaited && at.since(now) > self.max_wait_ms => {
                Departure::Never(too_late(Code::RateLimited, at))
            }
            Gate::At(at) => Departure::NotBefore(at),
            Gate::Shut => Departure::Waits,
            Gate::Open => match self.budget.ask(wanted, waiting) {
                Leave::Later => Departure::Waits,
                Leave::Granted(price) => Departure::Now(price),
                Leave::Refused(error) => Departure::Never(json(&error)),
            },
        }
    }

    /// Why nothing is sent to this provider, an error as JSON.
    fn reason_not_to(&self, wanted: &Wanted, now: Timestamp) -> Option<String> {
        if let Some(reason) = self.stopped.and_then(|stopped| stopped.reason(&wanted.provider)) {
            return Some(reason.to_owned());
        }
        if wanted.deadline.is_some_and(|deadline| now >= deadline) {
            return Some(json(&Error::new(Code::DeadlinePassed)));
        }
        let (until, why) = self.lanes.held(&wanted.provider)?;
        (until.since(now) > self.max_wait_ms).then(|| too_late(why, until))
    }
}

/// As JSON.
fn too_late(why: Code, until: Timestamp) -> String {
    let mut error = Error::new(why);
    error.retry_at = Some(until);
    json(&error)
}
