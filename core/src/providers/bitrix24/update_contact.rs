//! `POST /rest/{user_id}/{webhook}/crm.item.update`
//!
//! Writes fields of a contact's card.
//!
//! A portal ignores a field that it does not have without a word, so what it shows afterwards is
//! held against what was sent. To send the same again changes nothing and saves nothing.

use serde::Serialize;

use super::fields::Fields;
use super::ids::Id;
use super::portal::Portal;
use super::requisites::CONTACT;
use super::wire::{id, shape};
use super::{DOCS, PROVIDER};
use crate::error::{Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// Whose card, and what it is to hold.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub portal: Portal,
    /// The user whose webhook it is.
    pub user_id: Id,
    /// The contact's number.
    pub contact_id: Id,
    pub fields: Fields,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["portal", "user_id", "contact_id", "fields"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            portal: members.required("portal", notes)?,
            user_id: Id::read(members, "user_id")?,
            contact_id: Id::read(members, "contact_id")?,
            fields: Fields::read(members, "fields")?,
        })
    }
}

/// What the card shows of what was sent.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub contact_id: String,
    pub outcome: Applied,
    /// The fields that have their values.
    pub applied: Vec<String>,
    /// The fields that have not.
    pub not_applied: Vec<NotApplied>,
}

/// Whether the fields have their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Applied {
    Applied,
    /// Some of them.
    PartlyApplied,
    /// None of them.
    NotApplied,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotApplied {
    pub field: String,
    pub reason: Reason,
}

/// Why a field has not its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The portal has no such field: `bitrix24.ensure_fields` makes it.
    UnknownField,
    /// It shows another value.
    Differs,
}

const ABOUT: About = About {
    name: "bitrix24.update_contact",
    title: Text {
        en: "Write a contact's card in Bitrix24",
        ru: "Заполнить карточку контакта в Битрикс24",
    },
    summary: Text {
        en: "Writes fields of a contact's card and says which of them have not taken.",
        ru: "Записывает поля карточки контакта и сообщает, какие из них не записались.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "bitrix24.update_contact", how: "same_fields_again" }),
};

#[derive(Debug)]
pub struct UpdateContact;

impl Operation for UpdateContact {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    entity_type_id: i64,
    id: Id,
    fields: &'a Fields,
    use_original_uf_names: &'static str,
}

impl Exchange for UpdateContact {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let body = Body {
            entity_type_id: CONTACT,
            id: input.contact_id,
            fields: &input.fields,
            use_original_uf_names: "Y",
        };
        input.portal.ask(input.user_id, "crm.item.update", &body)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, _: &mut Notes) -> Result<Output> {
        let result = answer.object()?.object("/result")?.ok_or_else(|| shape("/result"))?;
        let item = result.object("/result/item")?.ok_or_else(|| shape("/result/item"))?;
        if id(&item.field("id")) != Some(input.contact_id) {
            return Err(shape("/result/item/id"));
        }
        let (mut applied, mut not_applied) = (Vec::new(), Vec::new());
        for (name, value) in input.fields.iter() {
            let field = name.to_owned();
            match item.raw(name) {
                Some(shown) if value.is_shown_as(shown) => applied.push(field),
                Some(_) => not_applied.push(NotApplied { field, reason: Reason::Differs }),
                None => not_applied.push(NotApplied { field, reason: Reason::UnknownField }),
            }
        }
        let outcome = match (applied.is_empty(), not_applied.is_empty()) {
            (_, true) => Applied::Applied,
            (false, false) => Applied::PartlyApplied,
            (true, false) => Applied::NotApplied,
        };
        Ok(Output { contact_id: input.contact_id.to_string(), outcome, applied, not_applied })
    }
}
