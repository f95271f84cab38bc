//! The policy as nsso.php sends it, and as we give it.

use std::borrow::Cow;

use serde::Serialize;

use crate::error::{Code, Error, Happened, Result};
use crate::proceeding::Raw;
use crate::protocol::Notes;
use crate::value::Date;
use crate::wire::{Field, Object};

/// A policy; what the register leaves blank is absent.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// The insurer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Cow<'a, str>>,
    pub holder: Holder<'a>,
    pub vehicles: Vec<Vehicle<'a>>,
    /// The policy's members as sent.
    pub raw: Raw<'a>,
}

/// The carrier. Its INN is given as sent: the document's own sample has a wrong control digit.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holder<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vehicle<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub make: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plate: Option<Cow<'a, str>>,
    /// Seats, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<Cow<'a, str>>,
    /// Passengers, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passengers: Option<Cow<'a, str>>,
}

impl std::fmt::Debug for Policy<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Policy").field("vehicles", &self.vehicles.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Holder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Holder(…)")
    }
}

impl std::fmt::Debug for Vehicle<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vehicle(…)")
    }
}

pub(super) struct Wire<'a> {
    count: Field<'a>,
    result: Vec<Object<'a>>,
    requested_on: Field<'a>,
}

fn shape(place: &str) -> Error {
    Error::new(Code::BodyShape).at(place).happened(Happened::Yes)
}

impl<'a> Wire<'a> {
    /// # Errors
    /// `body_shape`.
    pub(super) fn of(root: &Object<'a>) -> Result<Self> {
        let filters = root.object("/filters").ok().flatten();
        Ok(Self {
            count: root.field("count"),
            result: root.objects("/result")?.ok_or_else(|| shape("/result"))?,
            requested_on: filters.map_or(Field::Absent, |f| f.field("requestDate")),
        })
    }

    /// How many policies the answer says it holds; `None` where it says so in a way that nobody can
    /// read. Without a number it holds what it lists, and an empty list without a number proves
    /// nothing.
    ///
    /// # Errors
    /// `body_shape` where neither is there.
    pub(super) fn count(&self, notes: &mut Notes) -> Result<Option<u64>> {
        let listed = self.result.len() as u64;
        if matches!(self.count, Field::Text(..)) {
            notes.quirk("api_cloud.count_as_text", || "/count".to_owned());
        }
        match self.count.integer().and_then(|count| u64::try_from(count).ok()) {
            Some(count) => {
                if count != listed {
                    notes.quirk("api_cloud.count_differs", || "/count".to_owned());
                }
                Ok(Some(count))
            }
            None if listed > 0 => Ok(self.count.is_blank().then_some(listed)),
            None => Err(shape("/count")),
        }
    }

    pub(super) fn checked_on(&self, notes: &mut Notes) -> Option<Date> {
        date(&self.requested_on, notes, || "/filters/requestDate".to_owned())
    }

    /// # Errors
    /// `body_shape`.
    pub(super) fn policies(&self, notes: &mut Notes) -> Result<Vec<Policy<'a>>> {
        self.result.iter().enumerate().map(|(index, item)| policy(item, index, notes)).collect()
    }
}

const POLICY: [&str; 7] = [
    "PolicyNumber",
    "PolicyStart",
    "PolicyStop",
    "PolicyCompany",
    "PolicyHolder",
    "PolicyHolderINN",
    "PolicyHolderKPP",
];

fn policy<'a>(item: &Object<'a>, index: usize, notes: &mut Notes) -> Result<Policy<'a>> {
    let place = |member: &str| format!("/result/{index}/{member}");
    let policy = item.object(&place("policy"))?.unwrap_or_default();
    if !POLICY.iter().any(|member| policy.raw(member).is_some()) {
        return Err(shape(&place("policy")));
    }
    let vehicles = item.objects(&place("auto"))?.unwrap_or_default();
    let mut day =
        |member: &str| date(&policy.field(member), notes, || place(&format!("policy/{member}")));
    Ok(Policy {
        number: policy.field("PolicyNumber").cow(),
        starts_on: day("PolicyStart"),
        ends_on: day("PolicyStop"),
        company: policy.field("PolicyCompany").cow(),
        holder: Holder {
            name: policy.field("PolicyHolder").cow(),
            inn: policy.field("PolicyHolderINN").cow(),
            kpp: policy.field("PolicyHolderKPP").cow(),
        },
        vehicles: vehicles
            .iter()
            .map(|auto| Vehicle {
                make: auto.field("marka").cow(),
                model: auto.field("model").cow(),
                plate: auto.field("gosNumber").cow(),
                seats: auto.field("seats").cow(),
                passengers: auto.field("passenger").cow(),
            })
            .collect(),
        raw: Raw::of(POLICY.map(|member| (member, policy.field(member)))),
    })
}

fn date(field: &Field<'_>, notes: &mut Notes, place: impl FnOnce() -> String) -> Option<Date> {
    let date = field.text().and_then(|text| Date::parse_dotted(text.trim()));
    if date.is_none() && !field.is_blank() {
        notes.quirk("api_cloud.date_unreadable", place);
    }
    date
}
