//! `GET /api/apilk.php?type=balance`
//!
//! What is left on the account at api-cloud.ru; free of charge.

use serde::Serialize;

use super::PROVIDER;
use super::inquiry::{Inquiry, amount};
use crate::error::{Code, Error, Happened, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Charge, Effect, Notes};

/// Nothing is asked for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[];

    fn read(_: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self {})
    }
}

/// The state of the account.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// A decimal string.
    pub balance: String,
    /// The credit that may be used beyond it, a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    pub currency: &'static str,
}

const ABOUT: About = About {
    name: "api_cloud.balance",
    title: Text { en: "Account balance at api-cloud.ru", ru: "Баланс в api-cloud.ru" },
    summary: Text {
        en: "The money left on the account; the call is free of charge.",
        ru: "Остаток средств на счёте; запрос бесплатный.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://api-cloud.ru",
    reconcile: None,
};

#[derive(Debug)]
pub struct Balance;

impl Operation for Balance {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Exchange for Balance {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(_: &Input) -> Ask {
        Ask::get("/api/apilk.php").query("type", "balance")
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output> {
        // The method is named in public clients and its answer is not documented: the balance is
        // taken from the root, or from `inquiry`, where every other method has it.
        let root = answer.object()?;
        let inquiry = Inquiry::of(&root);
        let balance = amount(&root.field("balance")).or_else(|| amount(&inquiry.balance));
        let credit = amount(&root.field("credit")).or_else(|| amount(&inquiry.credit));
        let balance = balance
            .ok_or_else(|| Error::new(Code::BodyShape).at("/balance").happened(Happened::Yes))?;
        notes.charge(Charge { balance: Some(balance.clone()), ..Charge::default() });
        Ok(Output { balance, credit, currency: "RUB" })
    }
}
