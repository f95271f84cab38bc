//! What an operation and a provider are, as the registry and the flows see them.

mod job;
mod procedure;
mod provider;

use serde::Serialize;

pub use self::job::{Accepted, Fetched, Job, Polling, Progress};
pub use self::procedure::{Never, Procedure, Stage, Turn};
pub use self::provider::{Limit, LimitBasis, Provider, Recognised};

use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::protocol::{Effect, Estimate, Notes};

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

/// A pure function of its input.
pub trait Transform: Operation {
    /// # Errors
    /// The class `invalid_input`.
    fn apply<'a>(input: &'a Self::Input, notes: &mut Notes) -> Result<Self::Output<'a>>;
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
