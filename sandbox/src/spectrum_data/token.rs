//! The token that a client makes of its login, its password and its clock:
//! `base64(login:stamp:age:hash)`, where `hash` is `base64(md5(stamp:age:base64(md5(password))))`.
//!
//! Source: `AuthToken` of the public client, and its test vector.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::errors;
use crate::Reply;
use crate::http::Call;

pub(crate) const LOGIN: &str = "sandbox@spravka";
pub(crate) const PASSWORD: &str = "sandbox-spectrum-password";
/// Of the two, good for a hundred years from 2025 on.
pub(crate) const TOKEN: &str =
    "c2FuZGJveEBzcHJhdmthOjE3MzU2ODk2MDA6MzE1NTc2MDAwMDpnV0YzWjl4c1N4U2hyUXZROHNCTnlRPT0=";

pub(super) fn check(call: &Call<'_>) -> Result<(), Reply> {
    let header = call.header("authorization").unwrap_or_default();
    let token = header.strip_prefix("AR-REST ").unwrap_or_default();
    let refused = |kind, name| Err(errors::token(kind, name, token, call.now_ms));
    let Some(parts) = Parts::of(token) else {
        return refused("SecurityAuthMalformedToken", "Неверная структура токена авторизации");
    };
    // INFERRED: both types, and that a stamp may not lie in the future.
    if parts.login != LOGIN || parts.hash != parts.expected(PASSWORD) {
        return refused("SecurityAuthWrongUser", "Неверное имя пользователя или пароль");
    }
    let now = call.now_ms.div_euclid(1000);
    if now < parts.stamp || now.saturating_sub(parts.stamp) >= parts.age {
        return refused("SecurityAuthTimeoutedStamp", "Истёк срок действия токена авторизации");
    }
    Ok(())
}

struct Parts {
    login: String,
    /// Unix seconds.
    stamp: i64,
    /// Seconds.
    age: i64,
    hash: String,
}

impl Parts {
    fn of(token: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(token).ok()?).ok()?;
        let parts: Vec<&str> = text.split(':').collect();
        let [login, stamp, age, hash] = parts.as_slice() else { return None };
        let (user, domain) = login.split_once('@')?;
        let known = !user.is_empty() && !domain.is_empty() && STANDARD.decode(hash).is_ok();
        let (stamp, age) = (stamp.parse().ok()?, age.parse().ok()?);
        known.then(|| Self { login: (*login).to_owned(), stamp, age, hash: (*hash).to_owned() })
    }

    fn expected(&self, password: &str) -> String {
        let Self { stamp, age, .. } = self;
        hashed(&format!("{stamp}:{age}:{}", hashed(password)))
    }
}

fn hashed(text: &str) -> String {
    STANDARD.encode(Md5::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_own_vector() {
        let token = "dGVzdEB0ZXN0OjE0ODM2MzQ3MjM6NTpaVGZBTzQramFDdmhWMCs2elk1dWFnPT0=";
        let parts = Parts::of(token).unwrap();
        assert_eq!((&*parts.login, parts.stamp, parts.age), ("test@test", 1_483_634_723, 5));
        assert_eq!(parts.hash, parts.expected("123"));
        assert_ne!(parts.hash, parts.expected("1234"));
        let own = Parts::of(TOKEN).unwrap();
        assert_eq!(own.hash, own.expected(PASSWORD));
    }
}
