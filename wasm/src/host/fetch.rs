//! The transport where the host names none: `fetch`, by gloo-net.

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, ResponseType,
};

use super::interop::{entries, property, set, text};

#[wasm_bindgen]
extern "C" {
    /// gloo-net's own `send` forgets the cause of a failure, and with it whether anything has left.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(request: &web_sys::Request) -> Result<Promise, JsValue>;
}

/// Sends a filled request: no redirect is followed, no cookie sent, nothing cached.
///
/// # Errors
/// What `fetch` has thrown.
pub(super) async fn send(filled: &JsValue, signal: &AbortSignal) -> Result<JsValue, JsValue> {
    let method = match text(filled, "method").as_deref() {
        Some("POST") => Method::POST,
        _ => Method::GET,
    };
    let mut builder = RequestBuilder::new(&text(filled, "url").unwrap_or_default())
        .method(method)
        .redirect(RequestRedirect::Manual)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    for (name, value) in entries(&property(filled, "headers").unwrap_or(JsValue::UNDEFINED)) {
        builder = builder.header(&name, &value.as_string().unwrap_or_default());
    }
    let request = match property(filled, "body") {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let request: web_sys::Request = request.map_err(JsError::from)?.into();
    let response: web_sys::Response = JsFuture::from(fetch(&request)?).await?.dyn_into()?;
    let response = Response::from(response);
    let answer = Object::new();
    // A browser shows no redirect, and says only that there was one.
    let is_redirect = response.type_() == ResponseType::Opaqueredirect;
    let status = if is_redirect { 302 } else { response.status() };
    set(&answer, "status", &status.into());
    let headers = Object::new();
    for (name, value) in response.headers().entries() {
        set(&headers, &name, &value.into());
    }
    set(&answer, "headers", &headers);
    let raw: web_sys::Response = response.into();
    let body = JsFuture::from(raw.array_buffer()?).await?;
    set(&answer, "body", &Uint8Array::new(&body));
    Ok(answer.into())
}
