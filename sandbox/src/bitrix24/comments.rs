//! `crm.timeline.comment.add`

use super::params::Param;
use super::{Caller, Result, done, refused};
use crate::World;

pub(super) fn owner(params: &Param) -> Option<String> {
    params.get("fields")?.text("ENTITY_ID").map(str::to_owned)
}

pub(super) fn add(world: &mut World, params: &Param, _: Caller) -> Result {
    let fields = params.get("fields").filter(|fields| fields.members().is_some());
    let fields = fields.ok_or(refused::NO_FIELDS)?;
    let known = |id: &u64| world.bitrix24.cards.contains_key(id);
    let contact = fields.number("ENTITY_ID").filter(known).ok_or(refused::NO_OWNER)?;
    if fields.text("ENTITY_TYPE") != Some("contact") {
        return Err(refused::NO_OWNER.into());
    }
    let text = fields.text("COMMENT").filter(|text| !text.trim().is_empty());
    let text = text.ok_or(refused::NO_COMMENT)?.to_owned();
    world.count(format!("bitrix24.crm.timeline.comment.add.executed/{contact}"));
    Ok(done(&world.bitrix24.enter_comment(contact, text)))
}
