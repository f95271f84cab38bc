//! `crm.requisite.list`

use serde::Serialize;

use super::params::Param;
use super::user_fields::page;
use super::{Caller, Result, Stop, people, refused};
use crate::World;

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Row {
    id: String,
    entity_type_id: &'static str,
    entity_id: String,
    rq_inn: &'static str,
}

pub(super) fn inn(params: &Param) -> Option<String> {
    params.get("filter")?.text("RQ_INN").map(str::to_owned)
}

/// A filter of a field that there is not is dropped without a word.
pub(super) fn list(_: &mut World, params: &Param, _: Caller) -> Result {
    let filter = params.get("filter");
    if filter.is_some_and(|filter| filter.members().is_none()) {
        return Err(Stop::Refused(refused::NO_FILTER));
    }
    let asked = |name: &str| filter.and_then(|filter| filter.text(name)).filter(|v| !v.is_empty());
    let fits = |name: &str, value: &str| asked(name).is_none_or(|asked| asked == value);
    let rows: Vec<Row> = people::requisites()
        .filter(|(_, _, inn)| fits("RQ_INN", inn) && fits("ENTITY_TYPE_ID", "3"))
        .map(|(id, contact, rq_inn)| Row {
            id: id.to_string(),
            entity_type_id: "3",
            entity_id: contact.to_string(),
            rq_inn,
        })
        .collect();
    Ok(page(&rows, params))
}
