//! Pure: the link of a login through SberBusiness ID.
//!
//! Source: «oauth-authorize-get». `state`, `nonce` and the challenge come from the host, which alone
//! has randomness; it has to keep them and compare them when the browser comes back.

use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::login::{client_id, proof, redirect_uri, required, text};
use crate::error::{Error, Result, Text};
use crate::http::RESERVED;
use crate::members::Members;
use crate::operation::{About, Operation, Transform};
use crate::protocol::{Effect, Notes};

/// What the user is asked to consent to, and where the browser goes afterwards.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub client_id: String,
    pub redirect_uri: String,
    /// `openid` first, then claims and services, such as `GET_CLIENT_ACCOUNTS`; separated by
    /// spaces.
    pub scope: String,
    /// Random, 36 characters or more: it comes back, and has to be the same.
    pub state: String,
    /// Random: it comes back inside the `id_token`.
    pub nonce: String,
    /// PKCE (RFC 7636), S256: the hash of the `code_verifier` that `sber.exchange_code` gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_challenge: Option<String>,
    /// Where the user logs in; production where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default = "production"))]
    pub contour: Contour,
}

#[cfg(feature = "schema")]
fn production() -> Contour {
    Contour::Production
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Contour {
    Production,
    Test,
    /// For users with a VPN-Key token: its agent listens on their own machine.
    Token,
}

impl Contour {
    const ALL: [(&'static str, Self); 3] =
        [("production", Self::Production), ("test", Self::Test), ("token", Self::Token)];

    const fn origin(self) -> &'static str {
        match self {
            Self::Production => "https://sbi.sberbank.ru:9443",
            Self::Test => "https://efs-sbbol-ift-web.testsbi.sberbank.ru:9443",
            Self::Token => "http://localhost:28016",
        }
    }
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] =
        &["client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "contour"];

    fn read(members: &Members<'_>, _: &mut Notes) -> Result<Self> {
        let plain = |text: &str| text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        let contour = match members.text("contour")? {
            None => Contour::Production,
            Some(word) => Contour::ALL
                .into_iter()
                .find(|(known, _)| *known == &*word)
                .map(|(_, contour)| contour)
                .ok_or_else(|| Error::invalid(members.path("contour"), CONTOUR))?,
        };
        let scope = text(members, "scope", SCOPE, |scope| {
            plain(scope) && scope.split(' ').next() == Some("openid")
        })?;
        let state = text(members, "state", STATE, |state| plain(state) && state.len() >= 36)?;
        let nonce = text(members, "nonce", NONCE, |nonce| plain(nonce) && nonce.len() >= 16)?;
        Ok(Self {
            client_id: required(client_id(members)?, members, "client_id")?,
            redirect_uri: required(redirect_uri(members)?, members, "redirect_uri")?,
            scope: required(scope, members, "scope")?,
            state: required(state, members, "state")?,
            nonce: required(nonce, members, "nonce")?,
            code_challenge: proof(members, "code_challenge")?,
            contour,
        })
    }
}

/// The link.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// For the user's browser.
    pub url: String,
}

const ABOUT: About = About {
    name: "sber.authorize_url",
    title: Text {
        en: "Link for a login", ru: "Ссылка для входа через СберБизнес ID"
    },
    summary: Text {
        en: "The link by which a company's user logs in and consents. No request is sent.",
        ru: "Ссылка, по которой пользователь компании входит и даёт согласие. Запроса нет.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: "https://developers.sber.ru/docs/ru/sber-api/specifications/oauth-authorize-get",
    reconcile: None,
};

#[derive(Debug)]
pub struct AuthorizeUrl;

impl Operation for AuthorizeUrl {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

impl Transform for AuthorizeUrl {
    fn apply(input: &Input, _: &mut Notes) -> Result<Output> {
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", &input.client_id),
            ("redirect_uri", &input.redirect_uri),
            ("scope", &input.scope),
            ("state", &input.state),
            ("nonce", &input.nonce),
        ];
        if let Some(challenge) = &input.code_challenge {
            pairs.extend([
                ("code_challenge", challenge.as_str()),
                ("code_challenge_method", "S256"),
            ]);
        }
        let pair = |(name, value): &(&str, &str)| {
            format!("{name}={}", utf8_percent_encode(value, RESERVED))
        };
        let query = pairs.iter().map(pair).collect::<Vec<_>>().join("&");
        let origin = input.contour.origin();
        Ok(Output { url: format!("{origin}/ic/sso/api/v2/oauth/authorize?{query}") })
    }
}

const SCOPE: Text = Text {
    en: "words separated by spaces, the first of them openid",
    ru: "слова через пробел, первое — openid",
};
const STATE: Text = Text {
    en: "36 random characters or more",
    ru: "не меньше 36 случайных знаков",
};
const NONCE: Text = Text {
    en: "16 random characters or more",
    ru: "не меньше 16 случайных знаков",
};
const CONTOUR: Text = Text { en: "production, test or token", ru: "production, test или token" };
