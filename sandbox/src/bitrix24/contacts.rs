//! `crm.duplicate.findbycomm`, `crm.item.get` and `crm.item.update`

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::params::Param;
use super::values::{self, Kind};
use super::{Caller, Done, Result, done, people, refused};
use crate::World;

pub(super) fn first_value(params: &Param) -> Option<String> {
    let (_, first) = params.get("values")?.members()?.first()?;
    first.as_text().map(str::to_owned)
}

/// The document: 20 values at the most, and the 20 oldest contacts.
const MOST: usize = 20;

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Duplicates {
    contact: Vec<u64>,
}

pub(super) fn find_by_comm(_: &mut World, params: &Param, _: Caller) -> Result {
    let kind = params.text("type").filter(|kind| ["PHONE", "EMAIL"].contains(kind));
    let kind = kind.ok_or(refused::NO_COMM_TYPE)?;
    let values = params.get("values").and_then(Param::members).filter(|values| !values.is_empty());
    let values = values.ok_or(refused::NO_COMM_VALUES)?;
    let asked: Vec<&str> =
        values.iter().take(MOST).filter_map(|(_, value)| value.as_text()).collect();
    let of_contacts = params.text("entity_type").is_none_or(|kind| kind == "CONTACT");
    let mut contact: Vec<u64> =
        if of_contacts { people::reached_by(kind, &asked) } else { Vec::new() };
    contact.truncate(MOST);
    Ok(if contact.is_empty() { done::<[u64]>(&[]) } else { done(&Duplicates { contact }) })
}

pub(super) fn id(params: &Param) -> Option<String> {
    params.text("id").map(str::to_owned)
}

#[derive(Serialize)]
struct Item {
    item: BTreeMap<String, Box<RawValue>>,
}

fn contact(world: &World, params: &Param) -> Result<u64> {
    if params.text("entityTypeId") != Some("3") {
        return Err(refused::NO_PROCESS.into());
    }
    let id = params.number("id").filter(|id| world.bitrix24.cards.contains_key(id));
    Ok(id.ok_or(refused::NOT_FOUND)?)
}

pub(super) fn get(world: &mut World, params: &Param, _: Caller) -> Result {
    let id = contact(world, params)?;
    Ok(shown(world, id, params))
}

/// Fields that there are not are ignored without a word.
pub(super) fn update(world: &mut World, params: &Param, _: Caller) -> Result {
    let id = contact(world, params)?;
    let fields = params.get("fields").and_then(Param::members).ok_or(refused::NO_FIELDS)?;
    let mut written = Vec::new();
    for (name, value) in fields {
        if let Some(kind) = kind(world, name, params) {
            written.push((name.clone(), values::taken(kind, value)?));
        }
    }
    world.count(format!("bitrix24.crm.item.update.executed/{id}"));
    world.bitrix24.work("crm.item.update", people::works_for(id));
    if let Some(card) = world.bitrix24.cards.get_mut(&id) {
        card.extend(written);
    }
    Ok(shown(world, id, params))
}

fn kind(world: &World, name: &str, params: &Param) -> Option<Kind> {
    if let Some((_, kind)) = values::OWN.iter().find(|(own, _)| *own == name) {
        return Some(*kind);
    }
    let original = params.text("useOriginalUfNames") == Some("Y");
    let field = world.bitrix24.user_fields.iter().find(|field| field.name == name);
    field.filter(|_| original).map(|field| Kind::of(&field.kind, field.is_multiple))
}

/// Every field that there is, by its original name.
fn shown(world: &World, id: u64, params: &Param) -> Done {
    let mut item: BTreeMap<String, Box<RawValue>> = BTreeMap::new();
    let own = values::OWN.iter().map(|(name, _)| *name);
    let fields = world.bitrix24.user_fields.iter().map(|field| field.name.as_str());
    let original = params.text("useOriginalUfNames") == Some("Y");
    let card = world.bitrix24.cards.get(&id);
    for name in own.chain(fields.filter(|_| original)) {
        let value = card.and_then(|card| card.get(name)).cloned();
        let value = RawValue::from_string(value.unwrap_or_else(|| "null".to_owned()));
        item.insert(name.to_owned(), value.unwrap_or_else(|_| RawValue::NULL.to_owned()));
    }
    for (name, number) in [("id", id), ("entityTypeId", 3)] {
        item.insert(name.to_owned(), done(&number).result);
    }
    done(&Item { item })
}
