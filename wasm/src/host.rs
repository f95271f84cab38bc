//! Flows played in JavaScript: what `run`, `check` and `Batch` of the npm package are.
//!
//! ```text
//!  jobs ─▶ engine ─▶ flow ─▶ core          calls go to the host's `core`, which can be thrown away
//!   ▲        │ ▲
//!   │        ▼ │ messages                  answers, time that has passed, an abort
//!  promises: transport or fetch, sleep, store, secrets
//! ```
//!
//! Nothing here reads what a provider has sent: that is the core's, and a trap of it is not this
//! module's end.

mod answer;
mod core;
mod engine;
mod exchange;
#[cfg(feature = "fetch")]
mod fetch;
mod interop;
mod jobs;
mod mail;
mod names;
mod person;
mod secrets;
mod settings;
mod timer;

use wasm_bindgen::prelude::*;

use self::engine::Engine;
use self::jobs::{Jobs, Source};
use self::person::Person;
use self::settings::Settings;

/// Plays one job to its end and gives its last step as JSON text: `done`, `fail`, or a `wait` that
/// is handed out with its state.
///
/// `job`: JSON, `{operation, input, options?}` or `{state, input, event, options?}`; `files`: the
/// bytes of its files by the input's members. `options`: see the npm package's `RunOptions`.
///
/// # Errors
/// A `TypeError` where an option is wrong; whatever is wrong with the job is a `fail` step.
#[wasm_bindgen]
pub async fn run(job: String, files: JsValue, options: JsValue) -> Result<Option<String>, JsValue> {
    let settings = Settings::read(&options, settings::Paced::No)?;
    let mut engine = Engine::new(Jobs::unnumbered(), settings, Source::one(job, files))?;
    engine.next().await
}

/// Looks a person up in the sources of `debtor.plan`, and gives the last step of `debtor.report`.
///
/// `person`: JSON, as `debtor.plan` takes it.
///
/// # Errors
/// A `TypeError` where an option is wrong.
#[wasm_bindgen]
pub async fn check(person: String, options: JsValue) -> Result<Option<String>, JsValue> {
    let settings = Settings::read(&options, settings::Paced::Together)?;
    let person = Person::new(&options, &settings).await?.of(person);
    let mut engine = Engine::new(person, settings, Source::one(String::new(), JsValue::UNDEFINED))?;
    engine.next().await
}

/// Many jobs, some at once: one result for each.
#[wasm_bindgen]
pub struct Batch(Engine<Jobs>);

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Batch(…)")
    }
}

#[wasm_bindgen]
impl Batch {
    /// `jobs`: an async iterator of `{job, files?}`, as `run` takes them.
    ///
    /// # Errors
    /// A `TypeError` where an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(jobs: JsValue, options: JsValue) -> Result<Self, JsValue> {
        let settings = Settings::read(&options, settings::Paced::Alone)?;
        Ok(Self(Engine::new(Jobs::numbered(), settings, Source::many(jobs)?)?))
    }

    /// The next result: a last step with the job's `id` and its `index`; nothing where there is no
    /// more. Only one is asked for at a time.
    ///
    /// # Errors
    /// What the iterator of the jobs has thrown.
    pub async fn next(&mut self) -> Result<Option<String>, JsValue> {
        self.0.next().await
    }
}
