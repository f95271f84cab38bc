//! The request of a list, and its items.

use serde::Serialize;

use super::loose::{Loose, shape};
use crate::error::Result;
use crate::http::{Answer, Ask};
use crate::protocol::Notes;

/// `filter`, in the spelling of the example: `HideArchived` has a capital (Q-A02).
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Filter<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) middle_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) company: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) passport_serial: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) passport_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) snils: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) create_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_id: Option<u16>,
    #[serde(rename = "HideArchived")]
    pub(super) hide_archived: bool,
}

#[derive(Serialize)]
struct Body<'a> {
    filter: &'a Filter<'a>,
}

pub(super) fn ask(filter: &Filter<'_>) -> Ask {
    Ask::post("/api/external/v2/request/list").json(&Body { filter })
}

/// The items of `info`, an array here; nothing found may be an empty one or `null`. An answer without
/// the member says nothing: a new application is made where none is found.
pub(super) fn applications<'a>(answer: &Answer<'a>) -> Result<Vec<Loose<'a>>> {
    let root = Loose::new(answer.object()?, "");
    if !root.has_any(&["info"]) {
        return Err(shape("/info"));
    }
    // `null` stands for nothing only where it stands alone.
    if root.peek("info").is_blank() && !root.is_alone() {
        return Err(shape("/info"));
    }
    root.objects("info")
}

/// Id and stage of an item, which stand inside it here (Q-A30).
pub(super) fn place(item: &Loose<'_>, notes: &mut Notes) -> Result<(String, i64)> {
    let of = |member| shape(item.place(member));
    let id = item.field("requestId", notes).integer().filter(|id| *id > 0);
    let stage = item.field("statusId", notes).integer();
    Ok((id.ok_or_else(|| of("requestId"))?.to_string(), stage.ok_or_else(|| of("statusId"))?))
}
