//! The one door: a call in, a step out, both as JSON text.

mod catalogue;

#[cfg(feature = "schema")]
pub(crate) use catalogue::Catalogue;

use std::borrow::Cow;

use crate::error::{Code, Detail, Error, Result};
use crate::flow::{Visit, charged, write_fail};
use crate::members::nearest;
use crate::protocol::{Call, Effect, Meta, VERSION};
use crate::registry::{Entry, OPERATIONS, find};

/// Answers one call with one step. Never fails: what is wrong with the call is a `fail` step.
#[must_use]
pub fn dispatch(call: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(call.len() + 1024);
    dispatch_into(call, None, &mut out);
    out
}

/// The same with the answer's body beside the call, as the bytes that arrived.
#[must_use]
pub fn dispatch_with(call: &[u8], body: Option<&[u8]>) -> Vec<u8> {
    let mut out = Vec::with_capacity(call.len() + body.map_or(0, <[u8]>::len) + 1024);
    dispatch_into(call, body, &mut out);
    out
}

/// The same, appending the step to `out`.
pub fn dispatch_into(call: &[u8], body: Option<&[u8]>, out: &mut Vec<u8>) {
    let begin = out.len();
    let mut entry = None;
    let result = match simdutf8::basic::from_utf8(call) {
        Ok(text) => run(text, body, out, &mut entry),
        Err(_) => Err(Error::new(Code::CallNotJson)),
    };
    if let Err(error) = result {
        out.truncate(begin);
        let meta = Meta {
            provider: entry.map(Entry::provider_name),
            operation: entry.map(|entry| entry.about.name),
            ..Meta::default()
        };
        write_fail(out, &error, meta, None);
    }
}

/// The step that a host answers when something inside it broke.
#[must_use]
pub fn internal_failure() -> Vec<u8> {
    fail_step(Code::Internal)
}

/// The step for a line that is too long to be read.
#[must_use]
pub fn line_too_long(cap: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let error = Error::new(Code::LineTooLong).because(Detail::Limit(cap, "bytes"));
    write_fail(&mut out, &error, Meta::default(), None);
    out
}

fn fail_step(code: Code) -> Vec<u8> {
    let mut out = Vec::new();
    write_fail(&mut out, &Error::new(code), Meta::default(), None);
    out
}

fn run<'a>(
    text: &'a str,
    body: Option<&'a [u8]>,
    out: &mut Vec<u8>,
    seen: &mut Option<&'static Entry>,
) -> Result<()> {
    let call = Call::read(text)?;
    let options = call.options;
    match &*call.call {
        "operations" => {
            catalogue::write(out);
            Ok(())
        }
        "start" => {
            let name = call.operation.ok_or_else(|| Error::missing("/operation"))?;
            let entry = entry(&name)?;
            *seen = Some(entry);
            let input = call.input.ok_or_else(|| Error::missing("/input"))?;
            let visit = Visit {
                entry,
                input,
                now: call.now,
                options,
                state: None,
                event: None,
                body: None,
                out,
            };
            play(visit)
        }
        "resume" => {
            let state = call.state.ok_or_else(|| Error::missing("/state"))?;
            if state.v != VERSION {
                return Err(Error::new(Code::StateInvalid).at("/state/v"));
            }
            let entry = find(&state.operation)
                .ok_or_else(|| Error::new(Code::StateInvalid).at("/state/operation"))?;
            *seen = Some(entry);
            let event = call.event.ok_or_else(|| Error::missing("/event"))?;
            let input = call.input.ok_or_else(|| Error::missing("/input"))?;
            let visit = Visit {
                entry,
                input,
                now: call.now,
                options,
                state: Some(state),
                event: Some(event),
                body: body.map(Cow::Borrowed),
                out,
            };
            play(visit)
        }
        other => {
            let error = Error::new(Code::InvalidCall).at("/call");
            Err(near(error, other, &["operations", "start", "resume"]))
        }
    }
}

fn play(mut visit: Visit<'_, '_>) -> Result<()> {
    let begin = visit.out.len();
    let Err(mut error) = (visit.entry.play)(&mut visit) else { return Ok(()) };
    let Some(state) = visit.state.take() else { return Err(error) };
    // The call was at fault, and the flow stands where it stood: what it sent may be executed.
    error.executed = state.happened();
    error.charged = charged(visit.entry.about.effect == Effect::PaidRead, error.executed);
    visit.out.truncate(begin);
    let meta = Meta {
        provider: Some(visit.entry.provider_name()),
        operation: Some(visit.entry.about.name),
        ..Meta::default()
    };
    write_fail(visit.out, &error, meta, Some(&state));
    Ok(())
}

fn entry(name: &str) -> Result<&'static Entry> {
    find(name).ok_or_else(|| {
        let names: Vec<&'static str> = OPERATIONS.iter().map(|entry| entry.about.name).collect();
        near(Error::new(Code::UnknownOperation).at("/operation"), name, &names)
    })
}

/// Names the known name that is near, if one is.
fn near(error: Error, name: &str, known: &[&'static str]) -> Error {
    match nearest(name, known) {
        Some(name) => error.because(Detail::Nearest(name)),
        None => error,
    }
}
