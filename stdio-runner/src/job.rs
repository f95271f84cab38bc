//! A job: one line of `run`, or what `call` was asked for.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Error, Text};
use spravka_core::protocol::Meta;
use spravka_core::value::Timestamp;

use crate::members::{Members, split, twice};

const ID_CAP: usize = 128;
/// The members that the core never sees, and cannot refuse when they come twice.
const OWN: [(&str, &str); 2] = [("id", "/id"), ("options", "/options")];
const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };
const ID: Text = Text {
    en: "a string or a number of at most 128 bytes",
    ru: "строка или число не длиннее 128 байт",
};

/// `{id?, operation, input, options?}`, or `{id?, state, input, event, options?}`.
#[derive(Default)]
pub(crate) struct Job<'a> {
    members: Members<'a>,
}

impl<'a> Job<'a> {
    /// # Errors
    /// The job as far as it could be read, and the step that says what is wrong with it.
    pub(crate) fn read(line: &'a [u8]) -> Result<Self, (Self, Vec<u8>)> {
        let mut job = Self::default();
        let read = std::str::from_utf8(line).is_ok_and(|text| split(text, &mut job.members));
        if !read {
            // The core says what is wrong with the text, and where.
            return Err((job, spravka_core::dispatch(line)));
        }
        if let Some((_, path)) = OWN.iter().find(|(name, _)| twice(&job.members, name)) {
            return Err((job, fail(&Error::invalid(*path, ONCE), Meta::default())));
        }
        if job.get("id").is_some_and(|id| id.get() != "null") && job.id().is_none() {
            return Err((job, fail(&Error::invalid("/id", ID), Meta::default())));
        }
        Ok(job)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.members.iter().find(|(member, _)| &**member == name).map(|(_, value)| *value)
    }

    pub(crate) fn id(&self) -> Option<&'a str> {
        let id = self.get("id")?.get();
        let scalar = id.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit());
        (scalar && id.len() <= ID_CAP).then_some(id)
    }

    pub(crate) fn input(&self) -> &'a str {
        self.get("input").map_or("null", RawValue::get)
    }

    /// The first call to the core. Members that no job has are handed on, so that the core refuses
    /// them.
    pub(crate) fn first_call(&self, now: Timestamp, options: &str) -> String {
        let verb = if self.get("state").is_some() { "resume" } else { "start" };
        let mut call = format!(r#"{{"call":"{verb}""#);
        for (name, value) in &self.members {
            if !matches!(&**name, "id" | "options") {
                let name = serde_json::to_string(&**name).unwrap_or_default();
                call.extend([",", &name, ":", value.get()]);
            }
        }
        call + &format!(r#","now":"{now}","options":{options}}}"#)
    }

    /// The call that follows an event.
    pub(crate) fn next_call(
        &self,
        state: &str,
        event: &str,
        now: Timestamp,
        options: &str,
    ) -> String {
        let input = self.input();
        format!(
            r#"{{"call":"resume","state":{state},"input":{input},"event":{event},"now":"{now}","options":{options}}}"#
        )
    }

    /// The step as this job's result: with its id first, and on a line of its own.
    pub(crate) fn result(&self, step: &[u8]) -> Vec<u8> {
        let mut record = Vec::with_capacity(step.len() + ID_CAP + 8);
        match (self.id(), step.split_first()) {
            (Some(id), Some((b'{', rest))) => {
                record.extend([br#"{"id":"#, id.as_bytes(), b",", rest].concat());
            }
            _ => record.extend(step),
        }
        record.push(b'\n');
        record
    }
}

/// A `fail` step of the runner's own.
pub(crate) fn fail(error: &Error, meta: Meta) -> Vec<u8> {
    let (error, meta) = (serde_json::to_string(error), serde_json::to_string(&meta));
    match (error, meta) {
        (Ok(error), Ok(meta)) => {
            format!(r#"{{"step":"fail","error":{error},"meta":{meta}}}"#).into_bytes()
        }
        _ => spravka_core::internal_failure(),
    }
}

/// A failure inside the runner.
pub(crate) fn internal() -> Vec<u8> {
    fail(&Error::new(Code::Internal), Meta::default())
}

/// What the runner looks at in a step of the core.
#[derive(Deserialize)]
pub(crate) struct Head<'a> {
    pub(crate) step: &'a str,
    #[serde(borrow, default)]
    pub(crate) request: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) state: Option<&'a RawValue>,
    #[serde(default)]
    pub(crate) wait_ms: Option<u64>,
    #[serde(borrow, default)]
    pub(crate) reason: Option<&'a str>,
    #[serde(borrow, default)]
    pub(crate) output: Option<&'a RawValue>,
}
