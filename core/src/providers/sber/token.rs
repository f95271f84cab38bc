//! `POST /ic/sso/api/v2/oauth/token`: a pair of tokens for a code or for the refresh token.
//!
//! Every refresh gives a new pair. The one that was used stays in reserve for two hours and gives
//! the same pair for one, so that a lost answer loses nothing.

use serde::Serialize;

use crate::error::{Code, Error, Happened, Next, Result};
use crate::http::{Answer, Ask};
use crate::operation::Turn;
use crate::protocol::{Memo, Notes};
use crate::value::Timestamp;
use crate::wire::{Field, Object};

const PATH: &str = "/ic/sso/api/v2/oauth/token";
/// «Срок действия refresh_token — 180 дней».
const REFRESH_MS: u64 = 180 * 24 * 3_600_000;

pub(super) fn ask_refresh(client_id: &str) -> Ask {
    Ask::post(PATH).form("grant_type", "refresh_token").form("client_id", client_id)
}

pub(super) fn ask_exchange(client_id: &str, redirect_uri: &str, verifier: Option<&str>) -> Ask {
    let ask = Ask::post(PATH)
        .form("grant_type", "authorization_code")
        .form("client_id", client_id)
        .form("redirect_uri", redirect_uri);
    match verifier {
        Some(verifier) => ask.form("code_verifier", verifier),
        None => ask,
    }
}

/// What is known of a pair of tokens, without the tokens.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "token_pair"))]
pub struct Pair {
    /// When the access token ends; absent where the provider did not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub access_token_expires_at: Option<Timestamp>,
    /// When the refresh token ends, unless it is used before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub refresh_token_expires_at: Option<Timestamp>,
    /// What the user has consented to.
    pub scope: Vec<String>,
}

/// Reads the pair, notes what may be told of it, and has the host put it away.
///
/// # Errors
/// `body_shape` where there is no token in it that could be sent.
pub(super) fn read<O>(answer: &Answer<'_>, memo: &mut Memo, notes: &mut Notes) -> Result<Turn<O>> {
    let root = answer.object()?;
    let access = token(&root, "access_token", notes)?.ok_or_else(|| shape("access_token"))?;
    let mut secrets = vec![("sber.access_token", access)];
    let now = answer.now();
    match token(&root, "refresh_token", notes)? {
        Some(refresh) => {
            secrets.push(("sber.refresh_token", refresh));
            memo.note("refresh_token_expires_at", now.plus_ms(REFRESH_MS).to_string());
        }
        None => notes.quirk("sber.no_refresh_token", || "/refresh_token".to_owned()),
    }
    let seconds =
        root.field("expires_in").integer().and_then(|seconds| u64::try_from(seconds).ok());
    if let Some(seconds) = seconds {
        let end = now.plus_ms(seconds.saturating_mul(1_000));
        memo.note("access_token_expires_at", end.to_string());
    }
    let scope = root.field("scope");
    let words = scope.text().unwrap_or_default().split_whitespace();
    let words =
        words.filter(|word| is_scope(word) && secrets.iter().all(|(_, s)| !s.contains(word)));
    memo.note("scope", words.take(100).collect::<Vec<_>>().join(" "));
    Ok(Turn::Store(secrets))
}

/// The digits of a number are as good as a text: a code that was used is not good for a second answer.
fn token(root: &Object<'_>, name: &str, notes: &mut Notes) -> Result<Option<String>> {
    let field = root.field(name);
    let Some(token) = field.text() else { return Ok(None) };
    if !is_sendable(token) {
        return Err(shape(name));
    }
    if matches!(field, Field::Number(_)) {
        notes.quirk("sber.token_as_number", || format!("/{name}"));
    }
    Ok(Some(token.to_owned()))
}

/// No access token is sent here: it is the application that a 401 refuses.
pub(super) fn refused(error: &mut Error) {
    if error.code == Code::TokenExpired {
        (error.code, error.next) = (Code::Unauthorized, Next::FixCredentials);
    }
}

/// What was noted of the pair.
pub(super) fn pair(memo: &Memo) -> Pair {
    let moment = |name| memo.fact(name).and_then(Timestamp::parse);
    let scope = memo.fact("scope").unwrap_or_default();
    Pair {
        access_token_expires_at: moment("access_token_expires_at"),
        refresh_token_expires_at: moment("refresh_token_expires_at"),
        scope: scope.split_whitespace().map(str::to_owned).collect(),
    }
}

/// A name of a claim or service, or `di-` and a UUID; nothing that may be somebody's number.
fn is_scope(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_.:-".contains(&b);
    let uuid = word.strip_prefix("di-").is_some_and(|id| id.len() == 36);
    let number = word.as_bytes().windows(6).any(|six| six.iter().all(u8::is_ascii_digit));
    word.len() <= 64 && word.bytes().all(plain) && (uuid || !number)
}

/// RFC 6750, 2.1, and not by the document's regular expression, which its own samples break
/// (Q-B01).
fn is_sendable(token: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
    token.len() <= 4096 && token.bytes().all(allowed)
}

fn shape(member: &str) -> Error {
    Error::new(Code::BodyShape).at(format!("/{member}")).happened(Happened::Yes)
}
