//! A page of `crm.contact.userfield.list`.

use super::wire::{Paging, id, shape};
use crate::error::Result;
use crate::http::Answer;
use crate::wire::Field;

/// A field that there is.
pub(super) struct There {
    pub(super) name: String,
    pub(super) id: String,
    /// A word of the document's table; `other` where it is none.
    pub(super) kind: String,
    pub(super) multiple: bool,
}

/// A page of fields.
pub(super) struct Page {
    /// The wanted ones among them.
    pub(super) fields: Vec<There>,
    pub(super) rows: u64,
    pub(super) paging: Paging,
}

impl Page {
    /// Of the others nothing but their names is read.
    pub(super) fn read(answer: &Answer<'_>, is_wanted: impl Fn(&str) -> bool) -> Result<Self> {
        let root = answer.object()?;
        let rows = root.objects("/result")?.ok_or_else(|| shape("/result"))?;
        let mut fields = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let at = |member: &str| shape(format!("/result/{index}/{member}"));
            let name = row.field("FIELD_NAME");
            let name = name.text().ok_or_else(|| at("FIELD_NAME"))?;
            if !is_wanted(name) {
                continue;
            }
            let kind = row.field("USER_TYPE_ID");
            let kind = kind.text().ok_or_else(|| at("USER_TYPE_ID"))?.to_ascii_lowercase();
            let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
            let known = kind.len() <= 30 && kind.bytes().all(plain);
            let multiple = match row.field("MULTIPLE") {
                Field::Text(text, _) if &*text == "Y" => true,
                Field::Text(text, _) if &*text == "N" => false,
                _ => return Err(at("MULTIPLE")),
            };
            fields.push(There {
                name: name.to_owned(),
                id: id(&row.field("ID")).ok_or_else(|| at("ID"))?.to_string(),
                kind: if known { kind } else { "other".to_owned() },
                multiple,
            });
        }
        let rows = rows.len().try_into().unwrap_or(u64::MAX);
        Ok(Self { fields, rows, paging: Paging::of(&root)? })
    }
}
