//! SpectrumData's token, which nobody issues: a client makes it of its login, its password and its
//! clock, `base64(login:stamp:age:hash)` with `base64(md5(stamp:age:base64(md5(password))))` as the
//! hash, each digest as its 16 bytes.
//!
//! Source: `AuthToken` of the public client avtocod/b2b-api-php, and its test vector.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use spravka_core::value::Timestamp;

pub const TOKEN: &str = "spectrum_data.token";
pub const LOGIN: &str = "spectrum_data.login";
pub const PASSWORD: &str = "spectrum_data.password";

/// In seconds, as the public client has it. Each request gets a token of its own, so that none
/// comes near its end.
const AGE: i64 = 172_800;

/// The provider's clock may be behind.
const BACK: i64 = 60;

/// `login`: `user@domain`.
pub fn token(login: &str, password: &str, now: Timestamp) -> String {
    made(login, password, now.ms().div_euclid(1000) - BACK, AGE)
}

fn made(login: &str, password: &str, stamp: i64, age: i64) -> String {
    let hash = hashed(&format!("{stamp}:{age}:{}", hashed(password)));
    STANDARD.encode(format!("{login}:{stamp}:{age}:{hash}"))
}

fn hashed(text: &str) -> String {
    STANDARD.encode(Md5::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vector() {
        let token = made("test@test", "123", 1_483_634_723, 5);
        assert_eq!(token, "dGVzdEB0ZXN0OjE0ODM2MzQ3MjM6NTpaVGZBTzQramFDdmhWMCs2elk1dWFnPT0=");
    }

    #[test]
    fn it_begins_a_minute_ago_and_lasts_two_days() {
        let now = Timestamp::parse("2026-11-21T09:00:00.999Z").unwrap();
        let token = token("a@b", "пароль", now);
        let text = String::from_utf8(STANDARD.decode(token).unwrap()).unwrap();
        assert!(text.starts_with("a@b:1795251540:172800:"), "{text}");
    }
}
