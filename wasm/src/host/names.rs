//! The names of options: none is misspelt in silence.

use spravka_core::members::nearest;
use wasm_bindgen::prelude::*;

use super::interop::{entries, type_error};

/// Those of every entry of the npm package: one object may be handed to all of them.
pub(super) const OPTIONS: &[&str] = &[
    "allowed",
    "budget",
    "concurrency",
    "core",
    "keepGoing",
    "keySalt",
    "limits",
    "maxWait",
    "now",
    "onStep",
    "options",
    "ordered",
    "prices",
    "secrets",
    "settings",
    "sha256",
    "signal",
    "sleep",
    "sources",
    "store",
    "transport",
];

/// Those of `allowed`.
pub(super) const ALLOWED: &[&str] = &["origins", "test_origin"];

/// # Errors
/// A `TypeError` that says which name is the nearest, or which there are. The name that was met stays
/// out, as what it was given does.
pub(super) fn check(object: &JsValue, place: &str, known: &[&'static str]) -> Result<(), JsValue> {
    let unknown = entries(object).into_iter().find(|(name, _)| !known.contains(&name.as_str()));
    let Some((name, _)) = unknown else { return Ok(()) };
    let known = match nearest(&name, known) {
        Some(near) => format!("the nearest known one is `{near}`"),
        None => format!("expected {}", known.join(", ")),
    };
    Err(type_error(&format!("{place}: unknown name: {known}")))
}
