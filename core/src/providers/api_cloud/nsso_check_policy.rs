//! `GET /api/nsso.php?type=checkPolicy`
//!
//! A passenger carrier's liability policy (ОСГОП) in the register of the National Union of
//! Liability Insurers, by plate or by policy number. It is not OSAGO.

use serde::Serialize;

use super::PROVIDER;
use super::inquiry::Inquiry;
use super::nsso_policy::{Policy, Wire};
use crate::error::{Code, Error, Happened, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Estimate, Notes};
use crate::value::{Date, Plate, PolicyNumber};

/// Which vehicle or policy: exactly one of `plate` and `policy_number`.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// State registration plate, such as `А111АА11`; Latin look-alikes are turned into Cyrillic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plate: Option<Plate>,
    /// Number of the policy: Latin letters and digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_number: Option<PolicyNumber>,
    /// The day for which the policy is looked up; today where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_date: Option<Date>,
    /// Leave out policies that are not in force; true where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "yes"))]
    pub only_active: bool,
}

#[cfg(feature = "schema")]
fn yes() -> bool {
    true
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["plate", "policy_number", "on_date", "only_active"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        match (members.has("plate"), members.has("policy_number")) {
            (true, true) => {
                return Err(Error::new(Code::ConflictingMembers).at(members.path("policy_number")));
            }
            (false, false) => return Err(Error::missing(members.path("plate"))),
            _ => {}
        }
        Ok(Self {
            plate: members.optional("plate", notes)?,
            policy_number: members.optional("policy_number", notes)?,
            on_date: members.optional("on_date", notes)?,
            only_active: members.boolean("only_active")?.unwrap_or(true),
        })
    }
}

/// The policies that were found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    /// Only with `outcome:"empty"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Whether the answer holds as many policies as it says.
    pub complete: bool,
    /// The day for which the register was asked, as it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    pub policies: Vec<Policy<'a>>,
}

const ABOUT: About = About {
    name: "api_cloud.nsso_check_policy",
    title: Text {
        en: "Passenger carrier's policy (NSSO)", ru: "Полис перевозчика (НССО)"
    },
    summary: Text {
        en: "A passenger carrier's liability policy, by plate or policy number. Not OSAGO.",
        ru: "Полис ответственности перевозчика пассажиров (ОСГОП), по госномеру или номеру полиса. Не ОСАГО.",
    },
    effect: Effect::PaidRead,
    // The price of the document's samples; an empty answer costs as much.
    estimate: Some(Estimate { amount: "0.75", currency: "RUB" }),
    docs: "https://api-cloud.ru/api/nsso",
    reconcile: Some(&Reconcile { operation: "api_cloud.balance", how: "balance" }),
};

#[derive(Debug)]
pub struct NssoCheckPolicy;

impl Operation for NssoCheckPolicy {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for NssoCheckPolicy {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        Ask::get("/api/nsso.php")
            .query("type", "checkPolicy")
            .query_if("gosNumber", input.plate.as_ref().map(Plate::as_str))
            .query_if("polis", input.policy_number.as_ref().map(PolicyNumber::as_str))
            .query_if("date", input.on_date.map(Date::dotted).as_deref())
            .query("onlyActual", if input.only_active { "1" } else { "0" })
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let root = answer.object()?;
        let wire = Wire::of(&root)?;
        Inquiry::of(&root).note(notes);
        let count = wire.count(notes)?;
        let checked_on = wire.checked_on(notes);
        let policies = wire.policies(notes)?;
        let complete = count.is_some_and(|count| policies.len() as u64 >= count);
        if policies.is_empty() && !complete {
            return Err(Error::new(Code::Incomplete).at("/result").happened(Happened::Yes));
        }
        let empty = policies.is_empty();
        Ok(Output {
            outcome: if empty { Outcome::Empty } else { Outcome::Found },
            basis: empty.then_some(Basis::NoRecords),
            complete,
            checked_on,
            policies,
        })
    }
}
