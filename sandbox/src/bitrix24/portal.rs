//! What a portal keeps: contacts, their user fields, and comments.

use std::collections::BTreeMap;

use super::limits::Limits;
use super::people;
use super::user_fields::UserField;

pub(crate) struct Portal {
    pub(super) limits: Limits,
    /// By contact, then by field, as they are shown.
    pub(super) cards: BTreeMap<u64, BTreeMap<String, String>>,
    pub(super) user_fields: Vec<UserField>,
    /// The contact and the text.
    pub(crate) comments: BTreeMap<u64, (u64, String)>,
}

/// The number in the document's example of a comment, and of a user field.
const FIRST_COMMENT: u64 = 999;
const FIRST_USER_FIELD: u64 = 399;

impl Default for Portal {
    fn default() -> Self {
        let cards = people::contacts().map(|id| (id, BTreeMap::new())).collect();
        let mut portal = Self {
            limits: Limits::default(),
            cards,
            user_fields: Vec::new(),
            comments: BTreeMap::new(),
        };
        for (name, kind) in people::USER_FIELDS {
            portal.enter_field((*name).to_owned(), (*kind).to_owned(), false, 0);
        }
        // More than a page of fields that nobody uses any more.
        for number in 1..=50 {
            portal.enter_field(format!("UF_CRM_OLD_{number}"), "string".to_owned(), false, 0);
        }
        portal
    }
}

impl Portal {
    /// Makes a field, which the list shows from a moment on.
    pub(super) fn enter_field(
        &mut self,
        name: String,
        kind: String,
        is_multiple: bool,
        shown_from: i64,
    ) -> u64 {
        let id = FIRST_USER_FIELD + self.user_fields.len() as u64;
        self.user_fields.push(UserField { id, name, kind, is_multiple, shown_from });
        id
    }

    pub(super) fn enter_comment(&mut self, contact: u64, text: String) -> u64 {
        let id = FIRST_COMMENT + self.comments.len() as u64;
        self.comments.insert(id, (contact, text));
        id
    }
}
