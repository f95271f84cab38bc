//! `crm.contact.userfield.list` and `crm.contact.userfield.add`

use serde::Serialize;

use super::params::Param;
use super::refused::{self, because};
use super::{Caller, Done, Result, Stop, done, people};
use crate::World;

pub(super) struct UserField {
    pub(super) id: u64,
    /// With its prefix.
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_multiple: bool,
    /// Lists show it from this moment on.
    pub(super) shown_from: i64,
}

/// Numbers are texts here.
#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Row<'a> {
    id: String,
    entity_id: &'static str,
    field_name: &'a str,
    user_type_id: &'a str,
    xml_id: Option<&'static str>,
    sort: &'static str,
    multiple: &'static str,
    mandatory: &'static str,
}

const PREFIX: &str = "UF_CRM_";
const PAGE: usize = 50;
/// «USER_TYPE_ID».
const KINDS: [&str; 15] = [
    "string",
    "integer",
    "double",
    "boolean",
    "datetime",
    "date",
    "money",
    "url",
    "address",
    "enumeration",
    "file",
    "employee",
    "crm_status",
    "iblock_section",
    "crm",
];

/// The field that is to be made, with its prefix.
pub(super) fn name(params: &Param) -> Option<String> {
    let name = params.get("fields")?.text("FIELD_NAME")?;
    // INFERRED: a prefix is not put before a prefix.
    Some(if name.starts_with(PREFIX) { name.to_owned() } else { format!("{PREFIX}{name}") })
}

pub(super) fn add(world: &mut World, params: &Param, caller: Caller) -> Result {
    if !caller.is_administrator {
        return Err(refused::DENIED.into());
    }
    let fields = params.get("fields").filter(|fields| fields.members().is_some());
    let fields = fields.ok_or(refused::NO_FIELDS)?;
    let mut faults = Vec::new();
    let kind = fields.text("USER_TYPE_ID").unwrap_or_default();
    if kind.is_empty() {
        faults.push("The 'USER_TYPE_ID' field is not found.");
    } else if !KINDS.contains(&kind) {
        faults.push("Invalid user type specified.");
    }
    let name = name(params).unwrap_or_default();
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    if name.is_empty() {
        faults.push("The 'FIELD_NAME' field is not found.");
    } else if name.len() > 50 {
        faults.push("Field name is too long (more than 50 characters).");
    } else if !name.bytes().all(plain) {
        faults.push("Field name contains invalid characters.");
    }
    let is_multiple = fields.text("MULTIPLE") == Some("Y");
    if is_multiple && kind == "boolean" {
        faults.push("Fields of this type cannot be multiple.");
    }
    // INFERRED: the words; names are unique.
    if world.bitrix24.user_fields.iter().any(|field| field.name == name) {
        faults.push("The field already exists.");
    }
    if !faults.is_empty() {
        return Err(because(faults.join("\n")).into());
    }
    world.count(format!("bitrix24.crm.contact.userfield.add.executed/{name}"));
    let shown_from = people::shown_from(&name, caller.now_ms);
    Ok(done(&world.bitrix24.enter_field(name, kind.to_owned(), is_multiple, shown_from)))
}

pub(super) fn list(world: &mut World, params: &Param, caller: Caller) -> Result {
    // The rights to read are INFERRED from `add`.
    if !caller.is_administrator {
        return Err(refused::DENIED.into());
    }
    if params.get("filter").is_some_and(|filter| filter.members().is_none()) {
        return Err(Stop::Refused(refused::NO_FILTER));
    }
    let shown: Vec<&UserField> = world
        .bitrix24
        .user_fields
        .iter()
        .filter(|field| field.shown_from <= caller.now_ms)
        .collect();
    let rows: Vec<Row<'_>> = shown.iter().map(|field| field.row()).collect();
    Ok(page(&rows, params))
}

/// 50 rows from `start` on.
pub(super) fn page<T: Serialize>(rows: &[T], params: &Param) -> Done {
    let start = params.number("start").and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
    let rest = rows.get(start..).unwrap_or_default();
    let next = (rest.len() > PAGE).then_some(start + PAGE);
    let shown = rest.get(..PAGE.min(rest.len())).unwrap_or_default();
    Done { total: Some(rows.len()), next, ..done(shown) }
}

impl UserField {
    fn row(&self) -> Row<'_> {
        Row {
            id: self.id.to_string(),
            entity_id: "CRM_CONTACT",
            field_name: &self.name,
            user_type_id: &self.kind,
            xml_id: None,
            sort: "100",
            multiple: if self.is_multiple { "Y" } else { "N" },
            mandatory: "N",
        }
    }
}
