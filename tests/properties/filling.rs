//! A filled request is what encoders that are not ours make of the unfilled one.
#![expect(clippy::disallowed_types, reason = "requests are compared as values; none is kept")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use spravka_core::error::Code;
use spravka_core::protocol::Allowed;
use spravka_core::{Filled, dispatch, fill};

use super::material::STARTS;
use super::{request_of, text};

/// What the slots of a request are filled with.
struct Filling<'a> {
    secret: &'a str,
    file: &'a [u8],
}

impl Filling<'_> {
    fn value(&self, slot: &Value) -> String {
        if slot["file"].is_string() {
            let once = STANDARD.encode(self.file);
            return match slot["encoding"].as_str() {
                Some("base64_twice") => STANDARD.encode(once),
                Some("base64_text") => String::from_utf8(self.file.to_vec()).expect("base64"),
                _ => once,
            };
        }
        let format = slot["format"].as_str().unwrap_or("{}");
        format.replace("{}", self.secret)
    }
}

fn pairs(form: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn halves(url: &str) -> (&str, &str) {
    url.split_once('?').unwrap_or((url, ""))
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect()
}

/// The parts of the request with the slots' values put in, and nothing else changed.
fn is_filled(request: &Value, filled: &Filled, filling: &Filling<'_>) -> Result<(), TestCaseError> {
    let words = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
    let (url, body) = (words("url"), words("body"));
    let (path, query) = halves(&url);
    let (mut path, mut query) = (segments(path), pairs(query));
    let mut headers: Vec<(String, String)> = request["headers"]
        .as_object()
        .expect("headers")
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().expect("a text").to_owned()))
        .collect();
    let (mut object, mut form) = (serde_json::from_str::<Value>(&body).ok(), pairs(&body));
    for slot in request["slots"].as_array().into_iter().flatten() {
        let (name, value) = (slot["name"].as_str().expect("a name"), filling.value(slot));
        match slot["in"].as_str().expect("a place") {
            "query" => query.push((name.to_owned(), value)),
            "header" => headers.push((name.to_owned(), value)),
            "path" => {
                let placeholder = format!("{{{name}}}");
                path.iter_mut()
                    .filter(|part| **part == placeholder)
                    .for_each(|part| part.clone_from(&value));
            }
            "json_body" => object.get_or_insert_with(|| json!({}))[name] = value.into(),
            "form_body" => form.push((name.to_owned(), value)),
            other => panic!("a new place: {other}"),
        }
    }
    let (to, asked) = halves(&filled.url);
    prop_assert_eq!((segments(to), pairs(asked)), (path, query));
    let sent = filled.headers.iter().map(|header| (header.name.clone(), header.value.clone()));
    prop_assert_eq!(sent.collect::<Vec<_>>(), headers);
    let bytes = filled.body.as_deref().unwrap_or_default();
    let sent = std::str::from_utf8(bytes).expect("UTF-8");
    match object {
        Some(object) => prop_assert_eq!(serde_json::from_str::<Value>(sent).expect("JSON"), object),
        None => prop_assert_eq!(pairs(sent), form),
    }
    prop_assert_eq!(&filled.method, &words("method"));
    Ok(())
}

proptest! {
    #[test]
    fn requests_are_filled_as_others_would(
        which in any::<Index>(),
        secret in prop_oneof!["[!-~]{16,64}", "[A-Za-z0-9_-]{16,64}"],
        bytes in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let call = which.get(&STARTS);
        // Where the origin is the host's own, filling needs its leave.
        if !call["options"]["origins"].is_null() || !call["options"]["test_origin"].is_null() {
            return Ok(());
        }
        let step = text(dispatch(call.to_string().as_bytes()));
        if !step.starts_with(r#"{"step":"send""#) {
            return Ok(());
        }
        let raw = request_of(&step);
        let request: Value = serde_json::from_str(&raw).expect("a request");
        let slots = request["slots"].as_array().cloned().unwrap_or_default();
        let as_text = slots.iter().any(|slot| slot["encoding"] == "base64_text");
        let file = if as_text { STANDARD.encode(&bytes).into_bytes() } else { bytes };
        let filling = Filling { secret: &secret, file: &file };
        let given = |_: &str| Some(secret.clone());
        match fill(&raw, &given, &|_| Some(file.clone()), &Allowed::default()) {
            Ok(filled) => is_filled(&request, &filled, &filling)?,
            // A segment of a path has letters, digits, hyphens and underscores only.
            Err(error) => {
                let plain = secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
                prop_assert!(slots.iter().any(|slot| slot["in"] == "path") && !plain, "{error}");
                prop_assert_eq!(error.code, Code::InvalidSecret);
            }
        }
    }
}
