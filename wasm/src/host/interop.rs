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
    TypeError::new(&format!("{option}: expected {expected}")).into()
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
