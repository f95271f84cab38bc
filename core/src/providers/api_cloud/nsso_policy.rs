//! The policy as nsso.php sends it, and as we give it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::inquiry::Inquiry;
use crate::error::{Code, Error, Happened, Result};
use crate::proceeding::Raw;
use crate::protocol::Notes;
use crate::value::Date;
use crate::wire::Field;

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

#[derive(Deserialize)]
pub(super) struct Wire<'a> {
    #[serde(borrow, default)]
    count: Field<'a>,
    #[serde(borrow, default)]
    result: Option<Vec<Item<'a>>>,
    #[serde(borrow, default)]
    filters: Filters<'a>,
    #[serde(borrow, default)]
    pub(super) inquiry: Inquiry<'a>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow, default)]
    policy: WirePolicy<'a>,
    #[serde(borrow, default)]
    auto: Vec<Auto<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WirePolicy<'a> {
    #[serde(borrow, default)]
    policy_number: Field<'a>,
    #[serde(borrow, default)]
    policy_start: Field<'a>,
    #[serde(borrow, default)]
    policy_stop: Field<'a>,
    #[serde(borrow, default)]
    policy_company: Field<'a>,
    #[serde(borrow, default)]
    policy_holder: Field<'a>,
    #[serde(borrow, default, rename = "PolicyHolderINN")]
    policy_holder_inn: Field<'a>,
    #[serde(borrow, default, rename = "PolicyHolderKPP")]
    policy_holder_kpp: Field<'a>,
}

#[derive(Deserialize)]
struct Auto<'a> {
    #[serde(borrow, default)]
    marka: Field<'a>,
    #[serde(borrow, default)]
    model: Field<'a>,
    #[serde(borrow, default, rename = "gosNumber")]
    gos_number: Field<'a>,
    #[serde(borrow, default)]
    seats: Field<'a>,
    #[serde(borrow, default)]
    passenger: Field<'a>,
}

#[derive(Default, Deserialize)]
struct Filters<'a> {
    #[serde(borrow, default, rename = "requestDate")]
    request_date: Field<'a>,
}

impl<'a> Wire<'a> {
    /// How many policies the answer says it holds. Without a number it holds what it lists, and an
    /// empty list without a number proves nothing.
    ///
    /// # Errors
    /// `body_shape` where neither is there.
    pub(super) fn count(&self, notes: &mut Notes) -> Result<usize> {
        let listed = self.result.as_ref().map_or(0, Vec::len);
        if matches!(self.count, Field::Text(_)) {
            notes.quirk("api_cloud.count_as_text", || "/count".to_owned());
        }
        match self.count.integer().and_then(|count| usize::try_from(count).ok()) {
            Some(count) => {
                if count != listed {
                    notes.quirk("api_cloud.count_differs", || "/count".to_owned());
                }
                Ok(count)
            }
            None if listed > 0 => Ok(listed),
            None => Err(Error::new(Code::BodyShape).at("/count").happened(Happened::Yes)),
        }
    }

    pub(super) fn checked_on(&self, notes: &mut Notes) -> Option<Date> {
        date(&self.filters.request_date, notes, || "/filters/requestDate".to_owned())
    }

    pub(super) fn into_policies(self, notes: &mut Notes) -> Vec<Policy<'a>> {
        let items = self.result.unwrap_or_default().into_iter().enumerate();
        items.map(|(index, item)| item.into_policy(index, notes)).collect()
    }
}

impl<'a> Item<'a> {
    fn into_policy(self, index: usize, notes: &mut Notes) -> Policy<'a> {
        let Self { policy, auto } = self;
        let place = |member: &str| format!("/result/{index}/policy/{member}");
        Policy {
            number: policy.policy_number.cow(),
            starts_on: date(&policy.policy_start, notes, || place("PolicyStart")),
            ends_on: date(&policy.policy_stop, notes, || place("PolicyStop")),
            company: policy.policy_company.cow(),
            holder: Holder {
                name: policy.policy_holder.cow(),
                inn: policy.policy_holder_inn.cow(),
                kpp: policy.policy_holder_kpp.cow(),
            },
            vehicles: auto
                .into_iter()
                .map(|auto| Vehicle {
                    make: auto.marka.cow(),
                    model: auto.model.cow(),
                    plate: auto.gos_number.cow(),
                    seats: auto.seats.cow(),
                    passengers: auto.passenger.cow(),
                })
                .collect(),
            raw: Raw(vec![
                ("PolicyNumber", policy.policy_number),
                ("PolicyStart", policy.policy_start),
                ("PolicyStop", policy.policy_stop),
                ("PolicyCompany", policy.policy_company),
                ("PolicyHolder", policy.policy_holder),
                ("PolicyHolderINN", policy.policy_holder_inn),
                ("PolicyHolderKPP", policy.policy_holder_kpp),
            ]),
        }
    }
}

fn date(field: &Field<'_>, notes: &mut Notes, place: impl FnOnce() -> String) -> Option<Date> {
    let date = field.text().and_then(|text| Date::parse_dotted(text.trim()));
    if date.is_none() && !field.is_blank() {
        notes.quirk("api_cloud.date_unreadable", place);
    }
    date
}
