//! `GET /fintech/api/v1/client-info`
//!
//! A company's card: its numbers, its accounts and what is arrested on them.

use serde::Serialize;

use super::login::client_id;
use super::record::{Client, client};
use super::{DOCS, POLLING, PROVIDER, token};
use crate::error::{Code, Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Kind, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Whose card it is, the access token says.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// The application's client id, for a refresh of an expired token under
    /// `options.allow_token_refresh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["client_id"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self { client_id: client_id(members)? })
    }
}

pub type Output<'a> = Client<'a>;

const ABOUT: About = About {
    name: "sber.client_info",
    title: Text {
        en: "A company's card at Sber", ru: "Карточка компании в Сбере"
    },
    summary: Text {
        en: "A company's numbers, accounts and arrests, as far as its user has consented.",
        ru: "Реквизиты, счета и аресты компании в пределах согласия пользователя.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct ClientInfo;

impl Operation for ClientInfo {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

const ASK: &str = "ask";
const REFRESH: &str = "refresh";

impl Procedure for ClientInfo {
    const PROVIDER: &'static Provider = PROVIDER;
    const KIND: Kind = Kind::Exchange;
    const STAGES: &'static [Stage] =
        &[Stage::of(ASK, Effect::Read), Stage::of(REFRESH, Effect::Write)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        match (stage, &input.client_id) {
            (REFRESH, Some(client_id)) => Ok(token::ask_refresh(client_id)),
            (REFRESH, None) => Err(Error::new(Code::StateInvalid).at("/state/stage")),
            _ => Ok(Ask::get("/fintech/api/v1/client-info")),
        }
    }

    fn read<'a>(
        _: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output<'a>>> {
        match stage {
            REFRESH => token::read(answer, memo, notes),
            _ => client(&answer.object()?, notes).map(Turn::Done),
        }
    }

    // Once: a token that was refreshed just now and is refused is not refreshed again.
    fn refused(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        error: &mut Error,
        leave: bool,
    ) -> Option<Turn<Never>> {
        if stage == REFRESH {
            token::refused(error);
        }
        let expired = stage == ASK && error.code == Code::TokenExpired;
        let may = leave && input.client_id.is_some() && !memo.has_done(REFRESH);
        (expired && may).then_some(Turn::Go(REFRESH))
    }

    fn lost(_: &mut Memo, _: &str) -> Option<Turn<Never>> {
        None
    }
}
