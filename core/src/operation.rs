//! What an operation and a provider are, as the registry and the flows see them.

use serde::Serialize;

use crate::error::{Choice, Code, Error, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::protocol::{Effect, Estimate, Memo, Notes, Slot};
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
    /// `https://HOST`, the preferred one first. `{portal}` stands for a label of the host's name,
    /// which the input gives.
    pub origins: &'static [&'static str],
    /// Where this provider's secrets go.
    pub slots: &'static [Slot],
    /// Which of the slots a request has.
    pub wants: fn(&Ask, &Slot) -> bool,
    /// The input members whose files are sent, as the JSON body's member `file`.
    pub files: &'static [&'static str],
    /// The client certificate that its hosts ask for.
    pub tls_identity: Option<&'static str>,
    pub timeout_ms: u64,
    pub limits: &'static [Limit],
    /// By an operation's name and what a request does.
    pub policy: fn(&'static str, Effect) -> Policy,
    /// What an answer to an operation is by the provider's own table.
    pub recognise: fn(&str, &Answer<'_>) -> Recognised,
    /// What is said where this provider may be shut for good: a failed name look-up and an HTML page
    /// then mean `source_shut`.
    pub shut: Option<Text>,
    /// The provider's own words, where they alone explain a refusal.
    pub explains: fn(&Answer<'_>) -> Option<String>,
}

impl Provider {
    /// Whether `origin` is a listed one, byte by byte; for `{portal}` it has 1 to 63 small letters,
    /// digits and hyphens.
    #[must_use]
    pub fn has_origin(&self, origin: &str) -> bool {
        let label = |label: &str| {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            (1..=63).contains(&label.len()) && label.bytes().all(plain)
        };
        self.origins.iter().any(|listed| match listed.split_once("{portal}") {
            None => *listed == origin,
            Some((before, after)) => origin
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(label),
        })
    }
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

/// A limit that hosts keep by their own pacing: data, which a host replaces by its own figures where
/// its key has others.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    pub requests: u32,
    /// In any so many seconds, not by the calendar.
    pub per_seconds: u32,
    /// The operations whose starts it counts; all of the provider's where none is named.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub operations: &'static [&'static str],
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
    /// Whether the answer holds files, and may be larger than others.
    const LARGE: bool = false;

    /// What this request does, where that depends on the input.
    fn effect(_: &Self::Input) -> Effect {
        Self::ABOUT.effect
    }

    /// The input members whose files the request needs and the call did not bring.
    fn needs(_: &Self::Input) -> Vec<&'static str> {
        Vec::new()
    }

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

    /// Reads what the provider calls the task.
    ///
    /// # Errors
    /// Whatever makes the answer none.
    fn accepted(answer: &Answer<'_>, notes: &mut Notes) -> Result<Accepted>;

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

/// Several requests in the provider's order: it looks first where it stands at the provider, and
/// again after a request with an effect whose outcome is unknown.
pub trait Procedure: Operation {
    const PROVIDER: &'static Provider;
    const KIND: Kind = Kind::Procedure;
    /// Its requests by name. The first is the one that looks: with it every start begins, and every
    /// flow that is taken up again.
    const STAGES: &'static [Stage];
    const POLLING: Polling;

    /// The input members that a stage needs and the input has not got, or not their files' bytes.
    fn needs(_: &Self::Input, _: &Memo, _stage: &str) -> Vec<&'static str> {
        Vec::new()
    }

    /// The request of a stage.
    ///
    /// # Errors
    /// Where the input does not allow it; nothing is sent then.
    fn request(input: &Self::Input, memo: &Memo, stage: &str) -> Result<Ask>;

    /// Reads the answer to it, and says what follows.
    ///
    /// # Errors
    /// Whatever makes the answer none, or ends the procedure.
    fn read<'a>(
        input: &Self::Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Self::Output<'a>>>;

    /// What follows where nobody knows whether a stage with an effect was carried out; `None`: the
    /// flow ends there.
    fn lost(_: &mut Memo, _: &str) -> Option<Turn<Never>> {
        Some(Turn::Look { after_ms: LOOK_AFTER_MS })
    }

    /// What follows a refusal, where it does not end the procedure. `leave` is that of
    /// `options.allow_token_refresh`. What the refusal means at this stage alone is written into
    /// the error.
    fn refused(
        _: &Self::Input,
        _: &mut Memo,
        _: &str,
        _: &mut Error,
        _leave: bool,
    ) -> Option<Turn<Never>> {
        None
    }

    /// What follows a person's choice, one of those that were offered.
    ///
    /// # Errors
    /// Where the choice was never offered.
    fn chosen<'a>(_: &mut Memo, _: &Choice) -> Result<Turn<Self::Output<'a>>> {
        Err(Error::new(Code::EventOutOfOrder).at("/event"))
    }

    /// What follows once the host has put secrets away.
    fn stored<'a>(_: &Memo) -> Turn<Self::Output<'a>> {
        Turn::Look { after_ms: 0 }
    }
}

/// How soon a procedure looks after a loss: the provider may still be at work on it.
const LOOK_AFTER_MS: u64 = 5_000;

/// A request of a procedure.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    pub name: &'static str,
    pub effect: Effect,
    /// The answer may be larger than others.
    pub large: bool,
}

impl Stage {
    #[must_use]
    pub const fn of(name: &'static str, effect: Effect) -> Self {
        Self { name, effect, large: false }
    }

    /// Its answer holds files.
    #[must_use]
    pub const fn large(mut self) -> Self {
        self.large = true;
        self
    }
}

/// What follows in a procedure.
pub enum Turn<O> {
    Done(O),
    /// Send the request of this stage.
    Go(&'static str),
    /// Send this one, which was made of the answer; a repeat begins with the first stage again.
    With(&'static str, Ask),
    /// Ask again at this stage after the polling's next wait.
    Poll(&'static str),
    /// Begin with the first stage again after so many milliseconds.
    Look {
        after_ms: u64,
    },
    /// The host has to put these secrets away first.
    Store(Vec<(&'static str, String)>),
}

/// There may be tokens in it.
impl<O> std::fmt::Debug for Turn<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Turn(…)")
    }
}

/// Nothing: a turn that ends no procedure.
#[derive(Debug, Serialize)]
pub enum Never {}

/// A pure function of its input.
pub trait Transform: Operation {
    /// # Errors
    /// The class `invalid_input`.
    fn apply<'a>(input: &'a Self::Input, notes: &mut Notes) -> Result<Self::Output<'a>>;
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

impl Polling {
    /// The wait after so many polls.
    #[must_use]
    pub fn wait_ms(&self, polls: u32) -> u64 {
        self.first_ms.saturating_mul(1 << polls.min(16)).min(self.cap_ms)
    }
}

/// A task that a provider has taken on.
#[derive(Debug)]
pub struct Accepted {
    pub id: String,
    /// In how many milliseconds the provider advises to look; as [`Polling`] says where it says
    /// nothing.
    pub look_after_ms: Option<u64>,
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
    Procedure,
    Transform,
}
