//! What follows an error.

use std::borrow::Cow;

use serde::Serialize;

/// What the host or a person does about an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Next {
    FixInput,
    FixCredentials,
    RefreshToken,
    TopUp,
    /// Start again later; not before `retry_at` where that is given.
    RetryLater,
    /// Resume the state of this step with `"elapsed"` later.
    ResumeLater,
    /// Find out at the provider what happened before anything is repeated.
    Reconcile(Box<Decision>),
    /// Nothing that goes to this provider can succeed now: stop the whole batch for it.
    StopBatch,
    ContactProvider,
}

/// Where to find out what became of a lost request.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reconcile {
    pub operation: &'static str,
    /// What to compare, as a stable word.
    pub how: &'static str,
}

impl Next {
    /// `options` are what a person may decide; none where the provider alone can tell.
    #[must_use]
    pub fn reconcile(reconcile: &'static Reconcile, options: Vec<Choice>) -> Self {
        Self::Reconcile(Box::new(Decision { reconcile, options }))
    }
}

/// Where to look, and what a person may decide then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    #[serde(flatten)]
    reconcile: &'static Reconcile,
    /// The state is resumed with one of these as `choice`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
}

/// One of the things that a person may decide where nothing else can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Choice {
    pub option: Cow<'static, str>,
    /// Which application, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
}

impl Choice {
    #[must_use]
    pub const fn to(option: &'static str) -> Self {
        Self { option: Cow::Borrowed(option), application_id: None }
    }
}
