//! The calls of a batch: what they ask, and what may be repeated.

use serde::Serialize;

use super::params::Params;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Effect;

/// A call of a batch.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Call {
    /// By which its result is known; a letter, then letters, digits and underscores.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_]{0,63}$")))]
    pub key: String,
    /// Such as `crm.item.get`; a batch cannot be in a batch.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_.]{0,99}$")))]
    pub method: String,
    #[cfg_attr(feature = "schema", schemars(default))]
    pub params: Params,
}

/// «batch»: 50 at the most.
pub(super) const MOST: usize = 50;

impl Call {
    const MEMBERS: &'static [&'static str] = &["key", "method", "params"];

    /// # Errors
    /// The class `invalid_input`.
    pub(super) fn list(members: &Members<'_>, name: &'static str) -> Result<Vec<Self>> {
        let items = members.list(name, Self::MEMBERS, 1..=MOST, CALLS)?;
        let items = items.ok_or_else(|| Error::missing(members.path(name)))?;
        let mut calls: Vec<Self> = Vec::new();
        for item in &items {
            let call = Self::read(item)?;
            if calls.iter().any(|other| other.key == call.key) {
                return Err(Error::invalid(item.path("key"), KEY));
            }
            calls.push(call);
        }
        Ok(calls)
    }

    fn read(members: &Members<'_>) -> Result<Self> {
        let word = |name, most: usize, others: &[u8], expected| {
            let text = members.text(name)?.ok_or_else(|| Error::missing(members.path(name)))?;
            let plain = |b: u8| b.is_ascii_alphanumeric() || others.contains(&b);
            let fits = text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.len() <= most
                && text.bytes().all(plain);
            if fits {
                Ok(text.into_owned())
            } else {
                Err(Error::invalid(members.path(name), expected))
            }
        };
        let key = word("key", 64, b"_", KEY)?;
        let method = word("method", 100, b"_.", METHOD)?;
        let first = method.split('.').next().unwrap_or_default();
        if first.eq_ignore_ascii_case("batch") {
            return Err(Error::invalid(members.path("method"), METHOD));
        }
        let params = members.scalar("params", Params::EXPECTED, Params::read)?.unwrap_or_default();
        Ok(Self { key, method, params })
    }

    /// `method?name=value`: names and values encoded once, as inside a JSON body.
    pub(super) fn command(&self) -> String {
        let pairs = self.params.query();
        if pairs.is_empty() { self.method.clone() } else { format!("{}?{pairs}", self.method) }
    }

    /// What it does, where the document says so. Of any other method it is not known that it ends
    /// the same however often it is sent.
    pub(super) fn effect(&self) -> Effect {
        const READS: [&str; 8] = [
            "crm.contact.fields",
            "crm.contact.get",
            "crm.contact.list",
            "crm.contact.userfield.get",
            "crm.contact.userfield.list",
            "crm.duplicate.findbycomm",
            "crm.item.get",
            "crm.requisite.list",
        ];
        /// Each time they are sent, one more is added.
        const GROWING: [&str; 5] = ["fm", "PHONE", "EMAIL", "WEB", "IM"];
        match &*self.method {
            method if READS.contains(&method) => Effect::Read,
            "crm.item.update" if self.params.has_fields_without(&GROWING) => Effect::Write,
            _ => Effect::Create,
        }
    }
}

const CALLS: Text =
    Text { en: "a list of 1 to 50 calls", ru: "список из 1–50 вызовов" };
const KEY: Text = Text {
    en: "a key of its own: a letter, then letters, digits and underscores",
    ru: "свой ключ: латинская буква, затем латинские буквы, цифры и знаки _",
};
const METHOD: Text = Text {
    en: "a method such as crm.item.get, and no batch",
    ru: "метод, например crm.item.get, но не batch",
};
