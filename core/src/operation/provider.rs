//! What a provider is: where it lives, what it wants, how it refuses.

use serde::Serialize;

use crate::error::Text;
use crate::http::{Answer, Ask};
use crate::protocol::{Effect, Slot};
use crate::retry::{Fault, Policy};

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
