//! What an operation and a provider are, as the registry and the flows see them.

use serde::Serialize;

use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask, Method};
use crate::members::Members;
use crate::protocol::{Effect, Estimate, Notes, Slot};
use crate::retry::{Fault, Policy};

/// Stands for `JsonSchema` where schemas are built, and for nothing elsewhere.
#[cfg(feature = "schema")]
pub use schemars::JsonSchema as Schema;

#[cfg(not(feature = "schema"))]
pub trait Schema {}

#[cfg(not(feature = "schema"))]
impl<T: ?Sized> Schema for T {}

/// One operation, told in the catalogue.
#[derive(Debug)]
pub struct About {
    /// `provider.operation`, as in calls.
    pub name: &'static str,
    pub title: Text,
    /// What it gives, in a sentence.
    pub summary: Text,
    /// What it does at the provider, at its strongest.
    pub effect: Effect,
    pub estimate: Option<Estimate>,
    /// The provider's document.
    pub docs: &'static str,
    /// Where to find out what became of a lost request.
    pub reconcile: Option<&'static Reconcile>,
}

/// Who is asked, and by which rules.
pub struct Provider {
    pub name: &'static str,
    pub title: Text,
    /// `https://HOST`, the preferred one first.
    pub origins: &'static [&'static str],
    /// Where this provider's secrets go.
    pub slots: fn(Method) -> &'static [Slot],
    pub timeout_ms: u64,
    pub limits: &'static [Limit],
    pub policy: fn(Effect) -> Policy,
    /// What an answer is by the provider's own table.
    pub recognise: fn(&Answer<'_>) -> Recognised,
    /// What is said where this provider may be shut for good: a failed name look-up and an HTML page
    /// then mean `source_shut`.
    pub shut: Option<Text>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What the provider's own table says of an answer.
#[derive(Debug)]
pub enum Recognised {
    /// The operation reads it, whatever its status.
    Answer,
    Refusal(Fault),
    /// The table says nothing: the status decides.
    ByStatus,
}

/// A limit that hosts keep by their own pacing.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    pub requests: u32,
    pub per_seconds: u32,
    /// Where the figure comes from.
    pub basis: LimitBasis,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitBasis {
    Documented,
    /// A guess; configure it.
    Inferred,
}

/// The typed input of an operation.
pub trait Input: Sized + Serialize + Schema {
    /// The names of all members; others are refused.
    const MEMBERS: &'static [&'static str];

    /// # Errors
    /// The class `invalid_input`, with the place.
    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self>;
}

/// What every operation has.
pub trait Operation {
    const ABOUT: About;
    type Input: Input;
    type Output<'a>: Serialize + Schema;
}

/// One request and its reading.
pub trait Exchange: Operation {
    const PROVIDER: &'static Provider;

    fn request(input: &Self::Input) -> Ask;

    /// Reads an answer that is no refusal.
    ///
    /// # Errors
    /// Whatever makes the answer none.
    fn read<'a>(
        input: &Self::Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Self::Output<'a>>;
}

/// Submit, poll, fetch.
pub trait Job: Operation {
    const PROVIDER: &'static Provider;
    const POLLING: Polling;

    fn submit(input: &Self::Input) -> Ask;

    /// Reads the task's id.
    ///
    /// # Errors
    /// Whatever makes the answer none.
    fn accepted(answer: &Answer<'_>, notes: &mut Notes) -> Result<String>;

    fn poll(task: &str) -> Ask;

    /// # Errors
    /// Whatever makes the answer none.
    fn progress(answer: &Answer<'_>, notes: &mut Notes) -> Result<Progress>;

    fn fetch(task: &str) -> Ask;

    /// # Errors
    /// Whatever makes the answer none.
    fn read<'a>(
        input: &Self::Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<Self::Output<'a>>>;
}

/// A pure function of its input.
pub trait Transform: Operation {
    /// # Errors
    /// The class `invalid_input`.
    fn apply(input: Self::Input, notes: &mut Notes) -> Result<Self::Output<'static>>;
}

/// How patiently a job is polled.
#[derive(Clone, Copy, Debug)]
pub struct Polling {
    /// The wait before the first poll; it doubles from poll to poll.
    pub first_ms: u64,
    /// The longest wait between two polls.
    pub cap_ms: u64,
    /// Polls of one round; then the flow is handed back with its state.
    pub most: u32,
    /// The longest round.
    pub round_ms: u64,
    /// How long the provider keeps a result.
    pub keep_ms: u64,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Pending,
    Ready,
}

/// What a result said.
#[derive(Debug)]
pub enum Fetched<O> {
    Ready(O),
    /// It was taken too early: poll on.
    Pending,
}

/// What kind of flow plays an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Exchange,
    Job,
    Transform,
}
