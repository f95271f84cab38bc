//! The names of flows and requests: our idempotency keys, since no provider has one.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::Sha256;

use crate::file::hex;
use crate::protocol::{Options, VERSION};
use crate::wire::Str;

/// 128 bits of HMAC-SHA-256 in hexadecimal, over the parts with a separator that JSON never holds.
fn keyed(key: &str, parts: &[&str]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    let mut hex = hex(&mac.finalize().into_bytes());
    hex.truncate(32);
    hex
}

/// The digest by which `resume` knows the input again.
pub(super) fn input_digest(options: &Options, canonical: &str) -> String {
    keyed(salt(options), &["input", canonical])
}

/// The name of a flow: version, operation, input and run.
pub(super) fn flow_key(options: &Options, operation: &str, canonical: &str) -> String {
    let run = options.run.as_deref().unwrap_or_default();
    keyed(salt(options), &["flow", &VERSION.to_string(), operation, canonical, run])
}

/// The name of a request within its flow, the same for a repeat.
pub(super) fn request_key(flow_key: &str, stage: &str, ordinal: u32) -> String {
    keyed(flow_key, &["request", stage, &ordinal.to_string()])
}

fn salt(options: &Options) -> &str {
    options.key_salt.as_deref().unwrap_or_default()
}

/// An input as validated: its members, sorted at every level.
pub(super) struct Canonical(BTreeMap<String, String>);

impl Canonical {
    pub(super) fn of<T: Serialize>(input: &T) -> Self {
        let json = serde_json::to_string(input).unwrap_or_default();
        let members: BTreeMap<Str<'_>, &RawValue> = serde_json::from_str(&json).unwrap_or_default();
        let sorted = |(name, value): (Str<'_>, &RawValue)| {
            let mut text = String::new();
            sort_into(&mut text, value.get());
            (name.into_owned(), text)
        };
        Self(members.into_iter().map(sorted).collect())
    }

    /// The text of all members, but for those named.
    pub(super) fn without(&self, left_out: impl Fn(&str) -> bool) -> String {
        let kept = self.0.iter().filter(|(name, _)| !left_out(name));
        let pairs = kept.map(|(name, value)| {
            format!("{}:{value}", serde_json::to_string(name).unwrap_or_default())
        });
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    }

    /// The text of one member, if it is there.
    pub(super) fn member(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Recursion ends with our own types, which are a few levels deep.
fn sort_into(out: &mut String, json: &str) {
    let separator = |out: &mut String, index: usize, open: char| {
        out.push(if index == 0 { open } else { ',' });
    };
    match json.as_bytes().first() {
        Some(b'{') => {
            let members: BTreeMap<Str<'_>, &RawValue> =
                serde_json::from_str(json).unwrap_or_default();
            for (index, (name, value)) in members.iter().enumerate() {
                separator(out, index, '{');
                out.push_str(&serde_json::to_string(&**name).unwrap_or_default());
                out.push(':');
                sort_into(out, value.get());
            }
            out.push_str(if members.is_empty() { "{}" } else { "}" });
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
            for (index, item) in items.iter().enumerate() {
                separator(out, index, '[');
                sort_into(out, item.get());
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        _ => out.push_str(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_at_every_level() {
        let mut sorted = String::new();
        sort_into(&mut sorted, r#"{"b":[{"z":1,"a":"}"},[]],"a":{},"А":1.10}"#);
        assert_eq!(sorted, r#"{"a":{},"b":[{"a":"}","z":1},[]],"А":1.10}"#);
    }

    #[test]
    fn keys_depend_on_everything_they_name() {
        let options = |salt: &str, run: &str| Options {
            key_salt: Some(salt.to_owned()),
            run: Some(run.to_owned()),
            ..Options::default()
        };
        let base = flow_key(&options("s", "r"), "op", "{}");
        assert_eq!(base.len(), 32);
        assert_eq!(base, flow_key(&options("s", "r"), "op", "{}"));
        for other in [
            flow_key(&options("t", "r"), "op", "{}"),
            flow_key(&options("s", "q"), "op", "{}"),
            flow_key(&options("s", "r"), "oq", "{}"),
            flow_key(&options("s", "r"), "op", "[]"),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(request_key(&base, "poll", 1), request_key(&base, "poll", 2));
        assert_ne!(request_key(&base, "poll", 1), request_key(&base, "fetch", 1));
    }
}
