//! `POST /rest/{user_id}/{webhook}/batch`
//!
//! Up to 50 calls in one request. The answer is a success whatever became of them, so each has an
//! outcome of its own.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::calls::Call;
use super::ids::Id;
use super::portal::Portal;
use super::results::{self, Item, Outcome};
use super::{DOCS, PROVIDER};
use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// What to call, in this order.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub portal: Portal,
    /// The user whose webhook it is.
    pub user_id: Id,
    /// Up to 50 calls.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 50)))]
    pub calls: Vec<Call>,
    /// Whether the first failure keeps the rest from being called; false where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub halt: bool,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["portal", "user_id", "calls", "halt"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            portal: members.required("portal", notes)?,
            user_id: Id::read(members, "user_id")?,
            calls: Call::list(members, "calls")?,
            halt: members.boolean("halt")?.unwrap_or(false),
        })
    }
}

/// What became of each call. The batch has no outcome of its own.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// Whether every call was carried out.
    pub all_done: bool,
    /// In the order of the input.
    pub items: Vec<Item>,
}

pub(super) const RECONCILE: Reconcile =
    Reconcile { operation: "bitrix24.batch", how: "what_each_call_has_left" };

const ABOUT: About = About {
    name: "bitrix24.batch",
    title: Text {
        en: "Several calls of Bitrix24", ru: "Пакет вызовов Битрикс24"
    },
    summary: Text {
        en: "Up to 50 calls in one request, each with its outcome; repeated only where all of them may be.",
        ru: "До 50 вызовов одним запросом, у каждого свой исход; повторяется, только если это можно всем.",
    },
    // At its strongest: of a method that is not in the table nothing else is known.
    effect: Effect::Create,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&RECONCILE),
};

#[derive(Debug)]
pub struct Batch;

impl Operation for Batch {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

#[derive(Serialize)]
struct Body<'a> {
    halt: u8,
    cmd: Commands<'a>,
}

/// In the order of the input.
struct Commands<'a>(&'a [Call]);

impl Serialize for Commands<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for call in self.0 {
            map.serialize_entry(&call.key, &call.command())?;
        }
        map.end()
    }
}

impl Exchange for Batch {
    const PROVIDER: &'static Provider = PROVIDER;

    fn effect(input: &Input) -> Effect {
        let effects = || input.calls.iter().map(Call::effect);
        if effects().all(|effect| effect == Effect::Read) {
            Effect::Read
        } else if effects().all(|effect| matches!(effect, Effect::Read | Effect::Write)) {
            Effect::Write
        } else {
            Effect::Create
        }
    }

    fn request(input: &Input) -> Ask {
        let body = Body { halt: input.halt.into(), cmd: Commands(&input.calls) };
        input.portal.ask(input.user_id, "batch", &body)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        let items = results::read(&input.calls, input.halt, answer, notes)?;
        Ok(Output { all_done: items.iter().all(|item| item.outcome == Outcome::Done), items })
    }
}
