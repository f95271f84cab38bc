//! A flow that is played call by call, every step of which is looked at.

use spravka_core::value::Timestamp;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::state_of;

use crate::blind::Watch;
use crate::step::{Kind, Step, read};

/// 2026-11-21T09:00:00Z
const NOW: i64 = 1_795_251_600_000;

#[derive(Debug)]
pub struct Flow<'a> {
    pub input: &'a str,
    /// A JSON object.
    pub options: &'a str,
    pub now_ms: i64,
    pub step: String,
    pub watch: Watch,
}

impl<'a> Flow<'a> {
    #[must_use]
    pub fn start(operation: &str, input: &'a str, options: &'a str) -> Self {
        Self::start_with(operation, input, options, &[])
    }

    /// With files beside the call.
    #[must_use]
    pub fn start_with(
        operation: &str,
        input: &'a str,
        options: &'a str,
        files: &[(&str, &[u8])],
    ) -> Self {
        let mut flow =
            Self { input, options, now_ms: NOW, step: String::new(), watch: Watch::default() };
        let call = format!(
            r#"{{"call":"start","operation":"{operation}","input":{input},"now":"{}","options":{options}}}"#,
            flow.now()
        );
        flow.play(&call, None, files);
        flow
    }

    /// One that stands at a state already.
    #[must_use]
    pub fn at(state: &str, input: &'a str, options: &'a str, now: &str) -> Self {
        let now_ms = Timestamp::parse(now).map_or(NOW, Timestamp::ms);
        let step = format!(r#"{{"state":{state}}}"#);
        Self { input, options, now_ms, step, watch: Watch::default() }
    }

    /// Resumes after some time, where there is a state; the body goes beside the call.
    pub fn resume(&mut self, after_ms: u64, event: &str, body: Option<&[u8]>) {
        self.resume_with(after_ms, event, body, &[]);
    }

    /// The same with files.
    pub fn resume_with(
        &mut self,
        after_ms: u64,
        event: &str,
        body: Option<&[u8]>,
        files: &[(&str, &[u8])],
    ) {
        self.now_ms = self.now_ms.saturating_add_unsigned(after_ms);
        let state = state_of(&self.step).expect("a state to resume");
        let call = format!(
            r#"{{"call":"resume","state":{state},"input":{},"event":{event},"now":"{}","options":{}}}"#,
            self.input,
            self.now(),
            self.options
        );
        self.watch.event(event);
        self.play(&call, body, files);
    }

    fn play(&mut self, call: &str, body: Option<&[u8]>, files: &[(&str, &[u8])]) {
        let step = dispatch_with(call.as_bytes(), Beside { body, files });
        self.step = String::from_utf8(step).expect("a step is UTF-8");
        let step = read(&self.step);
        self.watch.step(&step);
    }

    /// The last step.
    #[must_use]
    pub fn read(&self) -> Step<'_> {
        read(&self.step)
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.read().step
    }

    #[must_use]
    pub fn has_state(&self) -> bool {
        state_of(&self.step).is_some()
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.now_ms)
    }
}

/// The event of an answer whose body goes beside the call.
#[must_use]
pub fn answered(status: u16, headers: &[(&str, &str)]) -> String {
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!(r#""{name}":{}"#, quoted(value))).collect();
    format!(r#"{{"response":{{"status":{status},"headers":{{{}}}}}}}"#, headers.join(","))
}

/// As a JSON text.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}
