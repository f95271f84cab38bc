//! `POST /ic/sso/api/v2/oauth/token` with `grant_type=authorization_code`
//!
//! The first pair of tokens after a login. A code lives two minutes and is good for one use, so it
//! is never sent twice.

use serde::Serialize;

use super::login::{client_id, proof, redirect_uri, required};
use super::token::{self, Pair, ask_exchange, pair, read};
use super::{POLLING, PROVIDER, TOKEN_DOCS};
use crate::error::{Error, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Kind, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Which application asks, and how the login was asked for.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub client_id: String,
    /// The same as in the link of the login.
    pub redirect_uri: String,
    /// Where the link had a `code_challenge`: what it was made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_verifier: Option<String>,
}

/// The verifier is as good as a password for two minutes.
impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Input(…)")
    }
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["client_id", "redirect_uri", "code_verifier"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self {
            client_id: required(client_id(members)?, members, "client_id")?,
            redirect_uri: required(redirect_uri(members)?, members, "redirect_uri")?,
            code_verifier: proof(members, "code_verifier")?,
        })
    }
}

pub type Output = Pair;

const ABOUT: About = About {
    name: "sber.exchange_code",
    title: Text {
        en: "Exchange the login's code", ru: "Получить токены после входа"
    },
    summary: Text {
        en: "Exchanges the code of a login for a pair of tokens and has the host store it.",
        ru: "Обменивает код входа на пару токенов и передаёт её на хранение.",
    },
    effect: Effect::Irreversible,
    estimate: None,
    docs: TOKEN_DOCS,
    reconcile: Some(&Reconcile { operation: "sber.authorize_url", how: "new_login" }),
};

#[derive(Debug)]
pub struct ExchangeCode;

impl Operation for ExchangeCode {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Procedure for ExchangeCode {
    const PROVIDER: &'static Provider = PROVIDER;
    const KIND: Kind = Kind::Exchange;
    const STAGES: &'static [Stage] = &[Stage::of("exchange", Effect::Irreversible)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, _: &str) -> Result<Ask> {
        Ok(ask_exchange(&input.client_id, &input.redirect_uri, input.code_verifier.as_deref()))
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
