//! What a plan is made of: the person, the sources, the calls so far, and what may be used.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::debtor::Person;
use crate::debtor::suppliers::{self, Offer};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::Decimal;
use crate::wire::{Json, Str};

/// The person, the sources in order, and what came of the calls so far.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub person: Person,
    /// The FSSP with its stand-ins, and Kazakhstan, where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "usual"))]
    pub sources: Vec<Source>,
    /// All calls that were started so far.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub calls: Vec<Call>,
    /// What may still be spent, reservations taken off; without it everything may be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// What a call costs, by operation, where the catalogue's estimate is another or there is none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub prices: BTreeMap<&'static str, Money>,
    /// The names of the secrets that there are; without it all of them are taken to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<String>>,
    /// What an operation's input needs beside the person, by operation.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub settings: BTreeMap<&'static str, Json>,
}

/// One thing to know, and who can tell it: the first, else the second.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Source {
    pub name: String,
    /// Names of providers, such as `fssp`, or of operations, such as `api_cloud.fssp_inn`. Each is
    /// asked only where those before it were not able to check; one that found nothing has checked.
    pub any_of: Vec<String>,
}

/// A call that was started.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Call {
    /// The source's name.
    pub source: String,
    pub operation: &'static str,
    pub status: CallStatus,
    /// The last step of a finished call, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Json>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    Running,
    /// It will go on later, with its state.
    Waiting,
    Finished,
}

/// An amount of money.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Money {
    /// A decimal string.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// What is asked where nothing is said.
fn usual() -> Vec<Source> {
    let source = |name: &str, any_of: &[&str]| Source {
        name: name.to_owned(),
        any_of: any_of.iter().map(|&name| name.to_owned()).collect(),
    };
    vec![source("fssp", &["fssp", "api_cloud", "parser_api"]), source("kz_info", &["kz_info"])]
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] =
        &["person", "sources", "calls", "money", "prices", "secrets", "settings"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let sources = members.list("sources", Source::MEMBERS, 1..=MOST, SOURCES)?;
        let sources = match sources {
            Some(sources) => Source::list(&sources)?,
            None => usual(),
        };
        let calls = members.list("calls", Call::MEMBERS, 0..=MOST, CALLS)?.unwrap_or_default();
        Ok(Self {
            person: Person::of(members, notes)?,
            calls: calls.iter().map(|call| Call::read(call, &sources)).collect::<Result<_>>()?,
            sources,
            money: members
                .members("money", Money::MEMBERS)?
                .map(|m| Money::read(&m))
                .transpose()?,
            prices: by_operation(members, "prices", |price, place| {
                Money::read(&Members::of(price, place, Money::MEMBERS)?)
            })?,
            secrets: members.texts("secrets", 0..=MOST, SECRETS)?,
            settings: by_operation(members, "settings", |settings, place| {
                Json::object(settings).ok_or_else(|| Error::invalid(place, SETTINGS))
            })?,
        })
    }
}

/// The members of an object that are named by operations which say something of a debtor.
fn by_operation<T>(
    members: &Members<'_>,
    name: &str,
    read: impl Fn(&str, String) -> Result<T>,
) -> Result<BTreeMap<&'static str, T>> {
    let place = members.path(name);
    let Some(raw) = members.given(name) else { return Ok(BTreeMap::new()) };
    let object = Members::object(raw.get(), &place)?;
    let one = |(name, value): &(Str<'_>, &RawValue)| {
        let offer =
            Offer::find(name).ok_or_else(|| Error::invalid(format!("{place}/*"), OPERATION))?;
        Ok((offer.operation, read(value.get(), format!("{place}/{}", offer.operation))?))
    };
    object.entries().iter().map(one).collect()
}

impl Source {
    const MEMBERS: &'static [&'static str] = &["name", "any_of"];

    /// Sources, each name once.
    fn list(list: &[Members<'_>]) -> Result<Vec<Self>> {
        let mut sources: Vec<Self> = Vec::new();
        for members in list {
            let source = Self::read(members)?;
            if sources.iter().any(|other| other.name == source.name) {
                return Err(Error::invalid(members.path("name"), ONCE));
            }
            sources.push(source);
        }
        Ok(sources)
    }

    fn read(members: &Members<'_>) -> Result<Self> {
        let any_of = members.texts("any_of", 1..=MOST, SUPPLIERS_OF)?;
        let any_of = any_of.ok_or_else(|| Error::missing(members.path("any_of")))?;
        if let Some(at) = any_of.iter().position(|name| suppliers::named(name).is_empty()) {
            let place = format!("{}/{at}", members.path("any_of"));
            return Err(Error::invalid(place, SUPPLIERS_OF));
        }
        Ok(Self { name: required(members, "name")?, any_of })
    }
}

impl Call {
    const MEMBERS: &'static [&'static str] = &["source", "operation", "status", "step"];

    fn read(members: &Members<'_>, sources: &[Source]) -> Result<Self> {
        let source = required(members, "source")?;
        if !sources.iter().any(|known| known.name == source) {
            return Err(Error::invalid(members.path("source"), SOURCE));
        }
        let operation = operation(members)?;
        let status = members.word("status", STATUS)?;
        let status = status.ok_or_else(|| Error::missing(members.path("status")))?;
        let step = members.kept("step")?;
        if step.is_none() && status == CallStatus::Finished {
            return Err(Error::missing(members.path("step")));
        }
        Ok(Self { source, operation, status, step })
    }
}

impl Money {
    const MEMBERS: &'static [&'static str] = &["amount", "currency"];

    fn read(members: &Members<'_>) -> Result<Self> {
        let amount = required(members, "amount")?;
        let plain = Decimal::parse(&amount).filter(|amount| amount.tolerance().is_none());
        if plain.is_none() {
            return Err(Error::invalid(members.path("amount"), AMOUNT));
        }
        let currency = required(members, "currency")?;
        if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Error::invalid(members.path("currency"), CURRENCY));
        }
        Ok(Self { amount, currency })
    }
}

/// The member `operation`: one that says something of a debtor.
pub(in crate::debtor) fn operation(members: &Members<'_>) -> Result<&'static str> {
    let name = required(members, "operation")?;
    let offer = Offer::find(&name);
    offer
        .map(|offer| offer.operation)
        .ok_or_else(|| Error::invalid(members.path("operation"), OPERATION))
}

/// A text that has to be there.
pub(in crate::debtor) fn required(members: &Members<'_>, name: &'static str) -> Result<String> {
    let text = members.text(name)?.filter(|text| !text.is_empty());
    text.map(Str::into_owned).ok_or_else(|| Error::missing(members.path(name)))
}

/// More than anybody has.
const MOST: usize = 100;
const SOURCES: Text = Text {
    en: "a list of 1 to 100 sources, each with its name and any_of",
    ru: "список из 1–100 источников, у каждого name и any_of",
};
const ONCE: Text = Text {
    en: "a name that no other source has",
    ru: "имя, которого нет у других источников",
};
const SUPPLIERS_OF: Text = Text {
    en: "names of providers or operations that tell of proceedings or arrests: fssp, api_cloud, parser_api, spectrum_data, kz_info, sber",
    ru: "имена провайдеров или операций, которые сообщают о производствах или арестах: fssp, api_cloud, parser_api, spectrum_data, kz_info, sber",
};
const SOURCE: Text = Text {
    en: "the name of one of the sources", ru: "имя одного из источников"
};
const CALLS: Text = Text {
    en: "a list of at most 100 calls",
    ru: "список не более чем из 100 вызовов",
};
const STATUS: Text =
    Text { en: "running, waiting or finished", ru: "running, waiting или finished" };
const SECRETS: Text = Text {
    en: "a list of names of secrets, such as fssp.token",
    ru: "список имён секретов, например fssp.token",
};
const SETTINGS: Text = Text { en: "an object", ru: "объект" };
const OPERATION: Text = Text {
    en: "an operation that tells of proceedings or arrests, such as fssp.search_physical",
    ru: "операция, которая сообщает о производствах или арестах, например fssp.search_physical",
};
const AMOUNT: Text = Text {
    en: "a decimal number as text, such as 0.75",
    ru: "десятичное число текстом, например 0.75",
};
const CURRENCY: Text = Text {
    en: "a code of ISO 4217, such as RUB",
    ru: "код по ISO 4217, например RUB",
};
