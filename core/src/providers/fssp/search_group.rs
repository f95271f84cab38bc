//! `POST /api/v1.0/search/group`
//!
//! Up to fifty searches for people, companies and proceedings in one task.

use serde::Serialize;

use super::request::Request;
use super::search::Search;
use super::task::{self, Task};
use crate::error::{Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Fetched, Operation};
use crate::proceeding::{Basis, Outcome, Proceeding, Proceedings};
use crate::protocol::{Effect, Notes};

/// Whom to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// 1 to 50 searches, each with the members of one of `fssp.search_physical`,
    /// `fssp.search_legal` and `fssp.search_ip`. The host cuts longer lists.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 50)))]
    pub requests: Vec<Request>,
}

/// «Не более 50 подзапросов» (`/about`).
const MOST: usize = 50;

const REQUESTS: Text =
    Text { en: "a list of 1 to 50 searches", ru: "список из 1–50 запросов" };

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["requests"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let requests = members
            .list("requests", Request::MEMBERS, 1..=MOST, REQUESTS)?
            .ok_or_else(|| Error::missing(members.path("requests")))?;
        let requests = requests.iter().map(|members| Request::read(members, notes));
        Ok(Self { requests: requests.collect::<Result<_>>()? })
    }
}

/// What each search gave. The group has no outcome of its own.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    /// In the order of the input.
    pub items: Vec<Item<'a>>,
}

/// What one search gave, or why it gave nothing.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item<'a> {
    pub outcome: ItemOutcome,
    /// Only with `outcome:"empty"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Whether the whole answer was read. Always true where `outcome` is `empty`.
    pub complete: bool,
    pub proceedings: Vec<Proceeding<'a>>,
    /// Only with `outcome:"not_checked"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::error::Wire<'static>>"))]
    pub error: Option<Error>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemOutcome {
    Found,
    Empty,
    /// Nothing is known: it is neither "found" nor "empty".
    NotChecked,
}

impl<'a> Item<'a> {
    fn of(part: Result<Proceedings<'a>>) -> Self {
        match part {
            Ok(Proceedings { outcome, basis, complete, proceedings }) => {
                let outcome = match outcome {
                    Outcome::Found => ItemOutcome::Found,
                    Outcome::Empty => ItemOutcome::Empty,
                };
                Self { outcome, basis, complete, proceedings, error: None }
            }
            Err(error) => Self {
                outcome: ItemOutcome::NotChecked,
                basis: None,
                complete: false,
                proceedings: Vec::new(),
                error: Some(error),
            },
        }
    }
}

const ABOUT: About = About {
    name: "fssp.search_group",
    title: Text {
        en: "Enforcement proceedings of up to 50 debtors in Russia (FSSP)",
        ru: "Исполнительные производства до 50 должников в России (ФССП)",
    },
    summary: Text {
        en: "Up to 50 searches for people, companies and proceedings at the FSSP in one task.",
        ru: "До 50 поисков людей, организаций и производств в банке данных ФССП одним заданием.",
    },
    effect: Effect::Quota,
    estimate: None,
    docs: "https://api-ip.fssp.gov.ru/about",
    reconcile: None,
};

#[derive(Debug)]
pub struct SearchGroup;

impl Operation for SearchGroup {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Task for SearchGroup {
    fn submit(input: &Input) -> Ask {
        Ask::post("/api/v1.0/search/group").json(&Group { request: searches(input) })
    }

    fn read<'a>(
        input: &Input,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Fetched<Output<'a>>> {
        Ok(match task::group(&searches(input), answer, notes)? {
            Fetched::Pending => Fetched::Pending,
            Fetched::Ready(parts) => {
                Fetched::Ready(Output { items: parts.into_iter().map(Item::of).collect() })
            }
        })
    }
}

fn searches(input: &Input) -> Vec<Search<'_>> {
    input.requests.iter().map(Request::search).collect()
}

#[derive(Serialize)]
struct Group<'a> {
    request: Vec<Search<'a>>,
}
