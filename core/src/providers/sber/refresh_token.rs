//! `POST /ic/sso/api/v2/oauth/token` with `grant_type=refresh_token`
//!
//! A new pair of tokens, which goes to the host's store and nowhere else.

use serde::Serialize;

use super::login::{client_id, required};
use super::token::{self, Pair, ask_refresh, pair, read};
use super::{POLLING, PROVIDER, TOKEN_DOCS};
use crate::error::{Error, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Kind, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Which application asks.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub client_id: String,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["client_id"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self { client_id: required(client_id(members)?, members, "client_id")? })
    }
}

pub type Output = Pair;

const ABOUT: About = About {
    name: "sber.refresh_token",
    title: Text { en: "Refresh the tokens", ru: "Обновить токены" },
    summary: Text {
        en: "Exchanges the refresh token for a new pair and has the host store it.",
        ru: "Обменивает токен обновления на новую пару и передаёт её на хранение.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: TOKEN_DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct RefreshToken;

impl Operation for RefreshToken {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Procedure for RefreshToken {
    const PROVIDER: &'static Provider = PROVIDER;
    const KIND: Kind = Kind::Exchange;
    const STAGES: &'static [Stage] = &[Stage::of("refresh", Effect::Write)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, _: &str) -> Result<Ask> {
        Ok(ask_refresh(&input.client_id))
    }

    fn read<'a>(
        _: &Input,
        memo: &mut Memo,
        _: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output>> {
        read(answer, memo, notes)
    }

    fn refused(
        _: &Input,
        _: &mut Memo,
        _: &str,
        error: &mut Error,
        _: bool,
    ) -> Option<Turn<Never>> {
        token::refused(error);
        None
    }

    fn lost(_: &mut Memo, _: &str) -> Option<Turn<Never>> {
        None
    }

    fn stored<'a>(memo: &Memo) -> Turn<Self::Output<'a>> {
        Turn::Done(pair(memo))
    }
}
