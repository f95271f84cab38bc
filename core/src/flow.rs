//! The flows: what happens between a call and a step, written once for every operation.
//!
//! ```text
//!            ┌────────────────── elapsed: repeat ──────────────┐
//!            ▼                                                  │
//!  start ─▶ asked ─ response, failure ─▶ again? ─ yes ─▶ waiting ┤
//!            │ ▲                           │                     │
//!            │ └─ next request of a job ─┐ no                    │
//!            │                           │ ▼                     │
//!            └─ response ─▶ read ────────┘ stopped ── elapsed ───┘
//!                            │              (fail)
//!                            ▼
//!                          done
//! ```
//!
//! An exchange has one request (`ask`). A job has three: `submit`, then `poll` until the task is
//! ready, then `fetch`; once its task is known, a stopped job goes on by polling. A procedure names
//! its own; the first one looks where it stands at the provider, and whatever was waited for or
//! stopped goes on with that one. Two more things can happen to it: `storing`, until the host has put
//! secrets away, and a person's `choice`, which takes up what is stopped.

mod exchange;
mod job;
mod keys;
mod machine;
mod plan;
mod procedure;
mod transform;
mod words;

pub(crate) use exchange::exchange;
pub(crate) use job::job;
pub(crate) use procedure::procedure;
pub(crate) use transform::transform;

use serde_json::value::RawValue;

use crate::error::{Error, Happened, Result};
use crate::file::Files;
use crate::members::Members;
use crate::operation::{Input, Operation};
use crate::protocol::{Event, Fail, Meta, Notes, Options, State};
use crate::registry::Entry;
use crate::value::Timestamp;

/// One call on its way through an operation.
pub(crate) struct Visit<'a, 'o> {
    pub(crate) entry: &'static Entry,
    pub(crate) input: &'a RawValue,
    /// The input's files, where they came beside the call.
    pub(crate) files: Files<'a>,
    /// `None` for a transform that was not given one.
    pub(crate) now: Option<Timestamp>,
    pub(crate) options: Options,
    /// Where the flow stands; `None`: it starts. What is left here after an error is handed back.
    pub(crate) state: Option<State>,
    /// What happened since; only with a state.
    pub(crate) event: Option<Event<'a>>,
    /// The body, where it came beside the call.
    pub(crate) body: Option<&'a [u8]>,
    /// Where the step is written.
    pub(crate) out: &'o mut Vec<u8>,
}

/// Reads the typed input.
fn read_input<O: Operation>(visit: &Visit<'_, '_>, notes: &mut Notes) -> Result<O::Input> {
    let members = Members::of(visit.input.get(), "/input", O::Input::MEMBERS)?;
    let started = visit.now.filter(|_| visit.state.is_none());
    O::Input::read(&members.of_call(visit.files, started), notes)
}

/// Writes the last step of a flow that gave no answer.
pub(crate) fn write_fail(out: &mut Vec<u8>, error: &Error, meta: Meta, state: Option<&State>) {
    write(out, &Fail { error, meta, state });
}

/// Writes a step. Our own types serialize into memory without fail.
pub(crate) fn write<T: serde::Serialize>(out: &mut Vec<u8>, step: &T) {
    let begin = out.len();
    if serde_json::to_writer(&mut *out, step).is_err() {
        out.truncate(begin);
    }
}

/// Whether money was taken, as far as the outcome of a request that costs money tells.
pub(crate) fn charged(paid: bool, executed: Happened) -> Happened {
    if paid && executed != Happened::No { Happened::Maybe } else { Happened::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let mut out = b"before".to_vec();
        write(&mut out, &std::collections::BTreeMap::from([(vec![1], "no name of a member")]));
        assert_eq!(out, b"before");
        write(&mut out, &[1]);
        assert_eq!(out, b"before[1]");
    }

    #[test]
    fn only_what_costs_and_may_have_happened_is_charged() {
        for (paid, executed, expected) in [
            (true, Happened::Yes, Happened::Maybe),
            (true, Happened::Maybe, Happened::Maybe),
            (true, Happened::No, Happened::No),
            (false, Happened::Yes, Happened::No),
        ] {
            assert_eq!(charged(paid, executed), expected, "{paid} {executed:?}");
        }
    }
}
