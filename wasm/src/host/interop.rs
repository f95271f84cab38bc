//! Values of JavaScript.

use js_sys::{Array, Function, Promise, Reflect, TypeError};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A property that is neither undefined nor null.
pub(super) fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

pub(super) fn text(object: &JsValue, name: &str) -> Option<String> {
    property(object, name)?.as_string()
}

pub(super) fn function(object: &JsValue, name: &str) -> Result<Option<Function>, JsValue> {
    let Some(value) = property(object, name) else { return Ok(None) };
    value.dyn_into().map(Some).map_err(|_| wrong(name, "a function"))
}

/// An option that is a text.
pub(super) fn text_option(object: &JsValue, name: &str) -> Result<Option<String>, JsValue> {
    let Some(value) = property(object, name) else { return Ok(None) };
    value.as_string().map(Some).ok_or_else(|| wrong(name, "a text"))
}

/// An option that is `true` or `false`.
pub(super) fn switch(object: &JsValue, name: &str) -> Result<Option<bool>, JsValue> {
    let Some(value) = property(object, name) else { return Ok(None) };
    value.as_bool().map(Some).ok_or_else(|| wrong(name, "true or false"))
}

/// As JSON; what JSON cannot hold is none.
pub(super) fn json(value: &JsValue) -> Option<String> {
    js_sys::JSON::stringify(value).ok()?.as_string()
}

/// Own properties of an object, in their order.
pub(super) fn entries(object: &JsValue) -> Vec<(String, JsValue)> {
    // Objects of another realm are no instances of this one's `Object`.
    if !object.is_object() {
        return Vec::new();
    }
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1)))
    };
    js_sys::Object::entries(object.unchecked_ref()).iter().filter_map(pair).collect()
}

/// Whether its members are its properties: those of a list, a `Map` or the like are not.
pub(super) fn is_plain(object: &JsValue) -> bool {
    let is_walked = property(object, "forEach").is_some_and(|walk| walk.is_function());
    object.is_object() && !is_walked
}

/// Waits for a promise; any other value is there already.
pub(super) async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    match value.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await,
        // Promises of another realm.
        Err(value) if property(&value, "then").is_some_and(|then| then.is_function()) => {
            JsFuture::from(Promise::resolve(&value)).await
        }
        Err(value) => Ok(value),
    }
}

/// An option that is not what it has to be.
pub(super) fn wrong(option: &str, expected: &str) -> JsValue {
    type_error(&format!("{option}: expected {expected}"))
}

pub(super) fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

pub(super) fn set(object: &js_sys::Object, name: &str, value: &JsValue) {
    // Nobody has frozen an object of our own.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// The list of a JavaScript value, or the value itself as one.
pub(super) fn list(value: &JsValue) -> Vec<JsValue> {
    match value.dyn_ref::<Array>() {
        Some(list) => list.iter().collect(),
        None => vec![value.clone()],
    }
}
