//! `GET /stat/`
//!
//! How many requests of this month are used; free of charge.

use std::borrow::Cow;

use serde::Serialize;

use super::{PROVIDER, grammar, search};
use crate::error::{Code, Error, Happened, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};
use crate::wire::Object;

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

/// The services of the key.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub services: Vec<Service<'a>>,
}

/// What is left of a service this month.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Service<'a> {
    /// Its name, such as `fssp_api`.
    pub service: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_limit: Option<u32>,
    /// How many requests of the month are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_request_count: Option<u32>,
}

const ABOUT: About = About {
    name: "parser_api.quota",
    title: Text {
        en: "Requests left at api-parser.ru", ru: "Остаток запросов в api-parser.ru"
    },
    summary: Text {
        en: "The month's limit and use of each service; the call is free of charge.",
        ru: "Месячный лимит и расход запросов по сервисам; запрос бесплатный.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: search::DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct Quota;

impl Operation for Quota {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for Quota {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(_: &Input) -> Ask {
        Ask::get("/stat/")
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let items = answer.objects()?;
        let services = items.iter().enumerate().map(|(index, item)| service(item, index, notes));
        Ok(Output { services: services.collect::<Result<_>>()? })
    }
}

fn service<'a>(item: &Object<'a>, index: usize, notes: &mut Notes) -> Result<Service<'a>> {
    let service = grammar::trimmed(&item.field("service")).ok_or_else(|| {
        Error::new(Code::BodyShape).at(format!("/{index}/service")).happened(Happened::Yes)
    })?;
    let mut number = |member: &str| {
        let field = item.field(member);
        let number = field.integer().and_then(|number| u32::try_from(number).ok());
        if number.is_none() && !field.is_blank() {
            notes.quirk("parser_api.number_unreadable", || format!("/{index}/{member}"));
        }
        number
    };
    Ok(Service {
        service,
        month_limit: number("month_limit"),
        month_request_count: number("month_request_count"),
    })
}
