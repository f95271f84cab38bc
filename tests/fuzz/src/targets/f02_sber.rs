//! Sber's answers, and the tokens in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::answered::answer;
use crate::step::Kind;

const TOKENS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// A member that may be a token: a text, or the digits of a number.
struct Token(Option<String>);

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        let digits = raw.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let text = || serde_json::from_str(raw).ok();
        Ok(Self(if digits { Some(raw.to_owned()) } else { text() }))
    }
}

pub(super) fn run(data: &[u8]) {
    let Some(mut answered) = answer("sber.", data) else { return };
    let body: BTreeMap<String, Token> = answered.plain().unwrap_or_default();
    let tokens: Vec<String> = TOKENS
        .iter()
        .filter_map(|name| body.get(*name)?.0.clone())
        .filter(|token| token.len() >= 16)
        // What is in the caller's own input is no secret.
        .filter(|token| !answered.point.input.contains(token))
        .collect();
    let absent = |text: &str| tokens.iter().for_each(|token| holds_no_half_of(text, token));
    let step = answered.step();
    match (step.step, step.secrets) {
        (Kind::Store, Some(secrets)) => {
            for (name, secret) in &secrets {
                let member = name.strip_prefix("sber.").expect("a secret of Sber's");
                let sent = body.get(member).and_then(|token| token.0.as_ref()) == Some(secret);
                assert!(sent, "{name} is not what was sent");
                assert!(secret.bytes().all(|byte| byte.is_ascii_graphic()), "{name}");
            }
            absent(step.state.expect("a state").get());
        }
        (Kind::Send | Kind::Wait | Kind::Fail, _) => absent(&answered.flow.step),
        _ => {}
    }
    // Until they are put away nothing is done, and then they are gone.
    if answered.flow.kind() == Kind::Store {
        answered.flow.resume(1, "\"stored\"", None);
        absent(&answered.flow.step);
        assert!(matches!(answered.flow.kind(), Kind::Done | Kind::Send), "{}", answered.flow.step);
    }
}

/// Sixteen characters in a row: fewer the fuzzer also copies from our own words into a token.
fn holds_no_half_of(text: &str, token: &str) {
    let letters: Vec<char> = token.chars().collect();
    for window in letters.windows(16) {
        let window: String = window.iter().collect();
        let own = !window.bytes().any(|byte| byte.is_ascii_digit());
        assert!(own || !text.contains(&window), "{window:?} in {text}");
    }
}
