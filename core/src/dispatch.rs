//! The one door: a call in, a step out, both as JSON text.

mod catalogue;

#[cfg(feature = "schema")]
pub(crate) use catalogue::{Catalogue, catalogue};

use serde_json::value::RawValue;

use crate::error::{Code, Detail, Error, Result};
use crate::file::Files;
use crate::flow::{Visit, charged, write_fail};
use crate::members::nearest;
use crate::protocol::{Call, Effect, Event, Meta, Options, State, VERSION};
use crate::registry::{Entry, OPERATIONS, find};
use crate::value::Timestamp;

/// Answers one call with one step. Never fails: what is wrong with the call is a `fail` step.
#[must_use]
pub fn dispatch(call: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(call.len() + 1024);
    dispatch_into(call, Beside::default(), &mut out);
    out
}

/// What comes beside a call, as bytes.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The body of the answer that the call's event tells of.
    pub body: Option<&'a [u8]>,
    /// The files of the input.
    pub files: Files<'a>,
}

/// Both are full of personal data.
impl std::fmt::Debug for Beside<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Beside").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

/// The same with the answer's body and the input's files beside the call.
#[must_use]
pub fn dispatch_with(call: &[u8], beside: Beside<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(call.len() + beside.body.map_or(0, <[u8]>::len) + 1024);
    dispatch_into(call, beside, &mut out);
    out
}

/// The same, appending the step to `out`.
pub fn dispatch_into(call: &[u8], beside: Beside<'_>, out: &mut Vec<u8>) {
    let begin = out.len();
    let mut at = Place::default();
    let result = match simdutf8::basic::from_utf8(call) {
        Ok(text) => run(text, beside, out, &mut at),
        Err(_) => Err(Error::new(Code::CallNotJson)),
    };
    if let Err(error) = result {
        out.truncate(begin);
        at.write_fail(out, error);
    }
}

/// How far a call was understood before it turned out to be at fault.
#[derive(Default)]
struct Place {
    entry: Option<&'static Entry>,
    /// The flow stands where it stood.
    state: Option<State>,
}

impl Place {
    fn write_fail(&self, out: &mut Vec<u8>, mut error: Error) {
        let of_state = || find(&self.state.as_ref()?.operation);
        let entry = self.entry.or_else(of_state);
        let about = entry.map(|entry| &entry.about);
        if let Some(state) = &self.state {
            // What the flow has sent may be executed, whatever is wrong with this call.
            let paid = about.is_some_and(|about| about.effect == Effect::PaidRead);
            error.executed = state.happened();
            error.charged = charged(paid, error.executed);
        }
        let meta = Meta {
            provider: entry.map(Entry::provider_name),
            operation: about.map(|about| about.name),
            ..Meta::default()
        };
        write_fail(out, &error, meta, self.state.as_ref());
    }
}

/// The step that a host answers when something inside it broke.
#[must_use]
pub fn internal_failure() -> Vec<u8> {
    fail_step(Code::Internal)
}

/// The same for this call, as far as it can be read: its state is handed back, and tells what may
/// have been executed.
#[must_use]
pub fn internal_failure_of(call: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut at, mut error) = (Place::default(), Error::new(Code::Internal));
    if let Ok(text) = simdutf8::basic::from_utf8(call) {
        match Call::read(text, &mut at.state) {
            Ok(call) => at.entry = call.operation.and_then(|name| find(&name)),
            Err(fault) => (error.executed, error.charged) = (fault.executed, fault.charged),
        }
    }
    at.write_fail(&mut out, error);
    out
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

fn run<'a>(text: &'a str, beside: Beside<'a>, out: &mut Vec<u8>, at: &mut Place) -> Result<()> {
    let call = Call::read(text, &mut at.state)?;
    at.entry = at.state.as_ref().and_then(|state| find(&state.operation));
    let conflict = |member: &str| Err(Error::new(Code::ConflictingMembers).at(member));
    match &*call.call {
        "operations" => {
            catalogue::write(out);
            Ok(())
        }
        "start" => {
            // A state and an answer must not be lost to a flow that starts anew.
            if at.state.is_some() {
                return conflict("/state");
            }
            if call.event.is_some() {
                return conflict("/event");
            }
            let name = call.operation.ok_or_else(|| Error::missing("/operation"))?;
            at.entry = Some(entry(&name)?);
            play(at, call.input, None, call.now, call.options, beside, out)
        }
        "resume" => {
            let state = at.state.as_ref().ok_or_else(|| Error::missing("/state"))?;
            let invalid = |member: &str| Error::new(Code::StateInvalid).at(member);
            if state.v != VERSION {
                return Err(invalid("/state/v"));
            }
            let entry = at.entry.ok_or_else(|| invalid("/state/operation"))?;
            if !(entry.is_stage)(&state.stage) {
                return Err(invalid("/state/stage"));
            }
            if call.operation.is_some_and(|operation| *operation != state.operation) {
                return conflict("/operation");
            }
            let event = call.event.ok_or_else(|| Error::missing("/event"))?;
            play(at, call.input, Some(event), call.now, call.options, beside, out)
        }
        other => {
            let error = Error::new(Code::InvalidCall).at("/call");
            Err(near(error, other, &["operations", "start", "resume"]))
        }
    }
}

fn play<'a>(
    at: &mut Place,
    input: Option<&'a RawValue>,
    event: Option<Event<'a>>,
    now: Option<Timestamp>,
    options: Options,
    beside: Beside<'a>,
    out: &mut Vec<u8>,
) -> Result<()> {
    let input = input.ok_or_else(|| Error::missing("/input"))?;
    let entry = at.entry.ok_or_else(|| Error::missing("/operation"))?;
    let Beside { body, files } = beside;
    let state = at.state.take();
    let mut visit = Visit { entry, input, files, now, options, state, event, body, out };
    let result = (entry.play)(&mut visit);
    at.state = visit.state;
    result
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

#[cfg(test)]
mod tests {
    use super::*;

    fn internal(call: &str) -> String {
        String::from_utf8(internal_failure_of(call.as_bytes())).unwrap()
    }

    #[test]
    fn what_broke_inside_keeps_its_state() {
        let start = r#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"791028302728"},"now":"2026-11-21T09:00:00Z"}"#;
        let step = internal(start);
        assert!(step.starts_with(r#"{"step":"fail","error":{"code":"internal""#), "{step}");
        assert!(step.contains(r#""executed":"no","charged":"no""#), "{step}");
        assert!(step.ends_with(r#""operation":"kz_info.exec_proc_info"}}"#), "{step}");

        let sent = String::from_utf8(dispatch(start.as_bytes())).unwrap();
        let (_, state) = sent.split_once(r#""state":"#).unwrap();
        let state = state.strip_suffix('}').unwrap();
        let resume = format!(r#"{{"call":"resume","state":{state},"event":"elapsed"}}"#);
        let step = internal(&resume);
        assert!(step.contains(r#""executed":"maybe","charged":"maybe""#), "{step}");
        assert!(step.ends_with(&format!(r#""state":{state}}}"#)), "{step}");
    }

    #[test]
    fn what_cannot_be_read_may_have_been_executed() {
        let step = internal(r#"{"call":"resume","state":{"v":1}}"#);
        assert!(step.contains(r#""executed":"maybe","charged":"maybe""#), "{step}");
        let step = internal("{");
        assert_eq!(step.as_bytes(), internal_failure());
    }
}
