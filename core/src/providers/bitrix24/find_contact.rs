//! `POST /rest/{user_id}/{webhook}/crm.duplicate.findbycomm`, then `…/crm.requisite.list`
//!
//! Contacts by phone, e-mail and INN.
//!
//! One request for each of them, and one for each page of requisites: every answer is then held
//! against the same table, which the parts of a batch would not be.

use serde::Serialize;

use super::ids::Id;
use super::matches::{self, By, Contact, MOST};
use super::portal::Portal;
use super::requisites::{self, Page};
use super::{DOCS, POLLING, PROVIDER};
use crate::error::{Code, Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Kind, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Memo, Notes};
use crate::value::{Email, Inn, Phone};

/// Whom to look for: whoever has one of these numbers and addresses.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub portal: Portal,
    /// The user whose webhook it is.
    pub user_id: Id,
    /// Up to 20 phone numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, length(min = 1, max = 20)))]
    pub phones: Vec<Phone>,
    /// Up to 20 e-mail addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, length(min = 1, max = 20)))]
    pub emails: Vec<Email>,
    /// INN in the contact's requisites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["portal", "user_id", "phones", "emails", "inn"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        if !["phones", "emails", "inn"].iter().any(|name| members.has(name)) {
            return Err(Error::missing(members.path("phones")));
        }
        Ok(Self {
            portal: members.required("portal", notes)?,
            user_id: Id::read(members, "user_id")?,
            phones: members.values("phones", MOST, PHONES, notes)?,
            emails: members.values("emails", MOST, EMAILS, notes)?,
            inn: members.optional("inn", notes)?,
        })
    }
}

/// The contacts that were found, by their numbers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub outcome: Outcome,
    /// Only with `outcome:"empty"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Whether these are all of them. Always true where `outcome` is `empty`.
    pub complete: bool,
    pub contacts: Vec<Contact>,
}

const ABOUT: About = About {
    name: "bitrix24.find_contact",
    title: Text {
        en: "Find a contact in Bitrix24", ru: "Найти контакт в Битрикс24"
    },
    summary: Text {
        en: "The contacts of a portal by phone, e-mail and INN.",
        ru: "Контакты портала по телефону, электронной почте и ИНН.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct FindContact;

impl Operation for FindContact {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

const FIND: &str = "find";

#[derive(Serialize)]
struct Query<'a, V> {
    #[serde(rename = "type")]
    kind: &'static str,
    values: &'a [V],
    entity_type: &'static str,
}

/// What has to be asked for next.
fn next(input: &Input, memo: &Memo) -> Option<By> {
    By::ALL.into_iter().find(|by| {
        let asked = match by {
            By::Phone => !input.phones.is_empty(),
            By::Email => !input.emails.is_empty(),
            By::Inn => input.inn.is_some(),
        };
        asked && !matches::is_known(memo, *by)
    })
}

impl Procedure for FindContact {
    const PROVIDER: &'static Provider = PROVIDER;
    const KIND: Kind = Kind::Exchange;
    const STAGES: &'static [Stage] = &[Stage::of(FIND, Effect::Read)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, memo: &Memo, _: &str) -> Result<Ask> {
        const METHOD: &str = "crm.duplicate.findbycomm";
        const CONTACT: &str = "CONTACT";
        let Input { portal, user_id, phones, emails, inn } = input;
        match (next(input, memo), inn) {
            (Some(By::Phone), _) => {
                let query = Query { kind: "PHONE", values: phones, entity_type: CONTACT };
                Ok(portal.ask(*user_id, METHOD, &query))
            }
            (Some(By::Email), _) => {
                let query = Query { kind: "EMAIL", values: emails, entity_type: CONTACT };
                Ok(portal.ask(*user_id, METHOD, &query))
            }
            (Some(By::Inn), Some(inn)) => {
                let query = requisites::query(inn, matches::start(memo));
                Ok(portal.ask(*user_id, "crm.requisite.list", &query))
            }
            _ => Err(Error::new(Code::StateInvalid).at("/state/memo")),
        }
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        _: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output>> {
        match (next(input, memo), &input.inn) {
            (Some(By::Inn), Some(inn)) => {
                matches::take_page(memo, Page::read(answer, inn, notes)?)?;
            }
            (Some(by), _) => matches::take(memo, by, answer)?,
            (None, _) => return Err(Error::new(Code::StateInvalid).at("/state/memo")),
        }
        match next(input, memo) {
            Some(_) => Ok(Turn::Go(FIND)),
            None => {
                let (contacts, complete) = matches::collected(memo)?;
                let (outcome, basis) = Outcome::of(contacts.is_empty());
                Ok(Turn::Done(Output { outcome, basis, complete, contacts }))
            }
        }
    }
}

const PHONES: Text = Text {
    en: "a list of 1 to 20 phone numbers",
    ru: "список из 1–20 номеров телефона",
};
const EMAILS: Text = Text {
    en: "a list of 1 to 20 e-mail addresses",
    ru: "список из 1–20 адресов почты",
};
