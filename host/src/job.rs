//! A job: one line of `run`, or what `call` was asked for.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Error, Text};
use spravka_core::file::decode;
use spravka_core::protocol::Meta;
use spravka_core::registry::{Entry, find};
use spravka_core::value::Timestamp;
use spravka_core::wire::Str;

use crate::members::{Members, split, twice};
use crate::unfilled::because;

const ID_CAP: usize = 128;
/// The members that the core never sees, and cannot refuse when they come twice.
const OWN: [(&str, &str); 3] = [("id", "/id"), ("options", "/options"), ("files", "/files")];
const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };
const ID: Text = Text {
    en: "a string or a number of at most 128 bytes",
    ru: "строка или число не длиннее 128 байт",
};

/// `{id?, operation, input, files?, options?}`, or `{id?, state, input, event, files?, options?}`.
#[derive(Default)]
pub struct Job<F> {
    members: Vec<(String, Box<RawValue>)>,
    pub files: F,
    /// With the files described, where the job names any.
    input: Option<String>,
}

/// The files of a job, as its host holds them.
pub trait Files: Default {
    /// Takes what a job's `files` names; with the input in which they are described, where it is an
    /// object.
    ///
    /// # Errors
    /// What is wrong with which of them.
    fn attach(
        given: &RawValue,
        entry: &'static Entry,
        input: Option<&str>,
    ) -> Result<(Self, Option<String>), Error>;
}

/// The operation's name, which every state holds.
#[derive(Deserialize)]
struct StateHead<'a> {
    #[serde(borrow)]
    operation: Str<'a>,
}

/// It is full of personal data.
impl<F> std::fmt::Debug for Job<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job(…)")
    }
}

impl<F: Files> Job<F> {
    /// # Errors
    /// The job as far as it could be read, and the step that says what is wrong with it.
    pub fn read(line: &[u8]) -> Result<Self, (Self, Vec<u8>)> {
        let mut members = Members::new();
        let read = std::str::from_utf8(line).is_ok_and(|text| split(text, &mut members));
        let owned = |(name, value): &(Str<'_>, &RawValue)| (name.to_string(), (*value).to_owned());
        let mut job = Self { members: members.iter().map(owned).collect(), ..Self::default() };
        if !read {
            // The core says what is wrong with the text, and where.
            return Err((job, spravka_core::dispatch(line)));
        }
        if let Some((_, path)) = OWN.iter().find(|(name, _)| twice(&members, name)) {
            return Err((job, fail(&Error::invalid(*path, ONCE), Meta::default())));
        }
        if job.get("id").is_some_and(|id| id.get() != "null") && job.id().is_none() {
            return Err((job, fail(&Error::invalid("/id", ID), Meta::default())));
        }
        match job.attach() {
            Ok(()) => Ok(job),
            Err(error) => {
                let step = job.refused(&error);
                Err((job, step))
            }
        }
    }

    /// Reads the files that the job names, once, and describes them in the input.
    fn attach(&mut self) -> Result<(), Error> {
        let given = self.get("files").filter(|files| files.get() != "null");
        // An operation that nobody knows is the core's to refuse.
        let (Some(given), Some(entry)) = (given, self.entry()) else { return Ok(()) };
        (self.files, self.input) = F::attach(given, entry, self.get("input").map(RawValue::get))?;
        Ok(())
    }

    /// The step of a job that was not begun: its flow, if there is one, stands where it stood.
    fn refused(&self, error: &Error) -> Vec<u8> {
        let Some(state) = self.get("state") else {
            let meta = self.entry().map(|entry| Meta {
                provider: entry.provider.map(|provider| provider.name),
                operation: Some(entry.about.name),
                ..Meta::default()
            });
            return fail(error, meta.unwrap_or_default());
        };
        // Without an event it is handed back, with what is known of it.
        let core =
            spravka_core::dispatch(format!(r#"{{"call":"resume","state":{state}}}"#).as_bytes());
        because(&core, &serde_json::to_string(error).unwrap_or_default()).unwrap_or(core)
    }

    /// The job's operation, by its name or by its state.
    pub fn entry(&self) -> Option<&'static Entry> {
        match self.get("state") {
            Some(state) => Self::entry_of(state.get()),
            None => find(&serde_json::from_str::<Str<'_>>(self.get("operation")?.get()).ok()?),
        }
    }

    /// The operation of a state.
    pub fn entry_of(state: &str) -> Option<&'static Entry> {
        find(&serde_json::from_str::<StateHead<'_>>(state).ok()?.operation)
    }

    /// A member, as it came.
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.members.iter().find(|(member, _)| member == name).map(|(_, value)| &**value)
    }

    /// Its `id`, as JSON.
    pub fn id(&self) -> Option<&str> {
        let id = self.get("id")?.get();
        let scalar = id.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit());
        (scalar && id.len() <= ID_CAP).then_some(id)
    }

    /// Its input, as JSON, with the files described.
    pub fn input(&self) -> &str {
        let own = || self.get("input").map_or("null", RawValue::get);
        self.input.as_deref().unwrap_or_else(own)
    }

    /// The first call to the core. Members that no job has are handed on, so that the core refuses
    /// them.
    pub fn first_call(&self, now: Timestamp, options: &str) -> String {
        let verb = if self.get("state").is_some() { "resume" } else { "start" };
        let mut call = format!(r#"{{"call":"{verb}""#);
        for (name, value) in &self.members {
            let value = match name.as_str() {
                "id" | "options" | "files" => continue,
                "input" => self.input.as_deref().unwrap_or(value.get()),
                _ => value.get(),
            };
            let name = serde_json::to_string(name).unwrap_or_default();
            call.extend([",", &name, ":", value]);
        }
        call + &format!(r#","now":"{now}","options":{options}}}"#)
    }

    /// The call that follows an event.
    pub fn next_call(&self, state: &str, event: &str, now: Timestamp, options: &str) -> String {
        let input = self.input();
        format!(
            r#"{{"call":"resume","state":{state},"input":{input},"event":{event},"now":"{now}","options":{options}}}"#
        )
    }

    /// The step as this job's result: with its id and its place first (`line`, `index`), and on a line
    /// of its own. Where there is no step, there is no result.
    pub fn result(&self, step: &[u8], place: Option<(&str, u64)>) -> Vec<u8> {
        let Some((b'{', rest)) = step.split_first() else { return Vec::new() };
        let mut record = Vec::with_capacity(step.len() + ID_CAP + 32);
        record.push(b'{');
        if let Some(id) = self.id() {
            record.extend([br#""id":"#, id.as_bytes(), b","].concat());
        }
        if let Some((name, number)) = place {
            record.extend(format!(r#""{name}":{number},"#).into_bytes());
        }
        record.extend(rest);
        record.push(b'\n');
        record
    }
}

/// A file inside an input.
#[derive(Deserialize)]
struct Held<'a> {
    #[serde(borrow)]
    base64: Str<'a>,
}

/// The bytes of a file that the input holds as base64.
pub fn in_input(input: &str, member: &str) -> Option<Vec<u8>> {
    let mut members = Members::new();
    if !split(input, &mut members) {
        return None;
    }
    let (_, file) = members.iter().find(|(name, _)| &**name == member)?;
    let held: Held<'_> = serde_json::from_str(file.get()).ok()?;
    decode(&held.base64)
}

/// A `fail` step of the host's own.
pub fn fail(error: &Error, meta: Meta) -> Vec<u8> {
    let (error, meta) = (serde_json::to_string(error), serde_json::to_string(&meta));
    match (error, meta) {
        (Ok(error), Ok(meta)) => {
            format!(r#"{{"step":"fail","error":{error},"meta":{meta}}}"#).into_bytes()
        }
        _ => spravka_core::internal_failure(),
    }
}

/// A failure inside the host.
pub fn internal() -> Vec<u8> {
    fail(&Error::new(Code::Internal), Meta::default())
}

/// What a host looks at in a step of the core.
#[derive(Deserialize)]
pub struct Head<'a> {
    pub step: &'a str,
    #[serde(borrow, default)]
    pub request: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub state: Option<&'a RawValue>,
    #[serde(default)]
    pub wait_ms: Option<u64>,
    #[serde(borrow, default)]
    pub reason: Option<&'a str>,
    #[serde(borrow, default)]
    pub scope: Option<&'a str>,
    #[serde(borrow, default)]
    pub until: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub needs: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub output: Option<&'a RawValue>,
}

/// It is full of personal data.
impl std::fmt::Debug for Head<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Head").field("step", &self.step).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_in_the_input() {
        let input = r#"{"archive":{"name":"a","base64":"AQ\u003d="}}"#;
        assert_eq!(in_input(input, "archive"), Some(vec![1]));
        assert_eq!(in_input(r#"{"archive":{"name":"a"}}"#, "archive"), None);
        assert_eq!(in_input("[]", "archive"), None);
    }
}
